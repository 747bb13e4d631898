import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Person } from '#platform/actor'
import { after, clock, day } from '#platform/clock'
import { openHouse, type TestHouse } from '../../../tests/house.ts'
import type { z } from 'zod'
import type { Analyzed, Fit, FitStats, Funnel, Scores, WhatIf } from './schema.ts'

type Analysis = z.output<typeof Analyzed>['items'][number]
type Id = { id: string }

let house: TestHouse
let mariam: Person
let agency: string

beforeAll(async () => {
  house = await openHouse()
  mariam = await house.person({ name: 'Mariam Koné' })
  agency = await house.workspace(mariam, { name: 'Nyala', kind: 'agency' })
})
afterAll(() => house.close())

const ask = <T>(name: string, input: object = {}, by = mariam) => house.call<T>(by, `fit.${name}`, input)
const artist = async (facts: object = {}): Promise<string> =>
  (await house.call<Id>(mariam, 'crm.createArtist', { workspaceId: agency, name: 'Kaito Winse', country: 'BF', genres: ['rap'], followers: { instagram: 4_200 }, ...facts })).id
const analyse = async (artistId: string): Promise<Analysis> => (await ask<z.output<typeof Analyzed>>('analyzeFit', { artistId })).items[0]!
const note = (recordId: string, metric: string, value: number, daysAgo = 0, by = mariam) =>
  house.call(by, 'checkup.noteFigures', {
    recordId,
    figures: [
      {
        network: 'instagram',
        metric,
        value,
        day: after(clock.now(), -daysAgo * day)
          .toISOString()
          .slice(0, 10),
      },
    ],
  })
const hundredths = (values: readonly number[]): number => values.reduce((sum, one) => sum + Math.round(one * 100), 0)

describe('one artist', () => {
  test('is analysed from what is known, explained to the criterion, and the answer names each reason in the caller’s language', async () => {
    const id = await artist({ selfProduced: true, hasTeam: false })
    const one = await analyse(id)
    expect(one.reasons).toHaveLength(18)
    expect(hundredths(one.reasons.map(({ points }) => points))).toBe(Math.round(one.score! * 100))
    expect(one.reasons.find(({ criterion }) => criterion === 'target')).toMatchObject({ score: 100, because: { code: 'within' } })
    expect(one.reasons.find(({ criterion }) => criterion === 'independence')!.score).toBe(100)
    expect(one.nextStep.kind).toBe('figures')
    for (const { label, because } of one.reasons) expect(`${label} ${because.text}`).not.toMatch(/fit\.|\{|undefined/)
    const fit = await ask<z.output<typeof Fit>>('getFit', { id })
    expect(fit).toMatchObject({ analysis: { id: one.id, score: one.score }, path: [], percentile: null })
  })

  test('asked twice, the analysis that stands is the same; new facts make a new one, and the old reads as it was', async () => {
    const id = await artist()
    const first = await analyse(id)
    expect((await analyse(id)).id).toBe(first.id)
    await note(id, 'engagement', 600)
    const second = await analyse(id)
    expect(second.id).not.toBe(first.id)
    expect(second.reasons.find(({ criterion }) => criterion === 'engagement')!.score).toBeGreaterThan(80)
    expect(await ask<Analysis>('getFitAnalysis', { id: first.id! })).toEqual(first)
    const { items } = await ask<{ items: Analysis[] }>('listFitAnalyses', { id })
    expect(items.map((one) => one.id)).toEqual([second.id, first.id])
  })

  test('figures raise the score by themselves, and the history tells from where to where and by what', async () => {
    const id = await artist({ followers: { instagram: 40_000 } })
    const before = await analyse(id)
    await note(id, 'engagement', 900)
    await house.runJobs()
    const { analysis } = await ask<z.output<typeof Fit>>('getFit', { id })
    expect(analysis!.score! - before.score!).toBeGreaterThanOrEqual(5)
    expect(analysis!.occasion).toBe('facts')
    const told = await sql<{ params: Record<string, unknown> }>`select params from crm.happenings where record_id = ${id} and kind = 'fit.timeline.changed'`.execute(house.db)
    expect(told.rows).toEqual([{ params: { from: Math.round(before.score!), to: Math.round(analysis!.score!), way: 'up', why: 'engagement' } }])
    const { rows } = await sql<{ n: number }>`select count(*)::int as n from platform.events where type = 'fit.changed' and subject = ${id}`.execute(house.db)
    expect(rows[0]!.n).toBe(1)
  })

  test('what if: exactly what the score becomes', async () => {
    const id = await artist()
    await note(id, 'engagement', 100)
    const one = await analyse(id)
    const asked = await ask<z.output<typeof WhatIf>>('fitWhatIf', { id, engagement: 80, target: 100 })
    expect(asked.from).toBe(one.score)
    const gain = (await ask<z.output<typeof Fit>>('getFit', { id })).gains.find(({ criterion }) => criterion === 'engagement')!
    expect(asked.gain).toBeCloseTo(gain.gain, 8)
    await expect(ask('fitWhatIf', { id, engagement: 101 })).rejects.toMatchObject({ kind: 'invalid' })
    await expect(ask('fitWhatIf', { id: await artist(), engagement: 10 })).rejects.toMatchObject({ code: 'fit.notAnalysed' })
  })

  test('two who analyse at once leave one score and tell one change', async () => {
    const id = await artist({ followers: { instagram: 90_000 } })
    await analyse(id)
    await note(id, 'engagement', 700)
    await Promise.all(Array.from({ length: 6 }, () => analyse(id)))
    await house.runJobs()
    const { rows } = await sql<{ scores: number; told: number }>`select (select count(*)::int from fit.scores where record_id = ${id}) as scores,
      (select count(*)::int from crm.happenings where record_id = ${id} and kind = 'fit.timeline.changed') as told`.execute(house.db)
    expect(rows[0]).toEqual({ scores: 1, told: 1 })
  })
})

test('a viewer of the agency looks, and changes nothing', async () => {
  const viewer = await house.person({ name: 'Dado Ly' })
  await house.join(agency, viewer, 'viewer')
  const id = await artist()
  await analyse(id)
  expect((await ask<z.output<typeof Fit>>('getFit', { id }, viewer)).mayEdit).toBe(false)
  for (const [name, input] of [
    ['analyzeFit', { artistId: id }],
    ['refreshFits', {}],
    ['learnFits', {}],
  ] as const) {
    await expect(ask(name, input, viewer), name).rejects.toMatchObject({ kind: 'forbidden' })
  }
})

describe('many, and given facts', () => {
  test('those who are not the agency’s are named, not shown', async () => {
    const rival = await house.person({ name: 'Chidi Obi' })
    const other = await house.workspace(rival, { kind: 'agency' })
    const theirs = await house.call<Id>(rival, 'crm.createArtist', { workspaceId: other, name: 'Niger' })
    const ours = await artist()
    const unknown = crypto.randomUUID()
    const { items, missing } = await ask<z.output<typeof Analyzed>>('analyzeFit', { workspaceId: agency, artistIds: [ours, theirs.id, unknown, ours] })
    expect(items.map((one) => one.artistId)).toEqual([ours])
    expect(missing).toEqual([theirs.id, unknown])
    await expect(ask('analyzeFit', { workspaceId: agency, artistId: theirs.id })).rejects.toMatchObject({ kind: 'missing' })
    await expect(ask('analyzeFit', { artistId: theirs.id })).rejects.toMatchObject({ kind: 'missing' })
    await expect(ask('getFit', { id: ours }, rival)).rejects.toMatchObject({ kind: 'missing' })
  })

  test('given facts are analysed and not kept', async () => {
    const count = async () => (await sql<{ n: number }>`select count(*)::int as n from fit.analyses`.execute(house.db)).rows[0]!.n
    const before = await count()
    const facts = [
      { ref: 'a', followers: 5_000, engagement: 700, network: 'instagram', checkup: { rights: 100 } },
      { ref: 'b', followers: 5_000, engagement: 100, network: 'instagram', checkup: { rights: 0 } },
    ]
    const { items } = await ask<z.output<typeof Analyzed>>('analyzeFit', { facts })
    expect(items.map((one) => [one.ref, one.id])).toEqual([
      ['a', null],
      ['b', null],
    ])
    expect(items[0]!.score!).toBeGreaterThan(items[1]!.score!)
    expect(await count()).toBe(before)
  })

  test.each([
    ['nothing', {}],
    ['two things', { artistId: crypto.randomUUID(), facts: {} }],
    ['nobody', { artistIds: [] }],
    ['too many', { artistIds: Array.from({ length: 501 }, () => crypto.randomUUID()) }],
    ['less than nobody', { facts: { followers: -1 } }],
    ['no number', { facts: { growth90: Number.NaN } }],
    ['more than all', { facts: { checkup: { rights: 101 } } }],
    ['too many genres', { facts: { genres: Array.from({ length: 11 }, () => 'x') } }],
    ['no country', { facts: { country: 'FRANCE' } }],
  ] as const)('%s is refused', async (_what, input) => {
    await expect(ask('analyzeFit', { workspaceId: agency, ...input })).rejects.toMatchObject({ kind: 'invalid' })
  })

  test('genres that are words of the machine are genres like any other', async () => {
    for (const genre of ['__proto__', 'constructor', 'toString', '💃', 'x'.repeat(60)]) {
      const { items } = await ask<z.output<typeof Analyzed>>('analyzeFit', { facts: { genres: [genre], followers: 2_000 } })
      expect(items[0]!.score, genre).toBeTypeOf('number')
    }
  })
})

describe('an agency', () => {
  test('lists best fits first, page by page without a gap, and filters', async () => {
    const ids = await Promise.all(
      Array.from({ length: 12 }, (_one, place) => artist({ name: `Voix ${place}`, followers: { tiktok: 100 + place * 3_000 }, genres: [place % 2 ? 'zouk' : 'folk'] })),
    )
    await ask('analyzeFit', { workspaceId: agency, artistIds: ids })
    const seen: { artistId: string; score: number | null }[] = []
    let next: string | null = null
    do {
      const page: z.output<typeof Scores> = await ask('listFits', { workspaceId: agency, limit: 5, ...(next ? { after: next } : {}) })
      seen.push(...page.items)
      next = page.next
    } while (next)
    expect(new Set(seen.map((one) => one.artistId)).size).toBe(seen.length)
    expect(ids.every((id) => seen.some((one) => one.artistId === id))).toBe(true)
    const scores = seen.map((one) => one.score ?? -1)
    expect(scores).toEqual(scores.toSorted((a, b) => b - a))
    const zouk = await ask<z.output<typeof Scores>>('listFits', { workspaceId: agency, genre: 'Zouk', scoreFrom: 10, q: 'voix', limit: 50 })
    expect(zouk.items.length).toBeGreaterThan(0)
    expect(zouk.items.every((one) => one.genre === 'zouk' && one.score! >= 10)).toBe(true)
  })

  test('statistics count what there is, and say that data are too few to learn from', async () => {
    const stats = await ask<z.output<typeof FitStats>>('fitStats', { workspaceId: agency })
    expect(stats.distribution.reduce((sum, one) => sum + one.artists, 0)).toBe(stats.scored)
    expect(stats.analysed).toBeLessThanOrEqual(stats.artists)
    expect(stats.model).toMatchObject({ basis: 'expert', version: 0, calibration: null, results: { needed: 40, neededOfEach: 10 } })
    expect(stats.model.parts.reduce((sum, one) => sum + one.now, 0)).toBeCloseTo(1, 9)
  })

  test('an artist who is taken away leaves the list; one who is merged or back is looked at again', async () => {
    const id = await artist({ name: 'Parti' })
    await analyse(id)
    await house.call(mariam, 'crm.removeArtist', { id })
    await house.runJobs()
    const list = async () => (await ask<z.output<typeof Scores>>('listFits', { workspaceId: agency, q: 'Parti', limit: 50 })).items.map((one) => one.artistId)
    expect(await list()).toEqual([])
    await house.call(mariam, 'crm.restoreRecord', { id })
    await house.runJobs()
    expect(await list()).toEqual([id])
  })

  test('a round looks at everyone, and once more changes nothing', async () => {
    const id = await artist({ name: 'Jamais vue' })
    expect(await ask<{ artists: number }>('refreshFits', { workspaceId: agency })).toMatchObject({ artists: expect.any(Number) })
    await house.runJobs()
    const count = async () => (await sql<{ n: number }>`select count(*)::int as n from fit.analyses where workspace_id = ${agency}`.execute(house.db)).rows[0]!.n
    expect((await ask<z.output<typeof Fit>>('getFit', { id })).analysis).not.toBeNull()
    await ask('refreshFits', { workspaceId: agency })
    await house.runJobs()
    const settled = await count()
    await ask('refreshFits', { workspaceId: agency })
    await house.runJobs()
    expect(await count()).toBe(settled)
  })
})

describe('learning from results', () => {
  test('what was known at entry teaches; weights change only when results say so; the funnel and the path follow', async () => {
    const owner = await house.person({ name: 'Ada Eze' })
    const own = await house.workspace(owner, { name: 'Lagos', kind: 'agency' })
    const { items: pipelines } = await house.call<{ items: { id: string; of: string; stages: { id: string; key: string; outcome: string }[] }[] }>(owner, 'crm.listPipelines', {
      workspaceId: own,
    })
    const pipeline = pipelines.find((one) => one.of === 'artists')!
    const stageOf = (outcome: string) => pipeline.stages.find((one) => one.outcome === outcome)!.id
    // Whoever has a strong engagement when they come is won, the others are lost.
    for (let place = 0; place < 60; place++) {
      const { id } = await house.call<Id>(owner, 'crm.createArtist', { workspaceId: own, name: `Artiste ${place}`, followers: { instagram: 5_000 } })
      await note(id, 'engagement', place % 2 ? 800 : 20, 0, owner)
      await house.call(owner, 'crm.createCard', { pipelineId: pipeline.id, recordId: id })
    }
    await house.runJobs()
    const { rows: entries } = await sql<{ id: string; engagement: number }>`select record_id as id, (facts ->> 'engagement')::int as engagement from fit.analyses
      where workspace_id = ${own} and occasion = 'entry' order by record_id`.execute(house.db)
    expect(entries).toHaveLength(60)
    const { rows: cards } = await sql<{
      id: string
      recordId: string
    }>`select id, record_id as "recordId" from crm.cards where workspace_id = ${own} order by created_at, id`.execute(house.db)
    const strong = new Map(entries.map((one) => [one.id, one.engagement > 500]))
    for (const card of cards) await house.call(owner, 'crm.moveCard', { id: card.id, toStage: stageOf(strong.get(card.recordId) ? 'won' : 'lost'), reason: 'Signé au festival' })
    await house.call(owner, 'fit.learnFits', { workspaceId: own })
    await house.runJobs()
    const { model, stages } = await house.call<z.output<typeof FitStats>>(owner, 'fit.fitStats', { workspaceId: own })
    expect(model).toMatchObject({ basis: 'adaptive', version: 1, results: { won: 30, lost: 30, usable: 60 } })
    expect(model.weights.find((one) => one.criterion === 'engagement')!.now).toBeGreaterThan(0.24)
    expect(model.calibration!.auc!).toBeGreaterThan(0.9)
    expect(stages.reduce((sum, one) => sum + one.artists, 0)).toBe(60)
    // The same results again: no new version.
    await house.call(owner, 'fit.learnFits', { workspaceId: own })
    await house.runJobs()
    expect((await house.call<z.output<typeof FitStats>>(owner, 'fit.fitStats', { workspaceId: own })).model.version).toBe(1)
    // Two who come now: the one with the stronger engagement has the better chances.
    const newcomers = await Promise.all(
      [50, 900].map(async (engagement) => {
        const { id } = await house.call<Id>(owner, 'crm.createArtist', { workspaceId: own, name: `Nouveau ${engagement}`, followers: { instagram: 5_000 } })
        await note(id, 'engagement', engagement, 0, owner)
        await house.call(owner, 'crm.createCard', { pipelineId: pipeline.id, recordId: id })
        return id
      }),
    )
    await house.runJobs()
    const [weak, good] = await Promise.all(newcomers.map((id) => house.call<z.output<typeof Fit>>(owner, 'fit.getFit', { id })))
    expect(good!.path.at(-1)!.chance).toBeGreaterThan(weak!.path.at(-1)!.chance)
    expect(good!.path.find((one) => one.here)!.chance).toBe(1)
    const { stages: funnel } = await house.call<z.output<typeof Funnel>>(owner, 'fit.fitFunnel', { workspaceId: own })
    expect(funnel[0]!.now).toBe(2)
    expect(funnel[0]!.expected).toBeCloseTo(32, 9)
    const mine = await house.call<z.output<typeof Funnel>>(owner, 'fit.fitFunnel', { workspaceId: own, ownerId: crypto.randomUUID() })
    expect(mine.stages.every((one) => one.now === 0 && one.expected === 0)).toBe(true)
  })
})
