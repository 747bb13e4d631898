import { reach, recordOf, type RecordFacts } from '#domains/crm'
import { callerIn } from '#domains/identity'
import { dropTasks, type PlannedTask, planTasks } from '#domains/planning'
import type { Ctx } from '#platform/context'
import { found, Refusal, unless } from '#platform/refusal'
import type { z } from 'zod'
import { type AcceptedWay, declinedLines, type PlanLine, whyCannotAnswer } from '../../rules/prescription/plan.ts'
import type { PlanAcceptance, PlanRef, ToldAcceptance } from '../../schema/prescription.ts'
import { insertSteps, readRemarks, readVersion, type VersionRow } from '../../store/plan-parts.ts'
import { changePlan, lockOthers, lockPlan, type PlanRow } from '../../store/prescriptions.ts'
import { changedRef } from './draft.ts'
import { announcePlan, myPlanHref, onTimeline, planHref, sayPlan, tellAgency, tellArtist } from './tell.ts'
import { say } from './words.ts'

type Ref = z.input<typeof PlanRef>

/** The artist says yes to the version they have read: to all of it but the lines they set aside. All or nothing, in one transaction. Refuses `checkup.newerVersion`. */
export async function acceptPlan(ctx: Ctx, { id, version }: z.output<typeof PlanAcceptance>): Promise<Ref> {
  const plan = await answeredPlan(ctx, id, version)
  const record = await recordOf(ctx.db, plan.recordId)
  await accept(ctx, plan, record, { acceptedBy: callerIn(ctx).id, acceptedHow: 'account', acceptedNote: null })
  await tellAgency(ctx, plan, record, 'planAccepted', 'accepted')
  return changedRef(ctx, id)
}

/** The coach writes down a yes that was given otherwise; marked as such, with what proves it. */
export async function recordAcceptance(ctx: Ctx, { id, version, how, note }: z.output<typeof ToldAcceptance>): Promise<Ref> {
  const plan = await answeredPlan(ctx, id, version)
  const record = await recordOf(ctx.db, plan.recordId)
  await accept(ctx, plan, record, { acceptedBy: callerIn(ctx).id, acceptedHow: how, acceptedNote: note })
  if (record.accountId) await tellArtist(ctx, plan, 'planRecorded', 'accepted', { how })
  return changedRef(ctx, id)
}

async function answeredPlan(ctx: Ctx, id: string, version: number): Promise<PlanRow> {
  const plan = found(await lockPlan(ctx.db, id))
  unless(whyCannotAnswer(plan, version))
  return plan
}

interface Yes {
  acceptedBy: string
  acceptedHow: AcceptedWay
  acceptedNote: string | null
}

async function accept(ctx: Ctx, plan: PlanRow, record: RecordFacts, yes: Yes): Promise<void> {
  const { id } = plan
  const version = found(await readVersion(ctx.db, id, plan.sentVersion!))
  const declined = declinedLines(await readRemarks(ctx.db, id), version.number)
  const lines = version.lines.filter(({ key }) => !declined.has(key))
  if (lines.length === 0) throw new Refusal('refused', 'checkup.allDeclined')
  await replaceRunning(ctx, plan)
  const { offer, startsOn, hoursWeek, note } = version
  await changePlan(ctx.db, id, { state: 'accepted', acceptedAt: ctx.now, ...yes, offer, startsOn, hoursWeek, note, lines: version.lines }, ctx.now, true)
  const taskIds = await planTasks(ctx.db, tasksOf(plan, record, lines))
  await insertSteps(
    ctx.db,
    id,
    lines.map(({ key }, place) => ({ line: key, taskId: taskIds[place]! })),
  )
  await reach(ctx.db, plan.recordId, 'prescription.accepted', ctx.now)
  await onTimeline(ctx, plan, yes.acceptedHow === 'account' ? 'planAccepted' : 'planAcceptedTold', 'accepted', { lines: lines.length, how: yes.acceptedHow })
  await announcePlan(ctx, plan, 'accepted', { lines: lines.length, declined: declined.size, how: yes.acceptedHow })
}

/** One is under way at a time: the one before is replaced, and what it left undone goes. */
async function replaceRunning(ctx: Ctx, plan: PlanRow): Promise<void> {
  for (const other of await lockOthers(ctx.db, plan.recordId, plan.id, ['accepted'])) {
    await changePlan(ctx.db, other.id, { state: 'replaced', closedAt: ctx.now, replacedBy: plan.id }, ctx.now, false)
    await dropTasks(ctx.db, other.workspaceId, `plan:${other.id}:`)
    await sayPlan(ctx.db, other)
  }
}

/** A task for each line: the artist's go to their own account, or to the coach until they have one. */
export function tasksOf(plan: Pick<PlanRow, 'id' | 'workspaceId' | 'coachId' | 'lang'>, record: RecordFacts, lines: VersionRow['lines']): PlannedTask[] {
  const ownerOf = ({ owner }: PlanLine): string | null => {
    if (owner === 'artist') return record.accountId ?? plan.coachId
    return owner === 'coach' ? plan.coachId : (record.ownerId ?? plan.coachId)
  }
  return lines.map((line) => ({
    workspaceId: plan.workspaceId,
    title: line.owner === 'artist' && !record.accountId ? say[plan.lang]('checkup.plan.taskOfArtist', { title: line.title, name: record.name }) : line.title,
    notes: line.text,
    ownerId: ownerOf(line),
    dueOn: line.dueOn,
    subject: { kind: 'artist', id: record.id, label: record.name, href: planHref(plan.id) },
    ownerHref: myPlanHref(plan.id),
    key: `plan:${plan.id}:${line.key}`,
  }))
}
