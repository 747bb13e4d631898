import { notify } from '#domains/messaging'
import type { Ctx } from '#platform/context'
import { found, Refusal, unless } from '#platform/refusal'
import { whyCannotWish } from '../rules.ts'
import { readFilm, setWish, takeWishers } from '../store/films.ts'

/** "Tell me when it can be watched", or no longer. */
export async function wish(ctx: Ctx, { slug, wished }: { slug: string; wished: boolean }): Promise<{ wished: boolean }> {
  if (ctx.actor.kind !== 'person') throw new Refusal('unauthenticated', 'platform.signInNeeded')
  const film = found(await readFilm(ctx.db, slug), 'cinema.noSuchFilm')
  if (!film.listed) throw new Refusal('missing', 'cinema.noSuchFilm')
  if (wished) unless(whyCannotWish(film))
  await setWish(ctx.db, film.id, ctx.actor.id, wished)
  return { wished }
}

/** Tells everyone who asked that the film can be watched; each is told once. */
export async function tellWishers(ctx: Ctx, filmId: string): Promise<void> {
  const film = await readFilm(ctx.db, filmId)
  if (!film?.watchable) return
  for (const userId of await takeWishers(ctx.db, filmId)) {
    await notify(ctx.db, { userId, kind: 'cinema.watchable', params: { title: film.originalTitle }, href: `/karangou/films/${film.slug}`, mail: true })
  }
}
