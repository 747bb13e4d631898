import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Person } from '#platform/actor'
import { openHouse, type TestHouse } from '#tests/house.ts'
import { insertLinks, insertRecords } from '../../store/records.ts'

let house: TestHouse
let owner: Person
let agency: string
let stages: { id: string; pipeline: string }[]
beforeAll(async () => {
  house = await openHouse()
  owner = await house.person({ name: 'Mariam Koné' })
  agency = await house.workspace(owner, { name: 'Nyala Agence', kind: 'agency' })
  await house.call(owner, 'crm.listPipelines')
  stages = (
    await sql<{
      id: string
      pipeline: string
    }>`select s.id, s.pipeline_id as pipeline from crm.stages s join crm.pipelines p on p.id = s.pipeline_id where p.workspace_id = ${agency} order by s.pipeline_id, s.position`.execute(
      house.db,
    )
  ).rows
})
afterAll(() => house.close())
beforeEach(() => sql`delete from crm.records`.execute(house.db))

/** Every row of the room that a merge could touch, but for the number that counts changes of a record. */
async function everything(): Promise<unknown> {
  const { rows } = await sql<{ all: unknown }>`select jsonb_build_object(
    'records', (select jsonb_agg(to_jsonb(r) - 'version' order by r.id) from crm.records r), 'links', (select jsonb_agg(to_jsonb(l) order by l.record_id, l.network, l.identifier) from crm.links l),
    'relations', (select jsonb_agg(to_jsonb(x) order by x.from_id, x.to_id, x.role) from crm.relations x), 'files', (select jsonb_agg(to_jsonb(f) order by f.id) from crm.files f),
    'happenings', (select jsonb_agg(to_jsonb(h) order by h.id) from crm.happenings h), 'cards', (select jsonb_agg(to_jsonb(c) order by c.id) from crm.cards c)) as all`.execute(
    house.db,
  )
  return rows[0]!.all
}

const word = fc.constantFrom('Ama', 'Kofi', 'Élodie', 'Les Zébulons', '!!!', 'Łódź')
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null })
const record = fc.record({
  name: word,
  email: maybe(fc.constantFrom('a@x.example', 'b@x.example')),
  phone: maybe(fc.constantFrom('+22890123456', '+33612345678')),
  country: maybe(fc.constantFrom('TG', 'FR')),
  biography: maybe(word),
  tags: fc.uniqueArray(fc.constantFrom('rap', 'live', 'été'), { maxLength: 3 }),
  genres: fc.uniqueArray(fc.constantFrom('afro', 'soul'), { maxLength: 2 }),
  selfProduced: maybe(fc.boolean()),
  custom: fc.dictionary(fc.constantFrom('fee', 'size'), fc.oneof(fc.integer(), fc.string({ unit: 'grapheme-ascii' }), fc.constant(['a', 'b'])), { maxKeys: 2 }),
  followers: maybe(fc.integer({ min: 0, max: 30_000 })),
  at: fc.constantFrom('2026-01-01T00:00:00.000Z', '2026-02-01T00:00:00.000Z'),
  links: fc.uniqueArray(fc.constantFrom('a', 'b', 'c'), { maxLength: 3 }),
  files: fc.integer({ min: 0, max: 2 }),
  happenings: fc.array(maybe(fc.constantFrom('k1', 'k2')), { maxLength: 4 }),
  cards: fc.array(fc.record({ stage: fc.nat(), titled: fc.boolean(), gone: fc.boolean() }), { maxLength: 3 }),
})
type Drawn = typeof record extends fc.Arbitrary<infer T> ? T : never

async function put(drawn: Drawn, at: number): Promise<string> {
  const { links, files, happenings, cards, followers, at: heard, ...values } = drawn
  const audience = followers === null ? {} : { instagram: { followers, engagement: null, at: heard } }
  const [id] = await insertRecords(house.db, agency, [{ ...values, kind: 'artist', audience, lastContactAt: followers ? new Date(heard) : null }])
  await insertLinks(
    house.db,
    links.map((identifier) => ({ recordId: id!, network: 'instagram', identifier, url: null })),
  )
  for (let n = 0; n < files; n += 1)
    await sql`insert into crm.files (record_id, name, type, size, key) values (${id}, 'photo', 'image/png', 3, ${`k${at}-${n}-${id}`})`.execute(house.db)
  for (const key of happenings)
    await sql`insert into crm.happenings (workspace_id, record_id, kind, key, at) values (${agency}, ${id}, 'crm.timeline.created', ${key}, now()) on conflict do nothing`.execute(
      house.db,
    )
  for (const card of cards) {
    const stage = stages[card.stage % stages.length]!
    await sql`insert into crm.cards (workspace_id, pipeline_id, stage_id, record_id, place, title, entered_at, removed_at)
      values (${agency}, ${stage.pipeline}, ${stage.id}, ${id}, 'a', ${card.titled ? 'Festival' : null}, now(), ${card.gone ? new Date() : null}) on conflict do nothing`.execute(
      house.db,
    )
  }
  return id!
}

const choices = fc.dictionary(fc.constantFrom('name', 'email', 'phone', 'country', 'tags', 'genres', 'custom.fee', 'self_produced'), fc.constantFrom('mine', 'other'))
/** Pairs of places among four records: who works with whom. */
const ties = fc.uniqueArray(
  fc.tuple(fc.nat(3), fc.nat(3)).filter(([a, b]) => a !== b),
  { maxLength: 5, selector: ([a, b]) => `${a}${b}` },
)

test('a merge that is undone leaves every row as it was', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(record, { minLength: 4, maxLength: 4 }), ties, choices, async (drawn, tied, chosen) => {
      await sql`delete from crm.records`.execute(house.db)
      const ids: string[] = []
      for (const [at, one] of drawn.entries()) ids.push(await put(one, at))
      for (const [a, b] of tied) await sql`insert into crm.relations (from_id, to_id, role) values (${ids[a]}, ${ids[b]}, 'manager')`.execute(house.db)
      const before = await everything()
      const first = await house.call<{ id: string }>(owner, 'crm.mergeRecords', { id: ids[0], otherId: ids[1], choices: chosen })
      const second = await house.call<{ id: string }>(owner, 'crm.mergeRecords', { id: ids[2], otherId: ids[0] })
      await house.call(owner, 'crm.undoMerge', { id: second.id })
      await house.call(owner, 'crm.undoMerge', { id: first.id })
      expect(await everything()).toEqual(before)
    }),
    { numRuns: 60 },
  )
}, 120_000)

describe('a merge', () => {
  const pair = async (one: object = {}, other: object = {}): Promise<[string, string]> => {
    const [a, b] = await insertRecords(house.db, agency, [
      { kind: 'artist', name: 'Ama Sika', email: 'ama@x.example', tags: ['rap'], ...one },
      { kind: 'artist', name: 'AMA SIKA', city: 'Lomé', tags: ['live'], ...other },
    ])
    return [a!, b!]
  }
  const refused = (call: Promise<unknown>) =>
    call.then(
      () => 'done',
      (error: { code: string }) => error.code,
    )
  const row = async (id: string) => (await sql<Record<string, unknown>>`select * from crm.records where id = ${id}`.execute(house.db)).rows[0]!

  test('keeps what there is, takes what was missing, holds both lists, and a choice for each field wins', async () => {
    const [a, b] = await pair()
    await house.call(owner, 'crm.mergeRecords', { id: a, otherId: b, choices: { name: 'other' } })
    expect(await row(a)).toMatchObject({ name: 'AMA SIKA', email: 'ama@x.example', city: 'Lomé', tags: ['rap', 'live'] })
    expect(await row(b)).toMatchObject({ merged_into: a })
    expect(await refused(house.call(owner, 'crm.mergeRecords', { id: a, otherId: b }))).toBe('platform.missing')
  })

  test('undone later leaves what was changed in the meantime', async () => {
    const [a, b] = await pair()
    const { id } = await house.call<{ id: string }>(owner, 'crm.mergeRecords', { id: a, otherId: b })
    await house.call(owner, 'crm.updateArtist', { id: a, email: 'neuf@x.example' })
    await house.call(owner, 'crm.undoMerge', { id })
    expect(await row(a)).toMatchObject({ email: 'neuf@x.example', city: null, tags: ['rap'] })
    expect(await row(b)).toMatchObject({ city: 'Lomé', removed_at: null, merged_into: null })
    expect(await refused(house.call(owner, 'crm.undoMerge', { id }))).toBe('crm.merge.undone')
  })

  test('is refused for two kinds, for itself, for two people’s accounts, and before the later merge is undone', async () => {
    const [a, b] = await pair()
    const [label] = await insertRecords(house.db, agency, [{ kind: 'organisation', name: 'Ama Sika' }])
    expect(await refused(house.call(owner, 'crm.mergeRecords', { id: a, otherId: label }))).toBe('crm.merge.kinds')
    expect(await refused(house.call(owner, 'crm.mergeRecords', { id: a, otherId: a }))).toBe('crm.merge.same')
    const [c, d] = await pair({ accountId: owner.id }, { accountId: (await house.person()).id })
    expect(await refused(house.call(owner, 'crm.mergeRecords', { id: c, otherId: d }))).toBe('crm.merge.accounts')
    const { id } = await house.call<{ id: string }>(owner, 'crm.mergeRecords', { id: a, otherId: b })
    await house.call(owner, 'crm.mergeRecords', { id: c, otherId: a })
    expect(await refused(house.call(owner, 'crm.undoMerge', { id }))).toBe('crm.merge.later')
  })

  test('by two people at once happens once', async () => {
    const [a, b] = await pair()
    const both = await Promise.all([refused(house.call(owner, 'crm.mergeRecords', { id: a, otherId: b })), refused(house.call(owner, 'crm.mergeRecords', { id: b, otherId: a }))])
    expect(both.toSorted()).toEqual(['done', 'platform.missing'])
  })

  test('and a stranger’s agency never meet', async () => {
    const [a, b] = await pair()
    const stranger = await house.person({ name: 'Bintou Sow' })
    const theirs = await house.workspace(stranger, { kind: 'agency' })
    const [c] = await insertRecords(house.db, theirs, [{ kind: 'artist', name: 'Ama Sika' }])
    expect(await refused(house.call(stranger, 'crm.mergeRecords', { id: a, otherId: b }))).toBe('platform.missing')
    expect(await refused(house.call(owner, 'crm.mergeRecords', { id: a, otherId: c }))).toBe('platform.missing')
    expect(await refused(house.call(owner, 'crm.rejectDuplicate', { id: a, otherId: c }))).toBe('platform.missing')
  })
})

test('duplicates are found by network, mail, telephone, name, order of words and likeness, each with its reason, and not again once they are said to be distinct', async () => {
  type Found = { items: { certainty: string; reasons: { reason: string }[]; left: { id: string; name: string }; right: { id: string; name: string } }[]; open: number }
  const ids = await insertRecords(house.db, agency, [
    { kind: 'artist', name: 'Ama Sika', links: [{ network: 'instagram', identifier: 'ama', url: null }] },
    { kind: 'artist', name: 'Sika la grande', links: [{ network: 'instagram', identifier: 'ama', url: null }] },
    { kind: 'artist', name: 'Kofi Mensah', phone: '+22890123456' },
    { kind: 'artist', name: 'Mensah Kofi' },
    { kind: 'artist', name: 'Les Zébulons Sauvages' },
    { kind: 'artist', name: 'Les Zebulons Sauvage' },
    { kind: 'artist', name: 'Niko', country: 'FR' },
    { kind: 'artist', name: 'Niko', country: 'GR' },
    { kind: 'organisation', name: 'Niko', country: 'FR' },
  ])
  await house.call(owner, 'crm.findDuplicates')
  await house.runJobs()
  const found = await house.call<Found>(owner, 'crm.listDuplicates', { limit: 50 })
  expect(
    found.items
      .map(({ left, right, certainty, reasons }) => [[left.name, right.name].toSorted().join(' / '), certainty, reasons[0]?.reason])
      .toSorted(([a], [b]) => String(a).localeCompare(String(b))),
  ).toEqual([
    ['Ama Sika / Sika la grande', 'sure', 'link'],
    ['Kofi Mensah / Mensah Kofi', 'likely', 'words'],
    ['Les Zebulons Sauvage / Les Zébulons Sauvages', 'possible', 'similar'],
  ])
  await house.call(owner, 'crm.rejectDuplicate', { id: ids[3], otherId: ids[2] })
  await house.call(owner, 'crm.updateArtist', { id: ids[2], city: 'Lomé' })
  await house.call(owner, 'crm.findDuplicates')
  await house.runJobs()
  expect((await house.call<Found>(owner, 'crm.listDuplicates', { limit: 50 })).items).toHaveLength(2)
  await house.call(owner, 'crm.reopenDuplicate', { id: ids[2], otherId: ids[3] })
  expect((await house.call<Found>(owner, 'crm.listDuplicates')).open).toBe(3)
  const chosen = await house.call<Found>(owner, 'crm.listDuplicates', { ids: [ids[0], ids[6], ids[7]] })
  expect(chosen.items.map(({ certainty, right }) => [certainty, right.name])).toEqual([
    ['asked', 'Niko'],
    ['asked', 'Niko'],
  ])
})
