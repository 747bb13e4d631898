import type { AccountRef } from '#domains/ledger'
import type { Currency } from '#platform/money'

interface Owner {
  id: string
  currency: Currency
}

/** The accounts of a project: raised, owed to the producer, owed back to contributors. */
export const pot = ({ id, currency }: Owner): AccountRef => ({ owner: `project:${id}`, purpose: 'pot', currency })
export const payable = ({ id, currency }: Owner): AccountRef => ({ owner: `project:${id}`, purpose: 'payable', currency })
export const refunds = ({ id, currency }: Owner): AccountRef => ({ owner: `project:${id}`, purpose: 'refunds', currency })
export const platformFees = (currency: Currency): AccountRef => ({ owner: 'platform', purpose: 'fees', currency })
