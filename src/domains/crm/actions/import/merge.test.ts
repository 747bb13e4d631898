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

/** What is in one record and hangs on it, by its id; not who it is tied to, who may be merged still. */
async function standingOf(ids: readonly string[]): Promise<Map<string, unknown>> {
  const { rows } = await sql<{ id: string; all: unknown }>`select r.id, jsonb_build_array(to_jsonb(r) - 'version',
    (select jsonb_agg(to_jsonb(l) order by l.network, l.identifier) from crm.links l where l.record_id = r.id), (select jsonb_agg(to_jsonb(f) order by f.id) from crm.files f where f.record_id = r.id),
    (select jsonb_agg(to_jsonb(h) order by h.id) from crm.happenings h where h.record_id = r.id), (select jsonb_agg(to_jsonb(c) order by c.id) from crm.cards c where c.record_id = r.id)) as all
    from crm.records r where r.id = any(${[...ids]}::uuid[])`.execute(house.db)
  return new Map(rows.map(({ id, all }) => [id, all]))
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
/** Pairs of places among five records: who works with whom. */
const ties = fc.uniqueArray(
  fc.tuple(fc.nat(4), fc.nat(4)).filter(([a, b]) => a !== b),
  { maxLength: 6, selector: ([a, b]) => `${a}${b}` },
)

interface Made {
  id: string
  of: readonly string[]
}

/** Undoes one of the merges that stand. Refused, it names a later one that stands; the latest of all never is. */
async function undoOne(standing: readonly Made[], one: Made): Promise<Made[]> {
  const refusal = await house.call(owner, 'crm.undoMerge', { id: one.id }).then(
    () => null,
    (error: { code: string; params: { merge: string } }) => error,
  )
  if (!refusal) return standing.filter((other) => other !== one)
  const later = standing.slice(standing.indexOf(one) + 1).map(({ id }) => id)
  expect([refusal.code, later.includes(refusal.params.merge)]).toEqual(['crm.merge.later', true])
  return [...standing]
}

test('several merges, undone in any order that is allowed, leave every row as it was; whoever is in none any more stands as before all along', async () => {
  const five = fc.array(record, { minLength: 5, maxLength: 5 })
  const merges = fc.array(fc.record({ pair: fc.tuple(fc.nat(4), fc.nat(4)), choices }), { minLength: 2, maxLength: 5 })
  await fc.assert(
    fc.asyncProperty(five, ties, merges, fc.array(fc.nat(), { maxLength: 8 }), async (drawn, tied, wanted, picks) => {
      await sql`delete from crm.records`.execute(house.db)
      const ids: string[] = []
      for (const [at, one] of drawn.entries()) ids.push(await put(one, at))
      for (const [a, b] of tied) await sql`insert into crm.relations (from_id, to_id, role) values (${ids[a]}, ${ids[b]}, 'manager')`.execute(house.db)
      const [before, apart] = [await everything(), await standingOf(ids)]
      let standing: Made[] = []
      for (const { pair, choices: chosen } of wanted) {
        const there = ids.filter((id) => !standing.some(({ of }) => of[1] === id))
        const [id, otherId] = [there[pair[0] % there.length]!, there[pair[1] % there.length]!]
        if (id !== otherId) standing.push({ id: (await house.call<{ id: string }>(owner, 'crm.mergeRecords', { id, otherId, choices: chosen })).id, of: [id, otherId] })
      }
      for (const pick of picks) {
        if (standing.length === 0) break
        standing = await undoOne(standing, standing[pick % standing.length]!)
        const free = ids.filter((id) => !standing.some(({ of }) => of.includes(id)))
        const now = await standingOf(free)
        for (const id of free) expect(now.get(id)).toEqual(apart.get(id))
      }
      for (const one of standing.toReversed()) expect(await undoOne([one], one)).toEqual([])
      expect(await everything()).toEqual(before)
    }),
    { numRuns: 50, seed: 20_261_121 },
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

  test('on which a later one stands names the one to undo first; the record away, where it is put back', async () => {
    const refusal = (id: string) =>
      house.call(owner, 'crm.undoMerge', { id }).then(
        () => null,
        ({ code, params }: { code: string; params: object }) => ({ code, params }),
      )
    const [a, b] = await pair({}, { name: 'Ama S.' })
    const [c, d] = await pair({ name: 'Ama Sikaa' })
    const merge = async (id: string, otherId: string) => (await house.call<{ id: string }>(owner, 'crm.mergeRecords', { id, otherId })).id
    const [first, second, third] = [await merge(a, b), await merge(a, c), await merge(d, a)]
    const last = { code: 'crm.merge.later', params: { merge: third, name: 'Ama Sika', into: 'AMA SIKA', href: `/mona/artists/${d}#timeline` } }
    expect(await refusal(first)).toEqual(last)
    expect(await refusal(second)).toEqual(last)
    const { items } = await house.call<{ items: { kind: string; mergeId: string | null }[] }>(owner, 'crm.getTimeline', { id: d })
    expect(items.filter(({ kind }) => kind === 'crm.timeline.merged').map(({ mergeId }) => mergeId)).toEqual(expect.arrayContaining([first, second, third]))
    await house.call(owner, 'crm.removeArtist', { id: d })
    expect(await refusal(third)).toEqual({ code: 'crm.merge.away', params: { name: 'AMA SIKA', href: `/mona/artists?removed=${d}` } })
    await house.call(owner, 'crm.restoreRecord', { id: d })
    for (const id of [third, second, first]) expect(await refusal(id)).toBeNull()
    expect(await refusal(first)).toEqual({ code: 'crm.merge.undone', params: {} })
  })

  test('of records that know each other is undone after that of the one it knows', async () => {
    const ids = await insertRecords(
      house.db,
      agency,
      ['Ama', 'Ama bis', 'Label', 'Label bis'].map((name) => ({ kind: 'artist' as const, name })),
    )
    const [ama, twin, label, other] = ids
    await sql`insert into crm.relations (from_id, to_id, role) values (${twin}, ${other}, 'manager')`.execute(house.db)
    const { id: first } = await house.call<{ id: string }>(owner, 'crm.mergeRecords', { id: ama, otherId: twin })
    const { id: second } = await house.call<{ id: string }>(owner, 'crm.mergeRecords', { id: label, otherId: other })
    expect(await refused(house.call(owner, 'crm.undoMerge', { id: first }))).toBe('crm.merge.later')
    for (const id of [second, first]) await house.call(owner, 'crm.undoMerge', { id })
    expect((await sql`select from_id, to_id from crm.relations`.execute(house.db)).rows).toEqual([{ from_id: twin, to_id: other }])
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
