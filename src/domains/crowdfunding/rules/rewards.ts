import { Refusal } from '#platform/refusal'

export interface RewardTerms {
  id?: string | undefined
  title: string
  text: string
  amount: number
  quantity: number | null
  deliveredBy: string | null
  shipped: boolean
}
export interface KnownReward extends RewardTerms {
  id: string
  taken: number
}

/** What a new list of rewards means for the old one. */
export interface RewardChanges {
  removed: KnownReward[]
  kept: (RewardTerms & { id: string })[]
  added: RewardTerms[]
}

export function rewardChanges(known: readonly KnownReward[], wanted: readonly RewardTerms[]): RewardChanges {
  const byId = new Map(known.map((one) => [one.id, one]))
  const kept = wanted.filter((one): one is RewardTerms & { id: string } => one.id !== undefined && byId.has(one.id))
  const still = new Set(kept.map((one) => one.id))
  return { kept, added: wanted.filter((one) => one.id === undefined || !byId.has(one.id)), removed: known.filter((one) => !still.has(one.id)) }
}

const promise = (one: RewardTerms) => JSON.stringify([one.title, one.text, one.amount, one.deliveredBy, one.shipped])

/** After the launch a promise made stands: rewards may be added, and there may be more of one. */
export function whyCannotChangeRewards(launched: boolean, known: readonly KnownReward[], wanted: readonly RewardTerms[]): Refusal | null {
  const { kept, removed } = rewardChanges(known, wanted)
  const byId = new Map(known.map((one) => [one.id, one]))
  for (const one of kept) {
    const before = byId.get(one.id)!
    if (one.quantity !== null && one.quantity < before.taken) return new Refusal('conflict', 'crowdfunding.tooManyRewards', { taken: before.taken })
    const fewer = one.quantity !== null && (before.quantity === null || one.quantity < before.quantity)
    if (launched && (fewer || promise(one) !== promise(before))) return new Refusal('conflict', 'crowdfunding.rewardFixed')
  }
  return launched && removed.length > 0 ? new Refusal('conflict', 'crowdfunding.rewardFixed') : null
}
