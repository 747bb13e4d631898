import { workspaceIn } from '#domains/identity'
import { workspaceOfRecord } from '#domains/crm'
import type { Ctx } from '#platform/context'
import { command, member, nothing, pageOf, query } from '#platform/operation'
import { confirmLinks, fetchFigures } from '../actions/figures/fetch.ts'
import { noteFigures, noteManyFigures, pasteFigures, removeFigure, setPlaces } from '../actions/figures/note.ts'
import { artistFigures, listFigures } from '../reading/figures.ts'
import { candidateLinks, findCandidates } from '../reading/networks.ts'
import {
  ArtistFigures,
  CandidateLinks,
  CandidateRef,
  Candidates,
  Fetching,
  Figure,
  FigureQuery,
  FigureRef,
  FiguresNote,
  FiguresPaste,
  Linked,
  LinksConfirm,
  ManyFiguresNote,
  Noted,
  OfArtist,
  PlacesNote,
  Sought,
} from '../schema/figures.ts'

const ofRecord = (ctx: Ctx, input: { recordId: string }) => workspaceOfRecord(ctx.db, input.recordId)
const sees = member('artists.view', ofRecord)
const edits = member('checkups.edit', ofRecord)

/** Figures of an agency's artists. */
export const figures = {
  artistFigures: query({
    summary: 'What is known of an artist’s figures: by network, with growth, red flags and courses',
    route: 'GET /artists/:recordId/figures/summary',
    who: sees,
    input: OfArtist,
    output: ArtistFigures,
    run: artistFigures,
  }),
  listFigures: query({
    summary: 'Every figure of an artist, newest first',
    route: 'GET /artists/:recordId/figures',
    who: sees,
    input: FigureQuery,
    output: pageOf(Figure),
    run: listFigures,
  }),
  noteFigures: command({
    summary: 'Note figures of an artist; one of the same day is corrected',
    route: 'POST /artists/:recordId/figures',
    who: edits,
    input: FiguresNote,
    output: Noted,
    run: noteFigures,
  }),
  noteManyFigures: command({
    summary: 'Note up to 2,000 figures of an agency’s artists',
    route: 'POST /figures',
    who: member('checkups.edit', (ctx, input: { workspaceId?: string | undefined }) => workspaceIn(ctx, 'agency', input.workspaceId)),
    input: ManyFiguresNote,
    output: Noted,
    run: noteManyFigures,
  }),
  pasteFigures: command({
    summary: 'Note figures copied from a spreadsheet',
    route: 'POST /artists/:recordId/figures/paste',
    who: edits,
    input: FiguresPaste,
    output: Noted,
    run: pasteFigures,
  }),
  removeFigure: command({
    summary: 'Remove a figure that was noted by mistake',
    route: 'DELETE /artists/:recordId/figures/:network/:metric/:day',
    who: edits,
    input: FigureRef,
    output: nothing,
    run: removeFigure,
    status: 204,
  }),
  setAudiencePlaces: command({
    summary: 'Say where the audience lives and where the artist plays',
    route: 'PUT /artists/:recordId/audience-places',
    who: edits,
    input: PlacesNote,
    output: nothing,
    run: setPlaces,
    status: 204,
  }),
  findCandidates: query({
    summary: 'Artists of that name on MusicBrainz, Deezer or Spotify',
    route: 'GET /artists/:recordId/candidates',
    who: edits,
    input: Sought,
    output: Candidates,
    run: findCandidates,
    perMinute: 30,
  }),
  candidateLinks: query({
    summary: 'Addresses of a found artist elsewhere, to be confirmed',
    route: 'GET /artists/:recordId/candidates/:network/:identifier',
    who: edits,
    input: CandidateRef,
    output: CandidateLinks,
    run: candidateLinks,
    perMinute: 30,
  }),
  confirmArtistLinks: command({
    summary: 'Add the addresses that a person has confirmed, and ask those networks',
    route: 'POST /artists/:recordId/candidates',
    who: edits,
    input: LinksConfirm,
    output: Linked,
    run: confirmLinks,
  }),
  fetchFigures: command({
    summary: 'Ask the networks where the artist has a link, now',
    route: 'POST /artists/:recordId/figures/fetch',
    who: edits,
    input: OfArtist,
    output: Fetching,
    run: fetchFigures,
    status: 202,
    perMinute: 30,
  }),
}
