/**
 * The door of the room: artists, people and organisations of an agency, and what happens to them.
 *
 * Announces: `record.created`, `record.changed`, `record.merged` { into }, `record.unmerged` { from } (both in one queue an agency), `record.removed`, `record.answered` { kind } (somebody wrote or called back), `audience.noted` { network, followers, engagement, at, invented } (typed or imported; a batch of more than 50 comes as one `audiences.noted` { notes: [{ recordId, network, followers, engagement, at, invented }] }, subject = the first record), `record.restored`;
 * `card.moved` { pipeline, from, to, outcome }, `card.won`, `card.lost`. Subject = the record's id.
 */
export { artistsOf, findRecords, recordOf, recordsOfAccount, selectRecords, workspaceOfRecord } from './queries.ts'
export { addLinks, happened, linkAccount, noteAudience, noteAudiences, noteScore, reach } from './actions/door.ts'
export { outcomesOf } from './reading/outcomes.ts'
export { fieldKeysOf, segmentOf } from './reading/segments.ts'
export { type Standing, standingOf } from './reading/standing.ts'
export type { Network } from './types.ts'
export type { ArtistFacts, RecordFacts, RecordFilter } from './facts.ts'
