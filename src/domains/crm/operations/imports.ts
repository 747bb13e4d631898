import { member, command, query } from '#platform/operation'
import type { Ctx } from '#platform/context'
import { editImport, startImport } from '../actions/import/edit.ts'
import { decideImportRows } from '../actions/import/run.ts'
import { undoImport } from '../actions/import/undo.ts'
import { looks } from '../agency.ts'
import { getImport, listImports, listRows, previewImport } from '../reading/imports.ts'
import * as shapes from '../schema/imports.ts'
import { readImport } from '../store/imports.ts'

const ofImport = async (ctx: Ctx, { id }: { id: string }): Promise<string | null> => (await readImport(ctx.db, id))?.workspaceId ?? null
const looksAtImport = member('artists.view', ofImport)
const editsImport = member('artists.edit', ofImport)

/** Lists brought in from files. The file itself is sent to `POST /api/v1/imports` (http/imports.ts). */
export const imports = {
  listImports: query({ summary: 'Imports of an agency, newest first', route: 'GET /imports', who: looks, input: shapes.ImportQuery, output: shapes.ImportPage, run: listImports }),
  getImport: query({
    summary: 'One import: its state, its figures, its columns and what becomes of them',
    route: 'GET /imports/:id',
    who: looksAtImport,
    input: shapes.ImportRef,
    output: shapes.ImportDetail,
    run: getImport,
  }),
  previewImport: query({
    summary: 'The first rows of an import as they will be read, with what is wrong and what is there already',
    route: 'GET /imports/:id/preview',
    who: looksAtImport,
    input: shapes.ImportRef,
    output: shapes.ImportPreview,
    run: previewImport,
  }),
  editImport: command({
    summary: 'Say how a draft is read and what becomes of its columns',
    route: 'PUT /imports/:id',
    who: editsImport,
    input: shapes.ImportEdit,
    output: shapes.ImportRef,
    run: editImport,
  }),
  startImport: command({
    summary: 'Begin an import: its rows are taken in the background',
    route: 'POST /imports/:id/run',
    who: editsImport,
    input: shapes.ImportRef,
    output: shapes.ImportRef,
    run: startImport,
    status: 202,
    idempotent: true,
  }),
  listImportRows: query({
    summary: 'Rows of an import that wait for a decision, that have something wrong, or that an undo left',
    route: 'GET /imports/:id/rows',
    who: looksAtImport,
    input: shapes.ImportRowsQuery,
    output: shapes.ImportRowPage,
    run: listRows,
  }),
  decideImportRows: command({
    summary: 'Decide about rows that may be of records there already: create, complete, overwrite or skip',
    route: 'POST /imports/:id/decisions',
    who: editsImport,
    input: shapes.RowDecision,
    output: shapes.Decided,
    run: decideImportRows,
  }),
  undoImport: command({
    summary: 'Take a whole import back within seven days; records changed since stay',
    route: 'DELETE /imports/:id',
    who: editsImport,
    input: shapes.ImportRef,
    output: shapes.ImportRef,
    run: undoImport,
    status: 202,
  }),
}
