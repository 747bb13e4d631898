import { after, day, hour, minute } from '#platform/clock'
import { type FieldRefusal, Refusal } from '#platform/refusal'
import type { ContributionState, Model, ProjectState } from '../types.ts'

/** How long a reward's place is held for a payment under way; a voucher gives the time to walk to a counter. */
export const heldFor = 15 * minute
export const voucherFor = 72 * hour
/** When a campaign has ended, payments under way may still arrive for so long; then it is decided. */
export const grace = 15 * minute
/** A promised card that refuses is tried again for so long. */
export const chargeFor = 7 * day
/** Where the model keeps what is raised, a contribution may be taken back for so long. */
export const secondThoughts = 24 * hour

export interface Method {
  flow: 'push' | 'redirect' | 'counter'
  minimum: number
  maximum: number
  step: number
}

export interface Asked {
  state: ProjectState
  endsAt: Date | null
  amount: number
  /** Null when none was chosen. */
  reward: { amount: number; shipped: boolean } | null
  method: Method
  phone: string | null
  email: string | null
  shipping: string | null
}

/** Names every wrong field at once; whether the project takes contributions comes first. `money` writes an amount for the sentence. */
export function whyCannotContribute(asked: Asked, now: Date, money: (amount: number) => string): Refusal | null {
  if (asked.state !== 'live') return new Refusal('conflict', 'crowdfunding.notLive')
  if (!asked.endsAt || now >= asked.endsAt) return new Refusal('conflict', 'crowdfunding.ended')
  const { amount, reward, method } = asked
  const wrong: (FieldRefusal | false | null)[] = [
    whyBadAmount(amount, reward, method, money),
    method.flow === 'push' && !asked.phone && { field: 'phone', code: 'crowdfunding.needsPhone' },
    method.flow !== 'push' && !asked.phone && !asked.email && { field: 'email', code: 'crowdfunding.needsContact' },
    reward?.shipped === true && !asked.shipping && { field: 'shipping', code: 'crowdfunding.needsShipping' },
  ]
  const fields = wrong.filter((one): one is FieldRefusal => Boolean(one))
  const [first] = fields
  return first ? new Refusal('invalid', first.code, first.params ?? {}, fields) : null
}

function whyBadAmount(amount: number, reward: Asked['reward'], { minimum, maximum, step }: Method, money: (amount: number) => string): FieldRefusal | null {
  const field = 'amount'
  if (amount <= 0) return { field, code: 'crowdfunding.needsAmount' }
  if (reward && amount < reward.amount) return { field, code: 'crowdfunding.amountBelowReward', params: { amount: money(reward.amount) } }
  if (amount < minimum) return { field, code: 'crowdfunding.amountBelowMethod', params: { amount: money(minimum) } }
  if (amount > maximum) return { field, code: 'crowdfunding.amountAboveMethod', params: { amount: money(maximum) } }
  if (amount % step !== 0) return { field, code: 'crowdfunding.amountStep', params: { amount: money(step) } }
  return null
}

/** Until when the place is held: a quarter of an hour, a voucher three days but never past the end of the project. */
export function expiryOf(flow: Method['flow'], now: Date, endsAt: Date): Date {
  if (flow !== 'counter') return after(now, heldFor)
  const until = after(now, voucherFor)
  return until < endsAt ? until : endsAt
}

export interface Held {
  state: ContributionState
  confirmedAt: Date | null
  rewardLost: boolean
  model: Model
  projectState: ProjectState
  endsAt: Date | null
}

/**
 * By the contributor, until the project ends: always while nothing is paid, and where all depends on the goal; within 24 hours where what is raised is kept; at any time before the end when
 * the reward could not be given.
 */
export function whyCannotTakeBack(one: Held, now: Date): Refusal | null {
  const no = (why: 'ended' | 'kept' | 'state') => new Refusal('conflict', 'crowdfunding.notRefundable', { why })
  if (one.state === 'pending') return null
  if (one.state !== 'confirmed' && one.state !== 'pledged') return no('state')
  if (one.projectState !== 'live' || !one.endsAt || now >= one.endsAt) return no('ended')
  if (one.model === 'all-or-nothing' || one.state === 'pledged' || one.rewardLost) return null
  return one.confirmedAt && now < after(one.confirmedAt, secondThoughts) ? null : no('kept')
}

/** What becomes of money that arrives: taken while the campaign is open or waits for what was under way; sent back by itself once it is decided. */
export function welcome(projectState: ProjectState): 'confirm' | 'refund' {
  return projectState === 'live' || projectState === 'closing' ? 'confirm' : 'refund'
}

/** The receipt's number: the year, and its place in it. */
export function receiptNumber(year: number, place: number): string {
  return `R-${year}-${String(place).padStart(6, '0')}`
}

/** A wallet as it may be shown: the country and the last two figures. */
export function maskedPhone(phone: string): string {
  return `${phone.slice(0, 4)} •• •• •• ${phone.slice(-2)}`
}
