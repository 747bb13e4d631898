import { z } from 'zod'
import { currencies } from '#platform/money'
import { id, instant, paging } from '#platform/operation'
import { purposes, type Purpose, transferStates } from './types.ts'

const purpose = z.enum(Object.keys(purposes) as [Purpose, ...Purpose[]])
const currency = z.enum(currencies)
const kind = z.enum(['asset', 'expense', 'liability', 'income'])
/** Minor units. */
const amount = z.int()
/** `2026-11`. */
const month = z.string().regex(/^20\d\d-(0[1-9]|1[0-2])$/)
const metadata = z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]))

export const LedgerAccount = z
  .object({
    id,
    owner: z.string(),
    purpose,
    kind,
    currency,
    side: z.enum(['debit', 'credit']),
    /** Never below zero. */
    floored: z.boolean(),
    posted: amount,
    pendingIn: amount,
    pendingOut: amount,
    available: amount,
  })
  .meta({ id: 'LedgerAccount' })

export const StatementEntry = z
  .object({
    id,
    key: z.string(),
    at: instant,
    reason: z.string(),
    reference: z.string().nullable(),
    metadata,
    /** Signed, on the account's own side. */
    amount,
    /** After it. */
    balance: amount,
  })
  .meta({ id: 'StatementEntry' })

export const Statement = z.object({ account: LedgerAccount, items: z.array(StatementEntry), next: z.string().nullable() }).meta({ id: 'LedgerStatement' })

const LegAccount = z.object({ id, owner: z.string(), purpose, currency }).meta({ id: 'LedgerLegAccount' })

export const Transfer = z
  .object({
    id,
    key: z.string(),
    reason: z.string(),
    reference: z.string().nullable(),
    metadata,
    state: z.enum(transferStates),
    at: instant,
    settledAt: instant.nullable(),
    /** Keys of the transfer this one gives back, and of the one that gave this one back. */
    reverses: z.string().nullable(),
    reversedBy: z.string().nullable(),
    legs: z.array(z.object({ debit: LegAccount, credit: LegAccount, amount, currency }).meta({ id: 'LedgerLeg' })),
  })
  .meta({ id: 'LedgerTransfer' })

export const TrialBalance = z
  .object({
    /** The end of the month it was asked for; null = as it stands. */
    until: instant.nullable(),
    sheets: z.array(
      z
        .object({
          currency,
          rows: z.array(z.object({ purpose, kind, accounts: z.int(), debit: amount, credit: amount }).meta({ id: 'TrialRow' })),
          debit: amount,
          credit: amount,
        })
        .meta({ id: 'TrialSheet' }),
    ),
    pending: z.object({ count: z.int(), oldest: instant.nullable() }).meta({ id: 'PendingTransfers' }),
  })
  .meta({ id: 'TrialBalance' })

export const Period = z
  .object({ month, state: z.enum(['open', 'closed']), closedAt: instant.nullable(), /** True for the one month that may be closed now. */ closable: z.boolean() })
  .meta({ id: 'LedgerPeriod' })

export const Periods = z.object({ items: z.array(Period) })

export const trialInput = z.object({ month: month.optional() })
export const accountsInput = z.object({ search: z.string().max(200).optional(), purpose: purpose.optional(), currency: currency.optional(), ...paging })
export const statementInput = z.object({ accountId: id, ...paging })
/** By its id or its key. */
export const transferInput = z.object({ transfer: z.string().min(1).max(200) })
export const closing = z.object({ month })
