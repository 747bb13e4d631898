import { z } from 'zod'
import { sheet } from '#platform/http/sheets.ts'
import { agencyOf } from '../agency.ts'
import { cardsTable, mistakesTable, recordsTable, recordColumns } from '../reading/exports.ts'
import { CardQuery } from '../schema/pipeline.ts'
import { Conditions } from '../schema/records.ts'
import { readImport } from '../store/imports.ts'
import { readPipeline } from '../store/pipelines.ts'
import { directions, recordKinds, recordSorts } from '../types.ts'

const RecordsAsked = Conditions.extend({
  workspaceId: z.uuid().optional(),
  kind: z.enum(recordKinds).default('artist'),
  sort: z.enum(recordSorts).default('name'),
  direction: z.enum(directions).optional(),
  /** A selection instead of the whole list. */
  ids: z.array(z.uuid()).max(2_000).optional(),
  columns: z
    .array(z.union([z.enum(recordColumns), z.string().regex(/^custom\.[a-z][a-z0-9_]{0,39}$/)]))
    .max(60)
    .optional(),
})

/** Lists as spreadsheets: the same conditions, order and columns as on screen. */
export const sheets = [
  sheet({
    route: 'GET /api/v1/exports/records.:format',
    room: 'crm',
    name: 'exportRecords',
    summary: 'Records as a spreadsheet (format csv or xlsx; the conditions, sort and columns of a list; kind; ids; separator; mark)',
    asked: RecordsAsked,
    permission: 'artists.view',
    open: async (ctx, asked, t) => {
      const workspaceId = await agencyOf(ctx, asked.workspaceId)
      return { workspaceId, table: () => recordsTable(ctx, t, { ...asked, workspaceId }) }
    },
  }),
  sheet({
    route: 'GET /api/v1/exports/pipelines/:id.:format',
    room: 'crm',
    name: 'exportPipeline',
    summary: 'The cards of a pipeline as a spreadsheet (format csv or xlsx; the conditions of a board and the sort of its list)',
    asked: CardQuery.omit({ after: true, limit: true }),
    permission: 'artists.view',
    open: async (ctx, { id, ...asked }, t) => {
      const pipeline = await readPipeline(ctx.db, id)
      return pipeline && { workspaceId: pipeline.workspaceId, table: () => cardsTable(ctx, t, pipeline, asked) }
    },
  }),
  sheet({
    route: 'GET /api/v1/exports/imports/:id.:format',
    room: 'crm',
    name: 'exportImportMistakes',
    summary: 'The rows of an import that were kept aside, as they stood in the file, with what is wrong in each (format csv or xlsx)',
    asked: z.object({ id: z.uuid() }),
    permission: 'artists.view',
    open: async (ctx, { id }, t) => {
      const one = await readImport(ctx.db, id)
      return one && { workspaceId: one.workspaceId, table: () => mistakesTable(ctx, t, one) }
    },
  }),
]
