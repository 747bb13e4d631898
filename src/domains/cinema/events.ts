import type { Announcement } from '#platform/events'

interface Told {
  id: string
  slug: string
  workspaceId: string | null
}

const told =
  (type: Announcement['type']) =>
  (film: Told, actorId: string | null = null): Announcement => ({ type, subject: film.id, workspaceId: film.workspaceId, actorId, payload: { slug: film.slug } })

/** Announced by the cinema room; `subject` is the film's id, the payload has its slug. */
export const filmSubmitted = told('film.submitted')
export const filmReturned = told('film.returned')
export const filmRefused = told('film.refused')
export const filmPublished = told('film.published')
export const filmWithdrawn = told('film.withdrawn')
/** The film can be watched from now on, by whichever came last: the decision or the video. */
export const filmWatchable = told('film.watchable')
export const filmEntrusted = told('film.entrusted')
