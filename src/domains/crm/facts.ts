import type { Audience, Interaction, Network, RecordKind } from './types.ts'

/** What other rooms may know of a record. `name` is shown as it is. */
export interface RecordFacts {
  id: string
  workspaceId: string
  kind: RecordKind
  name: string
  role: string | null
  email: string | null
  phone: string | null
  country: string | null
  city: string | null
  /** Who looks after it in the agency. */
  ownerId: string | null
  /** The artist's own account. */
  accountId: string | null
  invented: boolean
}

/** What a check-up and a score are made from. */
export interface ArtistFacts extends RecordFacts {
  biography: string | null
  genres: readonly string[]
  languages: readonly string[]
  tags: readonly string[]
  selfProduced: boolean | null
  hasTeam: boolean | null
  links: readonly { network: Network; identifier: string; url: string | null }[]
  audience: Readonly<Partial<Record<Network, Audience>>>
  followers: number | null
  /** Values of the agency's own fields, by key. */
  custom: Readonly<Record<string, unknown>>
  /** Names of the files kept with the artist. */
  files: readonly string[]
  createdAt: Date
}

/** One line of a record's history. */
export interface Happening {
  recordId: string
  /** Key of its sentence: `checkup.timeline.finished`, in the texts of the room that tells. */
  kind: `${string}.timeline.${string}`
  /** Fills the sentence. Plain values, money or instants, as in notices. */
  params?: Record<string, unknown>
  /** What people did, when they did it. */
  interaction?: Interaction
  direction?: 'in' | 'out'
  body?: string
  href?: string
  actorId?: string | null
  at?: Date
  /** Told once under this key. */
  key?: string
}

/** A filter as the lists, the segments and the API take it. All conditions hold together. */
export interface RecordFilter {
  kind?: RecordKind
  /** These records and no others. */
  ids?: readonly string[]
  q?: string
  tags?: readonly string[]
  genres?: readonly string[]
  country?: readonly string[]
  ownerId?: string
  withoutOwner?: boolean
  target?: 'yes' | 'no' | 'unknown'
  /** Key of a stage of the first pipeline of artists, or `none`. */
  stage?: string
  followersFrom?: number
  followersTo?: number
  scoreFrom?: number
  scoreTo?: number
  source?: string
  /** What a contact does, or what an organisation is. */
  role?: string
  hasEmail?: boolean
  /** Nobody spoke with them for so many days. */
  silentDays?: number
  custom?: Readonly<Record<string, string>>
}

/** How a card ended, for those who learn from results. */
export interface CardOutcome {
  recordId: string
  pipelineId: string
  outcome: 'won' | 'lost'
  at: Date
}
