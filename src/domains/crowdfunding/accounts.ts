import type { AccountRef } from '#domains/ledger'
import type { Currency } from '#platform/money'

interface Owner {
  id: string
  currency: Currency
}

/** The accounts of a project: raised, owed to the producer, owed by the producer, owed back to contributors. */
export const pot = ({ id, currency }: Owner): AccountRef => ({ owner: `project:${id}`, purpose: 'pot', currency })
export const payable = ({ id, currency }: Owner): AccountRef => ({ owner: `project:${id}`, purpose: 'payable', currency })
export const receivable = ({ id, currency }: Owner): AccountRef => ({ owner: `project:${id}`, purpose: 'receivable', currency })
export const refunds = ({ id, currency }: Owner): AccountRef => ({ owner: `project:${id}`, purpose: 'refunds', currency })
export const platformFees = (currency: Currency): AccountRef => ({ owner: 'platform', purpose: 'fees', currency })
/** Where the payments room puts what a bank took back, until a room says who bears it. */
export const contested = (currency: Currency): AccountRef => ({ owner: 'platform', purpose: 'suspense', currency })
