import { happened } from '#domains/crm'
import type { Ctx } from '#platform/context'
import { announce } from '#platform/events'
import { fitChanged, say } from '../events.ts'
import { factsOf, groundFor } from '../reading/facts.ts'
import { inForce, type InForce } from '../reading/weights.ts'
import { analyse } from '../rules/score.ts'
import { tierOf } from '../rules/tiers.ts'
import { moved } from '../rules/what-if.ts'
import { type AnalysisDraft, type AnalysisRow, insertAnalyses, markTold, readCurrent } from '../store/analyses.ts'
import type { Analysis, FitFacts, Ground, Occasion } from '../types.ts'

/** Points by which a score must have moved since the history told it, to be told again. */
const tellsFrom = 5

interface Asked {
  workspaceId: string
  recordIds: readonly string[]
  occasion: Occasion
  /** With `entry`: the pipeline that a card came into. */
  pipelineId?: string
}

type Current = Awaited<ReturnType<typeof readCurrent>>

/**
 * Analyses artists of a workspace and keeps what is new; one that says nothing new stands as it was. Answers the analyses that stand, by record id; artists of others, and unknown ones, are left out.
 * A score that moved by five points or more is told in the artist's history with what moved it.
 */
export async function analyseRecords(ctx: Ctx, { workspaceId, recordIds, occasion, pipelineId }: Asked): Promise<Map<string, AnalysisRow>> {
  const facts = await factsOf(ctx.db, workspaceId, recordIds)
  const ids = [...facts.keys()]
  if (ids.length === 0) return new Map()
  const ground = await groundFor(ctx.db, workspaceId, ctx.now)
  const weights = await inForce(ctx.db, workspaceId)
  const before = await readCurrent(ctx.db, workspaceId, ids, true)
  const drafts = draw(facts, ground, weights).filter((one) => occasion === 'entry' || saysMore(one, before.get(one.recordId)))
  const askedBy = occasion === 'asked' && ctx.actor.kind === 'person' ? ctx.actor.id : null
  const made = await insertAnalyses(ctx.db, drafts, { workspaceId, occasion, pipelineId: pipelineId ?? null, weightsVersion: weights.version, askedBy, at: ctx.now })
  await tell(ctx, workspaceId, changesIn(before, drafts, made))
  if (made.size > 0) await say(ctx.db, workspaceId, made.size === 1 ? [...made.keys()][0]! : null)
  return readCurrent(ctx.db, workspaceId, ids)
}

function draw(facts: ReadonlyMap<string, FitFacts>, ground: Ground, { weights }: InForce): AnalysisDraft[] {
  return [...facts].map(([recordId, one]) => ({ recordId, facts: one, result: analyse(one, ground, weights), tier: tierOf(one.followers) }))
}

/** A new one is kept when the sum, or what it was made from, is another. */
function saysMore(draft: AnalysisDraft, current: AnalysisRow | undefined): boolean {
  return !current || fingerprint(draft.result, draft.facts) !== fingerprint(current.result, current.facts)
}

// The database gives keys back in an order of its own.
const fingerprint = (result: Analysis, facts: FitFacts): string =>
  JSON.stringify([
    result.score,
    result.reasons.map((one) => [one.criterion, one.score, one.weight.toFixed(6)]),
    Object.entries(facts)
      .toSorted(byKey)
      .map(([key, value]) => [key, sorted(value)]),
  ])
const byKey = ([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number => (a < b ? -1 : 1)
const sorted = (value: unknown): unknown => (value !== null && typeof value === 'object' && !Array.isArray(value) ? Object.entries(value).toSorted(byKey) : value)

interface Change {
  recordId: string
  /** Null: it had no score when the history last told of it. */
  from: number | null
  to: number
  analysisId: string
  why: string
}

async function tell(ctx: Ctx, workspaceId: string, changes: readonly Change[]): Promise<void> {
  for (const { recordId, from, to, analysisId, why } of changes) {
    if (from === null) continue
    await happened(ctx.db, {
      recordId,
      kind: 'fit.timeline.changed',
      params: { from: Math.round(from), to: Math.round(to), way: to > from ? 'up' : 'down', why },
      href: `/mona/fit/${recordId}`,
      key: `fit:${analysisId}`,
      at: ctx.now,
    })
    await announce(ctx.db, fitChanged({ recordId, workspaceId, from, to, analysisId }))
  }
  await markTold(
    ctx.db,
    workspaceId,
    changes.map(({ recordId, to, analysisId }) => ({ recordId, score: to, analysisId })),
  )
}

/** What is worth telling: a score that came, or one that moved enough since it was told. */
function changesIn(before: Current, drafts: readonly AnalysisDraft[], made: ReadonlyMap<string, string>): Change[] {
  const changes: Change[] = []
  for (const { recordId, result } of drafts) {
    const [old, analysisId] = [before.get(recordId), made.get(recordId)]
    if (!old || !analysisId || result.score === null) continue
    if (old.told !== null && Math.abs(result.score - old.told) < tellsFrom) continue
    changes.push({ recordId, from: old.told, to: result.score, analysisId, why: moved(old.result, result)[0]?.criterion ?? 'weights' })
  }
  return changes
}
