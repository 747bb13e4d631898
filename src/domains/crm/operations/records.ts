import { z } from 'zod'
import type { Ctx } from '#platform/context'
import { command, id, member, nothing, query, signedIn } from '#platform/operation'
import { changeRecords, undoChange } from '../actions/records/change-many.ts'
import { createField, editField, orderFields, retireField, reviveField } from '../actions/records/fields.ts'
import { removeFile } from '../actions/records/files.ts'
import { removeInteraction } from '../actions/records/interact.ts'
import { addRecordLink, relate, removeRecordLink, unrelate } from '../actions/records/links.ts'
import { restoreRecord } from '../actions/records/remove.ts'
import { listTags, removeTag, renameTag } from '../actions/records/tags.ts'
import { editView, listViews, removeView, saveView } from '../actions/records/views.ts'
import { agencyOf, edits, editsOne, looks, looksAtOne, manages } from '../agency.ts'
import { agencyPeople } from '../reading/lists.ts'
import { searchRecords } from '../reading/search.ts'
import { getTimeline } from '../reading/timeline.ts'
import {
  Changed,
  ChangeOfMany,
  Counted,
  FieldDraft,
  FieldEdit,
  FieldOrder,
  Found,
  LinkDraft,
  LinkRef,
  RelationDraft,
  TagRef,
  TagRename,
  Tags,
  TimelinePage,
  TimelineQuery,
  View,
  ViewDraft,
  ViewEdit,
} from '../schema/details.ts'
import { FieldShown, Link, People, RecordRef } from '../schema/records.ts'
import { recordKinds, viewKinds } from '../types.ts'
import { readChange } from '../store/changes.ts'
import { listFieldRows, readField } from '../store/fields.ts'
import { readFile } from '../store/files.ts'
import { workspaceOfRemoved } from '../store/records.ts'
import { readView } from '../store/views.ts'

const byId = z.object({ id })
const mine = z.object({ workspaceId: id.optional() })
/** A row's workspace, for rows that hang on no record. */
const of = (read: (db: Ctx['db'], one: string) => Promise<{ workspaceId: string } | null>) => async (ctx: Ctx, input: { id: string }) =>
  (await read(ctx.db, input.id))?.workspaceId ?? null
const managesField = member('artists.manage', of(readField))
const looksAtView = member('artists.view', of(readView))
const Fields = z.object({ items: z.array(FieldShown) })

/** What hangs on records: history, tags, own fields, links, relations, files, saved filters, changes of many. */
export const records = {
  getTimeline: query({
    summary: 'Everything that happened to a record, newest first',
    route: 'GET /records/:id/timeline',
    who: looksAtOne,
    input: TimelineQuery,
    output: TimelinePage,
    run: getTimeline,
  }),
  removeInteraction: command({
    summary: 'Take back what one noted on a record',
    route: 'DELETE /records/:id/interactions/:interactionId',
    who: editsOne,
    input: z.object({ id, interactionId: id }),
    output: nothing,
    run: removeInteraction,
  }),
  restoreRecord: command({
    summary: 'Bring a removed record back',
    route: 'POST /records/:id/restoration',
    who: member('artists.edit', (ctx, input: { id: string }) => workspaceOfRemoved(ctx.db, input.id)),
    input: byId,
    output: RecordRef,
    run: restoreRecord,
  }),
  searchRecords: query({
    summary: 'Artists, people and organisations of my agencies by a few letters, typing mistakes forgiven',
    route: 'GET /record-search',
    who: signedIn,
    input: z.object({ q: z.string().max(200), limit: z.int().min(1).max(50).default(10) }),
    output: Found,
    run: searchRecords,
  }),
  agencyPeople: query({ summary: 'Who of my agency can look after a record', route: 'GET /agency-people', who: looks, input: mine, output: People, run: agencyPeople }),
  listTags: query({ summary: 'Tags of my agency, with how many records wear each', route: 'GET /record-tags', who: looks, input: mine, output: Tags, run: listTags }),
  renameTag: command({ summary: 'Rename a tag everywhere, or make one of two', route: 'PUT /record-tags', who: manages, input: TagRename, output: Counted, run: renameTag }),
  removeTag: command({ summary: 'Take a tag off every record', route: 'DELETE /record-tags', who: manages, input: TagRef, output: Counted, run: removeTag }),
  listFields: query({
    summary: 'The fields my agency made for its records',
    route: 'GET /record-fields',
    who: looks,
    input: z.object({ workspaceId: id.optional(), kind: z.enum(recordKinds).optional() }),
    output: Fields,
    run: async (ctx, { workspaceId, kind }) => ({ items: await listFieldRows(ctx.db, await agencyOf(ctx, workspaceId), kind ?? null) }),
  }),
  createField: command({ summary: 'Make a field', route: 'POST /record-fields', who: manages, input: FieldDraft, output: FieldShown, run: createField, status: 201 }),
  orderFields: command({ summary: 'Put the fields of a kind in order', route: 'PUT /record-fields', who: manages, input: FieldOrder, output: Fields, run: orderFields }),
  editField: command({ summary: 'Rename a field or change its choices', route: 'PUT /record-fields/:id', who: managesField, input: FieldEdit, output: FieldShown, run: editField }),
  retireField: command({ summary: 'Retire a field; its values stay', route: 'DELETE /record-fields/:id', who: managesField, input: byId, output: Counted, run: retireField }),
  reviveField: command({ summary: 'Bring a retired field back', route: 'POST /record-fields/:id/revival', who: managesField, input: byId, output: FieldShown, run: reviveField }),
  addRecordLink: command({
    summary: 'Say where a record is found: a network, a site',
    route: 'POST /records/:id/links',
    who: editsOne,
    input: LinkDraft,
    output: Link.extend({ alsoAt: z.object({ id, name: z.string() }).nullable() }).meta({ id: 'AddedLink' }),
    run: addRecordLink,
    status: 201,
  }),
  removeRecordLink: command({ summary: 'Take a link off a record', route: 'DELETE /records/:id/links', who: editsOne, input: LinkRef, output: nothing, run: removeRecordLink }),
  relateRecords: command({
    summary: 'Say what one record is to another: manager, label…',
    route: 'POST /records/:id/relations',
    who: editsOne,
    input: RelationDraft,
    output: nothing,
    run: relate,
    status: 201,
  }),
  unrelateRecords: command({ summary: 'Take such a relation away', route: 'DELETE /records/:id/relations', who: editsOne, input: RelationDraft, output: nothing, run: unrelate }),
  removeRecordFile: command({
    summary: 'Take a file off a record',
    route: 'DELETE /record-files/:id',
    who: member('artists.edit', of(readFile)),
    input: byId,
    output: nothing,
    run: removeFile,
  }),
  listViews: query({
    summary: 'Saved filters: mine and those shared in my agency',
    route: 'GET /record-views',
    who: looks,
    input: z.object({ workspaceId: id.optional(), kind: z.enum(viewKinds).optional() }),
    output: z.object({ items: z.array(View) }),
    run: listViews,
  }),
  saveView: command({ summary: 'Save a filter under a name', route: 'POST /record-views', who: looks, input: ViewDraft, output: View, run: saveView, status: 201 }),
  editView: command({ summary: 'Change a saved filter', route: 'PUT /record-views/:id', who: looksAtView, input: ViewEdit, output: View, run: editView }),
  removeView: command({ summary: 'Remove a saved filter', route: 'DELETE /record-views/:id', who: looksAtView, input: byId, output: nothing, run: removeView }),
  changeRecords: command({
    summary: 'Tag, hand over or remove many records at once',
    route: 'POST /record-changes',
    who: edits,
    input: ChangeOfMany,
    output: Changed,
    run: changeRecords,
    subject: (_input, out) => out.id,
  }),
  undoRecordChange: command({
    summary: 'Take a change of many back, once',
    route: 'POST /record-changes/:id/undo',
    who: member('artists.edit', of(readChange)),
    input: byId,
    output: Counted,
    run: undoChange,
  }),
}
