import { callerIn } from '#domains/identity'
import { balancesOf, postTransfer } from '#domains/ledger'
import type { Ctx } from '#platform/context'
import { count } from '#platform/metrics'
import { found, Refusal } from '#platform/refusal'
import { stateOf } from '../providers/voucher.ts'
import { readCode } from '../rules/voucher.ts'
import * as store from '../store/vouchers.ts'
import type { Currency } from '#platform/money'
import { drawer, float, safe, suspense } from './booking.ts'
import { takeReading } from './move-payment.ts'
import { tellStaff } from './tell-staff.ts'

/** Refuses `payments.wrongCode` when the check character is not right: mistyped, not unknown. */
export function codeOf(typed: string): string {
  const code = readCode(typed)
  if (!code) throw new Refusal('invalid', 'payments.wrongCode', {}, [{ field: 'code', code: 'payments.wrongCode' }])
  return code
}

/**
 * An agent has the cash in hand: the voucher is paid, once, whoever else presses meanwhile; the payment is confirmed and the drawer holds the money, all in one transaction.
 * Refuses `payments.wrongCode`, `payments.unknownCode`, `payments.alreadyCashed`, `payments.voucherOver`.
 */
export async function cashVoucher(ctx: Ctx, { code: typed }: { code: string }): Promise<store.VoucherRow> {
  const { db, now } = ctx
  const agentId = callerIn(ctx).id
  const code = codeOf(typed)
  const till = await store.lockTill(db, agentId, now)
  const row = await store.cash(db, code, { agentId, tillId: till.id, now })
  if (!row) throw await whyNot(ctx, code)
  await takeReading(ctx, row.paymentId, stateOf(row))
  const legs = [{ debit: drawer(agentId, row.currency), credit: float('voucher', row.currency), amount: row.amount }]
  await postTransfer(db, { key: `payment:${row.paymentId}:cash`, reason: 'cash', legs, reference: `voucher:${row.code}`, metadata: { payment: row.paymentId, agent: agentId } })
  count('voucher_cashed')
  return row
}

async function whyNot(ctx: Ctx, code: string): Promise<Refusal> {
  const row = await store.findVoucherByCode(ctx.db, code)
  if (!row) return new Refusal('missing', 'payments.unknownCode')
  return row.state === 'cashed' ? new Refusal('conflict', 'payments.alreadyCashed') : new Refusal('refused', 'payments.voucherOver')
}

/** What the drawer of an agent should hold now, by currency. */
export async function expectedIn(ctx: Ctx, agentId: string): Promise<{ currency: Currency; expected: number }[]> {
  const balances = await balancesOf(ctx.db, `counter:${agentId}`)
  return balances.filter(({ purpose, posted }) => purpose === 'cash' && posted !== 0).map(({ currency, posted }) => ({ currency, expected: posted }))
}

export interface Counted {
  currency: Currency
  counted: number
}

/**
 * The daily count: what was counted is handed over, a difference is booked to suspense and needs a word. Nothing can be cashed meanwhile. Refuses `payments.noTill`, `payments.countAll`,
 * `payments.differenceWord`.
 */
export async function closeTill(ctx: Ctx, { counts, word }: { counts: Counted[]; word?: string | undefined }): Promise<{ tillId: string; counts: store.CountRow[] }> {
  const { db, now } = ctx
  const agentId = callerIn(ctx).id
  if (!(await store.findOpenTill(db, agentId))) throw new Refusal('conflict', 'payments.noTill')
  const till = await store.lockTill(db, agentId, now)
  const expected = await expectedIn(ctx, agentId)
  if (expected.some(({ currency }) => !counts.some((one) => one.currency === currency))) throw new Refusal('invalid', 'payments.countAll')
  const lines = counts.map(({ currency, counted }): store.CountRow => {
    const should = expected.find((one) => one.currency === currency)?.expected ?? 0
    return { currency, counted, expected: should, word: counted === should ? null : word?.trim() || null }
  })
  if (lines.some((one) => one.counted !== one.expected && !one.word))
    throw new Refusal('invalid', 'payments.differenceWord', {}, [{ field: 'word', code: 'payments.differenceWord' }])
  for (const line of lines) await handOver(ctx, agentId, till.id, line)
  await store.closeTillRow(db, till.id, now)
  return { tillId: till.id, counts: lines }
}

async function handOver(ctx: Ctx, agentId: string, tillId: string, line: store.CountRow): Promise<void> {
  await store.insertCount(ctx.db, tillId, line)
  const { currency, counted, expected } = line
  const own = drawer(agentId, currency)
  const told = { reference: `till:${tillId}`, metadata: { agent: agentId, word: line.word } }
  const difference = counted - expected
  const legs = difference > 0 ? [{ debit: own, credit: suspense(currency), amount: difference }] : [{ debit: suspense(currency), credit: own, amount: -difference }]
  if (difference !== 0) await postTransfer(ctx.db, { key: `till:${tillId}:${currency}:difference`, reason: 'till-difference', legs, ...told })
  if (counted > 0) await postTransfer(ctx.db, { key: `till:${tillId}:${currency}`, reason: 'till', legs: [{ debit: safe(currency), credit: own, amount: counted }], ...told })
  if (difference !== 0) await tellStaff(ctx.db, 'difference', { expected: { amount: expected, currency }, counted: { amount: counted, currency } }, '/office/ledger')
}

/** What an agent sees of a voucher before taking the money. Refuses `payments.wrongCode`, `payments.unknownCode`. */
export async function voucherOf(ctx: Ctx, typed: string): Promise<store.VoucherRow> {
  return found(await store.findVoucherByCode(ctx.db, codeOf(typed)), 'payments.unknownCode')
}
