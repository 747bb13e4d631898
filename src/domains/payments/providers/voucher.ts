import { randomBytes } from 'node:crypto'
import type { Config } from '#platform/config'
import { pool } from '#platform/database/pool'
import { type Currency, currencies } from '#platform/money'
import { codeFrom, codeLength } from '../rules/voucher.ts'
import * as store from '../store/vouchers.ts'
import type { Capability, Provider, ProviderState } from '../types.ts'

const nothing: ProviderState = { state: 'unknown', providerRef: null, money: null, fee: null, reason: null, nextUrl: null }

/** Least and most that is taken in cash, minor units. */
const bounds: Readonly<Record<Currency, [number, number]>> = {
  XOF: [200, 500_000],
  XAF: [200, 500_000],
  EUR: [200, 100_000],
  CHF: [200, 100_000],
  USD: [200, 100_000],
  GBP: [200, 100_000],
}

/** Our own provider: a paper code paid in cash at a counter. Its state is ours, so it is never late and never lies; what is refunded goes to a wallet, which must be named. */
export function voucher(_config: Config): Provider {
  return {
    name: 'voucher',
    sandbox: false,
    capabilities: currencies.map((currency): Capability => {
      const [minimum, maximum] = bounds[currency]
      return { channel: 'counter', flow: 'counter', currency, country: null, minimum, maximum, step: 1, saves: false, paysOut: false, holder: 'payments.holder.counter' }
    }),
    collect: async ({ reference, money }) => {
      const row = await store.insertVoucher(pool(), { code: codeFrom(randomBytes(codeLength)), paymentId: reference, money })
      return stateOf(row)
    },
    status: async (about, reference) => {
      const row = about === 'payment' ? await store.findVoucherOf(pool(), reference) : null
      return row ? stateOf(row) : nothing
    },
    cancel: async (reference) => {
      await store.voidVoucher(pool(), reference)
      const row = await store.findVoucherOf(pool(), reference)
      return row ? stateOf(row) : nothing
    },
    refund: async () => ({ ...nothing, state: 'failed', reason: 'needs-account' }),
    readCallback: async () => ({ kind: 'nothing' }),
  }
}

export function stateOf(row: store.VoucherRow): ProviderState {
  const state = row.state === 'cashed' ? 'confirmed' : row.state === 'void' ? 'cancelled' : 'pending'
  return { ...nothing, state, providerRef: row.code, money: { amount: row.amount, currency: row.currency }, fee: null, reason: state === 'cancelled' ? 'expired' : null }
}
