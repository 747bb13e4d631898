import { planTasks } from '#domains/planning'
import type { Ctx } from '#platform/context'
import { localOf } from '../rules/hours.ts'
import { type EnrolmentRow, setEnrolments } from '../store/enrolments.ts'
import { insertTasks, type NewTask } from '../store/messages.ts'
import { sayIn } from '../words.ts'
import { type Next, nextOf, readBatch } from './batch.ts'
import { goOn, taskKey, turn, zoneOf } from './turns.ts'

type Step = Extract<Next, { said: unknown }>
interface ByHand {
  enrolment: EnrolmentRow
  next: Step
}

/** The next steps of these enrolments, held by this transaction and done by hand, become tasks with their words: all in a few statements, however many there are. */
export async function planSteps(ctx: Ctx, workspaceId: string, senderId: string | null, due: readonly EnrolmentRow[]): Promise<void> {
  const batch = await readBatch(ctx, workspaceId, senderId, due)
  const able: ByHand[] = []
  for (const enrolment of due) {
    const next = nextOf(batch, enrolment)
    if (next === null) await goOn(ctx, enrolment.id, ctx.now)
    else if ('turn' in next) await turn(ctx, enrolment.id, next.turn, next.reason, next.detail)
    // The sequence was changed a moment ago: the next beat sends this mail.
    else if (next.step.kind !== 'mail') able.push({ enrolment, next })
  }
  if (able.length === 0) return
  const made = await insertTasks(ctx.db, workspaceId, senderId, able.map(messageOf), ctx.now)
  await setEnrolments(
    ctx.db,
    able.map(({ enrolment }) => enrolment.id),
    { state: 'active', dueAt: null },
    ctx.now,
  )
  const today = localOf(ctx.now, await zoneOf(ctx.db, workspaceId, senderId)).day
  await planTasks(
    ctx.db,
    able.flatMap((one) => {
      const messageId = made.get(one.enrolment.id)
      return messageId ? [taskOf(one, messageId, today)] : []
    }),
  )
  // Had this step already.
  for (const { enrolment } of able) if (!made.has(enrolment.id)) await goOn(ctx, enrolment.id, ctx.now)
}

const subjectOf = ({ enrolment, next: { step, record, said } }: ByHand): string =>
  step.kind === 'call' && !said.subject ? sayIn(enrolment.lang)('outreach.taskCall', { name: record.name }) : said.subject

function messageOf(one: ByHand): NewTask {
  const { step, said } = one.next
  const { id: enrolmentId, recordId, lang } = one.enrolment
  const { id: templateId = null, version: templateVersion = null } = said.template ?? {}
  return { recordId, enrolmentId, lang, stepId: step.id, templateId, templateVersion, channel: step.kind, subject: subjectOf(one), body: said.body }
}

function taskOf(one: ByHand, messageId: string, dueOn: string) {
  const { enrolment, next } = one
  const { record, said, step } = next
  const title = step.kind === 'dm' ? sayIn(enrolment.lang)('outreach.taskDm', { name: record.name, network: said.template?.network ?? '-' }) : callTitle(one)
  const subject = { kind: record.kind, id: record.id, label: record.name, href: `/mona/${record.kind === 'artist' ? 'artists' : 'contacts'}/${record.id}` }
  return { workspaceId: enrolment.workspaceId, title, notes: said.body, ownerId: enrolment.senderId, dueOn, subject, key: `${taskKey(enrolment.id)}${messageId}` }
}

const callTitle = (one: ByHand): string => (one.next.said.subject ? `${one.next.said.subject} · ${one.next.record.name}` : subjectOf(one))
