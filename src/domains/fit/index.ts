/**
 * The door of the room: how well artists fit an agency. Nobody calls it; others hear what it announces.
 *
 * Announces: `fit.changed` { from, to, analysisId } when a score moved by five points or more; subject = the artist's record id.
 */
export type { Analysis, Criterion, Part } from './types.ts'
