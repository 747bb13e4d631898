/** The nouns of the room and their closed lists. */
export const recordKinds = ['artist', 'person', 'organisation'] as const
export type RecordKind = (typeof recordKinds)[number]

/** What an organisation is; kept in `role`. */
export const organisationRoles = ['label', 'venue', 'media', 'sponsor', 'other'] as const

/** Where a record can be found: the key of a link, and of a line of its audience. */
export const networks = [
  'instagram',
  'tiktok',
  'youtube',
  'facebook',
  'x',
  'spotify',
  'deezer',
  'apple-music',
  'soundcloud',
  'bandcamp',
  'musicbrainz',
  'linkedin',
  'twitch',
  'website',
] as const
export type Network = (typeof networks)[number]

/** The last known audience on one network. `engagement` in hundredths of a per cent (250 = 2.50 %). `invented` = made up for a demonstration. */
export interface Audience {
  followers: number | null
  engagement: number | null
  at: string
  invented?: boolean
}

export const fieldTypes = ['text', 'number', 'date', 'yes-no', 'choice', 'choices', 'link'] as const
export type FieldType = (typeof fieldTypes)[number]

/** What people do with a record. */
export const interactions = ['call', 'mail', 'message', 'meeting', 'note'] as const
export type Interaction = (typeof interactions)[number]

export const targetAnswers = ['yes', 'no', 'unknown'] as const
export type TargetAnswer = (typeof targetAnswers)[number]

export const pipelineSubjects = ['artists', 'opportunities'] as const
export const outcomes = ['open', 'won', 'lost'] as const
export type Outcome = (typeof outcomes)[number]

/** Facts of a record that other rooms know and that open stages. A room of a later space adds its line. */
export const milestones = ['checkup.finished', 'prescription.sent', 'prescription.accepted', 'plan.done'] as const
export type Milestone = (typeof milestones)[number]

/** What lists are sorted by. */
export const recordSorts = ['name', 'updated', 'followers', 'score', 'lastContact', 'stage'] as const
export type RecordSort = (typeof recordSorts)[number]
export const directions = ['up', 'down'] as const
export type Direction = (typeof directions)[number]

/** What a saved filter is a view of, and how it is drawn. */
export const viewKinds = ['artist', 'person', 'organisation', 'pipeline'] as const
export type ViewKind = (typeof viewKinds)[number]
export const viewShapes = ['table', 'list', 'board'] as const
