import { z } from 'zod'
import { id, instant, pageOf, paging } from '#platform/operation'
import { bases, channels, enrolmentStates, mostEnrolled, mostSteps, sequenceStates } from '../types.ts'
import { lang, line } from './atoms.ts'

export const StepDraft = z.object({
  /** Of a step that exists: it stays itself. */
  id: id.optional(),
  kind: z.enum(channels),
  templateId: id.nullable().optional(),
  /** What to do, for a call. */
  title: line(200).optional(),
  /** After the step before. */
  wait: z.int().min(0).max(365).default(0),
  working: z.boolean().default(true),
})
export const SequenceDraft = z.object({ workspaceId: id.optional(), name: line(80).min(1), steps: z.array(StepDraft).max(mostSteps).default([]) })
export type SequenceDraft = z.output<typeof SequenceDraft>
export const SequenceEdit = SequenceDraft.omit({ workspaceId: true }).extend({ id, version: z.int().min(1) })
export type SequenceEdit = z.output<typeof SequenceEdit>

export const Figures = z
  .object({
    enrolled: z.int(),
    running: z.int(),
    answered: z.int(),
    bounced: z.int(),
    unsubscribed: z.int(),
    finished: z.int(),
    sent: z.int(),
    /** Median of hours from the last message to the answer. */
    medianHours: z.number().nullable(),
  })
  .meta({ id: 'SequenceFigures' })

export const SequenceLine = z.object({ id, name: z.string(), state: z.enum(sequenceStates), version: z.int(), updatedAt: instant, figures: Figures }).meta({ id: 'SequenceLine' })
export const Step = z
  .object({
    id,
    kind: z.enum(channels),
    templateId: id.nullable(),
    templateName: z.string().nullable(),
    title: z.string().nullable(),
    wait: z.int(),
    working: z.boolean(),
  })
  .meta({ id: 'SequenceStep' })
export const SequenceShown = SequenceLine.extend({ steps: z.array(Step), maySend: z.boolean() }).meta({ id: 'Sequence' })
export type SequenceShown = z.output<typeof SequenceShown>
export const Sequences = z.object({ items: z.array(SequenceLine) })
export const SequenceQuery = z.object({ workspaceId: id.optional(), archived: z.boolean().default(false) })

/** `basis` and `source` say why one may write, and stand at the foot of each mail. */
export const Enrolling = z.object({
  id,
  recordIds: z.array(id).max(mostEnrolled).optional(),
  /** A saved filter of artists or contacts. */
  viewId: id.optional(),
  basis: z.enum(bases).default('interest'),
  /** Where the addresses come from, in a few words. */
  source: line(200).min(1),
  lang: lang.optional(),
  /** Only says what would happen. */
  trial: z.boolean().default(false),
})
export type Enrolling = z.output<typeof Enrolling>
export const Enrolled = z
  .object({
    enrolled: z.int(),
    left: z.array(z.object({ id, name: z.string(), why: z.enum(['missing', 'noEmail', 'suppressed', 'busy', 'twice']) })),
    /** Enrolled, but a variable has no value for them: their message waits. */
    waiting: z.array(z.object({ id, name: z.string(), missing: z.array(z.string()) })),
  })
  .meta({ id: 'Enrolled' })

export const Enrolment = z
  .object({
    id,
    sequenceId: id,
    sequence: z.string(),
    recordId: id,
    record: z.string(),
    kind: z.string(),
    sender: z.string().nullable(),
    state: z.enum(enrolmentStates),
    /** Key of the sentence that says why, filled with `detail`. */
    reason: z.string().nullable(),
    detail: z.record(z.string(), z.unknown()),
    position: z.int(),
    dueAt: instant.nullable(),
    endedAt: instant.nullable(),
    createdAt: instant,
  })
  .meta({ id: 'Enrolment' })
export type Enrolment = z.output<typeof Enrolment>
export const EnrolmentQuery = z.object({
  workspaceId: id.optional(),
  sequenceId: id.optional(),
  recordId: id.optional(),
  state: z.enum(enrolmentStates).optional(),
  running: z.boolean().optional(),
  ...paging,
})
export const EnrolmentPage = pageOf(Enrolment)
export const DueList = z.object({ items: z.array(Enrolment.extend({ step: z.enum(channels).nullable() }).meta({ id: 'DueEnrolment' })) })
