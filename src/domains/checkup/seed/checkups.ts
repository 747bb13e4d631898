import { type ArtistFacts, happened, noteScore, reach } from '#domains/crm'
import { after, day } from '#platform/clock'
import type { Ctx } from '#platform/context'
import { drawFacts } from '../reading/facts.ts'
import { criteria } from '../rules/grid/criteria.ts'
import { houseGrid } from '../rules/grid/grid.ts'
import { type AnswerWord, judge, percentileAmong, resultOf } from '../rules/grid/score.ts'
import { insertCheckup, insertFinished, type KeptAnswer, type NewFinished } from '../store/checkups.ts'
import { chanceOf } from './chance.ts'

/** Some sixty check-ups by the house's own grid and rules; a few artists have two, to be compared. */

const checked = 48
const twice = 12
const open = 3

export async function seedCheckups(ctx: Ctx, workspaceId: string, artists: readonly ArtistFacts[], coaches: readonly [string, string]): Promise<void> {
  const some = artists.filter(({ accountId }, place) => accountId !== null || place % 4 === 1).slice(0, checked)
  const old = some.filter(({ accountId }, place) => accountId !== null || place < twice)
  const before = await finish(ctx, workspaceId, old, 44, coaches)
  const ids = await insertFinished(ctx.db, workspaceId, before)
  const previous = new Map(before.map(({ recordId }, place) => [recordId, ids[place]!]))
  const now = (await finish(ctx, workspaceId, some, 1, coaches)).map((one) => ({ ...one, previousId: previous.get(one.recordId) ?? null }))
  const scores = now.flatMap(({ recordId, result }) => (result.score === null ? [] : [{ recordId, score: result.score }]))
  const ranked = now.map((one) => ({
    ...one,
    result: {
      ...one.result,
      percentile: percentileAmong(
        one.result.score,
        scores.filter(({ recordId }) => recordId !== one.recordId).map(({ score }) => score),
      ),
    },
  }))
  const last = await insertFinished(ctx.db, workspaceId, ranked)
  await tell(ctx, before, ids)
  await tell(ctx, ranked, last)
  for (const artist of artists.filter(({ id }) => !some.some((one) => one.id === id)).slice(0, open)) {
    const of = { workspaceId, recordId: artist.id, gridVersion: 1, previousId: null, startedBy: coaches[1], startedAt: after(ctx.now, -2 * day) }
    await insertCheckup(ctx.db, { ...of, answers: answersOf(artist, 0.3, coaches[1], of.startedAt) })
  }
}

async function finish(ctx: Ctx, workspaceId: string, artists: readonly ArtistFacts[], leastAgo: number, coaches: readonly [string, string]): Promise<NewFinished[]> {
  const round = after(ctx.now, -leastAgo * day)
  const drawn = await drawFacts(
    ctx.db,
    artists.map(({ id }) => id),
    round,
  )
  return artists.map((artist, place) => {
    const at = after(round, -(place % 20) * 0.9 * day)
    const by = artist.ownerId ?? coaches[place % 2]!
    const { facts, kept } = drawn.get(artist.id)!
    const answers = answersOf(artist, artist.accountId ? 1 : 0.8, by, at, leastAgo > 20)
    return {
      recordId: artist.id,
      answers,
      result: resultOf(judge(houseGrid, facts, answers)),
      facts: kept,
      invented: true,
      previousId: null,
      by,
      startedAt: after(at, -2 * 3_600_000),
      at,
    }
  })
}

/** What a coach would answer; fewer things were in place the time before. */
function answersOf(artist: ArtistFacts, share: number, by: string, at: Date, isBefore = false): Record<string, KeptAnswer> {
  const chance = chanceOf(`answers ${artist.name}`)
  const ease = chance.between(0.25, 0.8)
  const entries = criteria
    .filter(({ figure }) => !figure)
    .flatMap(({ key }): [string, KeptAnswer][] => {
      const [isAsked, luck, was] = [chance.next() < share, chance.next(), chance.next()]
      const word: AnswerWord = luck < ease ? 'yes' : luck < ease + 0.25 ? 'part' : 'no'
      return isAsked ? [[key, { answer: isBefore && was < 0.3 && word === 'yes' ? 'no' : word, by, at: at.toISOString() }]] : []
    })
  return Object.fromEntries(entries)
}

async function tell(ctx: Ctx, rows: readonly NewFinished[], ids: readonly string[]): Promise<void> {
  for (const [place, { recordId, result, at, by }] of rows.entries()) {
    const href = `/mona/checkups/${ids[place]}`
    await reach(ctx.db, recordId, 'checkup.finished', at)
    await noteScore(ctx.db, recordId, result.score)
    const params = { score: Math.round(result.score ?? 0), confidence: Math.round(100 * result.confidence) }
    await happened(ctx.db, { recordId, kind: 'checkup.timeline.finished', params, actorId: by, at, href, key: `checkup.finished:${ids[place]}` })
  }
}
