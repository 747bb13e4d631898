import { currencies, type Currency, isCurrency } from '#platform/money'
import { Refusal } from '#platform/refusal'
import { type AccountRef, type Leg, type NewTransfer, type Purpose, purposes } from './types.ts'

/** Why a transfer cannot even be asked of the database. What depends on balances, keys and months is decided there, in one statement. */
export function whyCannotPost({ key, reason, legs, pending, at, late }: NewTransfer): Refusal | null {
  if (!isWritten(key, 200) || !isWritten(reason, 100)) return new Refusal('invalid', 'ledger.unnamed')
  if (legs.length === 0) return new Refusal('invalid', 'ledger.noLegs')
  if (late && (pending || !at)) return new Refusal('invalid', 'ledger.notLate')
  for (const leg of legs) {
    if (!Number.isSafeInteger(leg.amount) || leg.amount <= 0) return new Refusal('invalid', 'ledger.wrongAmount')
    if (leg.debit.currency !== leg.credit.currency || nameOf(leg.debit) === nameOf(leg.credit)) return new Refusal('invalid', 'ledger.unbalanced')
    if (![leg.debit, leg.credit].every(isAccount)) return new Refusal('invalid', 'ledger.noSuchAccount')
  }
  return null
}

function isAccount({ owner, purpose, currency }: AccountRef): boolean {
  return isWritten(owner, 200) && Object.hasOwn(purposes, purpose) && isCurrency(currency)
}

function isWritten(text: string, most: number): boolean {
  return text.length > 0 && text.length <= most
}

/** An account in one word: `project:7/pot/XOF`. */
export function nameOf({ owner, purpose, currency }: AccountRef): string {
  return `${owner}/${purpose}/${currency}`
}

/** What must be the same when a key comes again: every leg in its order, and whether the money is only announced. */
export function fingerprintOf({ legs, pending }: Pick<NewTransfer, 'legs' | 'pending'>): string {
  return [pending ? 'pending' : 'posted', ...legs.map(({ debit, credit, amount }) => `${nameOf(debit)} > ${nameOf(credit)} ${amount}`)].join('\n')
}

/** How a leg changes an account, on the account's own side: assets and expenses grow by debit, liabilities and income by credit. */
export function changeOf(account: AccountRef, { debit, credit, amount }: Leg): number {
  const name = nameOf(account)
  const byDebit = nameOf(debit) === name ? amount : nameOf(credit) === name ? -amount : 0
  return purposes[account.purpose].side === 'debit' || byDebit === 0 ? byDebit : -byDebit
}

/** The first day of a month, `2026-11-01`, by universal time: the clock of Lomé, Accra and Dakar. */
export function monthOf(date: Date): string {
  return `${date.toISOString().slice(0, 7)}-01`
}

export function nextMonth(month: string): string {
  const [year = 0, number = 0] = month.split('-').map(Number)
  return monthOf(new Date(Date.UTC(year, number, 1)))
}

/** Every month from the first that is not closed to the present one. Empty before anything was posted. */
export function openMonths(from: Date | null, now: Date): string[] {
  const months: string[] = []
  for (let month = from && monthOf(from); month && month <= monthOf(now); month = nextMonth(month)) months.push(month)
  return months
}

/** The one month that may be closed: the earliest open one, when it is over. */
export function closableMonth(open: readonly string[], now: Date): string | null {
  const [earliest] = open
  return earliest && new Date(nextMonth(earliest)) <= now ? earliest : null
}

export interface TrialRow {
  purpose: Purpose
  currency: Currency
  accounts: number
  debits: number
  credits: number
}

export interface TrialSheet {
  currency: Currency
  /** By purpose, in the order of the books: what the accounts hold, written on the side where it stands. */
  rows: { purpose: Purpose; kind: (typeof purposes)[Purpose]['kind']; accounts: number; debit: number; credit: number }[]
  /** Both columns added up. They are the same, or something is deeply wrong. */
  debit: number
  credit: number
}

/** The trial balance of each currency: no purpose stands on both sides, and both sides sum to the same. */
export function trialSheets(sums: readonly TrialRow[]): TrialSheet[] {
  const order = Object.keys(purposes)
  return currencies.flatMap((currency) => {
    const rows = sums
      .filter((row) => row.currency === currency)
      .toSorted((a, b) => order.indexOf(a.purpose) - order.indexOf(b.purpose))
      .map(({ purpose, accounts, debits, credits }) => {
        const net = debits - credits
        return { purpose, kind: purposes[purpose].kind, accounts, debit: Math.max(net, 0), credit: Math.max(-net, 0) }
      })
    if (rows.length === 0) return []
    return [{ currency, rows, debit: rows.reduce((all, row) => all + row.debit, 0), credit: rows.reduce((all, row) => all + row.credit, 0) }]
  })
}
