import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Person } from '#platform/actor'
import { clock, day as wholeDay } from '#platform/clock'
import { transaction } from '#platform/database/pool'
import { announce } from '#platform/events'
import { openHouse, type TestHouse } from '#tests/house.ts'
import { dropTasks, planTasks, tasksAbout } from '../index.ts'
import { registerSubjects } from '../subjects.ts'

let house: TestHouse
let owner: Person
let editor: Person
let viewer: Person
let artist: Person
let workspaceId: string
const record = '01a00000-0000-7000-8000-000000000001'
const other = '01a00000-0000-7000-8000-000000000002'

beforeAll(async () => {
  house = await openHouse()
  owner = await house.person({ name: 'Mariam Koné' })
  workspaceId = await house.workspace(owner, { kind: 'agency', name: 'Nyala' })
  editor = await house.join(workspaceId, await house.person({ name: 'Julien Mercier' }), 'editor')
  viewer = await house.join(workspaceId, await house.person({ name: 'Dado Ly' }), 'viewer')
  artist = await house.person({ name: 'Ama Sika' })
  registerSubjects([
    async (_db, ids) => new Map(ids.filter((id) => id === record).map((id) => [id, { id, workspaceId, kind: 'artist', label: 'Ama Sika', href: `/mona/artists/${id}` }])),
  ])
})
afterAll(() => house.close())

type Shown = {
  id: string
  title: string
  dueOn: string | null
  state: string
  version: number
  owner: { id: string } | null
  priority: string
  subject: { id: string; label: string } | null
  seriesId: string | null
}
const make = async (input: object, by = owner): Promise<string> => (await house.call<{ id: string }>(by, 'planning.createTask', { workspaceId, title: 'Écrire', ...input })).id
const get = (id: string, by = owner) => house.call<Shown & { series: { endedAt: unknown; next: string | null } | null }>(by, 'planning.getTask', { id })
const list = async (input: object, by = owner) => house.call<{ items: Shown[]; next: string | null }>(by, 'planning.listTasks', { workspaceId, ...input })
const codeOf = (error: unknown) => (error as { fields?: { code: string }[]; code: string }).fields?.[0]?.code ?? (error as { code: string }).code
const refused = (promise: Promise<unknown>) => promise.then(() => 'nothing', codeOf)
const events = async (subject: string): Promise<string[]> =>
  (await sql<{ type: string }>`select type from platform.events where subject = ${subject} order by id`.execute(house.db)).rows.map(({ type }) => type)
const notices = async (user: Person, kind: string) =>
  (
    await sql<{
      params: Record<string, unknown>
      href: string
    }>`select params, href from messaging.notices where user_id = ${user.id} and kind = ${kind} order by created_at`.execute(house.db)
  ).rows

test('a task is made, given to somebody who is told, changed, done once by two at once, and opened again', async () => {
  const id = await make({ ownerId: editor.id, dueOn: '2026-12-01', dueMinute: 1020, priority: 'high', subjectId: record })
  expect(await get(id)).toMatchObject({ title: 'Écrire', owner: { id: editor.id }, dueOn: '2026-12-01', priority: 'high', subject: { label: 'Ama Sika' } })
  expect((await notices(editor, 'planning.assigned')).map(({ params }) => params)).toEqual([{ title: 'Écrire', name: 'Mariam Koné' }])
  await house.call(editor, 'planning.editTask', { id, dueOn: null })
  expect(await get(id)).toMatchObject({ dueOn: null, dueMinute: null, priority: 'high', owner: { id: editor.id } })
  await Promise.all(Array.from({ length: 12 }, (_, n) => house.call(n % 2 ? owner : editor, 'planning.completeTask', { id })))
  expect(await events(id)).toEqual(['task.planned', 'task.done'])
  await house.call(editor, 'planning.reopenTask', { id })
  await house.call(editor, 'planning.dropTask', { id })
  expect((await get(id)).state).toBe('dropped')
  expect(await events(id)).toEqual(['task.planned', 'task.done', 'task.reopened', 'task.dropped'])
})

test('what may not be is refused, with the field and the reason', async () => {
  expect(await refused(make({ ownerId: artist.id }))).toBe('planning.notAMember')
  expect(await refused(make({ subjectId: other }))).toBe('planning.noSubject')
  expect(await refused(make({ dueMinute: 60 }))).toBe('planning.hourNeedsDay')
  expect(await refused(make({ dueOn: '2026-02-30' }))).toBe('platform.invalidField')
  expect(await refused(make({ title: '   ' }))).toBe('platform.required')
  expect(await refused(make({ title: 'a\0b' }))).toBe('platform.badCharacter')
  expect(await refused(make({ title: 'x'.repeat(301) }))).toBe('platform.tooLong')
  expect(await refused(make({ repeat: { unit: 'day', until: '2020-01-01' } }))).toBe('planning.untilBeforeStart')
  expect(await refused(make({}, viewer))).toBe('platform.forbidden')
  expect(await refused(make({}, artist))).toBe('platform.missing')
  expect(await refused(house.call(owner, 'planning.quickTask', { workspaceId, text: 'demain !haute' }))).toBe('planning.noTitle')
})

test('whoever saves an older copy is told instead of overwriting', async () => {
  const id = await make({})
  const { version } = await get(id)
  await house.call(editor, 'planning.editTask', { id, version, title: 'Écrire mieux' })
  expect(await refused(house.call(owner, 'planning.editTask', { id, version, title: 'Écrire pire' }))).toBe('planning.changedMeanwhile')
  expect((await get(id)).title).toBe('Écrire mieux')
})

test('one sentence makes a task for whom it names, on the day it says where the writer lives', async () => {
  await house.call(owner, 'messaging.setNoticeSettings', { wanted: [], timeZone: 'Pacific/Auckland' })
  const { id } = await house.call<{ id: string }>(owner, 'planning.quickTask', { workspaceId, text: 'Appeler le label demain 17h !haute @julien', subjectId: record })
  const there = new Intl.DateTimeFormat('en-CA', { timeZone: 'Pacific/Auckland' }).format(clock.now())
  const tomorrow = new Date(Date.parse(there) + wholeDay).toISOString().slice(0, 10)
  expect(await get(id)).toMatchObject({ title: 'Appeler le label', dueOn: tomorrow, dueMinute: 1020, priority: 'high', owner: { id: editor.id }, subject: { id: record } })
  await house.call(owner, 'messaging.setNoticeSettings', { wanted: [], timeZone: 'Africa/Lome' })
})

test('a key is one task: planned again it changes while it is open, stays once done, comes back when its room drops and plans it', async () => {
  const plan = (title: string, more: object = {}) =>
    transaction(house.ctx(), ({ db }) =>
      planTasks(db, [
        { workspaceId, title, key: 'plan:1:a', ...more },
        { workspaceId, title: 'Sans clé' },
      ]),
    )
  const [id] = await plan('Un')
  const [again] = await plan('Deux', { dueOn: '2026-12-24', ownerId: artist.id })
  expect(again).toBe(id)
  expect(await get(id!)).toMatchObject({ title: 'Deux', dueOn: '2026-12-24' })
  await transaction(house.ctx(), ({ db }) => dropTasks(db, workspaceId, 'plan:1:'))
  expect((await get(id!)).state).toBe('dropped')
  await plan('Trois')
  expect(await get(id!)).toMatchObject({ title: 'Trois', state: 'open' })
  await house.call(owner, 'planning.completeTask', { id })
  expect((await plan('Quatre'))[0]).toBe(id)
  expect(await get(id!)).toMatchObject({ title: 'Trois', state: 'done' })
  const [renewed] = await plan('Cinq', { renew: true })
  expect(renewed).not.toBe(id)
  expect(await get(renewed!)).toMatchObject({ title: 'Cinq', state: 'open' })
  await house.call(owner, 'planning.dropTask', { id: renewed })
  await plan('Six')
  expect((await get(renewed!)).state).toBe('dropped')
})

test('the same key twice in one plan is one task, and twenty plans at once make it once', async () => {
  const ids = await planTasks(house.db, [
    { workspaceId, title: 'A', key: 'twice' },
    { workspaceId, title: 'B' },
    { workspaceId, title: 'C', key: 'twice' },
  ])
  expect(ids[0]).toBe(ids[2])
  expect((await get(ids[0]!)).title).toBe('C')
  const many = await Promise.all(Array.from({ length: 20 }, () => transaction(house.ctx(), ({ db }) => planTasks(db, [{ workspaceId, title: 'x'.repeat(400), key: 'at-once' }]))))
  expect(new Set(many.flat()).size).toBe(1)
  expect(await events(many[0]![0]!)).toEqual(['task.planned'])
})

test('a prefix with signs of its own drops only what begins with it', async () => {
  const [a, b] = await planTasks(house.db, [
    { workspaceId, title: 'A', key: 'p_%:1' },
    { workspaceId, title: 'B', key: 'pxy:1' },
  ])
  await dropTasks(house.db, workspaceId, 'p_%')
  expect([(await get(a!)).state, (await get(b!)).state]).toEqual(['dropped', 'open'])
})

test('somebody outside sees and ends the tasks they were given, and nothing else', async () => {
  const [own, foreign] = await planTasks(house.db, [
    { workspaceId, title: 'Envoyer trois titres', ownerId: artist.id, ownerHref: '/mona/me/plans/1', key: 'plan:2:a' },
    { workspaceId, title: 'Relire', ownerId: editor.id },
  ])
  const mine = await house.call<{ items: { id: string; href: string; workspace: string }[] }>(artist, 'planning.myTasks', {})
  expect(mine.items.map(({ id }) => id)).toContain(own)
  expect(mine.items.find(({ id }) => id === own)).toMatchObject({ href: '/mona/me/plans/1', workspace: 'Nyala' })
  for (const name of ['getTask', 'editTask', 'completeTask', 'dropTask']) expect(await refused(house.call(artist, `planning.${name}`, { id: own })), name).toBe('platform.missing')
  expect(await refused(house.call(artist, 'planning.completeMyTask', { id: foreign }))).toBe('platform.missing')
  await house.call(artist, 'planning.completeMyTask', { id: own })
  expect(await events(own!)).toEqual(['task.planned', 'task.done'])
  await house.call(artist, 'planning.reopenMyTask', { id: own })
  expect((await get(own!)).state).toBe('open')
})

test('merged records take their tasks along, and back when the merge is undone', async () => {
  const [a, b] = ['01a00000-0000-7000-8000-00000000000a', '01a00000-0000-7000-8000-00000000000b']
  const about = (id: string, title: string) => ({ workspaceId, title, subject: { kind: 'artist', id, label: title, href: `/mona/artists/${id}` } })
  await planTasks(house.db, [about(a, 'de A'), about(b, 'de B')])
  await announce(house.db, { type: 'record.merged', subject: a, workspaceId, payload: { into: b } })
  await house.runJobs()
  expect((await tasksAbout(house.db, b)).map(({ title, href }) => [title, href])).toEqual([
    ['de A', `/mona/artists/${b}`],
    ['de B', `/mona/artists/${b}`],
  ])
  await announce(house.db, { type: 'record.unmerged', subject: a, workspaceId, payload: { from: b } })
  await house.runJobs()
  expect((await tasksAbout(house.db, a)).map(({ title, href }) => [title, href])).toEqual([['de A', `/mona/artists/${a}`]])
  expect(await tasksAbout(house.db, b)).toHaveLength(1)
})

test('every order and filter pages through everything once', async () => {
  const words = ['Écrire', 'Appeler', '100 % réussi', 'Zoé_test']
  for (let n = 0; n < 40; n += 1)
    await make({
      title: `page ${words[n % 4]} ${n}`,
      dueOn: n % 3 === 0 ? null : `2027-01-${String((n % 9) + 1).padStart(2, '0')}`,
      priority: ['low', 'normal', 'high'][n % 3],
      ownerId: n % 5 === 0 ? editor.id : null,
    })
  for (const sort of ['due', 'priority', 'newest', 'done'])
    for (const filter of [{ q: 'page' }, { q: 'PAGE ecrire' }, { q: 'page', owner: 'none' }, { q: 'page', priority: 'high' }, { q: 'page', when: 'undated' }]) {
      const whole = (await list({ sort, ...filter, limit: 100 })).items.map(({ id }) => id)
      const paged: string[] = []
      for (let after: string | null | undefined; after !== null;) {
        const page = await list({ sort, ...filter, limit: 7, ...(after ? { after } : {}) })
        paged.push(...page.items.map(({ id }) => id))
        after = page.next
      }
      expect(paged, `${sort} ${JSON.stringify(filter)}`).toEqual(whole)
      expect(whole.length).toBeGreaterThan(0)
    }
  expect((await list({ q: '100 %' })).items).toHaveLength(10)
  expect((await list({ q: 'Zoé_t' })).items).toHaveLength(10)
  expect((await list({ q: 'Zoéxt' })).items).toHaveLength(0)
  const first = await list({ q: 'page', limit: 5 })
  for (const after of [
    'x',
    '%%%',
    Buffer.from('["due","2026-99-99","","x"]').toString('base64url'),
    Buffer.from('["due","1","","01a00000-0000-7000-8000-000000000001"]').toString('base64url'),
  ])
    expect((await list({ q: 'page', limit: 5, after })).items).toEqual(first.items)
  expect((await house.call<{ items: Shown[] }>(owner, 'planning.searchTasks', { q: 'apeler' })).items[0]!.title).toContain('Appeler')
  expect((await house.call<{ items: Shown[] }>(artist, 'planning.searchTasks', { q: 'page' })).items).toEqual([])
})

test('several tasks are put on another day and back; one of another house stops all of it', async () => {
  const ids = [await make({ dueOn: '2026-01-01' }), await make({ dueOn: '2026-01-02' })]
  const { before } = await house.call<{ before: { id: string; dueOn: string }[] }>(owner, 'planning.moveTasks', { workspaceId, ids, dueOn: '2026-12-31' })
  expect(before.map(({ dueOn }) => dueOn).toSorted()).toEqual(['2026-01-01', '2026-01-02'])
  expect((await get(ids[0]!)).dueOn).toBe('2026-12-31')
  const rival = await house.person()
  const rivals = await house.workspace(rival, { kind: 'agency' })
  const theirs = (await house.call<{ id: string }>(rival, 'planning.createTask', { workspaceId: rivals, title: 'x' })).id
  expect(await refused(house.call(owner, 'planning.moveTasks', { workspaceId, ids: [...ids, theirs], dueOn: null }))).toBe('platform.missing')
  expect((await get(ids[0]!)).dueOn).toBe('2026-12-31')
})
