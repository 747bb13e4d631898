/** Why a comment is reported, and why it is hidden. */
export const reportReasons = ['spam', 'insult', 'hate', 'spoiler', 'illegal', 'other'] as const
export type ReportReason = (typeof reportReasons)[number]

export const moderationActs = ['hide', 'restore', 'keep'] as const
export type ModerationAct = (typeof moderationActs)[number]

/** Why a film is recommended. `liked`: rated 4 or 5, or saved. `popularHere`: in the reader's country. */
export const reasonKinds = ['liked', 'watched', 'alike', 'director', 'genre', 'country', 'popularHere', 'popular', 'rated', 'new'] as const
export type ReasonKind = (typeof reasonKinds)[number]

/** A reason before it is put into words: the film it comes from, the name of what is shared. */
export interface Reason {
  kind: ReasonKind
  filmId: string | null
  name: string | null
}

/** `[film, score between 0 and 1, what is shared]`. */
export type Neighbour = readonly [filmId: string, score: number, why: string | null]
