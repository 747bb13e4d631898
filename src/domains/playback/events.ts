import type { Announcement } from '#platform/events'

/** One viewer watched enough of a film, for the first time that day. */
export function filmViewed(filmId: string, userId: string | null): Announcement {
  return { type: 'film.viewed', subject: filmId, actorId: userId }
}
