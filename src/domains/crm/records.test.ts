import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Person } from '#platform/actor'
import { announce } from '#platform/events'
import { openHouse, type TestHouse } from '#tests/house.ts'
import { noteAudience, selectRecords } from './index.ts'
import { insertRecords } from './store/records.ts'

let house: TestHouse
let mariam: Person
let julien: Person
let looker: Person
let rival: Person
let agency: string

type Ref = { id: string; name: string; version: number }
type Sheet = Record<string, unknown> & Ref
type Page = { items: (Record<string, unknown> & { id: string; name: string })[]; next: string | null; total: number | null; more: boolean }

beforeAll(async () => {
  house = await openHouse()
  mariam = await house.person({ name: 'Mariam Koné' })
  julien = await house.person({ name: 'Julien Mercier' })
  looker = await house.person({ name: 'Dado Ly' })
  rival = await house.person({ name: 'Chidi Obi' })
  agency = await house.workspace(mariam, { kind: 'agency', name: 'Nyala' })
  await house.workspace(rival, { kind: 'agency', name: 'Autre' })
  await house.join(agency, julien, 'editor')
  await house.join(agency, looker, 'viewer')
})
afterAll(() => house.close())

const make = (facts: object = {}) => house.call<Ref>(mariam, 'crm.createArtist', { name: 'Ama Sika', ...facts })
const sheet = (id: string, who = mariam) => house.call<Sheet>(who, 'crm.getArtist', { id })
const list = (input: object = {}, who = mariam) => house.call<Page>(who, 'crm.listArtists', { limit: 100, ...input })
const refusal = async (run: Promise<unknown>): Promise<{ code: string; kind: string; fields: { field: string; code: string }[] }> =>
  run.then(
    () => ({ code: 'none', kind: 'none', fields: [] }),
    (error: { code: string; kind: string; fields: { field: string; code: string }[] }) => error,
  )

describe('the sheet of an artist', () => {
  it('keeps what is known as it is compared, and explains the target', async () => {
    const { id } = await make({
      email: ' Ama@Sika.Example ',
      phone: '90 11 22 33',
      country: 'tg',
      selfProduced: true,
      hasTeam: false,
      followers: { instagram: 4200, tiktok: 900 },
      links: [{ address: 'https://www.instagram.com/Ama.Sika/' }],
    })
    const one = await sheet(id)
    expect(one).toMatchObject({ email: 'ama@sika.example', phone: '+22890112233', country: 'TG', followers: 4200, target: 'yes' })
    expect(one.targetWhy).toEqual(['followers', 'selfProduced', 'noTeam'].map((name) => ({ name, answer: 'yes' })))
    expect(one.links).toEqual([{ network: 'instagram', identifier: 'ama.sika', url: 'https://www.instagram.com/ama.sika/' }])
    await house.call(mariam, 'crm.updateArtist', { id, hasTeam: true })
    expect(await sheet(id)).toMatchObject({ target: 'no' })
    await noteAudience(house.db, id, 'tiktok', { followers: 20_000, engagement: null, at: new Date().toISOString() })
    await house.call(mariam, 'crm.updateArtist', { id, hasTeam: false })
    expect(await sheet(id)).toMatchObject({ followers: 20_000, target: 'no' })
  })

  it('an older measure changes nothing', async () => {
    const { id } = await make({ followers: { instagram: 5000 } })
    await noteAudience(house.db, id, 'instagram', { followers: 12, engagement: null, at: '2020-01-01T00:00:00.000Z' })
    expect(await sheet(id)).toMatchObject({ followers: 5000 })
  })

  it('says every wrong value at once, and keeps nothing', async () => {
    const before = (await list()).total
    const said = await refusal(make({ email: 'ama@', phone: '12', ownerId: rival.id, custom: { unheard: 1 } }))
    expect(said.fields.map(({ field }) => field).toSorted()).toEqual(['custom.unheard', 'email', 'ownerId', 'phone'])
    expect((await list()).total).toBe(before)
  })

  it('two people change different things, and both stay', async () => {
    const { id, version } = await make({ city: 'Lomé' })
    await house.call(mariam, 'crm.updateArtist', { id, version, city: 'Kpalimé' })
    await house.call(julien, 'crm.updateArtist', { id, version, biography: 'Une voix.' })
    expect(await sheet(id)).toMatchObject({ city: 'Kpalimé', biography: 'Une voix.', version: 3 })
  })

  it('two people change the same thing: the second learns what it says now', async () => {
    const { id, version } = await make({ city: 'Lomé' })
    await house.call(mariam, 'crm.updateArtist', { id, version, city: 'Kara' })
    const said = await refusal(house.call(julien, 'crm.updateArtist', { id, version, city: 'Dakar', source: 'ami' }))
    expect(said).toMatchObject({ kind: 'conflict', code: 'crm.changedMeanwhile', params: { who: 'Mariam Koné' }, fields: [{ field: 'city', params: { now: 'Kara' } }] })
    expect(await sheet(id)).toMatchObject({ city: 'Kara', source: null })
  })

  it('fifty changes at once are all there', async () => {
    const { id } = await make()
    const { key } = await house.call<{ key: string }>(mariam, 'crm.createField', { label: 'Cachet', type: 'number' })
    await Promise.all(Array.from({ length: 50 }, (_, n) => house.call(n % 2 ? mariam : julien, 'crm.recordInteraction', { id, interaction: 'note', body: `n ${n}` })))
    await Promise.all(Array.from({ length: 10 }, (_, n) => house.call(julien, 'crm.updateArtist', { id, custom: { [key]: n } })))
    const { items } = await house.call<{ items: { kind: string }[] }>(mariam, 'crm.getTimeline', { id, limit: 100 })
    expect(items.filter(({ kind }) => kind === 'crm.timeline.note')).toHaveLength(50)
    // A write of the value that is there already is no change.
    expect((await sheet(id)).version).toBe(1 + items.filter(({ kind }) => kind === 'crm.timeline.edited').length)
  })

  it('comes back whole after it was removed', async () => {
    const { id } = await make({ tags: ['afro-soul'], nextStep: 'Rappeler', nextStepOn: '2027-01-10' })
    await house.call(mariam, 'crm.removeArtist', { id })
    expect(await refusal(sheet(id))).toMatchObject({ kind: 'missing' })
    expect((await list({ tags: ['afro-soul'] })).items).toHaveLength(0)
    await house.call(julien, 'crm.restoreRecord', { id })
    expect(await sheet(id)).toMatchObject({ tags: ['afro-soul'], nextStep: 'Rappeler' })
  })

  it('a next step with a day is a task, changed with it, and gone when it is done', async () => {
    const tasks = async (id: string) =>
      (
        await sql<{
          title: string
          state: string
          due: string
          key: string
        }>`select title, state, due_on::text as due, key from planning.tasks where subject_id = ${id} order by created_at`.execute(house.db)
      ).rows
    const { id } = await make({ nextStep: 'Appeler Ama', nextStepOn: '2027-01-10', ownerId: julien.id })
    expect(await tasks(id)).toMatchObject([{ title: 'Appeler Ama', state: 'open', due: '2027-01-10' }])
    await house.call(mariam, 'crm.updateArtist', { id, nextStepOn: '2027-01-12' })
    const now = await tasks(id)
    expect(now.filter(({ state }) => state === 'open')).toMatchObject([{ due: '2027-01-12' }])
    await announce(house.db, { type: 'task.done', subject: id, workspaceId: agency, payload: { key: now.find(({ state }) => state === 'open')!.key, subjectId: id } })
    await house.runJobs()
    expect(await sheet(id)).toMatchObject({ nextStep: null, nextStepOn: null })
  })

  it.each([
    ['a name of 10,000 signs', { name: 'a'.repeat(10_000) }],
    ['no name', { name: '   ' }],
    ['a zero byte', { name: 'Ama\u0000Sika' }],
    ['a name over two lines', { name: 'Ama\nSika' }],
    ['prototypes in own fields', { custom: JSON.parse('{"__proto__":{"x":1},"constructor":1}') as object }],
    ['a day that is not', { nextStepOn: '2027-02-30' }],
    ['a country that is not two letters', { country: 'Togo' }],
    ['script as a link', { links: [{ address: 'javascript:alert(1)' }] }],
    ['too many followers', { followers: { instagram: 1e15 } }],
    ['an unheard network', { followers: { myspace: 3 } }],
    ['another agency', { workspaceId: '00000000-0000-7000-8000-000000000000' }],
  ])('refuses %s', async (_what, input) => expect(['invalid', 'missing']).toContain((await refusal(make(input))).kind))

  it.each(['Ama 🎤 Sika', 'أمينة', '‮Sika', '%_\\', "O'Brien; drop table crm.records", '<script>alert(1)</script>'])('keeps the name %s as it is and finds it', async (name) => {
    const { id } = await make({ name })
    expect((await sheet(id)).name).toBe(name)
    expect((await list({ q: name })).items.map((one) => one.id)).toContain(id)
  })

  it('signs of a search are no wildcards', async () => {
    await make({ name: 'Zouk Machine' })
    expect((await list({ q: '%' })).items.every(({ name }) => name.includes('%'))).toBe(true)
    expect((await list({ q: 'Z_uk' })).items).toEqual([])
  })
})

describe('another agency', () => {
  it('sees nothing, by any way in', async () => {
    const { id } = await make({ name: 'Secret' })
    for (const name of ['getArtist', 'removeArtist', 'getTimeline', 'restoreRecord'])
      expect(await refusal(house.call(rival, `crm.${name}`, { id }))).toMatchObject({ kind: 'missing' })
    expect((await list({}, rival)).items).toEqual([])
    expect((await house.call<Page>(rival, 'crm.searchRecords', { q: 'Secret' })).items).toEqual([])
    expect(await refusal(list({ workspaceId: agency }, rival))).toMatchObject({ kind: 'missing' })
    const own = await house.call<Ref>(rival, 'crm.createArtist', { name: 'À moi' })
    expect(await refusal(house.call(rival, 'crm.relateRecords', { id: own.id, toId: id, role: 'manager' }))).toMatchObject({ kind: 'missing' })
    await house.call(rival, 'crm.changeRecords', { ids: [id], what: 'tag', tag: 'volé' })
    expect(await sheet(id)).toMatchObject({ tags: [] })
  })

  it('a looker looks, and changes nothing', async () => {
    const { id } = await make()
    expect(await sheet(id, looker)).toMatchObject({ mayEdit: false })
    expect(await refusal(house.call(looker, 'crm.updateArtist', { id, city: 'X' }))).toMatchObject({ kind: 'forbidden' })
  })
})

describe('lists', () => {
  it('pages hold still under equal keys, in every order and both ways', async () => {
    const owner = await house.person()
    await house.workspace(owner, { kind: 'agency' })
    const rows = Array.from({ length: 57 }, (_, n) => ({
      kind: 'artist' as const,
      name: `Nom ${n % 5}`,
      audience: n % 3 ? { instagram: { followers: n % 4, engagement: null, at: '2026-11-01' } } : {},
    }))
    await insertRecords(house.db, owner.memberships[0]!.workspaceId, rows)
    for (const sort of ['name', 'updated', 'followers', 'score', 'lastContact', 'stage'])
      for (const direction of ['up', 'down']) {
        const seen: string[] = []
        let after: string | undefined
        do {
          const page = await house.call<Page>(owner, 'crm.listArtists', { sort, direction, limit: 10, after })
          seen.push(...page.items.map(({ id }) => id))
          after = page.next ?? undefined
        } while (after)
        expect(new Set(seen).size).toBe(57)
        expect(seen).toHaveLength(57)
      }
    expect(await house.call<Page>(owner, 'crm.listArtists', { after: 'not-a-cursor' })).toMatchObject({ total: 57, more: false })
  })

  it('filters hold together', async () => {
    const { id } = await make({ name: 'Filtre', tags: ['jazz', 'à suivre'], genres: ['Jazz'], country: 'SN', ownerId: mariam.id, source: 'festival', followers: { tiktok: 2500 } })
    await make({ name: 'Filtre bis', tags: ['jazz'], country: 'SN' })
    const fits = async (input: object) => (await list(input)).items.map((one) => one.id)
    for (const input of [
      { tags: ['jazz', 'à suivre'] },
      { country: ['SN', 'TG'], owner: 'me', genres: ['Jazz'] },
      { followersFrom: 2500, followersTo: 2500 },
      { source: 'festival' },
      { silentDays: 30, q: 'filtre', owner: mariam.id },
    ])
      expect(await fits(input)).toContain(id)
    expect(await fits({ owner: 'none', q: 'filtre' })).not.toContain(id)
    expect(await selectRecords(house.db, agency, { kind: 'artist', tags: ['jazz'], q: 'FÏLTRE' })).toHaveLength(2)
  })

  it('own fields are checked by their type, filtered by, and retired without loss', async () => {
    const field = await house.call<{ id: string; key: string }>(mariam, 'crm.createField', { label: 'Scène préférée !', type: 'choice', choices: ['Club', 'Plein air'] })
    expect(field.key).toBe('scene_preferee')
    const { id } = await make({ custom: { [field.key]: 'Club' } })
    expect((await refusal(make({ custom: { [field.key]: 'Stade' } }))).fields).toMatchObject([{ field: `custom.${field.key}`, code: 'crm.field.wrong.choice' }])
    expect((await list({ custom: { [field.key]: 'club' } })).items.map((one) => one.id)).toEqual([id])
    expect(await house.call(mariam, 'crm.retireField', { id: field.id })).toEqual({ records: 1 })
    expect((await refusal(make({ custom: { [field.key]: 'Club' } }))).fields).toMatchObject([{ code: 'crm.field.unknown' }])
    await house.call(mariam, 'crm.reviveField', { id: field.id })
    expect(await sheet(id)).toMatchObject({ custom: { [field.key]: 'Club' } })
    expect(await refusal(house.call(julien, 'crm.createField', { label: 'X' }))).toMatchObject({ kind: 'forbidden' })
  })

  it('a change of many is taken back, once, and leaves what changed since', async () => {
    const ids = await insertRecords(house.db, agency, [
      { kind: 'artist', name: 'A', tags: ['vip'] },
      { kind: 'artist', name: 'B' },
      { kind: 'artist', name: 'C', ownerId: julien.id },
    ])
    const tagged = await house.call<{ id: string; records: number }>(julien, 'crm.changeRecords', { ids, what: 'tag', tag: 'vip' })
    expect(tagged.records).toBe(2)
    await house.call(julien, 'crm.undoRecordChange', { id: tagged.id })
    expect(await refusal(house.call(julien, 'crm.undoRecordChange', { id: tagged.id }))).toMatchObject({ code: 'crm.undoneAlready' })
    expect(await sheet(ids[0]!)).toMatchObject({ tags: ['vip'] })
    expect(await sheet(ids[1]!)).toMatchObject({ tags: [] })
    const owned = await house.call<{ id: string }>(mariam, 'crm.changeRecords', { ids, what: 'owner', ownerId: mariam.id })
    await house.call(julien, 'crm.updateArtist', { id: ids[0]!, ownerId: julien.id })
    await house.call(mariam, 'crm.undoRecordChange', { id: owned.id })
    expect(await Promise.all(ids.map(async (id) => ((await sheet(id)).owner as { id: string } | null)?.id ?? null))).toEqual([julien.id, null, julien.id])
    const removed = await house.call<{ id: string; records: number }>(mariam, 'crm.changeRecords', { all: { kind: 'artist', tags: ['vip'] }, what: 'remove' })
    expect(removed.records).toBe(1)
    expect(await house.call(mariam, 'crm.undoRecordChange', { id: removed.id })).toEqual({ records: 1 })
  })

  it('a renamed tag becomes one with the one that is there', async () => {
    const [id] = await insertRecords(house.db, agency, [{ kind: 'artist', name: 'Deux', tags: ['soul', 'neo soul'] }])
    await house.call(mariam, 'crm.renameTag', { tag: 'neo soul', to: 'soul' })
    expect(await sheet(id!)).toMatchObject({ tags: ['soul'] })
    expect(await refusal(house.call(mariam, 'crm.renameTag', { tag: 'neo soul', to: 'x' }))).toMatchObject({ code: 'crm.noSuchTag' })
  })

  it('a view is one’s own or shared, and holds a filter that can be read', async () => {
    const view = await house.call<{ id: string }>(julien, 'crm.saveView', { kind: 'artist', name: 'À rappeler', filter: { silentDays: 30, owner: 'me' } })
    expect((await house.call<{ items: unknown[] }>(mariam, 'crm.listViews', {})).items).toEqual([])
    expect(await refusal(house.call(mariam, 'crm.editView', { id: view.id, name: 'x' }))).toMatchObject({ kind: 'missing' })
    await house.call(julien, 'crm.editView', { id: view.id, shared: true })
    expect((await house.call<{ items: { name: string }[] }>(looker, 'crm.listViews', { kind: 'artist' })).items).toMatchObject([{ name: 'À rappeler', mine: false }])
    expect(await refusal(house.call(julien, 'crm.saveView', { kind: 'artist', name: 'x', filter: { followersFrom: 'beaucoup' } }))).toMatchObject({ code: 'crm.wrongFilter' })
  })

  it('the search forgives accents and a mistake', async () => {
    const { id } = await make({ name: 'Fatoumata Diawara' })
    for (const q of ['fatoumata', 'Fâtoumata diawara', 'fatumata', 'diawar'])
      expect((await house.call<Page>(looker, 'crm.searchRecords', { q })).items.map((one) => one.id)).toContain(id)
  })
})
