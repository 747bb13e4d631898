import { notify } from '#domains/messaging'
import { isStaff, membershipIn } from '#platform/actor'
import type { Ctx } from '#platform/context'
import { announce } from '#platform/events'
import { found, Refusal, unless } from '#platform/refusal'
import { filmPublished, filmRefused, filmReturned, filmWatchable, filmWithdrawn } from '../events.ts'
import { makersOf } from '../neighbours.ts'
import { whyCannotDecide, whyCannotWithdraw } from '../rules.ts'
import type { DecisionInput } from '../schema.ts'
import { type FilmRow, holdFilm, moveFilm } from '../store/films.ts'
import { type PointReason, reviewPoints, type Verdict } from '../types.ts'

const announced = { published: filmPublished, 'changes-asked': filmReturned, refused: filmRefused }
const notices = { published: 'cinema.published', 'changes-asked': 'cinema.changesAsked', refused: 'cinema.refused' } as const satisfies Record<Verdict, string>

/** A reviewer's answer to a submission: kept, announced, and told to the makers by mail and on screen. */
export async function decideFilm(ctx: Ctx, input: DecisionInput): Promise<{ id: string; slug: string }> {
  const film = found(await holdFilm(ctx.db, input.id), 'cinema.noSuchFilm')
  const points = reasons(input)
  const ownWorkspace = film.workspaceId !== null && membershipIn(ctx.actor, film.workspaceId) !== undefined
  unless(whyCannotDecide({ state: film.state, titleState: film.titleState, ownWorkspace, verdict: input.verdict, points }))
  const by = ctx.actor.kind === 'person' ? ctx.actor.id : null
  await moveFilm(ctx.db, film.id, input.verdict, ctx.now, { kind: input.verdict, by, note: input.note || null, points })
  await announce(ctx.db, announced[input.verdict](film, by))
  if (input.verdict === 'published') await announce(ctx.db, filmWatchable(film, by))
  await tellMakers(ctx, film, input.verdict, points.length)
  return { id: film.id, slug: film.slug }
}

async function tellMakers(ctx: Ctx, film: FilmRow, verdict: Verdict, points: number): Promise<void> {
  const href = verdict === 'published' ? `/karangou/films/${film.slug}` : `/karangou/studio/films/${film.id}`
  for (const userId of await makersOf(ctx.db, film.workspaceId!)) {
    await notify(ctx.db, { userId, kind: notices[verdict], params: { title: film.originalTitle, points }, href, mail: true })
  }
}

function reasons(input: DecisionInput): PointReason[] {
  return reviewPoints.flatMap((point) => (input[point] ? [{ point, comment: input[point] }] : []))
}

/** Takes a published film out of the catalogue: by its makers, or by a reviewer who says why. */
export async function withdrawFilm(ctx: Ctx, { id, note }: { id: string; note?: string | undefined }): Promise<{ id: string; slug: string }> {
  const film = found(await holdFilm(ctx.db, id), 'cinema.noSuchFilm')
  unless(whyCannotWithdraw(film.state))
  const byMakers = film.workspaceId !== null && membershipIn(ctx.actor, film.workspaceId) !== undefined
  if (!byMakers && isStaff(ctx.actor, 'reviewer') && !note) throw new Refusal('invalid', 'cinema.needsReasons', {}, [{ field: 'note', code: 'cinema.needsReasons' }])
  const by = ctx.actor.kind === 'person' ? ctx.actor.id : null
  await moveFilm(ctx.db, id, 'withdrawn', ctx.now, { kind: 'withdrawn', by, note: note || null, points: [] })
  await announce(ctx.db, filmWithdrawn(film, by))
  if (!byMakers) {
    for (const userId of await makersOf(ctx.db, film.workspaceId!))
      await notify(ctx.db, { userId, kind: 'cinema.withdrawn', params: { title: film.originalTitle }, href: `/karangou/studio/films/${id}`, mail: true })
  }
  return { id, slug: film.slug }
}
