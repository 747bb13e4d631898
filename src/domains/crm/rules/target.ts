import type { TargetAnswer } from '../types.ts'

/** Whom the agency looks for: big enough to work with, small enough to need it, alone so far. */
export const targetFollowersFrom = 1_000
export const targetFollowersTo = 15_000

export const targetConditions = ['followers', 'selfProduced', 'noTeam'] as const
export type TargetCondition = (typeof targetConditions)[number]

export interface TargetFacts {
  /** On the largest network. */
  followers: number | null
  selfProduced: boolean | null
  hasTeam: boolean | null
}

export interface Target {
  answer: TargetAnswer
  /** Each condition by itself, in the order of `targetConditions`. */
  conditions: readonly { name: TargetCondition; answer: TargetAnswer }[]
}

/** 1,000–15,000 followers on the largest network, self-produced, without a team. One « no » is no; else what is unknown stays unknown. */
export function targetOf({ followers, selfProduced, hasTeam }: TargetFacts): Target {
  const conditions = [
    { name: 'followers' as const, answer: answerOf(followers === null ? null : followers >= targetFollowersFrom && followers <= targetFollowersTo) },
    { name: 'selfProduced' as const, answer: answerOf(selfProduced) },
    { name: 'noTeam' as const, answer: answerOf(hasTeam === null ? null : !hasTeam) },
  ]
  const answers = conditions.map(({ answer }) => answer)
  return { answer: answers.includes('no') ? 'no' : answers.includes('unknown') ? 'unknown' : 'yes', conditions }
}

const answerOf = (known: boolean | null): TargetAnswer => (known === null ? 'unknown' : known ? 'yes' : 'no')
