/**
 * The room of what people say and keep: favourites, lists, stars, comments and their moderation, recommendations with reasons.
 * Announces (subject = the film's id) `film.rated`, `film.saved`, `film.unsaved`; (subject = the comment's id) `comment.posted`, `comment.reported`, `comment.moderated`.
 */
export { computeNeighbours } from './actions/compute.ts'
