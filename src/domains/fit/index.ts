/**
 * The door of the room: how well artists fit an agency.
 *
 * Announces: `fit.changed` { from, to, analysisId } when a score moved by five points or more; subject = the artist's record id.
 */
export {}
