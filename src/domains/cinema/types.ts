/** Where a film stands between its makers and the platform. */
export const filmStates = ['draft', 'submitted', 'changes-asked', 'published', 'refused', 'withdrawn'] as const
export type FilmState = (typeof filmStates)[number]

/** What moves a film from one state to another. */
export const acts = ['submit', 'ask-changes', 'publish', 'refuse', 'withdraw', 'replace-video'] as const
export type Act = (typeof acts)[number]

/** What a reviewer may answer to a submission. */
export const verdicts = ['changes-asked', 'published', 'refused'] as const
export type Verdict = (typeof verdicts)[number]

/** What a reviewer looks at. */
export const reviewPoints = ['picture', 'sound', 'subtitles', 'rights', 'metadata', 'other'] as const
export type ReviewPoint = (typeof reviewPoints)[number]

export const decisionKinds = ['submitted', 'changes-asked', 'published', 'refused', 'withdrawn'] as const
export type DecisionKind = (typeof decisionKinds)[number]

/** What a person did in a film, in the order credits are read. */
export const creditRoles = ['director', 'writer', 'producer', 'cast', 'camera', 'editing', 'music', 'sound', 'design', 'costume', 'crew'] as const
export type CreditRole = (typeof creditRoles)[number]

/** Whether the video is the whole film or an extract of it. */
export const cuts = ['whole', 'extract'] as const
export type Cut = (typeof cuts)[number]

export type TitleState = 'processing' | 'ready' | 'failed'

export const filmSorts = ['newest', 'title', 'year', 'watched', 'liked', 'length'] as const
export type FilmSort = (typeof filmSorts)[number]

/** What the rules of submission look at. */
export interface FilmFacts {
  state: FilmState
  titleState: TitleState | null
  year: number | null
  countries: readonly string[]
  languages: readonly string[]
  synopsisFr: string | null
  synopsisEn: string | null
  rights: string | null
  directors: number
}

/** One point of a reviewer's answer. */
export interface PointReason {
  point: ReviewPoint
  comment: string
}
