import { z } from 'zod'
import { id, instant, pageOf, paging } from '#platform/operation'
import { duplicateModes, rowDecisions } from '../rules/import/decide.ts'
import { country, label, line, recordKind } from './atoms.ts'

/* Lists brought in from files. */

export const importStates = ['reading', 'unreadable', 'draft', 'running', 'done', 'undoing', 'undone'] as const
export const rowStates = ['waiting', 'created', 'completed', 'skipped', 'undecided', 'failed', 'withdrawn', 'kept'] as const
export type ImportState = (typeof importStates)[number]
export type RowState = (typeof rowStates)[number]

export const ImportOptions = z.object({
  /** Rows of records that are there already: ask about each, leave them, fill what is empty, or replace. */
  duplicates: z.enum(duplicateModes).default('ask'),
  /** A row with a cell that cannot be read: kept aside whole, or taken without that cell. */
  wrongCells: z.enum(['aside', 'leave']).default('aside'),
  /** Put on every record of this import. */
  tags: z.array(label).max(20).default([]),
  source: line(120).nullable().default(null),
  ownerId: id.nullable().default(null),
  /** Where telephone numbers without a country are of. */
  country: country.nullable().default(null),
  /** 03/05/2024 is the 5th of March. */
  monthFirst: z.boolean().default(false),
})

export type ImportOptions = z.output<typeof ImportOptions>
const ShownOptions = z
  .object({
    duplicates: z.enum(duplicateModes),
    wrongCells: z.enum(['aside', 'leave']),
    tags: z.array(z.string()),
    source: z.string().nullable(),
    ownerId: id.nullable(),
    country: z.string().nullable(),
    monthFirst: z.boolean(),
  })
  .meta({ id: 'ImportOptions' })

const refusal = z.object({ code: z.string(), params: z.record(z.string(), z.union([z.string(), z.number()])) })
/** `column` −1 = the row itself. `value` = what stands there. */
const problem = refusal.extend({ column: z.int(), value: z.string() })

export const ImportShown = z
  .object({
    id,
    kind: recordKind,
    name: z.string(),
    state: z.enum(importStates),
    problem: refusal.nullable(),
    rows: z.int(),
    created: z.int(),
    completed: z.int(),
    skipped: z.int(),
    undecided: z.int(),
    failed: z.int(),
    by: z.string().nullable(),
    createdAt: instant,
    finishedAt: instant.nullable(),
    undoneAt: instant.nullable(),
    /** Until when it can be undone; null = it cannot. */
    undoBefore: instant.nullable(),
  })
  .meta({ id: 'Import' })
export type ImportShown = z.output<typeof ImportShown>

const reading = z.object({
  make: z.enum(['csv', 'xlsx']),
  encoding: z.string().nullable(),
  separator: z.string().nullable(),
  sheet: z.string().nullable(),
  sheets: z.array(z.string()),
  headerRow: z.int(),
})

export const ImportDetail = ImportShown.extend({
  workspaceId: id,
  /** How the file was read; null until it is. */
  reading: reading.nullable(),
  columns: z.array(z.object({ label: z.string(), target: z.string(), cells: z.array(z.string()), type: z.string() })),
  /** What a column may become. */
  targets: z.array(z.string()),
  fields: z.array(z.object({ key: z.string(), label: z.string() })),
  options: ShownOptions,
  /** The mapping comes from an earlier file with the same labels. */
  remembered: z.boolean(),
  /** Records of this import that may be one with another. */
  pairs: z.int(),
}).meta({ id: 'ImportDetail' })
export type ImportDetail = z.output<typeof ImportDetail>

export const ImportQuery = z.object({ workspaceId: id.optional(), ...paging })
export const ImportPage = pageOf(ImportShown)
export const ImportRef = z.object({ id })

export const ImportEdit = z.object({
  id,
  kind: recordKind.optional(),
  /** One target a column, in order; `none` leaves a column out. */
  mapping: z.array(z.string().max(80)).max(300).optional(),
  duplicates: z.enum(duplicateModes).optional(),
  wrongCells: z.enum(['aside', 'leave']).optional(),
  tags: z.union([z.array(label).max(20), z.string().max(1_300)]).optional(),
  source: line(120).optional(),
  ownerId: z.union([id, z.literal('')]).optional(),
  country: z.union([country, z.literal('')]).optional(),
  monthFirst: z.boolean().optional(),
  /** How the file is to be read: the sheet of a workbook, the encoding, the separator, the row of the labels (0 = none). */
  sheet: z.string().max(100).optional(),
  encoding: z.string().max(40).optional(),
  separator: z.string().max(1).optional(),
  headerRow: z.int().min(0).max(1_000).optional(),
})
export type ImportEdit = z.output<typeof ImportEdit>

export const ImportPreview = z
  .object({
    /** The first rows as they will be read; one text a target. */
    items: z.array(
      z.object({
        number: z.int(),
        values: z.array(z.object({ target: z.string(), text: z.string() })),
        problems: z.array(problem),
        /** A record that is there already. */
        same: z.object({ id, name: z.string(), certainty: z.string() }).nullable(),
      }),
    ),
    /** Of so many first rows, how many have something wrong and how many are there already. */
    checked: z.int(),
    wrong: z.int(),
    known: z.int(),
  })
  .meta({ id: 'ImportPreview' })
export type ImportPreview = z.output<typeof ImportPreview>

export const ImportRowsQuery = z.object({ id, state: z.enum(['undecided', 'failed', 'kept']).default('failed'), ...paging })
export const ImportRow = z
  .object({
    number: z.int(),
    cells: z.array(z.string()),
    state: z.enum(rowStates),
    problems: z.array(problem),
    record: z
      .object({ id, name: z.string(), kind: recordKind, email: z.string().nullable(), phone: z.string().nullable(), city: z.string().nullable(), country: z.string().nullable() })
      .nullable(),
  })
  .meta({ id: 'ImportRow' })
export type ImportRow = z.output<typeof ImportRow>
export const ImportRowPage = pageOf(ImportRow)

export const RowDecision = z.object({
  id,
  decision: z.enum(rowDecisions),
  /** The rows that wait for a decision; all of them when left out. */
  numbers: z.array(z.int()).max(1_000).optional(),
})
export const Decided = z.object({ rows: z.int() }).meta({ id: 'RowsDecided' })
