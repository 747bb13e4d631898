/**
 * The room of films: what is known of them, who made them, their review, the catalogue and its search.
 * Events (subject = the film's id, payload `{ slug }`): `film.submitted`, `film.returned`, `film.refused`, `film.published`, `film.withdrawn`, `film.watchable`, `film.entrusted`.
 * Hears: `title.ready`, `title.failed`, `title.changed`, `title.removed` (media); `film.viewed` (playback).
 */
import type { Db } from '#platform/context'
import type { Lang } from '#platform/text'
import type { FilmCard, Filters } from './schema.ts'
import type { FilmSort } from './types.ts'
import { readCards, readCardsOf } from './store/catalogue.ts'
import { type FilmRow, readFilm } from './store/films.ts'

export { FilmCard } from './schema.ts'
export { recordOpinion } from './store/films.ts'

/** A film by id or slug, whatever its state: check `listed` or the workspace before showing it. */
export interface FoundFilm {
  id: string
  slug: string
  title: string
  workspaceId: string | null
  titleId: string | null
  listed: boolean
  watchable: boolean
}

export async function findFilm(db: Db, idOrSlug: string): Promise<FoundFilm | null> {
  const film = await readFilm(db, idOrSlug)
  return film && foundFilm(film)
}

/** A published film whose video is ready, with the title to play; null otherwise. */
export async function getWatchable(db: Db, idOrSlug: string): Promise<(FoundFilm & { titleId: string }) | null> {
  const film = await findFilm(db, idOrSlug)
  return film?.watchable && film.titleId ? { ...film, titleId: film.titleId } : null
}

/** Cards of these films, listed ones only, in the order given. One statement. */
export async function filmCards(db: Db, lang: Lang, ids: readonly string[]): Promise<FilmCard[]> {
  return readCardsOf(db, lang, ids)
}

/** Cards of the first listed films in an order of the catalogue. */
export async function listedFilms(db: Db, lang: Lang, wanted: { sort: FilmSort; limit: number; filters?: Filters }): Promise<FilmCard[]> {
  return readCards(db, lang, wanted.filters ?? {}, wanted.sort, null, wanted.limit)
}

function foundFilm({ id, slug, originalTitle, workspaceId, titleId, listed, watchable }: FilmRow): FoundFilm {
  return { id, slug, title: originalTitle, workspaceId, titleId, listed, watchable }
}
