/** draft → submitted → changes-asked | approved | refused; approved → live → closing → succeeded | failed; live → cancelled; succeeded → completed (every milestone paid). */
export const projectStates = ['draft', 'submitted', 'changes-asked', 'approved', 'refused', 'live', 'closing', 'succeeded', 'failed', 'cancelled', 'completed'] as const
export type ProjectState = (typeof projectStates)[number]
/** What anyone may see. */
export const shownStates = ['live', 'closing', 'succeeded', 'failed', 'cancelled', 'completed'] as const

/** `all-or-nothing`: below the goal everyone is refunded. `keep`: what is raised is kept from the stated minimum on. */
export const models = ['all-or-nothing', 'keep'] as const
export type Model = (typeof models)[number]

/**
 * pending (holds the reward's place until `expiresAt`) → confirmed | pledged | failed | expired. pledged (method saved) → confirmed at success | failed.
 * confirmed → refund-due → refunding → refunded | refund-stuck (a new wallet must be given). What was paid and not refunded ⇄ disputed (a bank took it back; or returned it).
 */
export const contributionStates = ['pending', 'pledged', 'confirmed', 'failed', 'expired', 'refund-due', 'refunding', 'refund-stuck', 'refunded', 'disputed'] as const
export type ContributionState = (typeof contributionStates)[number]

/** waiting → asked (proof sent) → approved → paying → paid; or sent-back with a word. */
export const milestoneStates = ['waiting', 'asked', 'sent-back', 'approved', 'paying', 'paid', 'stuck'] as const
export type MilestoneState = (typeof milestoneStates)[number]

export const visibilities = ['reviewers', 'public'] as const
export const projectVerdicts = ['approved', 'changes-asked', 'refused'] as const
export type ProjectVerdict = (typeof projectVerdicts)[number]
export const projectSorts = ['ending', 'new', 'most-funded'] as const
/** Where a contributor came from, kept with the contribution. */
export const sources = ['film', 'player', 'project', 'list', 'shared', 'api'] as const
export type Source = (typeof sources)[number]

/** What the rules need to know of a project before its launch. */
export interface ProjectFacts {
  state: ProjectState
  summary: string
  story: string
  risks: string
  country: string | null
  goal: number
  minimum: number | null
  model: Model
  endsOn: string | null
  /** Amounts of the budget's lines. */
  budget: readonly number[]
  team: number
  hasCover: boolean
  /** Basis points of each. */
  milestones: readonly number[]
  documents: number
  hasPayout: boolean
}

/** Out of what a bank took a contribution back: what is raised and not settled, what the producer has or will have, what was owed back to whoever gave. */
export const takenFroms = ['pot', 'producer', 'refunds'] as const
export type TakenFrom = (typeof takenFroms)[number]

/** Why money goes back. */
export type RefundWhy = 'own-wish' | 'failed' | 'cancelled' | 'late'

export interface PictureData {
  src: string
  width: number
  height: number
  color: string
  sources: { type: string; srcSet: string }[]
}
