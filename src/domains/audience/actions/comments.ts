import type { z } from 'zod'
import type { Ctx } from '#platform/context'
import { announce } from '#platform/events'
import { found, Refusal, unless } from '#platform/refusal'
import { callerOf } from '../caller.ts'
import { notify } from '#domains/messaging'
import { getFilm, type FilmFacts } from '../films.ts'
import { cleanText, whyCannotAnswer, whyCannotComment, whyCannotEdit } from '../rules.ts'
import type { commentInput, editInput, reportInput } from '../schema.ts'
import { addReport, eraseComment, findComment, holdComment, insertComment, recentOf, updateBody } from '../store/comments.ts'

/** A comment on a film, or an answer to a comment. The author of the comment is told of an answer. */
export async function postComment(ctx: Ctx, input: z.output<typeof commentInput>): Promise<{ id: string }> {
  const me = callerOf(ctx)
  const film = await getFilm(ctx, input.slug)
  const body = cleanText(input.body)
  const parent = input.parent ? await findComment(ctx.db, input.parent) : null
  if (input.parent) unless(whyCannotAnswer(parent, film.id))
  unless(whyCannotComment({ body, ...(await recentOf(ctx.db, me.id, body, ctx.now)) }))
  const id = await insertComment(ctx.db, { filmId: film.id, parentId: input.parent ?? null, userId: me.id, body, at: ctx.now })
  await announce(ctx.db, { type: 'comment.posted', subject: id, actorId: me.id, payload: { filmId: film.id } })
  if (parent?.userId && parent.userId !== me.id) await tellOfAnswer(ctx, parent.userId, me.name, film, id)
  return { id }
}

async function tellOfAnswer(ctx: Ctx, userId: string, author: string, film: FilmFacts, id: string): Promise<void> {
  await notify(ctx.db, { userId, kind: 'audience.answered', params: { author, film: film.title }, href: `/karangou/films/${film.slug}#comment-${id}` })
}

/** Changes one's words, for a day and while nobody has answered. */
export async function editComment(ctx: Ctx, input: z.output<typeof editInput>): Promise<Record<string, never>> {
  const comment = found(await holdComment(ctx.db, input.id), 'audience.noSuchComment')
  unless(whyCannotEdit(comment, callerOf(ctx).id, ctx.now))
  const body = cleanText(input.body)
  unless(whyCannotComment({ body, recent: 0, repeated: false }))
  if (body !== comment.body) await updateBody(ctx.db, input.id, body, ctx.now)
  return {}
}

/** Takes one's words back. Answers to them stay. */
export async function deleteComment(ctx: Ctx, input: { id: string }): Promise<Record<string, never>> {
  const comment = found(await holdComment(ctx.db, input.id), 'audience.noSuchComment')
  if (comment.userId !== callerOf(ctx).id) throw new Refusal('missing', 'audience.noSuchComment')
  if (!comment.deletedAt) await eraseComment(ctx.db, input.id, ctx.now)
  return {}
}

/** Brings a comment before the moderators. Once a person and comment; one's own cannot be. */
export async function reportComment(ctx: Ctx, input: z.output<typeof reportInput>): Promise<Record<string, never>> {
  const me = callerOf(ctx)
  const comment = await findComment(ctx.db, input.id)
  if (!comment || comment.deletedAt || comment.hiddenAt) throw new Refusal('missing', 'audience.noSuchComment')
  if (comment.userId === me.id) throw new Refusal('refused', 'audience.ownComment')
  await addReport(ctx.db, { id: input.id, userId: me.id, reason: input.reason, note: input.note || null, at: ctx.now })
  await announce(ctx.db, { type: 'comment.reported', subject: input.id, actorId: me.id, payload: { reason: input.reason } })
  return {}
}
