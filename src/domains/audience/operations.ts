import { z } from 'zod'
import type { Ctx } from '#platform/context'
import { anyone, command, id, nothing, owner, query, signedIn, staff } from '#platform/operation'
import * as comments from './actions/comments.ts'
import * as lists from './actions/lists.ts'
import { moderateComment } from './actions/moderate.ts'
import * as opinions from './actions/opinions.ts'
import * as queries from './queries.ts'
import { recommendFilms, similarFilms } from './recommend.ts'
import * as shapes from './schema.ts'
import { findComment } from './store/comments.ts'
import { findList } from './store/lists.ts'
import { listComments, moderationQueue } from './talk.ts'

const ownList = owner(async (ctx: Ctx, input: { id: string }) => (await findList(ctx.db, input.id))?.userId ?? null)
const ownComment = owner(async (ctx: Ctx, input: { id: string }) => (await findComment(ctx.db, input.id))?.userId ?? null)

export const operations = {
  filmOpinion: query({
    summary: 'Average of a film, and what the caller thinks of it',
    route: 'GET /films/:slug/opinion',
    who: anyone,
    input: shapes.bySlug,
    output: shapes.opinion,
    run: queries.filmOpinion,
  }),
  rateFilm: command({
    summary: 'Give a film one to five stars',
    route: 'PUT /films/:slug/rating',
    who: signedIn,
    input: shapes.rateInput,
    output: shapes.opinion,
    run: opinions.rateFilm,
  }),
  unrateFilm: command({
    summary: 'Take the stars back',
    route: 'DELETE /films/:slug/rating',
    who: signedIn,
    input: shapes.bySlug,
    output: shapes.opinion,
    run: opinions.unrateFilm,
  }),
  saveFilm: command({
    summary: 'Put a film among the favourites, or take it away',
    route: 'PUT /films/:slug/favourite',
    who: signedIn,
    input: shapes.saveInput,
    output: shapes.opinion,
    run: opinions.saveFilm,
  }),
  listFavourites: query({
    summary: 'Films the caller has saved, the latest first',
    route: 'GET /audience/favourites',
    who: signedIn,
    input: shapes.pagingOnly,
    output: shapes.savedPage,
    run: queries.listFavourites,
  }),

  listLists: query({ summary: "The caller's lists", route: 'GET /audience/lists', who: signedIn, input: nothing, output: shapes.lists, run: queries.listLists }),
  listsForFilm: query({
    summary: "The caller's lists, and which of them hold a film",
    route: 'GET /films/:slug/lists',
    who: signedIn,
    input: shapes.bySlug,
    output: shapes.listsFor,
    run: queries.listsForFilm,
  }),
  createList: command({ summary: 'Begin a list', route: 'POST /audience/lists', who: signedIn, input: shapes.newList, output: shapes.listId, status: 201, run: lists.createList }),
  getList: query({
    summary: 'One list of the caller with its films',
    route: 'GET /audience/lists/:id',
    who: ownList,
    input: shapes.listId,
    output: shapes.list,
    run: queries.getList,
  }),
  sharedList: query({
    summary: 'A list read by its link',
    route: 'GET /audience/shared/:token',
    who: anyone,
    input: shapes.tokenInput,
    output: shapes.list,
    run: queries.sharedList,
  }),
  renameList: command({ summary: 'Rename a list', route: 'PATCH /audience/lists/:id', who: ownList, input: shapes.renameInput, output: nothing, run: lists.renameList }),
  shareList: command({
    summary: 'Share a list by an unguessable link, or take the link back',
    route: 'PUT /audience/lists/:id/sharing',
    who: ownList,
    input: shapes.shareInput,
    output: z.object({ link: z.string().nullable() }),
    run: lists.shareList,
  }),
  removeList: command({ summary: 'Delete a list', route: 'DELETE /audience/lists/:id', who: ownList, input: shapes.listId, output: nothing, run: lists.removeList }),
  addListFilm: command({
    summary: 'Add a film to a list',
    route: 'PUT /audience/lists/:id/films/:slug',
    who: ownList,
    input: shapes.listFilm,
    output: nothing,
    run: lists.addFilm,
  }),
  removeListFilm: command({
    summary: 'Take a film out of a list',
    route: 'DELETE /audience/lists/:id/films/:slug',
    who: ownList,
    input: shapes.listFilm,
    output: nothing,
    run: lists.removeFilm,
  }),
  moveListFilm: command({
    summary: 'Move a film to another place of a list',
    route: 'PATCH /audience/lists/:id/films/:slug',
    who: ownList,
    input: shapes.moveInput,
    output: nothing,
    run: lists.moveFilm,
  }),

  listComments: query({
    summary: 'Comments of a film, newest first, with their answers',
    route: 'GET /films/:slug/comments',
    who: anyone,
    input: shapes.commentsInput,
    output: shapes.comments,
    run: listComments,
  }),
  postComment: command({
    summary: 'Comment a film, or answer a comment',
    route: 'POST /films/:slug/comments',
    who: signedIn,
    input: shapes.commentInput,
    output: z.object({ id }),
    status: 201,
    perMinute: 20,
    run: comments.postComment,
  }),
  editComment: command({
    summary: "Change one's comment, for a day and while nobody has answered",
    route: 'PATCH /comments/:id',
    who: ownComment,
    input: shapes.editInput,
    output: nothing,
    run: comments.editComment,
  }),
  deleteComment: command({
    summary: "Take one's comment back",
    route: 'DELETE /comments/:id',
    who: ownComment,
    input: shapes.commentId,
    output: nothing,
    run: comments.deleteComment,
  }),
  reportComment: command({
    summary: 'Bring a comment before the moderators',
    route: 'POST /comments/:id/reports',
    who: signedIn,
    input: shapes.reportInput,
    output: nothing,
    perMinute: 20,
    run: comments.reportComment,
  }),
  moderationQueue: query({
    summary: 'Comments that were reported, hidden or judged',
    route: 'GET /moderation/comments',
    who: staff('moderator'),
    input: shapes.queueInput,
    output: shapes.queue,
    run: moderationQueue,
  }),
  moderateComment: command({
    summary: 'Hide a comment with a reason, show it again, or leave it',
    route: 'POST /moderation/comments/:id',
    who: staff('moderator'),
    input: shapes.moderateInput,
    output: nothing,
    run: moderateComment,
  }),

  recommendFilms: query({
    summary: 'Films for the caller, each with its reason',
    route: 'GET /audience/recommendations',
    who: anyone,
    input: shapes.recommendInput,
    output: shapes.recommendations,
    run: recommendFilms,
  }),
  similarFilms: query({
    summary: 'Films to see after this one, each with its reason',
    route: 'GET /films/:slug/similar',
    who: anyone,
    input: shapes.similarInput,
    output: shapes.recommendations,
    run: similarFilms,
  }),
}
