import type { z } from 'zod'
import type { Ctx } from '#platform/context'
import { announce } from '#platform/events'
import { found, Refusal } from '#platform/refusal'
import { callerOf } from '../caller.ts'
import { notify } from '#domains/messaging'
import { filmsById } from '../films.ts'
import type { moderateInput } from '../schema.ts'
import { addModeration, holdComment, setHidden, settleReports, type CommentRow } from '../store/comments.ts'

/** A moderator hides a comment for a reason, shows it again, or leaves it as it is. Reports are settled; the author of a hidden comment is told why. */
export async function moderateComment(ctx: Ctx, input: z.output<typeof moderateInput>): Promise<Record<string, never>> {
  const comment = found(await holdComment(ctx.db, input.id), 'audience.noSuchComment')
  const me = callerOf(ctx).id
  if (comment.userId === me) throw new Refusal('forbidden', 'audience.ownJudge')
  if (input.act === 'hide' && !input.reason) throw new Refusal('invalid', 'audience.reasonNeeded', {}, [{ field: 'reason', code: 'audience.reasonNeeded' }])
  if (input.act === 'restore' && !comment.hiddenAt) throw new Refusal('conflict', 'audience.notHidden')
  if (input.act === 'hide') await setHidden(ctx.db, input.id, input.reason!, ctx.now)
  if (input.act === 'restore') await setHidden(ctx.db, input.id, null, ctx.now)
  await settleReports(ctx.db, input.id, ctx.now)
  await addModeration(ctx.db, { id: input.id, act: input.act, reason: input.reason ?? null, note: input.note || null, moderatorId: me, at: ctx.now })
  await announce(ctx.db, { type: 'comment.moderated', subject: input.id, actorId: me, payload: { act: input.act } })
  if (input.act !== 'keep') await tellAuthor(ctx, comment, input)
  return {}
}

async function tellAuthor(ctx: Ctx, comment: CommentRow, input: z.output<typeof moderateInput>): Promise<void> {
  const film = (await filmsById(ctx, [comment.filmId])).get(comment.filmId)
  if (!comment.userId || !film) return
  const kind = input.act === 'hide' ? 'audience.commentHidden' : 'audience.commentRestored'
  await notify(ctx.db, {
    userId: comment.userId,
    kind,
    params: { film: film.title, reason: input.reason ?? 'other', note: input.note ?? '' },
    href: `/karangou/films/${film.slug}#comment-${comment.id}`,
    mail: input.act === 'hide',
  })
}
