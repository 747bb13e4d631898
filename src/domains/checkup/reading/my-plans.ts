import { recordOf, recordsOfAccount } from '#domains/crm'
import { callerIn, findPeople, findWorkspaces } from '#domains/identity'
import type { Ctx } from '#platform/context'
import { found } from '#platform/refusal'
import type { z } from 'zod'
import { inLanguage } from '../actions/prescription/words.ts'
import { planChanges } from '../rules/prescription/diff.ts'
import { declinedLines, isShown } from '../rules/prescription/plan.ts'
import type { MyPlan, MyPlanCard, PlanChange } from '../schema/prescription.ts'
import { readRemarks, readSteps, readVersion, readVersions } from '../store/plan-parts.ts'
import { type PlanRow, readPlan, sentPlansOf } from '../store/prescriptions.ts'
import { shownLine, shownRemarks, summaryOf } from './prescriptions.ts'

/** The plans that agencies sent to the caller's own sheets, the newest first. */
export async function myPlans(ctx: Ctx): Promise<{ items: z.input<typeof MyPlanCard>[] }> {
  const records = await recordsOfAccount(ctx.db, callerIn(ctx).id)
  const plans = await sentPlansOf(
    ctx.db,
    records.map(({ id }) => id),
  )
  const [agencies, steps] = await Promise.all([
    findWorkspaces(
      ctx.db,
      plans.map(({ workspaceId }) => workspaceId),
    ),
    readSteps(
      ctx.db,
      plans.map(({ id }) => id),
    ),
  ])
  const items = await Promise.all(
    plans.map(async (plan) => {
      const sent = found(await readVersion(ctx.db, plan.id, plan.sentVersion!))
      const name = records.find(({ id }) => id === plan.recordId)?.name ?? ''
      const own = steps.filter(({ planId }) => planId === plan.id)
      return { ...summaryOf(asSent(plan, sent), name, sent.lines, own), agency: agencies.get(plan.workspaceId)?.name ?? '', waits: plan.state === 'sent' }
    }),
  )
  return { items }
}

/** One plan as its artist reads it: the version that was sent, with what it changed in the one before. */
export async function getMyPlan(ctx: Ctx, { id }: { id: string }): Promise<z.input<typeof MyPlan>> {
  const plan = found(await readPlan(ctx.db, id))
  const [record, remarks, steps, versions, agencies] = await Promise.all([
    recordOf(ctx.db, plan.recordId),
    readRemarks(ctx.db, id),
    readSteps(ctx.db, [id]),
    readVersions(ctx.db, id),
    findWorkspaces(ctx.db, [plan.workspaceId]),
  ])
  const sent = found(versions.find(({ number }) => number === plan.sentVersion))
  const before = versions.find(({ number }) => number === sent.number - 1)
  const people = await findPeople(
    ctx.db,
    [plan.coachId, ...remarks.map(({ by }) => by)].filter((one) => one !== null),
  )
  const nameOf = (userId: string | null): string | null => (userId && people.get(userId)?.name) || null
  const declined = declinedLines(remarks, sent.number)
  return {
    ...summaryOf(asSent(plan, sent), record.name, sent.lines, steps),
    ...{ lang: plan.lang, hoursWeek: sent.hoursWeek, note: sent.note, version: sent.number, acceptedHow: plan.acceptedHow },
    agency: agencies.get(plan.workspaceId)?.name ?? '',
    coach: nameOf(plan.coachId),
    lines: sent.lines.map((line) => shownLine(inLanguage(line, ctx.lang), steps, declined)),
    changes: (before ? planChanges(before.lines, sent.lines) : []) as PlanChange[],
    remarks: shownRemarks(remarks, sent.lines, nameOf),
  }
}

/** The account that may see a plan: its artist's, once something was sent to them. Null also when there is no such plan. */
export async function artistOfPlan(ctx: Ctx, { id }: { id: string }): Promise<string | null> {
  const plan = await readPlan(ctx.db, id)
  if (!plan || !isShown(plan.state, plan.sentVersion)) return null
  const own = ctx.actor.kind === 'person' ? await recordsOfAccount(ctx.db, ctx.actor.id) : []
  return own.some((record) => record.id === plan.recordId) && ctx.actor.kind === 'person' ? ctx.actor.id : null
}

/** The facts of a plan as they were when it was sent: what the coach is writing now is theirs. */
const asSent = (plan: PlanRow, { offer, startsOn }: Pick<PlanRow, 'offer' | 'startsOn'>): PlanRow => ({ ...plan, offer, startsOn })
