import { findRecords, type RecordFacts } from '#domains/crm'
import type { Ctx } from '#platform/context'
import { findRefused } from '../reading/refusals.ts'
import { valuesOf } from '../reading/values.ts'
import { replySubject } from '../rules/letter.ts'
import { fill, oneLine, type Values } from '../rules/variables.ts'
import type { EnrolmentRow } from '../store/enrolments.ts'
import type { MessageRow } from '../store/messages.ts'
import { type StepRow, stepsOf } from '../store/sequences.ts'
import { type TemplateRow, templatesByIds } from '../store/templates.ts'
import type { Turn } from '../types.ts'

/** Everything that the next steps of some enrolments are written from, read at once. */
export interface Batch {
  steps: ReadonlyMap<string, readonly StepRow[]>
  records: ReadonlyMap<string, RecordFacts>
  refused: ReadonlyMap<string, unknown>
  templates: ReadonlyMap<string, TemplateRow>
  values: ReadonlyMap<string, Values>
}

/** For enrolments of one sender in one workspace; a record runs in one sequence only. */
export async function readBatch({ db }: Ctx, workspaceId: string, senderId: string | null, due: readonly EnrolmentRow[]): Promise<Batch> {
  const steps = await stepsOf(
    db,
    due.map(({ sequenceId }) => sequenceId),
  )
  const recordIds = due.map(({ recordId }) => recordId)
  const langs = new Map(due.map(({ recordId, lang }) => [recordId, lang]))
  const emails = due.flatMap(({ email }) => email ?? [])
  const templateIds = due.flatMap((one) => stepOf({ steps }, one)?.templateId ?? [])
  return {
    steps,
    records: await findRecords(db, recordIds),
    refused: await findRefused(db, workspaceId, emails),
    templates: await templatesByIds(db, workspaceId, templateIds),
    values: await valuesOf(db, workspaceId, recordIds, senderId, (id) => langs.get(id)!),
  }
}

const stepOf = ({ steps }: Pick<Batch, 'steps'>, { sequenceId, position }: EnrolmentRow): StepRow | undefined => steps.get(sequenceId)?.[position]

interface Said {
  subject: string
  body: string
  template: TemplateRow | null
  /** Goes on in the thread of the mail before. */
  follows: boolean
}

/** What comes next for somebody: a step in its words, a turn (what it waits for, or why it ends), or null: nothing is left to do. */
export type Next = { step: StepRow; record: RecordFacts; said: Said } | { turn: Turn; reason: string; detail?: object } | null

/** `last` = the mail before, when the step is one: a mail without a subject goes on in its thread. */
export function nextOf(batch: Batch, enrolment: EnrolmentRow, last?: MessageRow): Next {
  const step = stepOf(batch, enrolment)
  if (!step) return null
  const record = batch.records.get(enrolment.recordId)
  if (record?.workspaceId !== enrolment.workspaceId) return { turn: 'stop', reason: 'outreach.reason.removed' }
  if (step.kind === 'mail' && !enrolment.email) return { turn: 'pause', reason: 'outreach.reason.noEmail' }
  if (enrolment.email && batch.refused.has(enrolment.email.toLowerCase())) return { turn: 'unsubscribe', reason: 'outreach.reason.suppressed' }
  if (step.kind === 'call') return { step, record, said: { subject: step.title ?? '', body: '', template: null, follows: false } }
  const said = worded(batch, enrolment, step, last)
  return 'turn' in said ? said : { step, record, said }
}

function worded(batch: Batch, { lang, recordId }: EnrolmentRow, { templateId }: StepRow, last?: MessageRow): Said | { turn: Turn; reason: string; detail?: object } {
  const template = templateId ? batch.templates.get(templateId) : undefined
  const wording = template && (template.wording[lang] ?? template.wording.fr ?? template.wording.en)
  const values = batch.values.get(recordId)
  if (!wording || !values) return { turn: 'fail', reason: 'outreach.reason.noTemplate' }
  const [subject, body] = [fill(wording.subject, values), fill(wording.body, values)]
  const missing = [...new Set([...subject.missing, ...body.missing])]
  if (missing.length > 0) return { turn: 'pause', reason: 'outreach.reason.missing', detail: { names: missing.join(', ') } }
  const follows = subject.text.trim() === '' && last !== undefined
  return { subject: follows ? replySubject(last.subject) : oneLine(subject.text).slice(0, 300), body: body.text.slice(0, 20_000), template, follows }
}
