/**
 * The room of trust: what a person allows, everything about them given back, their erasure, how long things are kept, the chained audit trail.
 * Announces `person.erased` (subject: the id). Hears nothing.
 */
export { isAllowed, peopleWho } from './queries.ts'
