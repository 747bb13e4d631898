import { recordOf } from '#domains/crm'
import type { Ctx } from '#platform/context'
import { reword } from '#platform/assistant/reword'
import { transaction } from '#platform/database/pool'
import { found, Refusal, unless } from '#platform/refusal'
import type { z } from 'zod'
import { type PlanLine, whyCannotEdit, whyNotLatest } from '../../rules/prescription/plan.ts'
import type { LineAt, PlanRef } from '../../schema/prescription.ts'
import { changePlan, readPlan } from '../../store/prescriptions.ts'
import { changedRef, editedPlan } from './draft.ts'
import { houseWords } from './words.ts'

type Ref = z.input<typeof PlanRef>

/**
 * Asks the assistant for better words for a line's explanation; figures, days and names must come back as they were, or the text stays (platform/assistant). It is asked before the
 * transaction: an edit made meanwhile is refused as `checkup.planChanged`, never overwritten.
 */
export async function rewordLine(ctx: Ctx, { id, version, line: key }: z.output<typeof LineAt>): Promise<Ref & { by: 'assistant' | 'built-in' }> {
  const plan = found(await readPlan(ctx.db, id))
  unless(whyCannotEdit(plan.state))
  unless(whyNotLatest(plan.version, version))
  const line = found(
    plan.lines.find((one) => one.key === key),
    'checkup.noSuchLine',
  )
  const { name } = await recordOf(ctx.db, plan.recordId)
  const purpose = 'one step of the plan that a music agency proposes to an artist, who reads it'
  const worded = await reword({ lang: plan.lang, text: line.text, purpose, facts: { artist: name, step: line.title } })
  if (worded.by === 'built-in') return { id, state: plan.state, version, sentVersion: plan.sentVersion, by: worded.by }
  const ref = await transaction(ctx, (inside) =>
    changeLine(inside, { id, version, line: key }, (one) => ({ ...one, text: worded.text, wording: 'assistant', model: worded.model })),
  )
  return { ...ref, by: worded.by }
}

/** One click back to the house's own words. Refuses `checkup.houseTextOnly` for a line written by hand. */
export function houseLine(ctx: Ctx, at: z.output<typeof LineAt>): Promise<Ref> {
  return changeLine(ctx, at, (line, lang) => {
    if (line.action === null) throw new Refusal('refused', 'checkup.houseTextOnly')
    return { ...line, ...houseWords(line.action, lang), wording: 'house', model: null }
  })
}

async function changeLine(ctx: Ctx, { id, version, line: key }: z.output<typeof LineAt>, change: (line: PlanLine, lang: 'fr' | 'en') => PlanLine): Promise<Ref> {
  const plan = await editedPlan(ctx, id, version)
  if (!plan.lines.some((line) => line.key === key)) throw new Refusal('missing', 'checkup.noSuchLine')
  const lines = plan.lines.map((line) => (line.key === key ? change(line, plan.lang) : line))
  await changePlan(ctx.db, id, { lines }, ctx.now, true)
  return changedRef(ctx, id)
}
