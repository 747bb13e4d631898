import type { Currency } from '#platform/money'

/**
 * What an account is for, and its side. Assets and expenses grow by debit, liabilities and income by credit; a balance is told on its own side.
 * `float` money held by a provider for us · `cash` money in the till of a counter · `charges` what providers keep · `pot` raised for a project, not yet anyone's ·
 * `payable` owed to a producer · `receivable` owed by one, of what banks took back after it was settled · `refunds` owed back to contributors · `fees` the platform's income ·
 * `suspense` money nobody could attribute yet.
 */
export const purposes = {
  float: { side: 'debit', kind: 'asset', floor: false },
  cash: { side: 'debit', kind: 'asset', floor: false },
  charges: { side: 'debit', kind: 'expense', floor: false },
  receivable: { side: 'debit', kind: 'asset', floor: false },
  pot: { side: 'credit', kind: 'liability', floor: true },
  payable: { side: 'credit', kind: 'liability', floor: true },
  refunds: { side: 'credit', kind: 'liability', floor: true },
  fees: { side: 'credit', kind: 'income', floor: false },
  suspense: { side: 'credit', kind: 'liability', floor: false },
} as const
export type Purpose = keyof typeof purposes

/** An account is named by what it belongs to: `project:<id>`, `provider:fedapay`, `platform`, `counter:<id>`. It is opened by its first posting. */
export interface AccountRef {
  owner: string
  purpose: Purpose
  currency: Currency
}

/** One leg of a transfer: `amount` minor units (> 0) debited to one account and credited to the other, same currency. */
export interface Leg {
  debit: AccountRef
  credit: AccountRef
  amount: number
}

export const transferStates = ['pending', 'posted', 'voided'] as const
export type TransferState = (typeof transferStates)[number]

export interface NewTransfer {
  /** Idempotency key, unique in the ledger: posting twice under one key answers the first transfer, and refuses `ledger.keyReused` when the legs differ. */
  key: string
  /** Why, in the ledger's own words: `contribution`, `refund`, `fee`, `payout`, `settlement`, `reconciliation`… */
  reason: string
  legs: readonly Leg[]
  /** What it is about, `contribution:<id>`, `payment:<id>`. */
  reference?: string
  metadata?: Readonly<Record<string, string | number | boolean | null>>
  /** Money announced but not arrived: seen apart, counted by no balance until posted. A pending debit of an account with a floor holds the money. */
  pending?: boolean
  /** When the money moved, if not now. A day of a closed month is refused, `ledger.periodClosed`… */
  at?: Date
  /** …unless it comes late and may count today instead; `metadata.lateFor` then keeps the day it was for. */
  late?: boolean
}

/** What posting, settling or reversing answers: the transfer, and whether it had been done before. */
export interface Posted {
  id: string
  replayed: boolean
}

/** On the account's own side, in minor units. `available` is what is posted less what pending transfers hold. */
export interface Balance {
  posted: number
  pendingIn: number
  pendingOut: number
  available: number
}

/** One transfer in the statement of an account: signed on the account's own side, with the balance after it. */
export interface StatementLine {
  /** Of the transfer. */
  id: string
  key: string
  at: Date
  reason: string
  reference: string | null
  metadata: Readonly<Record<string, string | number | boolean | null>>
  amount: number
  balance: number
}
