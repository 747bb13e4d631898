import { reach, recordOf } from '#domains/crm'
import { planTasks } from '#domains/planning'
import type { Ctx } from '#platform/context'
import type { GriotEvent } from '#platform/events'
import { expiredPlans, changePlan, lockOthers, lockPlan, moveBack, movePlan, type PlanRow, plansOfRecord } from '../../store/prescriptions.ts'
import { readSteps, readVersion, setStep } from '../../store/plan-parts.ts'
import { transaction } from '#platform/database/pool'
import { clock } from '#platform/clock'
import { tasksOf } from './accept.ts'
import { announcePlan, onTimeline, sayPlan, tellAgency, tellArtist } from './tell.ts'

const uuid = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}'
const keyShape = new RegExp(`^plan:(${uuid}):(.+)$`)

/** A task of a plan was done, opened again or given up: its line follows; when none is left, the plan is done. */
export async function hearTask(ctx: Ctx, event: GriotEvent): Promise<void> {
  const named = keyShape.exec(typeof event.payload.key === 'string' ? event.payload.key : '')
  if (!named) return
  const [, planId = '', line = ''] = named
  const plan = await lockPlan(ctx.db, planId)
  if (!plan || plan.workspaceId !== event.workspaceId || (plan.state !== 'accepted' && plan.state !== 'done')) return
  const doneAt = event.type === 'task.done' ? event.at : null
  const droppedAt = event.type === 'task.dropped' ? event.at : null
  if (!(await setStep(ctx.db, planId, line, { doneAt, droppedAt }))) return
  const steps = await readSteps(ctx.db, [planId])
  const isDone = steps.every((one) => one.doneAt !== null || one.droppedAt !== null) && steps.some((one) => one.doneAt !== null)
  if (isDone && plan.state === 'accepted') await finish(ctx, plan, event.at)
  if (!isDone && plan.state === 'done') await reopen(ctx, plan)
  await sayPlan(ctx.db, plan)
}

async function finish(ctx: Ctx, plan: PlanRow, at: Date): Promise<void> {
  await changePlan(ctx.db, plan.id, { state: 'done', doneAt: at }, ctx.now, false)
  await reach(ctx.db, plan.recordId, 'plan.done', at)
  await onTimeline(ctx, plan, 'planDone', `done:${at.toISOString()}`)
  await announcePlan(ctx, plan, 'done')
  const record = await recordOf(ctx.db, plan.recordId)
  await tellAgency(ctx, plan, record, 'planDone', 'done')
  if (record.accountId) await tellArtist(ctx, plan, 'myPlanDone', 'done')
}

/** Something is to do again. Where another plan is under way by now, this one stays as it ended. */
async function reopen(ctx: Ctx, plan: PlanRow): Promise<void> {
  if ((await lockOthers(ctx.db, plan.recordId, plan.id, ['accepted'])).length > 0) return
  await changePlan(ctx.db, plan.id, { state: 'accepted', doneAt: null }, ctx.now, false)
  await reach(ctx.db, plan.recordId, 'plan.done', null)
}

/** The plans of an artist whose sheet was merged into another go there; of two under way, the sheet that stays keeps its own. */
export async function hearMerged(ctx: Ctx, event: GriotEvent): Promise<void> {
  const into = event.payload.into
  if (typeof into !== 'string') return
  const kept = await plansOfRecord(ctx.db, into)
  for (const plan of await plansOfRecord(ctx.db, event.subject)) {
    const collides = ['draft', 'sent', 'accepted'].includes(plan.state) && kept.some((one) => one.state === plan.state)
    await movePlan(ctx.db, plan.id, into, collides, ctx.now)
    await sayPlan(ctx.db, plan)
  }
}

/** The merge was undone: what came from this sheet goes back to it. */
export async function hearUnmerged(ctx: Ctx, event: GriotEvent): Promise<void> {
  const { from } = event.payload
  if (typeof from === 'string') await moveBack(ctx.db, from, event.subject, ctx.now)
}

/** The artist has an account now: what is left of their plans becomes theirs. */
export async function handOver(ctx: Ctx, recordId: string): Promise<void> {
  const record = await recordOf(ctx.db, recordId)
  for (const plan of await plansOfRecord(ctx.db, recordId)) {
    if (plan.state !== 'accepted') continue
    const version = await readVersion(ctx.db, plan.id, plan.sentVersion!)
    const steps = new Set((await readSteps(ctx.db, [plan.id])).map(({ line }) => line))
    const own = version!.lines.filter(({ key, owner }) => owner === 'artist' && steps.has(key))
    await planTasks(ctx.db, tasksOf(plan, record, own))
  }
}

/** Prescriptions that nobody answered in time. */
export async function expireDue(ctx: Ctx): Promise<void> {
  for (const id of await expiredPlans(ctx.db, ctx.now, 500)) await transaction(ctx, (inside) => expire({ ...inside, now: clock.now() }, id))
}

async function expire(ctx: Ctx, id: string): Promise<void> {
  const plan = await lockPlan(ctx.db, id)
  if (plan?.state !== 'sent' || plan.expiresAt === null || plan.expiresAt > ctx.now) return
  await changePlan(ctx.db, id, { state: 'expired', closedAt: ctx.now }, ctx.now, false)
  await onTimeline(ctx, plan, 'planExpired', `expired:${plan.sentVersion}`)
  await announcePlan(ctx, plan, 'expired')
  await tellAgency(ctx, plan, await recordOf(ctx.db, plan.recordId), 'planExpired', `expired:${plan.sentVersion}`)
  await sayPlan(ctx.db, plan)
}
