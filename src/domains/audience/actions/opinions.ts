import type { z } from 'zod'
import type { Ctx } from '#platform/context'
import { announce } from '#platform/events'
import { callerOf } from '../caller.ts'
import { recordOpinion } from '#domains/cinema'
import { getFilm, type FilmFacts } from '../films.ts'
import type { opinion, rateInput, saveInput } from '../schema.ts'
import { ownOpinion, setSaved, setStars, totalsOf } from '../store/opinions.ts'

type Opinion = z.input<typeof opinion>

/** One to five stars; giving them again changes them. */
export async function rateFilm(ctx: Ctx, input: z.output<typeof rateInput>): Promise<Opinion> {
  const film = await getFilm(ctx, input.slug)
  await setStars(ctx.db, callerOf(ctx).id, film.id, input.stars, ctx.now)
  return counted(ctx, film, 'film.rated')
}

export async function unrateFilm(ctx: Ctx, input: { slug: string }): Promise<Opinion> {
  const film = await getFilm(ctx, input.slug)
  await setStars(ctx.db, callerOf(ctx).id, film.id, null, ctx.now)
  return counted(ctx, film, 'film.rated')
}

/** Puts a film among the favourites, or takes it away. Saying it twice is saying it once. */
export async function saveFilm(ctx: Ctx, input: z.output<typeof saveInput>): Promise<Opinion> {
  const film = await getFilm(ctx, input.slug)
  await setSaved(ctx.db, callerOf(ctx).id, film.id, input.saved, ctx.now)
  return counted(ctx, film, input.saved ? 'film.saved' : 'film.unsaved')
}

/** The totals go down to the film, where the catalogue sorts by them. */
async function counted(ctx: Ctx, film: FilmFacts, event: `film.${string}`): Promise<Opinion> {
  const me = callerOf(ctx).id
  const totals = await totalsOf(ctx.db, film.id)
  await recordOpinion(ctx.db, film.id, totals)
  await announce(ctx.db, { type: event, subject: film.id, actorId: me })
  return { ...(await ownOpinion(ctx.db, me, film.id)), average: totals.rating, count: totals.ratings }
}
