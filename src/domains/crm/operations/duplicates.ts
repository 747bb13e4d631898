import type { Ctx } from '#platform/context'
import { command, member, nothing, query } from '#platform/operation'
import { mergeRecords, undoMerge } from '../actions/import/merge.ts'
import { findDuplicates, rejectDuplicate, reopenDuplicate } from '../actions/import/pairs.ts'
import { edits, editsOne, looks } from '../agency.ts'
import { listDuplicates } from '../reading/duplicates.ts'
import * as shapes from '../schema/duplicates.ts'
import { readMerge } from '../store/merges.ts'

const ofMerge = async (ctx: Ctx, { id }: { id: string }): Promise<string | null> => (await readMerge(ctx.db, id))?.workspaceId ?? null

/** Records that may be one: found, merged, kept apart, given back. */
export const duplicates = {
  listDuplicates: query({
    summary: 'Pairs of records that may be one, the surest first, side by side; or the records named, beside each other',
    route: 'GET /duplicates',
    who: looks,
    input: shapes.DuplicateQuery,
    output: shapes.DuplicatePage,
    run: listDuplicates,
  }),
  findDuplicates: command({
    summary: 'Compare the records of an agency again, in the background',
    route: 'POST /duplicates/searches',
    who: edits,
    input: shapes.Agency,
    output: shapes.Queued,
    run: findDuplicates,
    status: 202,
    perMinute: 10,
  }),
  mergeRecords: command({
    summary: 'One record takes another in, with a choice for each field; can be undone',
    route: 'POST /records/:id/merges',
    who: editsOne,
    input: shapes.Merge,
    output: shapes.Merged,
    run: mergeRecords,
    status: 201,
  }),
  undoMerge: command({
    summary: 'Both records of a merge as they were',
    route: 'DELETE /merges/:id',
    who: member('artists.edit', ofMerge),
    input: shapes.MergeRef,
    output: shapes.Merged,
    run: undoMerge,
  }),
  rejectDuplicate: command({
    summary: 'Say that two records are not one',
    route: 'PUT /records/:id/distinct/:otherId',
    who: editsOne,
    input: shapes.TwoRecords,
    output: nothing,
    run: rejectDuplicate,
  }),
  reopenDuplicate: command({
    summary: 'Take back that two records are not one',
    route: 'DELETE /records/:id/distinct/:otherId',
    who: editsOne,
    input: shapes.TwoRecords,
    output: nothing,
    run: reopenDuplicate,
  }),
}
