import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Person } from '#platform/actor'
import { openHouse, type TestHouse } from '../../../tests/house.ts'
import { figuresOf, latestCheckup } from './index.ts'

let house: TestHouse
let owner: Person
let workspaceId: string
beforeAll(async () => {
  house = await openHouse()
  owner = await house.person({ name: 'Mariam Koné' })
  workspaceId = await house.workspace(owner, { kind: 'agency', name: 'Nyala' })
}, 60_000)
afterAll(() => house.close())

const artist = async (name: string, more: object = {}): Promise<string> => (await house.call<{ id: string }>(owner, 'crm.createArtist', { workspaceId, name, ...more })).id
const day = (ago: number): string => new Date(Date.now() - ago * 86_400_000).toISOString().slice(0, 10)
interface Whole {
  version: number
  gridVersion: number
  state: string
  result: {
    score: number | null
    confidence: number
    percentile: number | null
    findings: { criterion: string; score: number | null; points: number; origin: string; reason: string | null }[]
  }
  comparison: { score: number | null; moved: { criterion: string }[] } | null
  figures: { network: string; followers: number | null }[]
  answers: { criterion: string; answer: string | null; by: string | null }[]
}
const whole = (id: string) => house.call<Whole>(owner, 'checkup.getCheckup', { id })
const start = async (recordId: string, who = owner): Promise<string> => (await house.call<{ id: string }>(who, 'checkup.startCheckup', { recordId })).id
const fill = (id: string, answers: object[], who = owner) => house.call<{ version: number; score: number | null }>(who, 'checkup.fillCheckup', { id, answers })
const refusal = async (call: Promise<unknown>): Promise<{ code: string; fields: { field: string; code: string }[] }> =>
  call.then(
    () => ({ code: 'none', fields: [] }),
    (error: { code: string; fields: { field: string; code: string }[] }) => ({ code: error.code, fields: [...error.fields] }),
  )

test('figures are kept by day, a correction keeps what stood there, and crm knows the last audience', async () => {
  const id = await artist('Ama Sika')
  const note = (value: number, ago = 0) =>
    house.call<{ given: number; changed: number }>(owner, 'checkup.noteFigures', { recordId: id, figures: [{ network: 'instagram', metric: 'followers', day: day(ago), value }] })
  expect(await note(1_000, 30)).toEqual({ given: 1, changed: 1 })
  expect(await note(1_300)).toEqual({ given: 1, changed: 1 })
  expect(await note(1_300)).toEqual({ given: 1, changed: 0 })
  expect(await note(1_200)).toEqual({ given: 1, changed: 1 })
  const { rows } = await sql<{ value: number; by: string }>`select value::int as value, corrected_by as by from checkup.corrections where record_id = ${id}::uuid`.execute(house.db)
  expect(rows).toEqual([{ value: 1_300, by: owner.id }])
  const known = (await figuresOf(house.db, [id])).get(id)!.instagram!
  expect(known).toMatchObject({ followers: 1_200, at: day(0), invented: false })
  expect(known.growth30).toBeCloseTo(0.2, 9)
  const { rows: records } = await sql<{ followers: number }>`select followers::int as followers from crm.records where id = ${id}::uuid`.execute(house.db)
  expect(records[0]!.followers).toBe(1_200)
})

test('two people who correct one figure at once leave both traces', async () => {
  const id = await artist('Deux mains')
  const note = (value: number) => house.call(owner, 'checkup.noteFigures', { recordId: id, figures: [{ network: 'tiktok', metric: 'followers', day: day(1), value }] })
  await note(10)
  await Promise.all([20, 30, 40, 50].map(note))
  const { rows } = await sql<{
    value: number
  }>`select value::int as value from checkup.corrections where record_id = ${id}::uuid union all select value::int from checkup.figures where record_id = ${id}::uuid`.execute(
    house.db,
  )
  expect(rows.map(({ value }) => value).toSorted((a, b) => a - b)).toEqual([10, 20, 30, 40, 50])
})

test('figures that cannot be are refused, field by field', async () => {
  const id = await artist('Refus')
  const figure = { network: 'instagram', metric: 'followers', day: day(-5), value: 10 }
  expect((await refusal(house.call(owner, 'checkup.noteFigures', { recordId: id, figures: [figure] }))).fields).toMatchObject([
    { field: 'figures.0.day', code: 'checkup.dayToCome' },
  ])
  const twice = [
    { ...figure, day: day(1) },
    { ...figure, day: day(1), value: 11 },
  ]
  expect((await refusal(house.call(owner, 'checkup.noteFigures', { recordId: id, figures: twice }))).fields).toMatchObject([{ field: 'figures.1.day', code: 'checkup.toldTwice' }])
  expect((await refusal(house.call(owner, 'checkup.noteFigures', { recordId: id, figures: [{ ...figure, day: '2026-02-30' }] }))).code).toBe('platform.invalid')
  expect((await refusal(house.call(owner, 'checkup.pasteFigures', { recordId: id, text: 'réseau;jour;abonnés\nmyspace;2026-11-01;5' }))).fields).toMatchObject([
    { field: 'text', code: 'checkup.noNetwork' },
  ])
  const other = await house.person()
  const theirs = await house.workspace(other, { kind: 'agency' })
  const lost = await refusal(house.call(other, 'checkup.noteManyFigures', { workspaceId: theirs, figures: [{ recordId: id, ...figure, day: day(1) }] }))
  expect(lost.fields).toMatchObject([{ field: 'figures.0.recordId', code: 'checkup.noSuchArtist' }])
})

test('a person’s figure is not overwritten by an audience that is told later for the same day', async () => {
  const id = await artist('Tapée')
  await house.call(owner, 'checkup.noteFigures', { recordId: id, figures: [{ network: 'instagram', metric: 'followers', day: day(2), value: 500 }] })
  const { announce } = await import('#platform/events')
  await announce(house.db, { type: 'audience.noted', subject: id, workspaceId, payload: { network: 'instagram', followers: 900, engagement: 250, at: day(2), invented: false } })
  await announce(house.db, {
    type: 'audiences.noted',
    subject: id,
    workspaceId,
    payload: {
      notes: [
        { recordId: id, network: 'tiktok', followers: 70, engagement: null, at: day(2), invented: true },
        { recordId: id, network: 'website', followers: 1, at: day(2) },
      ],
    },
  })
  await house.runJobs()
  expect((await figuresOf(house.db, [id])).get(id)).toMatchObject({ instagram: { followers: 500, engagement: 250, invented: false }, tiktok: { followers: 70, invented: true } })
})

test('a check-up draws what is known, is filled by two people, and finishes as it is', async () => {
  const id = await artist('Bilan entier', { email: 'contact@bilan.example' })
  await house.call(owner, 'checkup.noteFigures', { recordId: id, figures: [{ network: 'instagram', metric: 'engagement', day: day(3), value: 400 }] })
  const one = await start(id)
  expect(await start(id), 'the open one is answered again').toBe(one)
  const drawn = await whole(one)
  expect(drawn.result.findings.filter(({ origin }) => origin === 'computed').map(({ criterion }) => criterion)).toEqual(['engagement.instagram', 'contact.booking'])
  expect(drawn.result.findings.reduce((sum, { points }) => sum + points, 0)).toBeCloseTo(drawn.result.score!, 9)
  const julien = await house.join(workspaceId, await house.person({ name: 'Julien Mercier' }), 'editor')
  await Promise.all([fill(one, [{ criterion: 'identity.look', answer: 'yes' }]), fill(one, [{ criterion: 'rights.codes', answer: 'no' }], julien)])
  const both = await whole(one)
  expect(both.answers.map(({ criterion, answer, by }) => [criterion, answer, by])).toEqual(
    expect.arrayContaining([
      ['identity.look', 'yes', 'Mariam Koné'],
      ['rights.codes', 'no', 'Julien Mercier'],
    ]),
  )
  expect((await refusal(fill(one, [{ criterion: 'engagement.instagram', score: 10 }]))).fields).toMatchObject([{ field: 'answers.0.reason', code: 'checkup.reasonNeeded' }])
  await fill(one, [{ criterion: 'engagement.instagram', score: 10, reason: 'Commentaires achetés' }])
  await house.call(owner, 'checkup.finishCheckup', { id: one })
  const frozen = await whole(one)
  expect(frozen).toMatchObject({ state: 'finished' })
  expect(frozen.result.findings.find(({ criterion }) => criterion === 'engagement.instagram')).toMatchObject({ score: 10, reason: 'Commentaires achetés' })
  await house.call(owner, 'checkup.noteFigures', { recordId: id, figures: [{ network: 'instagram', metric: 'engagement', day: day(1), value: 1 }] })
  await house.call(owner, 'checkup.editCheckupGrid', { workspaceId, version: 1, changes: [{ criterion: 'identity.look', weight: 50 }], note: 'L’image compte' })
  expect((await whole(one)).result).toEqual(frozen.result)
  expect((await refusal(fill(one, [{ criterion: 'identity.look', answer: 'no' }]))).code).toBe('checkup.alreadyFinished')
  expect((await refusal(house.call(owner, 'checkup.finishCheckup', { id: one }))).code).toBe('checkup.alreadyFinished')
  expect((await refusal(house.call(owner, 'checkup.dropCheckup', { id: one }))).code).toBe('checkup.alreadyFinished')
  const { rows } = await sql<{ milestones: object; score: number }>`select milestones, score from crm.records where id = ${id}::uuid`.execute(house.db)
  expect(rows[0]!.milestones).toHaveProperty(['checkup.finished'])
  expect(rows[0]!.score).toBeCloseTo(frozen.result.score!, 3)
  expect(await latestCheckup(house.db, id)).toMatchObject({ id: one, workspaceId, gridVersion: 1 })
  const two = await start(id)
  const again = await whole(two)
  expect(again).toMatchObject({ gridVersion: 2, comparison: { score: expect.any(Number) as number } })
  expect(again.comparison!.moved.map(({ criterion }) => criterion)).toContain('engagement.instagram')
  expect(again.answers.map(({ criterion }) => criterion).toSorted(), 'answers are taken over, scores set by hand are not').toEqual(['identity.look', 'rights.codes'])
})

test('two people who finish one check-up at once finish it once', async () => {
  const id = await artist('À deux')
  const one = await start(id)
  await fill(one, [{ criterion: 'identity.look', answer: 'yes' }])
  const ends = await Promise.all([1, 2].map(() => refusal(house.call(owner, 'checkup.finishCheckup', { id: one }))))
  expect(ends.map(({ code }) => code).toSorted()).toEqual(['checkup.alreadyFinished', 'none'])
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from platform.events where type = 'checkup.finished' and subject = ${id}::text`.execute(house.db)
  expect(rows[0]!.n).toBe(1)
})

test('two people who begin at once share one check-up; nothing known cannot be finished; an open one can be dropped', async () => {
  const id = await artist('Ensemble')
  const ids = await Promise.all([start(id), start(id), start(id)])
  expect(new Set(ids).size).toBe(1)
  expect((await refusal(house.call(owner, 'checkup.finishCheckup', { id: ids[0] }))).code).toBe('checkup.nothingKnown')
  await house.call(owner, 'checkup.dropCheckup', { id: ids[0] })
  expect((await refusal(whole(ids[0]!))).code).toBe('platform.missing')
})

test('the grid has versions; two editors do not overwrite each other', async () => {
  const boss = await house.person()
  const agency = await house.workspace(boss, { kind: 'agency' })
  const edit = (version: number, changes: object[]) => house.call<{ version: number }>(boss, 'checkup.editCheckupGrid', { workspaceId: agency, version, changes })
  const ends = await Promise.all([refusal(edit(1, [{ criterion: 'identity.look', weight: 9 }])), refusal(edit(1, [{ criterion: 'identity.bio', weight: 9 }]))])
  expect(ends.map(({ code }) => code).toSorted()).toEqual(['checkup.gridMoved', 'none'])
  expect((await refusal(edit(2, [{ criterion: 'engagement.instagram', tier: 'nano', low: 5, high: 4 }]))).fields).toMatchObject([
    { field: 'changes.0.high', code: 'checkup.bandsCrossed' },
  ])
  expect((await refusal(edit(2, [{ criterion: 'rights.codes', weight: 3 }]))).code).toBe('checkup.nothingChanged')
  expect(await edit(2, [{ criterion: 'engagement.instagram', tier: 'nano', low: 2, high: 4 }])).toEqual({ version: 3 })
  const { items } = await house.call<{ items: { version: number; changes: unknown[] }[] }>(boss, 'checkup.checkupGridVersions', { workspaceId: agency, limit: 1 })
  expect(items).toMatchObject([{ version: 3, changes: [{ criterion: 'engagement.instagram', weight: null, tiers: [{ tier: 'nano', before: [1.5, 3.5], after: [2, 4] }] }] }])
  expect(await house.call(boss, 'checkup.getCheckupGrid', { workspaceId: agency, version: 1 })).toMatchObject({ version: 1, latest: 3, origin: 'house' })
  expect((await refusal(house.call(boss, 'checkup.getCheckupGrid', { workspaceId: agency, version: 9 }))).code).toBe('checkup.noSuchVersion')
  expect((await refusal(house.call(boss, 'checkup.measureCheckupGrid', { workspaceId: agency }))).code).toBe('checkup.tooFewMeasured')
})

test('figures and check-ups follow a merge, and come back when it is undone', async () => {
  const [kept, gone] = [await artist('Fusion'), await artist('Fusion bis')]
  await house.call(owner, 'checkup.noteFigures', {
    recordId: gone,
    figures: [
      { network: 'deezer', metric: 'followers', day: day(2), value: 5 },
      { network: 'x', metric: 'followers', day: day(2), value: 6 },
    ],
  })
  await house.call(owner, 'checkup.noteFigures', { recordId: kept, figures: [{ network: 'x', metric: 'followers', day: day(2), value: 60 }] })
  const one = await start(gone)
  const { announce } = await import('#platform/events')
  await announce(house.db, { type: 'record.merged', subject: gone, workspaceId, payload: { into: kept } })
  await house.runJobs()
  expect((await figuresOf(house.db, [kept])).get(kept)).toMatchObject({ deezer: { followers: 5 }, x: { followers: 60 } })
  expect((await whole(one)) as object).toMatchObject({ recordId: kept })
  await announce(house.db, { type: 'record.unmerged', subject: gone, workspaceId, payload: { from: kept } })
  await house.runJobs()
  expect((await figuresOf(house.db, [gone])).get(gone)).toMatchObject({ deezer: { followers: 5 }, x: { followers: 6 } })
  expect((await figuresOf(house.db, [kept])).get(kept)).not.toHaveProperty('deezer')
  expect((await whole(one)) as object).toMatchObject({ recordId: gone })
})

test('scores of many at once; somebody else’s artist is refused', async () => {
  const ids = await Promise.all(['Un', 'Deux', 'Trois'].map((name) => artist(`Lot ${name}`, { email: 'a@b.example' })))
  const { items } = await house.call<{ items: { recordId: string; score: number | null }[] }>(owner, 'checkup.checkupMany', { workspaceId, recordIds: ids })
  expect(items.map(({ recordId, score }) => [recordId, score])).toEqual(ids.map((id) => [id, 100]))
  const other = await house.person()
  const theirs = await house.workspace(other, { kind: 'agency' })
  expect((await refusal(house.call(other, 'checkup.checkupMany', { workspaceId: theirs, recordIds: ids }))).code).toBe('checkup.noSuchArtist')
})
