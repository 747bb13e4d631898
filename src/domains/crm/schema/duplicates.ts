import { z } from 'zod'
import { id, instant, pageOf, paging } from '#platform/operation'
import { recordKind } from './atoms.ts'

/* Records that may be one, and what becomes of them. */

/** A record beside another: every value by field, as text or list; empty ones left out. */
const Side = z
  .object({
    id,
    name: z.string(),
    kind: recordKind,
    values: z.array(z.object({ field: z.string(), label: z.string().nullable(), text: z.string() })),
    links: z.array(z.string()),
    followers: z.number().nullable(),
    happenings: z.int(),
    cards: z.int(),
    files: z.int(),
    updatedAt: instant,
  })
  .meta({ id: 'DuplicateSide' })

export const Duplicate = z
  .object({
    certainty: z.enum(['sure', 'likely', 'possible', 'asked']),
    /** 0 to 1. */
    score: z.number(),
    reasons: z.array(z.object({ reason: z.string(), value: z.string() })),
    left: Side,
    right: Side,
  })
  .meta({ id: 'Duplicate' })
export type Duplicate = z.output<typeof Duplicate>

export const DuplicateQuery = z.object({
  workspaceId: id.optional(),
  kind: recordKind.optional(),
  /** Compare these records with each other instead: the first with each of the rest. */
  ids: z.array(id).max(20).optional(),
  ...paging,
})
/** `open` = pairs still to look at, counted to 1,000. */
export const DuplicatePage = pageOf(Duplicate).extend({ open: z.int() })

export const Agency = z.object({ workspaceId: id.optional() })
export const Queued = z.object({}).meta({ id: 'ComparisonQueued' })

export const Merge = z.object({
  /** The record that stays. */
  id,
  otherId: id,
  /** By field (`email`, `custom.fee`): `mine`, `other`, or `both` for `genres`, `languages`, `tags`. Left out: what is there, lists hold both. */
  choices: z.record(z.string().max(80), z.enum(['mine', 'other', 'both'])).default({}),
})
export const Merged = z.object({ id, recordId: id }).meta({ id: 'Merge' })
export const MergeRef = z.object({ id })

export const TwoRecords = z.object({ id, otherId: id })
