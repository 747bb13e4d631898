import { z } from 'zod'
import { id, instant, pageOf, paging } from '#platform/operation'
import { exportStates, purposeNames } from './types.ts'

const purpose = z.enum(purposeNames)

export const Consent = z
  .object({
    purpose,
    basis: z.enum(['consent', 'interest']),
    granted: z.boolean(),
    history: z.array(z.object({ at: instant, granted: z.boolean(), via: z.string(), wording: z.string() })),
  })
  .meta({ id: 'Consent' })
export const Consents = z.object({ items: z.array(Consent) })
export const ConsentInput = z.object({ purpose, granted: z.boolean() })

export const Export = z
  .object({ id, state: z.enum(exportStates), size: z.int().nullable(), askedAt: instant, readyAt: instant.nullable(), expiresAt: instant.nullable(), href: z.string().nullable() })
  .meta({ id: 'DataExport' })
export const Exports = z.object({ items: z.array(Export) })

export const ErasureInput = z.object({ confirm: z.string().min(1).max(200), when: z.enum(['week', 'now']).default('week') })
export const Erasure = z.object({ asked: z.boolean(), dueAt: instant.nullable(), blocked: z.string().nullable(), done: z.boolean() }).meta({ id: 'Erasure' })

export const AuditQuery = z.object({ ...paging, actorId: id.optional(), subject: z.string().max(200).optional(), operation: z.string().max(100).optional() })
export const AuditLine = z
  .object({
    id,
    at: instant,
    actorId: id.nullable(),
    actor: z.string().nullable(),
    via: z.string().nullable(),
    operation: z.string(),
    subject: z.string().nullable(),
    requestId: z.string(),
    outcome: z.string(),
    seq: z.int().nullable(),
  })
  .meta({ id: 'AuditLine' })
export const AuditPage = pageOf(AuditLine)
export const AuditVerdict = z
  .object({
    sealed: z.int(),
    waiting: z.int(),
    head: z.string(),
    faults: z.array(z.object({ seq: z.int(), what: z.enum(['changed', 'missing', 'gap', 'late']), id: z.string() })),
    holdsNoted: z.boolean().nullable(),
  })
  .meta({ id: 'AuditVerdict' })

export const RetentionRule = z
  .object({
    name: z.string(),
    days: z.int(),
    standard: z.int(),
    least: z.int(),
    most: z.int(),
    empties: z.boolean(),
    changedAt: instant.nullable(),
    lastRunAt: instant.nullable(),
    lastRemoved: z.int().nullable(),
    removed: z.int(),
  })
  .meta({ id: 'RetentionRule' })
export const RetentionRules = z.object({ items: z.array(RetentionRule) })
export const RetentionEdit = z.object({ name: z.string().max(100), days: z.int().min(1).max(36_500) })
export const cursorId = id
