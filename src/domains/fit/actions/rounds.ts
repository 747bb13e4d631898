import { outcomesOf, selectRecords } from '#domains/crm'
import { after, minute } from '#platform/clock'
import type { Ctx } from '#platform/context'
import { transaction } from '#platform/database/pool'
import type { GriotEvent } from '#platform/events'
import { later } from '#platform/jobs'
import { learn as learnFrom } from '../rules/learning/learn.ts'
import { hasScore, readAgencies } from '../store/scores.ts'
import { readBefore, removeScores } from '../store/analyses.ts'
import { insertModel, readModel } from '../store/models.ts'
import { criteria, type Criterion, type Lesson, type Model } from '../types.ts'
import { analyseLater, learnLater, refreshLater } from '../work.ts'
import { analyseRecords } from './analyse.ts'

const batch = 500
/** A score can wait for whatever people wait for. */
const afterOthers = 10
/** More artists than an agency has. */
const all = 200_000

/** Analyses one artist because something about them changed. */
export async function analyseOne(ctx: Ctx, { workspaceId, recordId }: { workspaceId: string; recordId: string }): Promise<void> {
  await transaction(ctx, (inside) => analyseRecords(inside, { workspaceId, recordIds: [recordId], occasion: 'facts' }))
}

/** Analyses an agency's artists in batches, each its own transaction; begins where a broken round stopped. */
export async function refresh(ctx: Ctx, { workspaceId, from }: { workspaceId: string; from: number }): Promise<void> {
  const ids = await selectRecords(ctx.db, workspaceId, { kind: 'artist' }, all)
  for (let place = from; place < ids.length; place += batch) {
    await transaction(ctx, (inside) => analyseRecords(inside, { workspaceId, recordIds: ids.slice(place, place + batch), occasion: 'daily' }))
  }
}

/** What an agency's results teach, in the order in which they came: those of which something was known before. */
export async function lessonsOf(ctx: Ctx, workspaceId: string): Promise<Lesson[]> {
  const results = await outcomesOf(ctx.db, workspaceId)
  const known = await readBefore(ctx.db, workspaceId, results)
  return results.flatMap(({ outcome }, place) => {
    const analysis = known[place]
    if (!analysis || analysis.score === null) return []
    const scores = new Map(analysis.reasons.map((one) => [one.criterion, one.score]))
    const features = Object.fromEntries(criteria.map((one) => [one, share(scores.get(one))])) as Record<Criterion, number | null>
    return [{ features, won: outcome === 'won' }]
  })
}

const share = (score: number | null | undefined): number | null => (score === null || score === undefined ? null : score / 100)

/** Learns, keeps a new version when it says something new, and analyses again when the weights are others. */
export async function learn(ctx: Ctx, { workspaceId }: { workspaceId: string }): Promise<{ version: number; model: Model }> {
  const lessons = await lessonsOf(ctx, workspaceId)
  const model = learnFrom(lessons)
  return transaction(ctx, async (inside) => {
    const last = await readModel(inside.db, workspaceId)
    if (last && same(last.model, model)) return last
    const version = (last?.version ?? 0) + 1
    const made = await insertModel(inside.db, workspaceId, version, model, inside.now)
    if (made !== null && weightsOf(last?.model) !== weightsOf(model)) await later(inside.db, refreshLater, { workspaceId }, { key: `fit.refresh:${workspaceId}` })
    return { version, model }
  })
}

const same = (a: Model, b: Model): boolean => weightsOf(a) === weightsOf(b) && a.counts.won === b.counts.won && a.counts.lost === b.counts.lost && a.lambda === b.lambda
const weightsOf = (model: Model | undefined): string => (!model || model.basis === 'expert' ? 'expert' : criteria.map((one) => model.weights[one].toFixed(6)).join(' '))

/** The daily round of every agency that uses the score: learn first, then look at everyone again. */
export async function dailyRound(ctx: Ctx): Promise<void> {
  for (const workspaceId of await readAgencies(ctx.db)) {
    await later(ctx.db, learnLater, { workspaceId }, { key: `fit.learn:${workspaceId}` })
    await later(ctx.db, refreshLater, { workspaceId }, { key: `fit.refresh:${workspaceId}` })
  }
}

/** A card came into a pipeline: what is known of the artist on that day is what results will teach from. */
export async function hearMoved(ctx: Ctx, { subject, workspaceId, payload }: GriotEvent): Promise<void> {
  if (!workspaceId || payload.from !== null || payload.of !== 'artists' || typeof payload.pipeline !== 'string') return
  await analyseRecords(ctx, { workspaceId, recordIds: [subject], occasion: 'entry', pipelineId: payload.pipeline })
}

/** Something a score is made from changed: looked at in a moment, once for many changes. */
export async function hearFacts(ctx: Ctx, { subject, workspaceId }: GriotEvent): Promise<void> {
  if (workspaceId) await analyseSoon(ctx, workspaceId, subject)
}

/** Only artists who have a score are looked at again by themselves; the others wait for the round, for their pipeline, for the end of an import, or to be asked for. */
export const wantsFacts = (db: Ctx['db'], { subject }: { subject: string }): Promise<boolean> => hasScore(db, subject)

/** A list was brought in: its artists are analysed once its figures have settled. */
export async function hearImported(ctx: Ctx, { workspaceId }: GriotEvent): Promise<void> {
  if (workspaceId) await later(ctx.db, refreshLater, { workspaceId }, { key: `fit.refresh:${workspaceId}`, at: after(ctx.now, minute) })
}

/** Two artists are one: the one that stays is looked at again. */
export async function hearMerged(ctx: Ctx, { subject, workspaceId, payload }: GriotEvent): Promise<void> {
  if (!workspaceId) return
  await removeScores(ctx.db, workspaceId, [subject])
  if (typeof payload.into === 'string') await analyseSoon(ctx, workspaceId, payload.into)
}

/** They are two again. */
export async function hearUnmerged(ctx: Ctx, { subject, workspaceId, payload }: GriotEvent): Promise<void> {
  if (!workspaceId) return
  await analyseSoon(ctx, workspaceId, subject)
  if (typeof payload.from === 'string') await analyseSoon(ctx, workspaceId, payload.from)
}

/** Taken away, one or many. */
export async function hearRemoved(ctx: Ctx, { subject, workspaceId, payload }: GriotEvent): Promise<void> {
  const ids = Array.isArray(payload.ids) ? payload.ids.filter((one) => typeof one === 'string') : [subject]
  if (workspaceId) await removeScores(ctx.db, workspaceId, ids)
}

const analyseSoon = (ctx: Ctx, workspaceId: string, recordId: string): Promise<void> =>
  later(ctx.db, analyseLater, { workspaceId, recordId }, { key: `fit.analyse:${recordId}`, priority: afterOthers })
