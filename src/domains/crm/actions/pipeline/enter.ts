import { may } from '#platform/actor'
import type { Ctx } from '#platform/context'
import { found, Refusal } from '#platform/refusal'
import { type AskedField, type EntryRule, needOf, unmet, whereToFix } from '../../rules/pipeline/entry.ts'
import { readEntering } from '../../store/cards.ts'
import type { StageRow } from '../../store/pipelines.ts'

interface Entering {
  workspaceId: string
  recordId: string
  value: number | null
  expectedOn: string | null
}

/**
 * Asks a stage's rules of entry. Refuses `crm.cannotEnter` with one line for each condition that is not met, its field naming where one makes it good.
 * An administrator who says why may pass. Answers the reason that goes into the history, or null when none was needed.
 */
export async function enter(ctx: Ctx, card: Entering, stage: StageRow, reason: string | undefined): Promise<string | null> {
  if (stage.rules.length === 0) return null
  const { name, milestones, lastContactAt, held } = found(await readEntering(ctx.db, card.recordId))
  const own = [card.value !== null && 'value', card.expectedOn !== null && 'expectedOn'].filter((one): one is AskedField => one !== false)
  const missing = unmet(stage.rules, { milestones, lastContactAt, held: [...held, ...own], now: ctx.now })
  if (missing.length === 0) return null
  const manages = may(ctx.actor, card.workspaceId, 'artists.manage')
  if (manages && reason) return reason
  throw cannotEnter(missing, { name, stage: stage.name, recordId: card.recordId, manages })
}

function cannotEnter(missing: readonly EntryRule[], { name, stage, recordId, manages }: { name: string; stage: string; recordId: string; manages: boolean }): Refusal {
  const lines = missing.map((rule) => ({
    field: needOf(rule),
    code: `crm.pipeline.need.${needOf(rule)}` as const,
    params: { days: rule.needs === 'contact' ? rule.days : 0, href: whereToFix(needOf(rule), recordId) },
  }))
  return new Refusal('refused', 'crm.cannotEnter', { name, stage, n: missing.length, mayPass: manages ? 'yes' : 'no' }, lines)
}
