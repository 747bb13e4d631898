import { happened, recordOf, type RecordFacts } from '#domains/crm'
import { workspaceOf } from '#domains/identity'
import { mayTell, notify, type NoticeParams, notifyContact } from '#domains/messaging'
import type { Ctx, Db } from '#platform/context'
import { announce } from '#platform/events'
import { publish } from '#platform/stream'
import type { PlanRow } from '../../store/prescriptions.ts'
import { newLink } from './link.ts'

/** Whoever looks at the plan, or at the agency's list, reads again. `by` did it, and knows already. */
export async function sayPlan(db: Db, { id, workspaceId }: Pick<PlanRow, 'id' | 'workspaceId'>, by: string | null = null): Promise<void> {
  await publish(db, `plan:${id}`, { by })
  await publish(db, `plans:${workspaceId}`, { id, by })
}

export const planHref = (id: string): string => `/mona/plans/${id}`
export const myPlanHref = (id: string): string => `/mona/me/plans/${id}`

const actorOf = ({ actor }: Ctx): string | null => (actor.kind === 'person' ? actor.id : null)

/** A line on the artist's history, told once under its key. */
export async function onTimeline(ctx: Ctx, plan: PlanRow, what: string, key: string, params: Record<string, unknown> = {}): Promise<void> {
  const { id, recordId, offer } = plan
  await happened(ctx.db, {
    recordId,
    kind: `checkup.timeline.${what}`,
    params: { offer, ...params },
    href: planHref(id),
    actorId: actorOf(ctx),
    at: ctx.now,
    key: `plan:${id}:${key}`,
  })
}

const told = {
  sent: 'prescription.sent',
  accepted: 'prescription.accepted',
  discussed: 'prescription.discussed',
  done: 'prescription.done',
  withdrawn: 'prescription.withdrawn',
  expired: 'prescription.expired',
} as const

/** What became of a plan; subject = the artist's record. */
export async function announcePlan(ctx: Ctx, plan: PlanRow, what: keyof typeof told, payload: Record<string, unknown> = {}): Promise<void> {
  const { id, recordId, workspaceId, offer, sentVersion } = plan
  await announce(ctx.db, {
    type: told[what],
    subject: recordId,
    workspaceId,
    actorId: actorOf(ctx),
    payload: { prescriptionId: id, offer, version: sentVersion, ...payload },
  })
}

/**
 * Tells the artist: on their own account, or by a letter with a private link to their space where they have none yet. Without account and address, or when they refused such letters, nobody is
 * told: false. The link they hold then stays good.
 */
export async function tellArtist(ctx: Ctx, plan: PlanRow, what: string, key: string, params: NoticeParams = {}): Promise<boolean> {
  const record = await recordOf(ctx.db, plan.recordId)
  const kind = `checkup.${what}`
  const said = { agency: (await workspaceOf(ctx.db, plan.workspaceId)).name, name: record.name, ...params }
  if (record.accountId) {
    await notify(ctx.db, { userId: record.accountId, kind, params: said, href: myPlanHref(plan.id), key: `plan:${plan.id}:${key}` })
    return true
  }
  const { workspaceId } = plan
  if (!record.email || !(await mayTell(ctx.db, { email: record.email, kind, workspaceId }))) return false
  const { href } = await newLink(ctx, record, plan.id)
  await notifyContact(ctx.db, { email: record.email, lang: plan.lang, workspaceId, kind, params: said, href, key: `plan:${plan.id}:${key}` })
  return true
}

/** Tells the coach, and whoever looks after the artist in the agency; not the one who did it. */
export async function tellAgency(ctx: Ctx, plan: PlanRow, record: RecordFacts, what: string, key: string, params: NoticeParams = {}): Promise<void> {
  const to = new Set([plan.coachId, record.ownerId].filter((one) => one !== null && one !== actorOf(ctx)))
  for (const userId of to)
    await notify(ctx.db, { userId: userId!, kind: `checkup.${what}`, params: { name: record.name, ...params }, href: planHref(plan.id), key: `plan:${plan.id}:${key}` })
}
