import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Person } from '#platform/actor'
import { clock, day as wholeDay } from '#platform/clock'
import { announce } from '#platform/events'
import { openHouse, type TestHouse } from '#tests/house.ts'
import { planTasks } from '../index.ts'
import { topics } from '../topics.ts'
import { registerSubjects } from '../subjects.ts'
import { makeSeriesTasks } from './series.ts'
import { makeComingMonth } from './rhythms.ts'
import { tellMornings, tellReminders } from './mornings.ts'

let house: TestHouse
let owner: Person
let editor: Person
let viewer: Person
let artist: Person
let workspaceId: string
const record = '01a00000-0000-7000-8000-000000000001'

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
const codeOf = (error: unknown) => (error as { fields?: { code: string }[]; code: string }).fields?.[0]?.code ?? (error as { code: string }).code
const refused = (promise: Promise<unknown>) => promise.then(() => 'nothing', codeOf)
const notices = async (user: Person, kind: string) =>
  (
    await sql<{
      params: Record<string, unknown>
      href: string
    }>`select params, href from messaging.notices where user_id = ${user.id} and kind = ${kind} order by created_at`.execute(house.db)
  ).rows

test('a series is made ahead, each day once; this and all that follow can change; it ends and is resumed', async () => {
  const today = clock.now().toISOString().slice(0, 10)
  const first = await make({ title: 'Point', dueOn: today, repeat: { unit: 'day' } })
  const { seriesId } = await get(first)
  const days = async (id = seriesId) =>
    (await sql<{ day: string; state: string }>`select series_on::text as day, state from planning.tasks where series_id = ${id} order by series_on`.execute(house.db)).rows
  expect(await days()).toHaveLength(15)
  await Promise.all([makeSeriesTasks(house.ctx()), makeSeriesTasks(house.ctx())])
  expect(await days()).toHaveLength(15)
  const sixth = (await sql<{ id: string }>`select id from planning.tasks where series_id = ${seriesId} order by series_on offset 5 limit 1`.execute(house.db)).rows[0]!.id
  const next = await house.call<{ seriesId: string }>(owner, 'planning.editSeries', { id: sixth, title: 'Point court', repeat: { unit: 'day', every: 3 } })
  expect((await days()).filter(({ state }) => state === 'open')).toHaveLength(5)
  expect(await days(next.seriesId)).toHaveLength(4)
  expect(await get(sixth)).toMatchObject({ title: 'Point court', seriesId: next.seriesId })
  await house.call(owner, 'planning.endSeries', { id: sixth })
  expect((await days(next.seriesId)).filter(({ state }) => state === 'open')).toHaveLength(1)
  await house.call(owner, 'planning.resumeSeries', { id: sixth })
  expect((await days(next.seriesId)).filter(({ state }) => state === 'open')).toHaveLength(4)
  expect((await get(sixth)).series).toMatchObject({ endedAt: null })
  const once = await make({ title: 'Une fois', dueOn: today })
  expect(await refused(house.call(owner, 'planning.endSeries', { id: once }))).toBe('planning.noSeries')
  await house.call(owner, 'planning.editSeries', { id: once, repeat: { unit: 'month' } })
  expect((await get(once)).seriesId).not.toBeNull()
})

test('after a month without a worker only the last missed day is made up for', async () => {
  const today = clock.now().toISOString().slice(0, 10)
  const id = await make({ title: 'Arrosage', dueOn: today, repeat: { unit: 'day' } })
  const { seriesId } = await get(id)
  clock.travel(40 * wholeDay)
  await makeSeriesTasks(house.ctx())
  clock.reset()
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from planning.tasks where series_id = ${seriesId}`.execute(house.db)
  expect(rows[0]!.n).toBe(15 + 1 + 15)
})

test('a month of the rhythm is made exactly once, by people or by itself, and taken back without what was done', async () => {
  const { id } = await house.call<{ id: string }>(owner, 'planning.createRhythm', {
    workspaceId,
    name: 'Le mois',
    steps: [
      { title: 'Prospection', week: 1, weekday: 1, ownerId: editor.id },
      { title: 'SPARK', week: 4, weekday: 5 },
      { title: 'Retours', week: 4, weekday: 5, afterDays: 15 },
      { title: 'Cinquième', week: 5, weekday: 1 },
    ],
  })
  const tries = await Promise.all(Array.from({ length: 8 }, () => refused(house.call(owner, 'planning.makeRhythmMonth', { id, month: '2030-12' }))))
  expect(tries.filter((one) => one === 'nothing')).toHaveLength(1)
  expect(new Set(tries)).toEqual(new Set(['nothing', 'planning.monthMade']))
  const made = async () =>
    (
      await sql<{ id: string; due: string; state: string }>`select id, due_on::text as due, state from planning.tasks where key like ${`rhythm:${id}:%`} order by due_on`.execute(
        house.db,
      )
    ).rows
  expect((await made()).map(({ due }) => due)).toEqual(['2030-12-02', '2030-12-27', '2030-12-30', '2031-01-11'])
  await house.call(owner, 'planning.completeTask', { id: (await made())[0]!.id })
  await house.call(owner, 'planning.unmakeRhythmMonth', { id, month: '2030-12' })
  expect((await made()).map(({ state }) => state)).toEqual(['done', 'dropped', 'dropped', 'dropped'])
  await house.call(owner, 'planning.makeRhythmMonth', { id, month: '2030-12-01' })
  expect((await made()).map(({ state }) => state)).toEqual(['done', 'open', 'open', 'open'])
  await Promise.all([makeComingMonth({ ...house.ctx(), now: new Date('2031-01-03T08:00:00Z') }), makeComingMonth({ ...house.ctx(), now: new Date('2031-01-03T08:00:00Z') })])
  const { items } = await house.call<{ items: { made: { month: string; open: number; done: number }[] }[] }>(owner, 'planning.listRhythms', { workspaceId })
  expect(items[0]!.made.map(({ month, open, done }) => [month, open, done])).toEqual([
    ['2031-01-01', 3, 0],
    ['2030-12-01', 3, 1],
  ])
  expect(await refused(house.call(owner, 'planning.editRhythm', { id, steps: [{ title: 'x', week: 1, weekday: 1, ownerId: artist.id }] }))).toBe('planning.notAMember')
})

test('the morning is told once a working day, from seven where one lives, to who wants it; reminders once', async () => {
  const person = await house.join(workspaceId, await house.person({ name: 'Kofi Asante' }), 'editor')
  await house.call(person, 'messaging.setNoticeSettings', { wanted: [], timeZone: 'America/New_York' })
  const id = await make({ ownerId: person.id, dueOn: '2031-06-02', title: 'Hier' })
  await make({ ownerId: person.id, dueOn: '2031-06-03', title: 'Ce jour' })
  await house.call(owner, 'planning.editTask', { id, remindOn: '2031-06-03' })
  const at = async (iso: string) => {
    const ctx = { ...house.ctx(), now: new Date(iso) }
    await Promise.all([tellMornings(ctx), tellMornings(ctx)])
    await Promise.all([tellReminders(ctx), tellReminders(ctx)])
    return [(await notices(person, 'planning.morning')).length, (await notices(person, 'planning.reminder')).length]
  }
  // Tuesday 3 June, 06:59 and 07:00 in New York.
  expect(await at('2031-06-03T10:59:00Z')).toEqual([0, 0])
  expect(await at('2031-06-03T11:00:00Z')).toEqual([1, 1])
  expect(await at('2031-06-03T20:00:00Z')).toEqual([1, 1])
  expect((await notices(person, 'planning.morning'))[0]).toMatchObject({ params: { overdue: 1, today: 1 }, href: '/mona/today' })
  // Saturday, then Monday, then never again.
  expect(await at('2031-06-07T12:00:00Z')).toEqual([1, 1])
  expect(await at('2031-06-09T12:00:00Z')).toEqual([2, 1])
  await house.call(person, 'planning.setMorning', { wanted: false })
  expect(await at('2031-06-10T12:00:00Z')).toEqual([2, 1])
})

test('the day: late, today, seven days, without a day; whole counts', async () => {
  const person = await house.join(workspaceId, await house.person(), 'viewer')
  const today = clock.now().toISOString().slice(0, 10)
  const plus = (days: number) => new Date(Date.parse(today) + days * wholeDay).toISOString().slice(0, 10)
  await planTasks(
    house.db,
    [-1, 0, 1, 7, 8, null].map((days) => ({ workspaceId, title: `jour ${days}`, ownerId: person.id, dueOn: days === null ? null : plus(days) })),
  )
  const day = await house.call<{ counts: object; overdue: Shown[]; dueToday: Shown[]; coming: Shown[]; undated: Shown[]; mayEdit: boolean }>(person, 'planning.myDay', {
    workspaceId,
  })
  expect(day.counts).toEqual({ overdue: 1, dueToday: 1, coming: 2, undated: 1, doneToday: 0 })
  expect([day.overdue, day.dueToday, day.coming, day.undated].map((some) => some.map(({ title }) => title))).toEqual([['jour -1'], ['jour 0'], ['jour 1', 'jour 7'], ['jour null']])
  expect(day.mayEdit).toBe(false)
  await house.call(person, 'planning.completeMyTask', { id: day.dueToday[0]!.id })
  expect((await house.call<{ counts: { doneToday: number } }>(person, 'planning.myDay', { workspaceId })).counts.doneToday).toBe(1)
})

test('whoever leaves leaves the open tasks to the others', async () => {
  const person = await house.join(workspaceId, await house.person(), 'editor')
  const [open, over] = [await make({ ownerId: person.id, repeat: { unit: 'week' } }), await make({ ownerId: person.id })]
  await house.call(owner, 'planning.completeTask', { id: over })
  await announce(house.db, { type: 'member.left', subject: person.id, workspaceId, payload: { how: 'left' } })
  await house.runJobs()
  expect([(await get(open)).owner, (await get(over)).owner?.id]).toEqual([null, person.id])
})

test('with 10,000 tasks the day, the lists and the search answer at once', async () => {
  const big = await house.workspace(owner, { kind: 'agency', name: 'Grande' })
  await sql`insert into planning.tasks (workspace_id, title, owner_id, due_on, priority, state, done_at)
    select ${big}, 'Tâche numéro ' || n || case when n % 7 = 0 then ' urgente' else '' end, ${owner.id}, case when n % 4 > 0 then '2026-06-01'::date + n % 400 end, (array['low', 'normal', 'high'])[1 + n % 3],
      case when n % 5 = 0 then 'done' else 'open' end, case when n % 5 = 0 then now() end from generate_series(1, 10000) n`.execute(house.db)
  await sql`analyze planning.tasks`.execute(house.db)
  const timed = async (name: string, input: object) => {
    const begun = performance.now()
    await house.call(owner, `planning.${name}`, { workspaceId: big, ...input })
    return performance.now() - begun
  }
  for (const [name, input] of [
    ['myDay', {}],
    ['listTasks', { sort: 'priority', limit: 100 }],
    ['listTasks', { q: 'urgente 77', state: 'all' }],
    ['searchTasks', { q: 'numero 9876' }],
  ] as const) {
    await timed(name, input)
    expect(await timed(name, input), name).toBeLessThan(1_500)
  }
  const begun = performance.now()
  await planTasks(
    house.db,
    Array.from({ length: 500 }, (_, n) => ({ workspaceId: big, title: `Planifiée ${n}`, key: `bulk:${n}` })),
  )
  expect(performance.now() - begun).toBeLessThan(20_000)
}, 60_000)

test('people hear of changes on their workspace’s topic, strangers do not', async () => {
  const may = (who: Person) => topics[0]!.mayListen(house.ctx(who), workspaceId)
  expect([await may(owner), await may(viewer), await may(artist)]).toEqual([true, true, false])
  await make({})
  const { rows } = await sql<{ by: string }>`select data ->> 'by' as by from platform.stream where topic = ${`tasks:${workspaceId}`} order by id desc limit 1`.execute(house.db)
  expect(rows[0]!.by).toBe(owner.id)
})
