import { changeOf, fingerprintOf } from '#domains/ledger/rules.ts'
import { type AccountRef, type Leg, type NewTransfer, purposes, type TransferState } from '#domains/ledger/types.ts'

interface Known {
  fingerprint: string
  state: TransferState
  /** As posted, or as announced. */
  legs: readonly Leg[]
  reversedBy?: string
  isReversal?: boolean
}

/** The ledger as it would be in memory, without a database and without anybody else: what a sequence of acts must come to. */
export interface Model {
  transfers: Map<string, Known>
  accounts: readonly AccountRef[]
}

export const emptyModel = (accounts: readonly AccountRef[]): Model => ({ transfers: new Map(), accounts })

const netOf = (legs: readonly Leg[], account: AccountRef): number => legs.reduce((all, leg) => all + changeOf(account, leg), 0)

export function postedOf(model: Model, account: AccountRef): number {
  return [...model.transfers.values()].filter((one) => one.state === 'posted').reduce((all, one) => all + netOf(one.legs, account), 0)
}

export function pendingOf(model: Model, account: AccountRef): { pendingIn: number; pendingOut: number } {
  const nets = [...model.transfers.values()].filter((one) => one.state === 'pending').map((one) => netOf(one.legs, account))
  return { pendingIn: nets.filter((net) => net > 0).reduce((a, b) => a + b, 0), pendingOut: nets.filter((net) => net < 0).reduce((a, b) => a - b, 0) }
}

function lacks(model: Model, legs: readonly Leg[]): boolean {
  return model.accounts.some((account) => {
    const net = netOf(legs, account)
    return purposes[account.purpose].floor && net < 0 && postedOf(model, account) - pendingOf(model, account).pendingOut + net < 0
  })
}

/** What the ledger must answer: nothing, or the code of a refusal. */
export function postIn(model: Model, transfer: NewTransfer, isClosed = false): string | null {
  const known = model.transfers.get(transfer.key)
  if (known) return known.fingerprint === fingerprintOf(transfer) ? null : 'ledger.keyReused'
  if (lacks(model, transfer.legs)) return 'ledger.notEnough'
  if (isClosed && !transfer.late) return 'ledger.periodClosed'
  const state = transfer.pending ? 'pending' : 'posted'
  model.transfers.set(transfer.key, { fingerprint: fingerprintOf(transfer), state, legs: transfer.legs })
  return null
}

export function settleIn(model: Model, key: string, posted: boolean, amount?: number): string | null {
  const known = model.transfers.get(key)
  if (!known) return 'ledger.unknownTransfer'
  if (known.state !== 'pending') {
    const contradicts = (known.state === 'posted') !== posted || (posted && amount !== undefined && known.legs.some((leg) => leg.amount !== amount))
    return contradicts ? (known.state === 'posted' ? 'ledger.alreadyPosted' : 'ledger.alreadyVoided') : null
  }
  if (amount !== undefined && (known.legs.length !== 1 || amount > known.legs[0]!.amount)) return 'ledger.wrongAmount'
  known.state = posted ? 'posted' : 'voided'
  if (amount !== undefined) known.legs = known.legs.map((leg) => ({ ...leg, amount }))
  return null
}

export function reverseIn(model: Model, key: string, of: string): string | null {
  const known = model.transfers.get(of)
  if (!known) return 'ledger.unknownTransfer'
  if (known.isReversal) return 'ledger.isReversal'
  if (known.state !== 'posted') return 'ledger.notPosted'
  if (known.reversedBy) return known.reversedBy === key ? null : 'ledger.alreadyReversed'
  if (model.transfers.has(key)) return 'ledger.keyReused'
  const legs = known.legs.map(({ debit, credit, amount }) => ({ debit: credit, credit: debit, amount }))
  if (lacks(model, legs)) return 'ledger.notEnough'
  known.reversedBy = key
  model.transfers.set(key, { fingerprint: `reversal of ${of}`, state: 'posted', legs, isReversal: true })
  return null
}

/** The sums of all accounts cancel out: what assets and expenses hold, liabilities and income owe. */
export function sumsToZero(model: Model): boolean {
  const sums = new Map<string, number>()
  for (const account of model.accounts) {
    const sign = purposes[account.purpose].side === 'debit' ? 1 : -1
    sums.set(account.currency, (sums.get(account.currency) ?? 0) + sign * postedOf(model, account))
  }
  return [...sums.values()].every((sum) => sum === 0)
}
