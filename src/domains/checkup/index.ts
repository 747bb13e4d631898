/**
 * The door of the room: figures, check-ups and prescriptions of artists.
 *
 * Announces: `figures.noted`, `checkup.finished` { score, confidence }, `prescription.sent`, `prescription.accepted`, `prescription.discussed`; subject = the artist's record id.
 */
export { latestCheckup, latestCheckups } from './reading/latest.ts'
export { figuresOf } from './reading/figures.ts'
export type { ArtistFigures, CheckupFacts, NetworkFigures } from './types.ts'
