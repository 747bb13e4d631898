import { isStaff, may } from '#platform/actor'
import { after, day } from '#platform/clock'
import type { Ctx } from '#platform/context'
import { filmCards, findFilm as find, listedFilms, type FilmCard } from '#domains/cinema'
import { mostWatched, watchedAfter } from './memory.ts'

/** Films as this room needs them, through the door of cinema. */

export interface Film {
  id: string
  slug: string
  title: string
  workspaceId: string | null
  titleId: string | null
  listed: boolean
  watchable: boolean
  /** The caller is a reviewer or belongs to the film's makers. */
  insider: boolean
}

export async function findFilm(ctx: Ctx, slug: string): Promise<Film | null> {
  const film = await find(ctx.db, slug)
  if (!film) return null
  const insider = isStaff(ctx.actor, 'reviewer') || (film.workspaceId !== null && may(ctx.actor, film.workspaceId, 'films.edit'))
  return { ...film, insider }
}

/** Listed films only, in the order given. */
export async function cardsOf(ctx: Ctx, ids: readonly string[]): Promise<FilmCard[]> {
  return ids.length === 0 ? [] : filmCards(ctx.db, ctx.lang, [...new Set(ids)])
}

export interface FilmName {
  id: string
  slug: string
  title: string
  picture: string | null
}

const nameOf = ({ id, slug, title, poster }: FilmCard): FilmName => ({ id, slug, title, picture: poster?.src ?? null })

export async function namesOf(ctx: Ctx, ids: readonly string[]): Promise<Map<string, FilmName>> {
  return new Map((await cardsOf(ctx, ids)).map((card) => [card.id, nameOf(card)]))
}

/** What to watch after a film: what most people who finished it watched too, else what is watched this week, else what came last. */
export async function nextAfter(ctx: Ctx, film: Film): Promise<FilmName | null> {
  const [shared, popular] = await Promise.all([watchedAfter(ctx.db, film.id, 5), mostWatched(ctx.db, { since: after(ctx.now, -7 * day), country: null, limit: 5 })])
  const known = await cardsOf(ctx, [...shared, ...popular.map((p) => p.filmId)])
  const newest = known.some((card) => card.id !== film.id && card.watchable) ? [] : await listedFilms(ctx.db, ctx.lang, { sort: 'newest', limit: 2, filters: { watchable: true } })
  const next = [...known, ...newest].find((card) => card.id !== film.id && card.watchable)
  return next ? nameOf(next) : null
}
