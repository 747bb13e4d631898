import fc from 'fast-check'
import { postTransfer, reverseTransfer, settleTransfer } from '#domains/ledger'
import type { AccountRef, Leg, NewTransfer } from '#domains/ledger/types.ts'
import { shouldRetry } from '#platform/database/constraints'
import { isRefusal } from '#platform/refusal'
import type { Db } from '#platform/context'

/** One thing somebody does. Places name accounts and earlier keys, so that acts meet. */
export type Act =
  | { do: 'post'; key: number; legs: readonly { from: number; to: number; amount: number }[]; pending: boolean; dated: 'now' | 'closed' | 'late' }
  | { do: 'settle'; key: number; posted: boolean; amount: number | null }
  | { do: 'reverse'; key: number; again: boolean }
  | { do: 'close' }

const keys = fc.nat({ max: 9 })
const amounts = fc.integer({ min: 1, max: 100 })
const leg = fc.record({ from: fc.nat({ max: 5 }), to: fc.nat({ max: 5 }), amount: amounts }).filter(({ from, to }) => from !== to)
const post = fc.record({
  do: fc.constant('post' as const),
  key: keys,
  legs: fc.array(leg, { minLength: 1, maxLength: 3 }),
  pending: fc.boolean(),
  dated: fc.constantFrom('now', 'now', 'now', 'closed', 'late'),
})
const settle = fc.record({ do: fc.constant('settle' as const), key: keys, posted: fc.boolean(), amount: fc.option(amounts, { freq: 3 }) })
const reverse = fc.record({ do: fc.constant('reverse' as const), key: keys, again: fc.boolean() })
/** Mostly postings, so that there is something to settle and to reverse. */
export const acts = fc.array(
  fc.oneof({ weight: 8, arbitrary: post }, { weight: 3, arbitrary: settle }, { weight: 2, arbitrary: reverse }, { weight: 1, arbitrary: fc.constant({ do: 'close' as const }) }),
  { minLength: 4, maxLength: 20 },
)
/** The same without months, for acts done all at once. */
export const crowded = fc.array(fc.oneof({ weight: 6, arbitrary: post }, { weight: 3, arbitrary: settle }, { weight: 2, arbitrary: reverse }), { minLength: 8, maxLength: 32 })

/** Six accounts of one sequence: two without a floor, four with one. */
export function accountsOf(name: string): AccountRef[] {
  const account = (owner: string, purpose: AccountRef['purpose']): AccountRef => ({ owner: `${owner}:${name}`, purpose, currency: 'XOF' })
  return [
    account('provider', 'float'),
    account('platform', 'fees'),
    account('project', 'pot'),
    account('project', 'payable'),
    account('project', 'refunds'),
    account('other', 'pot'),
  ]
}

export const keyOf = (name: string, key: number): string => `${name}:${key}`

export function transferOf(name: string, act: Extract<Act, { do: 'post' }>, day: Date | null): NewTransfer {
  const accounts = accountsOf(name)
  const legs = act.legs.map(({ from, to, amount }): Leg => ({ debit: accounts[from]!, credit: accounts[to]!, amount }))
  const late = act.dated === 'late' && day !== null && !act.pending
  return { key: keyOf(name, act.key), reason: 'contribution', legs, pending: act.pending, ...(act.dated !== 'now' && day ? { at: day } : {}), ...(late ? { late } : {}) }
}

export interface Outcome {
  refusal: string | null
  id?: string
  replayed?: boolean
}

/** Does it, and says what the ledger answered. Two who wait for each other try again, as the house does. */
export async function outcomeOf(db: Db, name: string, act: Exclude<Act, { do: 'close' }>, day: Date | null = null): Promise<Outcome> {
  try {
    return { refusal: null, ...(await perform(db, name, act, day)) }
  } catch (error) {
    if (shouldRetry(error)) return outcomeOf(db, name, act, day)
    if (isRefusal(error)) return { refusal: error.code }
    throw error
  }
}

function perform(db: Db, name: string, act: Exclude<Act, { do: 'close' }>, day: Date | null): Promise<{ id: string; replayed: boolean }> {
  const key = keyOf(name, act.key)
  if (act.do === 'post') return postTransfer(db, transferOf(name, act, day))
  if (act.do === 'settle') return settleTransfer(db, key, act.posted, (act.posted && act.amount) || undefined)
  return reverseTransfer(db, { key: reversalKey(key, act.again), of: key, reason: 'correction' })
}

export const reversalKey = (key: string, again: boolean): string => `${key}:${again ? 'again' : 'back'}`
