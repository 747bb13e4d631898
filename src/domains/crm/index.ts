/**
 * The door of the room: artists, people and organisations of an agency, and what happens to them.
 *
 * Announces: `record.created`, `record.changed`, `record.merged` { into }, `record.removed`, `record.answered` { kind } (somebody wrote or called back), `audience.noted` { network, followers, engagement, at };
 * `card.moved` { pipeline, from, to, outcome }, `card.won`, `card.lost`. Subject = the record's id.
 */
export { artistsOf, findRecords, recordOf, recordsOfAccount, selectRecords, workspaceOfRecord } from './queries.ts'
export { happened, linkAccount, noteAudience, noteScore, reach, recordContact } from './actions/door.ts'
export { outcomesOf } from './reading/outcomes.ts'
export type { Audience, Interaction, Milestone, Network, RecordKind } from './types.ts'
export type { ArtistFacts, CardOutcome, Happening, RecordFacts, RecordFilter } from './facts.ts'
