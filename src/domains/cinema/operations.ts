import { z } from 'zod'
import type { Ctx } from '#platform/context'
import { anyone, command, id, member, nothing, query, signedIn, staff } from '#platform/operation'
import { createCollection, editCollection, removeCollection } from './actions/collections.ts'
import { createFilm } from './actions/create-film.ts'
import { decideFilm, withdrawFilm } from './actions/decide-film.ts'
import { editFilm, removeDraft } from './actions/edit-film.ts'
import { entrustNotice } from './actions/entrust-notice.ts'
import { setAwards, setCredits } from './actions/set-credits.ts'
import { setFilmVideo } from './actions/set-film-video.ts'
import { submitFilm } from './actions/submit-film.ts'
import { wish } from './actions/wish.ts'
import { getReview, getStudioFilm, reviewQueue, studioFilms } from './desk.ts'
import { getCollection, karangouFront, listCollections } from './front.ts'
import { filmVocabulary } from './vocabulary.ts'
import { filmFacets, getFilm, getPerson, listFilms, search } from './queries.ts'
import {
  AwardsEdit,
  Collection,
  CollectionCard,
  CollectionDraft,
  CreditsEdit,
  DecisionInput,
  Facets,
  Film,
  FilmDraft,
  FilmEdit,
  FilmPage,
  FilmQuery,
  FilmRef,
  Filters,
  Front,
  PersonFilms,
  ReviewFilm,
  ReviewQueue,
  SearchResult,
  slug,
  StudioCard,
  StudioFilm,
  Vocabulary,
  Wish,
} from './schema.ts'
import { readWorkspaceOf } from './store/films.ts'

const ofFilm = (ctx: Ctx, input: { id: string }) => readWorkspaceOf(ctx.db, input.id)
const bySlug = z.object({ slug })
const byId = z.object({ id })
const withNote = z.object({ id, note: z.string().trim().max(4000).optional() })
const briefly = 'public, max-age=30'

export const operations = {
  listFilms: query({
    summary: 'Films of the catalogue, filtered, searched and sorted',
    route: 'GET /films',
    who: anyone,
    input: FilmQuery,
    output: FilmPage,
    run: listFilms,
    cache: briefly,
  }),
  filmFacets: query({
    summary: 'How many films each filter of the catalogue would show',
    route: 'GET /film-facets',
    who: anyone,
    input: Filters,
    output: Facets,
    run: filmFacets,
    cache: briefly,
  }),
  getFilm: query({ summary: 'One film with its credits, prizes and synopsis', route: 'GET /films/:slug', who: anyone, input: bySlug, output: Film, run: getFilm }),
  search: query({
    summary: 'Films and people by a few letters, accents and typing mistakes forgiven',
    route: 'GET /search',
    who: anyone,
    input: z.object({ q: z.string().max(200), limit: z.int().min(1).max(50).default(10) }),
    output: SearchResult,
    run: search,
  }),
  filmVocabulary: query({
    summary: 'Genres, countries and languages that the facts of a film are said in',
    route: 'GET /film-vocabulary',
    who: anyone,
    input: nothing,
    output: Vocabulary,
    run: filmVocabulary,
    cache: 'public, max-age=3600',
  }),
  getPerson: query({
    summary: 'One person of the cinema with their films by role',
    route: 'GET /people/:slug',
    who: anyone,
    input: bySlug,
    output: PersonFilms,
    run: getPerson,
    cache: briefly,
  }),
  listCollections: query({
    summary: 'Collections of films',
    route: 'GET /collections',
    who: anyone,
    input: nothing,
    output: z.object({ items: z.array(CollectionCard) }),
    run: listCollections,
    cache: briefly,
  }),
  getCollection: query({
    summary: 'One collection with its films',
    route: 'GET /collections/:slug',
    who: anyone,
    input: bySlug,
    output: Collection,
    run: getCollection,
    cache: briefly,
  }),
  karangouFront: query({
    summary: 'What the front page of Karangou shows',
    route: 'GET /karangou',
    who: anyone,
    input: nothing,
    output: Front,
    run: karangouFront,
    cache: briefly,
  }),

  wishFilm: command({
    summary: 'Be told when a film can be watched',
    route: 'PUT /films/:slug/wish',
    who: signedIn,
    input: bySlug,
    output: Wish,
    run: (ctx, input) => wish(ctx, { ...input, wished: true }),
    unaudited: true,
  }),
  unwishFilm: command({
    summary: 'No longer be told when a film can be watched',
    route: 'DELETE /films/:slug/wish',
    who: signedIn,
    input: bySlug,
    output: Wish,
    run: (ctx, input) => wish(ctx, { ...input, wished: false }),
    unaudited: true,
  }),

  studioFilms: query({
    summary: 'The films of my workspaces, with their state',
    route: 'GET /studio/films',
    who: signedIn,
    input: nothing,
    output: z.object({ items: z.array(StudioCard) }),
    run: studioFilms,
  }),
  getStudioFilm: query({
    summary: 'One film as its makers see it',
    route: 'GET /studio/films/:id',
    who: member('films.view', ofFilm),
    input: byId,
    output: StudioFilm,
    run: getStudioFilm,
  }),
  createFilm: command({
    summary: 'Open a film as a draft',
    route: 'POST /films',
    who: member('films.edit', (_ctx, input: { workspaceId: string }) => input.workspaceId),
    input: FilmDraft,
    output: FilmRef,
    run: createFilm,
    status: 201,
  }),
  editFilm: command({ summary: 'Change facts of a film', route: 'PATCH /films/:id', who: member('films.edit', ofFilm), input: FilmEdit, output: FilmRef, run: editFilm }),
  setCredits: command({
    summary: 'Replace the credits of a film',
    route: 'PUT /films/:id/credits',
    who: member('films.edit', ofFilm),
    input: CreditsEdit,
    output: FilmRef,
    run: setCredits,
  }),
  setAwards: command({
    summary: 'Replace the prizes of a film',
    route: 'PUT /films/:id/awards',
    who: member('films.edit', ofFilm),
    input: AwardsEdit,
    output: FilmRef,
    run: setAwards,
  }),
  setFilmVideo: command({
    summary: 'Tie a video of the workspace to a film',
    route: 'PUT /films/:id/video',
    who: member('films.edit', ofFilm),
    input: z.object({ id, titleId: id }),
    output: FilmRef,
    run: setFilmVideo,
  }),
  removeDraft: command({
    summary: 'Throw away a draft that nobody has seen',
    route: 'DELETE /films/:id',
    who: member('films.edit', ofFilm),
    input: byId,
    output: FilmRef,
    run: removeDraft,
  }),
  submitFilm: command({
    summary: 'Submit a film to the reviewers',
    route: 'POST /films/:id/submission',
    who: member('films.submit', ofFilm),
    input: withNote,
    output: FilmRef,
    run: submitFilm,
  }),
  withdrawFilm: command({
    summary: 'Take a published film out of the catalogue',
    route: 'POST /films/:id/withdrawal',
    who: member('films.submit', ofFilm, 'reviewer'),
    input: withNote,
    output: FilmRef,
    run: withdrawFilm,
  }),

  reviewQueue: query({
    summary: 'Submitted films, the one that waits longest first',
    route: 'GET /review/films',
    who: staff('reviewer'),
    input: nothing,
    output: ReviewQueue,
    run: reviewQueue,
  }),
  getReview: query({ summary: 'One film as a reviewer sees it', route: 'GET /review/films/:id', who: staff('reviewer'), input: byId, output: ReviewFilm, run: getReview }),
  decideFilm: command({
    summary: 'Publish a submitted film, ask for changes or refuse it, with reasons by point',
    route: 'POST /films/:id/decision',
    who: staff('reviewer'),
    input: DecisionInput,
    output: FilmRef,
    run: decideFilm,
  }),
  entrustNotice: command({
    summary: 'Give a notice of the catalogue to the house that made the film',
    route: 'POST /films/:id/house',
    who: staff('reviewer'),
    input: z.object({ id, workspaceId: id }),
    output: FilmRef,
    run: entrustNotice,
  }),
  createCollection: command({
    summary: 'Open a collection',
    route: 'POST /collections',
    who: staff('reviewer'),
    input: CollectionDraft,
    output: FilmRef,
    run: createCollection,
    status: 201,
  }),
  editCollection: command({
    summary: 'Change a collection and the order of its films',
    route: 'PUT /collections/:id',
    who: staff('reviewer'),
    input: CollectionDraft.extend({ id }),
    output: FilmRef,
    run: editCollection,
  }),
  removeCollection: command({ summary: 'Take a collection away', route: 'DELETE /collections/:id', who: staff('reviewer'), input: byId, output: FilmRef, run: removeCollection }),
}
