import type { Money } from '#platform/money'
import type { PaymentState, ProviderState } from '../types.ts'

/** Where the ledger stands: announced (pending), posted, voided; `aside` = the money came otherwise than announced and lies in suspense. */
export const bookings = ['none', 'announced', 'posted', 'voided', 'aside'] as const
export type Booked = (typeof bookings)[number]

export interface PaymentNow {
  state: PaymentState
  reason: string | null
  money: Money
  booked: Booked
  /** Asked to keep the method; and whether its charge has been asked. */
  save: boolean
  charging: boolean
}

/**
 * `post` settles what was announced, `late` posts what was voided or never announced, `aside` books what came into suspense, `void` gives the announcement up.
 * `take` follows a dispute out of the provider's float, `return` follows it back. */
export type Booking = 'announce' | 'post' | 'late' | 'aside' | 'void' | 'take' | 'return'
export type Told = 'confirmed' | 'saved' | 'failed' | 'expired' | 'held' | 'disputed' | 'reinstated'

export interface Move {
  state: PaymentState
  booking: Booking | null
  reason: string | null
  say: Told | null
  /** What the provider says it received. */
  received: Money | null
  /** What a dispute takes back; null = all that came. */
  taken: { amount: number; fee: number } | null
}

/** The provider may still be asked, or has been and has not decided. */
export const open: readonly PaymentState[] = ['created', 'sending', 'pending']
/** Given up: only money that came all the same moves it. */
const givenUp: readonly PaymentState[] = ['failed', 'expired', 'cancelled']

const move = (state: PaymentState, rest: Partial<Move> = {}): Move => ({ state, booking: null, reason: null, say: null, received: null, taken: null, ...rest })
const end = (now: PaymentNow, state: PaymentState, say: Told, reason: string): Move => move(state, { say, reason, booking: now.booked === 'announced' ? 'void' : null })

/**
 * What a reading of the provider makes of a payment; null = nothing. Only readings come here, never the words of a callback.
 * Nothing moves backwards: what is confirmed stays so but for a dispute, a dispute ends only when the money came back, and what was given up moves only when the money came all the same.
 */
export function afterReading(now: PaymentNow, news: ProviderState): Move | null {
  if (now.state === 'held') return null
  if (now.state === 'disputed') return ofDisputed(now, news)
  if (now.state === 'confirmed') return news.state === 'disputed' ? move('disputed', { say: 'disputed', reason: news.reason, booking: 'take', taken: news.taken ?? null }) : null
  // What came otherwise than asked is in suspense already, whatever a human then decided.
  if (now.booked === 'aside') return null
  if (news.state === 'confirmed' || news.state === 'disputed' || news.state === 'won') return arrival(now, news.money)
  if (givenUp.includes(now.state)) return null
  if (now.state === 'saved') return isNo(news.state) ? end(now, 'failed', 'failed', news.reason ?? 'card-refused') : null
  return ofOpen(now, news)
}

/** The reason that says a dispute is over, and not for us: nothing more is awaited. */
export const lost = 'dispute-lost'

function ofDisputed(now: PaymentNow, news: ProviderState): Move | null {
  if (news.state === 'won') return move('confirmed', { say: 'reinstated', booking: 'return' })
  return news.state === 'disputed' && news.reason === lost && now.reason !== lost ? move('disputed', { reason: lost }) : null
}

function ofOpen(now: PaymentNow, news: ProviderState): Move | null {
  switch (news.state) {
    case 'pending':
      return now.state === 'pending' ? null : move('pending')
    case 'saved':
      return now.save && !now.charging ? move('saved', { say: 'saved' }) : null
    case 'failed':
      return end(now, 'failed', 'failed', news.reason ?? 'provider')
    case 'cancelled':
      return end(now, 'cancelled', 'failed', news.reason ?? 'cancelled')
    case 'expired':
      return end(now, 'expired', 'expired', news.reason ?? 'expired')
    case 'refunded':
      return end(now, 'failed', 'failed', 'refunded-by-provider')
    default:
      return null
  }
}

/** Confirmed only with the very amount and currency that were asked for; anything else waits for a human, the money in suspense. */
function arrival(now: PaymentNow, money: Money | null): Move {
  const same = money !== null && money.amount === now.money.amount && money.currency === now.money.currency
  if (same) return move('confirmed', { say: 'confirmed', received: money, booking: now.booked === 'announced' ? 'post' : 'late' })
  const reason = money === null ? 'amount-unknown' : money.currency === now.money.currency ? 'other-amount' : 'other-currency'
  return move('held', { say: 'held', reason, received: money, booking: money === null ? null : 'aside' })
}

const isNo = (state: ProviderState['state']): boolean => state === 'failed' || state === 'expired' || state === 'cancelled'

/** Time is up and the last reading brought nothing. */
export function afterSilence(now: PaymentNow): Move | null {
  return open.includes(now.state) ? end(now, 'expired', 'expired', 'expired') : null
}

/** Given up by the room that asked, before any order left the house. */
export function afterCancel(now: PaymentNow): Move | null {
  return now.state === 'created' || now.state === 'saved' || now.state === 'held' ? end(now, 'cancelled', 'failed', 'cancelled') : null
}

/** A provider that will not take the order at all. */
export function afterRefusal(now: PaymentNow, reason: string): Move | null {
  return open.includes(now.state) ? end(now, 'failed', 'failed', reason) : null
}

/** A human let a suspicious payment go on, or not. Nothing had been asked of the provider. */
export function afterFraudDecision(now: PaymentNow, approved: boolean): Move | null {
  if (now.state !== 'held' || now.booked !== 'none') return null
  return approved ? move('created', { booking: now.save ? null : 'announce' }) : end(now, 'failed', 'failed', 'refused-by-us')
}

/** A human took what came for what was asked, or left it in suspense, to be given back. */
export function afterDifferenceDecision(now: PaymentNow, approved: boolean): Move | null {
  if (now.state !== 'held') return null
  return approved ? move('confirmed', { say: 'confirmed', reason: 'other-amount' }) : end(now, 'failed', 'failed', 'other-amount')
}

/** A saved method is charged: the payment goes on as if it had just been asked. One that refused may be asked another day; what was announced was given up, so that money is booked when it comes. */
export function afterCharge(now: PaymentNow): Move | null {
  if (now.state === 'saved' && !now.charging) return move('created', { booking: 'announce' })
  return now.state === 'failed' && now.save && now.charging && now.booked === 'voided' ? move('created') : null
}
