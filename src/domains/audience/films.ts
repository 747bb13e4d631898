import type { Ctx } from '#platform/context'
import { Refusal } from '#platform/refusal'
import { filmCards, findFilm, listedFilms, type FilmCard } from '#domains/cinema'
import type { Traits } from './recommend/neighbours.ts'
import type { ReasonKind } from './types.ts'

/** Films as this room needs them, through the door of cinema. */

export interface FilmFacts {
  id: string
  slug: string
  title: string
  rating: number | null
  ratings: number
}

/** A film of the catalogue. Refuses `cinema.noSuchFilm`. */
export async function getFilm(ctx: Ctx, slug: string): Promise<FilmFacts> {
  const film = await findFilm(ctx.db, slug)
  const card = film?.listed ? (await filmCards(ctx.db, ctx.lang, [film.id]))[0] : undefined
  if (!card) throw new Refusal('missing', 'cinema.noSuchFilm')
  return card
}

/** Listed films only, in the order given. */
export async function cardsOf(ctx: Ctx, ids: readonly string[]): Promise<FilmCard[]> {
  return ids.length === 0 ? [] : filmCards(ctx.db, ctx.lang, [...new Set(ids)])
}

export async function filmsById(ctx: Ctx, ids: readonly string[]): Promise<Map<string, FilmCard>> {
  return new Map((await cardsOf(ctx, ids)).map((card) => [card.id, card]))
}

/** What every listed film is, for their likeness. */
export async function filmTraits(ctx: Ctx): Promise<Traits[]> {
  const films = await listedFilms(ctx.db, ctx.lang, { sort: 'title', limit: 100_000 })
  return films.map(({ id, genres, countries, languages, directors, year }) => ({ id, genres, countries, languages, directors, year }))
}

/** Films worth showing to anyone: the best rated (a few ratings pull towards the middle), then the newest that can be watched. */
export async function bestRated(ctx: Ctx, limit: number): Promise<{ id: string; score: number; kind: Extract<ReasonKind, 'rated' | 'new'> }[]> {
  const [liked, newest] = await Promise.all([
    listedFilms(ctx.db, ctx.lang, { sort: 'liked', limit }),
    listedFilms(ctx.db, ctx.lang, { sort: 'newest', limit, filters: { watchable: true } }),
  ])
  const fair = (card: FilmCard): number => ((card.rating ?? 3) * card.ratings + 3 * 5) / (card.ratings + 5)
  return [
    ...liked.filter((card) => card.ratings > 0).map((card) => ({ id: card.id, score: fair(card) / 5, kind: 'rated' as const })),
    ...newest.map((card, place) => ({ id: card.id, score: 0.4 * 0.97 ** place, kind: 'new' as const })),
  ]
}
