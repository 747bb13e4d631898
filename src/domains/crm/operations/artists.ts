import { z } from 'zod'
import { command, id, nothing, query } from '#platform/operation'
import { createRecord } from '../actions/records/create.ts'
import { editRecord } from '../actions/records/edit.ts'
import { recordInteraction } from '../actions/records/interact.ts'
import { removeRecord } from '../actions/records/remove.ts'
import { edits, editsOne, looks, looksAtOne } from '../agency.ts'
import { listRecords } from '../reading/lists.ts'
import { getSheet } from '../reading/sheet.ts'
import { InteractionDraft } from '../schema/details.ts'
import { ArtistDraft, ArtistEdit, ArtistQuery, ContactDraft, ContactQuery, RecordPage, RecordRef, RecordSheet } from '../schema/records.ts'

const byId = z.object({ id })
const made = z.object({ id, at: z.date().meta({ instant: true }) }).meta({ id: 'InteractionRef' })

/** Artists under the addresses others were promised, and their contacts: the same acts on two kinds of records. */
export const artists = {
  listArtists: query({
    summary: 'Artists of my agency, filtered and sorted',
    route: 'GET /api/artists',
    who: looks,
    input: ArtistQuery,
    output: RecordPage,
    run: (ctx, input) => listRecords(ctx, 'artist', input),
  }),
  createArtist: command({
    summary: 'Add an artist',
    route: 'POST /api/artists',
    who: edits,
    input: ArtistDraft,
    output: RecordRef,
    run: (ctx, input) => createRecord(ctx, 'artist', input),
    status: 201,
    subject: (_input, { id: made }) => made,
  }),
  getArtist: query({
    summary: 'The whole sheet of an artist',
    route: 'GET /api/artists/:id',
    who: looksAtOne,
    input: byId,
    output: RecordSheet,
    run: (ctx, { id: one }) => getSheet(ctx, one, ['artist']),
  }),
  updateArtist: command({
    summary: 'Change facts of an artist; with `version`, never over what another changed since',
    route: 'PUT /api/artists/:id',
    who: editsOne,
    input: ArtistEdit,
    output: RecordRef,
    run: editRecord,
  }),
  removeArtist: command({
    summary: 'Take an artist away; for thirty days they can come back',
    route: 'DELETE /api/artists/:id',
    who: editsOne,
    input: byId,
    output: nothing,
    run: removeRecord,
  }),
  recordInteraction: command({
    summary: 'Note a call, mail, message, meeting or thought about an artist',
    route: 'POST /api/artists/:id/interactions',
    who: editsOne,
    input: InteractionDraft,
    output: made,
    run: recordInteraction,
    status: 201,
    idempotent: true,
  }),
  listContacts: query({
    summary: 'People or organisations of my agency, filtered and sorted',
    route: 'GET /contacts',
    who: looks,
    input: ContactQuery,
    output: RecordPage,
    run: (ctx, { kind, ...input }) => listRecords(ctx, kind, input),
  }),
  createContact: command({
    summary: 'Add a person or an organisation',
    route: 'POST /contacts',
    who: edits,
    input: ContactDraft,
    output: RecordRef,
    run: (ctx, { kind, ...input }) => createRecord(ctx, kind, input),
    status: 201,
    subject: (_input, { id: made }) => made,
  }),
  getContact: query({
    summary: 'The whole sheet of a person or an organisation',
    route: 'GET /contacts/:id',
    who: looksAtOne,
    input: byId,
    output: RecordSheet,
    run: (ctx, { id: one }) => getSheet(ctx, one, ['person', 'organisation']),
  }),
  updateContact: command({
    summary: 'Change facts of a person or an organisation',
    route: 'PUT /contacts/:id',
    who: editsOne,
    input: ArtistEdit,
    output: RecordRef,
    run: editRecord,
  }),
  removeContact: command({ summary: 'Take a person or an organisation away', route: 'DELETE /contacts/:id', who: editsOne, input: byId, output: nothing, run: removeRecord }),
  contactInteraction: command({
    summary: 'Note a call, mail, message, meeting or thought about a contact',
    route: 'POST /contacts/:id/interactions',
    who: editsOne,
    input: InteractionDraft,
    output: made,
    run: recordInteraction,
    status: 201,
    idempotent: true,
  }),
}
