/**
 * The room of watching: sessions under a lease, playlists and keys, signed segments, the player, and what is remembered of it.
 * Announces `film.viewed` (subject = the film's id): one viewer watched enough of it, for the first time that day.
 */
import type { Db } from '#platform/context'
import { history, mostWatched, watchedPairs, type Progress, type Watched } from './memory.ts'

export { regionOf } from './rules.ts'
export { watchedPairs }

/** Films by views since an instant, in one country (two capitals) or everywhere. Equal counts by id. */
export async function mostWatchedFilms(db: Db, options: { since: Date; country: string | null; limit: number }): Promise<Watched[]> {
  return mostWatched(db, options)
}

/** What an account watched last, most recent first; empty while its history is paused and was erased. */
export async function recentlyWatched(db: Db, userId: string, limit: number): Promise<Progress[]> {
  return history(db, userId, { limit, before: null, open: false })
}
