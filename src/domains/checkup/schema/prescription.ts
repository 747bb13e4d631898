import { z } from 'zod'
import { id, instant, pageOf, paging } from '#platform/operation'
import { languages } from '#platform/text'
import { offers, owners } from '../rules/prescription/offers.ts'
import { acceptedWays, mostLines, planStates, remarkKinds, toldWays, wordings } from '../rules/prescription/plan.ts'
import { comparedFields } from '../rules/prescription/diff.ts'
import { areas, bands } from '../types.ts'
import { Because } from './checkup.ts'

/** Half of a surrogate pair, which jsonb cannot hold, becomes the sign for an unknown letter. */
const text = (max: number) =>
  z
    .string()
    .trim()
    .max(max)
    .overwrite((typed) => typed.toWellFormed())
/** A day that exists, this century. */
const isoDay = z
  .string()
  .regex(/^20\d{2}-\d{2}-\d{2}$/)
  .refine((day) => !Number.isNaN(Date.parse(day)) && new Date(day).toISOString().startsWith(day), { params: { code: 'checkup.noSuchDay' } })
const hoursWeek = z.int().min(1).max(40)
const key = z.string().regex(/^[a-z0-9][a-z0-9-]{0,59}$/)
const seen = z.int().min(1)

export const PlanWhy = z
  .object({
    rule: z.string(),
    criterion: z.string().nullable(),
    area: z.enum(areas),
    score: z.number().nullable(),
    band: z.enum(bands).nullable(),
    confidence: z.number(),
    because: Because.nullable(),
    rank: z.number(),
  })
  .meta({ id: 'PrescriptionWhy' })
export type PlanWhy = z.output<typeof PlanWhy>
export const PlanEffect = z.object({ criterion: z.string(), most: z.number() }).meta({ id: 'PrescriptionEffect' })

/** `status` of an accepted line; null before. `declined`: the artist set it aside in the version they see. */
export const PlanLine = z
  .object({
    key: z.string(),
    action: z.string().nullable(),
    title: z.string(),
    text: z.string(),
    dueOn: z.string(),
    hours: z.number(),
    owner: z.enum(owners),
    why: PlanWhy.nullable(),
    effects: z.array(PlanEffect),
    wording: z.enum(wordings),
    model: z.string().nullable(),
    status: z.enum(['open', 'done', 'dropped']).nullable(),
    declined: z.boolean(),
  })
  .meta({ id: 'PrescriptionLine' })
export type PlanLineShown = z.output<typeof PlanLine>

export const Remark = z
  .object({
    id,
    version: z.int(),
    line: z.string().nullable(),
    lineTitle: z.string().nullable(),
    side: z.enum(['artist', 'agency']),
    kind: z.enum(remarkKinds),
    body: z.string(),
    day: z.string().nullable(),
    by: z.string().nullable(),
    at: instant,
  })
  .meta({ id: 'PrescriptionRemark' })

export const PlanChange = z
  .object({
    line: z.string(),
    title: z.string(),
    kind: z.enum(['added', 'removed', 'changed', 'moved']),
    fields: z.array(z.object({ field: z.enum(comparedFields), before: z.string(), after: z.string() })),
  })
  .meta({ id: 'PrescriptionChange' })
export type PlanChange = z.output<typeof PlanChange>

const Progress = z.object({ done: z.int(), dropped: z.int(), all: z.int() })
const summary = {
  id,
  workspaceId: id,
  artist: z.object({ id, name: z.string() }),
  offer: z.enum(offers),
  state: z.enum(planStates),
  startsOn: z.string(),
  endsOn: z.string().nullable(),
  /** The version the artist sees; null = none was sent. */
  sentVersion: z.int().nullable(),
  sentAt: instant.nullable(),
  expiresAt: instant.nullable(),
  acceptedAt: instant.nullable(),
  doneAt: instant.nullable(),
  invented: z.boolean(),
  progress: Progress,
}

export const PrescriptionCard = z.object({ ...summary, lines: z.int(), coach: z.string().nullable(), updatedAt: instant }).meta({ id: 'PrescriptionCard' })
export type PrescriptionCard = z.output<typeof PrescriptionCard>
export const PrescriptionPage = z.object({ ...pageOf(PrescriptionCard).shape, counts: z.array(z.object({ state: z.enum(planStates), count: z.int() })) })

export const Prescription = z
  .object({
    ...summary,
    lang: z.enum(languages),
    hoursWeek: z.int(),
    note: z.string(),
    lines: z.array(PlanLine),
    checkupId: id.nullable(),
    /** Counts every change: send back the one you read. */
    version: z.int(),
    limits: z.object({ steps: z.int(), weeks: z.int(), coach: z.number(), agency: z.number() }),
    /** What the draft changes in the version that was sent. */
    changes: z.array(PlanChange),
    isEditable: z.boolean(),
    acceptedBy: z.string().nullable(),
    acceptedHow: z.enum(acceptedWays).nullable(),
    acceptedNote: z.string().nullable(),
    closedAt: instant.nullable(),
    closedNote: z.string().nullable(),
    replacedBy: id.nullable(),
    coach: z.string().nullable(),
    /** Whether the artist has an account of their own, and an address to write to. */
    reach: z.enum(['account', 'mail', 'none']),
    remarks: z.array(Remark),
  })
  .meta({ id: 'Prescription' })
export type Prescription = z.output<typeof Prescription>

/** A plan as its artist reads it: the version that was sent, never the draft. */
export const MyPlanCard = z.object({ ...summary, agency: z.string(), waits: z.boolean() }).meta({ id: 'MyPlanCard' })
export type MyPlanCard = z.output<typeof MyPlanCard>
export const MyPlan = z
  .object({
    ...summary,
    agency: z.string(),
    coach: z.string().nullable(),
    lang: z.enum(languages),
    hoursWeek: z.int(),
    note: z.string(),
    lines: z.array(PlanLine),
    version: z.int(),
    changes: z.array(PlanChange),
    acceptedHow: z.enum(acceptedWays).nullable(),
    remarks: z.array(Remark),
  })
  .meta({ id: 'MyPlan' })
export type MyPlan = z.output<typeof MyPlan>

export const PlanRef = z.object({ id, state: z.enum(planStates), version: z.int(), sentVersion: z.int().nullable() }).meta({ id: 'PrescriptionRef' })
export const PlanById = z.object({ id })
export const PlanDraft = z.object({
  recordId: id,
  /** Default: the artist's last finished check-up. */
  checkupId: id.optional(),
  offer: z.enum(offers),
  /** Default: next Monday. */
  startsOn: isoDay.optional(),
  hoursWeek: hoursWeek.optional(),
  /** Of the artist's letter and the house's own words. Default: the artist's. */
  lang: z.enum(languages).optional(),
})
export const PlanLineEdit = z.object({
  /** Left out for a line that is new. */
  key: key.optional(),
  title: text(200).min(1),
  text: text(2_000).default(''),
  dueOn: isoDay,
  hours: z.number().min(0.25).max(200),
  owner: z.enum(owners),
})
export const PlanEdit = z.object({
  id,
  version: seen,
  offer: z.enum(offers).optional(),
  startsOn: isoDay.optional(),
  hoursWeek: hoursWeek.optional(),
  lang: z.enum(languages).optional(),
  note: text(4_000).optional(),
  /** The whole list, in its order. */
  lines: z.array(PlanLineEdit).max(mostLines).optional(),
})
/** The rules are asked again under these conditions; lines added by hand stay. */
export const PlanRenewal = z.object({ id, version: seen, offer: z.enum(offers).optional(), startsOn: isoDay.optional(), hoursWeek: hoursWeek.optional() })
export const PlanAt = z.object({ id, version: seen })
export const LineAt = z.object({ id, version: seen, line: key })
export const PlanSending = PlanAt.extend({
  /** `hand`: no letter goes out, the coach gives the link or the paper. */
  by: z.enum(['letter', 'hand']).default('letter'),
})
export const PlanEnding = z.object({ id, note: text(2_000).default('') })
export const ToldAcceptance = z.object({ id, version: seen, how: z.enum(toldWays), note: text(2_000).min(3) })
export const PlanAcceptance = z.object({ id, version: seen })
export const AgencyRemark = z.object({ id, line: key.optional(), body: text(4_000).min(1) })
export const ArtistRemark = z
  .object({ id, version: seen, line: key.optional(), kind: z.enum(remarkKinds).default('comment'), body: text(4_000).default(''), day: isoDay.optional() })
  .refine(({ kind, line }) => kind === 'comment' || line !== undefined, { path: ['line'], params: { code: 'platform.required' } })
  .refine(({ kind, day }) => kind !== 'date' || day !== undefined, { path: ['day'], params: { code: 'platform.required' } })
  .refine(({ kind, body }) => kind === 'date' || kind === 'keep' || body !== '', { path: ['body'], params: { code: 'checkup.sayWhy' } })
export const PlanQuery = z.object({ ...paging, workspaceId: id.optional(), state: z.enum(planStates).optional(), recordId: id.optional() })
export const PlanVersion = z
  .object({
    number: z.int(),
    offer: z.enum(offers),
    startsOn: z.string(),
    note: z.string(),
    sentAt: instant,
    sentBy: z.string().nullable(),
    lines: z.array(z.object({ key: z.string(), title: z.string(), dueOn: z.string(), hours: z.number(), owner: z.enum(owners) })),
    changes: z.array(PlanChange),
  })
  .meta({ id: 'PrescriptionVersion' })

const token = z.string().min(10).max(200)
export const InvitationRef = z.object({ token })
/** `open` can be claimed; `mine` was claimed by whoever asks; `staff` is asked by somebody of the agency. */
export const invitationStates = ['open', 'mine', 'taken', 'renewed', 'expired', 'staff'] as const
export const ArtistInvitation = z
  .object({
    state: z.enum(invitationStates),
    agency: z.string(),
    artist: z.string(),
    invitedBy: z.string().nullable(),
    expiresAt: instant,
    planId: id.nullable(),
    email: z.string().nullable(),
  })
  .meta({ id: 'ArtistInvitation' })
export type ArtistInvitation = z.output<typeof ArtistInvitation>
