/**
 * The room of projects: films to be made, and those who give to them.
 * Events (subject = the project's id, payload `{ slug }`): `project.submitted`, `project.approved`, `project.changesAsked`, `project.refused`, `project.launched`, `project.edited`,
 * `project.posted`, `project.halfway`, `project.succeeded`, `project.failed`, `project.cancelled`, `project.completed`; (subject = the contribution's id, payload `{ projectId, amount,
 * currency }`): `contribution.started`, `contribution.confirmed`, `contribution.pledged`, `contribution.failed`, `contribution.expired`, `contribution.refunded`, `contribution.disputed`, `contribution.reinstated`; (subject = the milestone's id)
 * `milestone.paid`.
 * Hears: `payment.*`, `refund.*`, `payout.*` (payments), `film.watchable` (cinema).
 */
export { ProjectCard } from './schema.ts'
