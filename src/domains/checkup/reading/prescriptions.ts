import { findRecords, recordOf } from '#domains/crm'
import { findPeople, workspaceIn } from '#domains/identity'
import type { Ctx } from '#platform/context'
import { found } from '#platform/refusal'
import type { z } from 'zod'
import { planChanges } from '../rules/prescription/diff.ts'
import { limitsOf } from '../rules/prescription/offers.ts'
import { declinedLines, isEditable, type PlanLine, planStates } from '../rules/prescription/plan.ts'
import type { PlanChange, PlanQuery, PlanVersion, Prescription, PrescriptionPage, Remark } from '../schema/prescription.ts'
import { type RemarkRow, readRemarks, readSteps, readVersion, readVersions, type StepRow } from '../store/plan-parts.ts'
import { countPlans, listPlans, type PlanRow, readPlan } from '../store/prescriptions.ts'

type Shown = z.input<typeof Prescription>
type ShownLine = Shown['lines'][number]

/** The prescriptions of an agency, the newest first, with how many there are in each state. */
export async function listPrescriptions(ctx: Ctx, { workspaceId, ...filter }: z.output<typeof PlanQuery>): Promise<z.input<typeof PrescriptionPage>> {
  const agency = found(await workspaceIn(ctx, 'agency', workspaceId))
  const [page, counts] = await Promise.all([listPlans(ctx.db, agency, filter), countPlans(ctx.db, agency)])
  const [records, people, steps] = await Promise.all([
    findRecords(
      ctx.db,
      page.items.map(({ recordId }) => recordId),
    ),
    findPeople(
      ctx.db,
      page.items.flatMap(({ coachId }) => coachId ?? []),
    ),
    readSteps(
      ctx.db,
      page.items.map(({ id }) => id),
    ),
  ])
  const items = page.items.map((plan) => ({
    ...summaryOf(
      plan,
      records.get(plan.recordId)?.name ?? '…',
      plan.lines,
      steps.filter(({ planId }) => planId === plan.id),
    ),
    lines: plan.lines.length,
    coach: (plan.coachId && people.get(plan.coachId)?.name) || null,
    updatedAt: plan.updatedAt,
  }))
  return { items, next: page.next, counts: planStates.flatMap((state) => (counts[state] ? [{ state, count: counts[state] }] : [])) }
}

/** One prescription as the agency sees it: the draft, what it changes in what was sent, everything said. */
export async function getPrescription(ctx: Ctx, { id }: { id: string }): Promise<Shown> {
  const plan = found(await readPlan(ctx.db, id))
  const [record, remarks, steps, sent] = await Promise.all([
    recordOf(ctx.db, plan.recordId),
    readRemarks(ctx.db, id),
    readSteps(ctx.db, [id]),
    plan.sentVersion === null ? null : readVersion(ctx.db, id, plan.sentVersion),
  ])
  const people = await findPeople(
    ctx.db,
    [plan.coachId, plan.acceptedBy, ...remarks.map(({ by }) => by)].filter((one) => one !== null),
  )
  const nameOf = (userId: string | null): string | null => (userId && people.get(userId)?.name) || null
  const declined = plan.sentVersion === null ? new Set<string>() : declinedLines(remarks, plan.sentVersion)
  const { lang, hoursWeek, note, checkupId, version, acceptedHow, acceptedNote, closedAt, closedNote, replacedBy, offer } = plan
  return {
    ...summaryOf(plan, record.name, plan.lines, steps),
    ...{ lang, hoursWeek, note, checkupId, version, acceptedHow, acceptedNote, closedAt, closedNote, replacedBy },
    lines: plan.lines.map((line) => shownLine(line, steps, declined)),
    limits: limitsOf[offer],
    changes: sent ? planChanges(sent.lines, plan.lines) : [],
    isEditable: isEditable(plan.state),
    acceptedBy: nameOf(plan.acceptedBy),
    coach: nameOf(plan.coachId),
    reach: record.accountId ? 'account' : record.email ? 'mail' : 'none',
    remarks: shownRemarks(remarks, [...plan.lines, ...(sent?.lines ?? [])], nameOf),
  }
}

/** Every version that was sent, the last one first, each with what it changed. */
export async function prescriptionVersions(ctx: Ctx, { id }: { id: string }): Promise<{ items: z.input<typeof PlanVersion>[] }> {
  const versions = await readVersions(ctx.db, id)
  const people = await findPeople(
    ctx.db,
    versions.flatMap(({ sentBy }) => sentBy ?? []),
  )
  const items = versions.map(({ number, offer, startsOn, note, sentAt, sentBy, lines }, place) => ({
    ...{ number, offer, startsOn, note, sentAt },
    sentBy: (sentBy && people.get(sentBy)?.name) || null,
    lines: lines.map(({ key, title, dueOn, hours, owner }) => ({ key, title, dueOn, hours, owner })),
    changes: (place === 0 ? [] : planChanges(versions[place - 1]!.lines, lines)) as PlanChange[],
  }))
  return { items: items.toReversed() }
}

/** What every face of a plan says of it. */
export function summaryOf(plan: PlanRow, name: string, lines: readonly PlanLine[], steps: readonly StepRow[]) {
  const { id, workspaceId, recordId, offer, state, startsOn, sentVersion, sentAt, expiresAt, acceptedAt, doneAt, invented } = plan
  const endsOn = lines.reduce<string | null>((last, { dueOn }) => (last === null || dueOn > last ? dueOn : last), null)
  const progress = { done: steps.filter((one) => one.doneAt !== null).length, dropped: steps.filter((one) => one.droppedAt !== null).length, all: steps.length }
  return { id, workspaceId, artist: { id: recordId, name }, offer, state, startsOn, endsOn, sentVersion, sentAt, expiresAt, acceptedAt, doneAt, invented, progress }
}

export function shownLine(line: PlanLine, steps: readonly StepRow[], declined: ReadonlySet<string>): ShownLine {
  const step = steps.find((one) => one.line === line.key)
  const status = step ? (step.doneAt ? 'done' : step.droppedAt ? 'dropped' : 'open') : null
  const why = line.why && { ...line.why, because: line.why.because && { code: line.why.because.code, params: { ...line.why.because.params } } }
  return { ...line, effects: [...line.effects], why, status, declined: declined.has(line.key) }
}

export function shownRemarks(remarks: readonly RemarkRow[], lines: readonly PlanLine[], nameOf: (userId: string | null) => string | null): z.input<typeof Remark>[] {
  const titles = new Map(lines.map(({ key, title }) => [key, title]))
  return remarks.map(({ id, number, line, side, kind, body, day, by, at }) => ({
    ...{ id, version: number, line, side, kind, body, day, at },
    lineTitle: line && (titles.get(line) ?? null),
    by: nameOf(by),
  }))
}
