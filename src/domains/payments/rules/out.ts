import { hour, minute } from '#platform/clock'
import type { Money } from '#platform/money'
import type { OutState, ProviderState } from '../types.ts'

export interface OutNow {
  state: OutState
  money: Money
  booked: 'none' | 'announced' | 'posted' | 'voided'
  /** Orders asked of a provider, this one included. */
  round: number
}

export interface OutMove {
  state: OutState
  booking: 'post' | 'late' | 'void' | null
  reason: string | null
  say: 'completed' | 'failed' | 'stuck' | null
  /** Ask again under a new reference after so many milliseconds: the former order has surely failed. */
  againAfter: number | null
}

/** Still with the provider, or on its way there. */
export const openOuts: readonly OutState[] = ['created', 'sending', 'pending']
/** Reasons that only another account can heal. */
const needAccount: readonly string[] = ['needs-account', 'wrong-number', 'account-closed', 'not-allowed', 'limit']
/** After these, asking again can help. */
const passing: readonly string[] = ['provider', 'timeout', 'not-enough-float', 'expired']
const waits = [5 * minute, hour, 6 * hour, 24 * hour]

const move = (state: OutState, rest: Partial<OutMove> = {}): OutMove => ({ state, booking: null, reason: null, say: null, againAfter: null, ...rest })
const voided = (now: OutNow): OutMove['booking'] => (now.booked === 'announced' ? 'void' : null)

/** What a reading of the provider makes of a refund or a payout; null = nothing. Completed stays completed; what was given up moves only when the money left all the same. */
export function afterOutReading(now: OutNow, news: ProviderState): OutMove | null {
  if (now.state === 'completed' || now.state === 'held' || now.state === 'cancelled') return null
  if (news.state === 'confirmed' || news.state === 'refunded') return left(now, news.money)
  if (!openOuts.includes(now.state)) return null
  if (news.state === 'pending') return now.state === 'pending' ? null : move('pending')
  if (news.state !== 'failed' && news.state !== 'cancelled' && news.state !== 'expired') return null
  return refused(now, news.reason ?? 'provider')
}

/** Providers may leave the amount out of an answer about money that leaves; one that says another amount is a matter for a human. */
function left(now: OutNow, money: Money | null): OutMove {
  if (money && (money.amount !== now.money.amount || money.currency !== now.money.currency)) return move('held', { reason: 'other-amount' })
  return move('completed', { say: 'completed', booking: now.booked === 'announced' ? 'post' : 'late' })
}

/** The order has surely failed: another account is needed, or another try may help, or nothing does. */
export function refused(now: OutNow, reason: string): OutMove {
  if (needAccount.includes(reason)) return move('needs-account', { reason, say: 'stuck', booking: voided(now) })
  const wait = waits[now.round - 1]
  if (passing.includes(reason) && wait !== undefined) return move('created', { reason, againAfter: wait })
  return move('failed', { reason, say: 'failed', booking: voided(now) })
}

/** Why a refund was called off: a bank had taken the money back. */
export const dropped = 'disputed'

/** Called off before it left, or after it could not arrive. An order that is with the provider ends first; one that a human holds may have left. */
export function afterDrop(now: OutNow): OutMove | null {
  return now.state === 'created' || renewable.includes(now.state) ? move('failed', { reason: dropped, booking: voided(now) }) : null
}

/** May be asked again by hand: to another account, or to the same. */
export const renewable: readonly OutState[] = ['needs-account', 'failed']
