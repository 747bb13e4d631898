import { z } from 'zod'
import { id, instant, pageOf, paging } from '#platform/operation'
import { fieldTypes, interactions, viewKinds, viewShapes } from '../types.ts'
import { isoDay, label, line, network, recordKind, words } from './atoms.ts'
import { Conditions } from './records.ts'

/* What belongs to records: history, tags, fields, links, relations, saved filters, changes of many. */

export const InteractionDraft = z.object({
  id,
  interaction: z.enum(interactions).default('note'),
  direction: z.enum(['in', 'out']).optional(),
  body: words(20_000).min(1),
  /** When it happened; now unless said. Not in the future. */
  at: z.iso.datetime({ offset: true }).optional(),
  /** What comes next, and its day. */
  nextStep: line(300).optional(),
  nextStepOn: isoDay.optional(),
})

export const TimelineLine = z
  .object({
    id,
    /** Key of its sentence, filled with `params`. */
    kind: z.string(),
    interaction: z.enum(interactions).nullable(),
    direction: z.enum(['in', 'out']).nullable(),
    body: z.string().nullable(),
    params: z.record(z.string(), z.unknown()),
    href: z.string().nullable(),
    by: z.string().nullable(),
    /** The caller wrote it, and may take it back. */
    mine: z.boolean(),
    /** The merge it tells of, as long as nobody has undone it. */
    mergeId: id.nullable(),
    at: instant,
  })
  .meta({ id: 'TimelineLine' })
export type TimelineLine = z.output<typeof TimelineLine>
export const TimelineQuery = z.object({ id, show: z.enum(['all', 'people', 'house', ...interactions]).default('all'), ...paging })
export const TimelinePage = pageOf(TimelineLine)

export const Tags = z.object({ items: z.array(z.object({ tag: z.string(), records: z.int() })) })
export const TagRename = z.object({ workspaceId: id.optional(), tag: z.string().min(1).max(60), to: label })
export const TagRef = z.object({ workspaceId: id.optional(), tag: z.string().min(1).max(60) })
export const Counted = z.object({ records: z.int() }).meta({ id: 'RecordsChanged' })

export const FieldDraft = z.object({
  workspaceId: id.optional(),
  kind: recordKind.default('artist'),
  label: line(80).min(1),
  type: z.enum(fieldTypes).default('text'),
  choices: z.array(label).max(100).default([]),
})
export const FieldEdit = z.object({ id, label: line(80).min(1).optional(), choices: z.array(label).max(100).optional() })
export const FieldOrder = z.object({ workspaceId: id.optional(), kind: recordKind, ids: z.array(id).max(200) })

export const LinkDraft = z.object({ id, network: network.optional(), address: line(500).min(1) })
export const LinkRef = z.object({ id, network, identifier: z.string().max(500) })
export const RelationDraft = z.object({ id, toId: id, role: label })

export const View = z
  .object({
    id,
    kind: z.enum(viewKinds),
    name: z.string(),
    filter: z.record(z.string(), z.unknown()),
    sort: z.string().nullable(),
    columns: z.array(z.string()),
    shape: z.enum(viewShapes),
    shared: z.boolean(),
    mine: z.boolean(),
  })
  .meta({ id: 'RecordView' })
const saved = {
  sort: line(60).nullable().optional(),
  columns: z.array(line(80)).max(40).default([]),
  shape: z.enum(viewShapes).default('table'),
  shared: z.boolean().default(false),
}
/** `filter` holds the conditions of the list it is a view of; for pipelines, those of the board. */
export const ViewDraft = z.object({
  workspaceId: id.optional(),
  kind: z.enum(viewKinds),
  name: line(80).min(1),
  filter: z.record(z.string().max(60), z.unknown()).default({}),
  ...saved,
})
export const ViewEdit = z.object({
  id,
  name: line(80).min(1).optional(),
  filter: z.record(z.string().max(60), z.unknown()).optional(),
  sort: line(60).nullable().optional(),
  columns: z.array(line(80)).max(40).optional(),
  shape: z.enum(viewShapes).optional(),
  shared: z.boolean().optional(),
})

/** Which records: those named, or all that fit a filter (10,000 at most). */
export const ChangeOfMany = z.object({
  workspaceId: id.optional(),
  ids: z.array(id).max(10_000).optional(),
  all: Conditions.extend({ kind: recordKind }).optional(),
  what: z.enum(['tag', 'untag', 'owner', 'remove']),
  tag: label.optional(),
  ownerId: id.nullable().optional(),
})
export const Changed = z.object({ id, records: z.int() }).meta({ id: 'ChangeOfMany' })

export const FoundRecord = z.object({ id, kind: recordKind, title: z.string(), detail: z.string().nullable(), href: z.string() }).meta({ id: 'FoundRecord' })
export const Found = z.object({ items: z.array(FoundRecord) })
