import { type AccountRef, postTransfer, settleTransfer } from '#domains/ledger'
import type { Db } from '#platform/context'
import type { Currency, Money } from '#platform/money'
import { dropped } from '../rules/out.ts'
import type { Booking } from '../rules/payment.ts'
import type { OutRow } from '../store/outs.ts'
import type { PaymentRow } from '../store/payments.ts'

export const float = (provider: string, currency: Currency): AccountRef => ({ owner: `provider:${provider}`, purpose: 'float', currency })
export const charges = (provider: string, currency: Currency): AccountRef => ({ owner: `provider:${provider}`, purpose: 'charges', currency })
export const suspense = (currency: Currency): AccountRef => ({ owner: 'platform', purpose: 'suspense', currency })
export const drawer = (agentId: string, currency: Currency): AccountRef => ({ owner: `counter:${agentId}`, purpose: 'cash', currency })
/** Where agents hand their cash over. */
export const safe = (currency: Currency): AccountRef => ({ owner: 'platform', purpose: 'cash', currency })

const keyOf = (row: PaymentRow): string => `payment:${row.id}`
const creditOf = (row: PaymentRow): AccountRef => ({ owner: row.creditOwner, purpose: row.creditPurpose, currency: row.currency })
const told = (row: PaymentRow) => ({ reason: 'payment', reference: row.subject, metadata: { payment: row.id, provider: row.provider } })

/** Brings the ledger where the payment went. Each booking has its own key: done twice, it is done once. */
export async function bookPayment(db: Db, row: PaymentRow, booking: Booking, received: Money | null): Promise<void> {
  const legs = [{ debit: float(row.provider, row.currency), credit: creditOf(row), amount: row.amount }]
  if (booking === 'announce') await postTransfer(db, { key: keyOf(row), legs, pending: true, ...told(row) })
  if (booking === 'post' || booking === 'void') await settleTransfer(db, keyOf(row), booking === 'post')
  if (booking === 'late') await postTransfer(db, { key: `${keyOf(row)}:late`, legs, ...told(row) })
  if (booking === 'aside' && received) {
    if (row.booked === 'announced') await settleTransfer(db, keyOf(row), false)
    const aside = [{ debit: float(row.provider, received.currency), credit: suspense(received.currency), amount: received.amount }]
    await postTransfer(db, { key: `${keyOf(row)}:aside`, legs: aside, ...told(row) })
  }
}

/** What the provider took back, or returned: between its float and suspense, where the asking room finds it. Each dispute of a payment has its own keys. */
export async function bookDispute(db: Db, row: PaymentRow, booking: 'take' | 'return', amount: number, fee: number): Promise<void> {
  const currency = row.receivedCurrency ?? row.currency
  const [away, here] = [suspense(currency), float(row.provider, currency)]
  if (booking === 'return') {
    const legs = [{ debit: here, credit: away, amount }]
    return void (await postTransfer(db, { key: `${keyOf(row)}:reinstated:${row.disputes}`, legs, ...told(row), reason: 'reinstatement' }))
  }
  const key = `${keyOf(row)}:disputed:${row.disputes + 1}`
  await postTransfer(db, { key, legs: [{ debit: away, credit: here, amount }], ...told(row), reason: 'charge-back' })
  await bookFee(db, row, key, fee)
}

/** What lay in suspense is taken for what was asked. */
export async function bookAttributed(db: Db, row: PaymentRow, amount: number): Promise<void> {
  await postTransfer(db, { key: `${keyOf(row)}:attributed`, legs: [{ debit: suspense(row.currency), credit: creditOf(row), amount }], ...told(row) })
}

/** What the provider kept. */
export async function bookFee(db: Db, row: Pick<PaymentRow | OutRow, 'provider' | 'currency' | 'subject'>, key: string, amount: number): Promise<void> {
  if (amount <= 0) return
  const legs = [{ debit: charges(row.provider, row.currency), credit: float(row.provider, row.currency), amount }]
  await postTransfer(db, { key: `${key}:fee`, reason: 'charge', legs, reference: row.subject, metadata: { provider: row.provider } })
}

const outLegs = (row: OutRow) => [
  { debit: { owner: row.debitOwner, purpose: row.debitPurpose, currency: row.currency }, credit: float(row.provider, row.currency), amount: row.amount },
]
const outTold = (row: OutRow) => ({ reason: row.kind, reference: row.subject, metadata: { [row.kind]: row.id, provider: row.provider } })

/** The money is held for its way out. Refuses `ledger.notEnough`. */
export async function announceOut(db: Db, row: OutRow): Promise<void> {
  await postTransfer(db, { key: row.transfer, legs: outLegs(row), pending: true, ...outTold(row) })
}

export async function bookOut(db: Db, row: OutRow, booking: 'post' | 'late' | 'void'): Promise<void> {
  if (booking === 'late') await bookLate(db, row)
  else await settleTransfer(db, row.transfer, booking === 'post')
}

/** Money that left after it was given up. A refund that was called off because a bank had taken the money back was owed to nobody any more: it lies in suspense. */
async function bookLate(db: Db, row: OutRow): Promise<void> {
  const legs = row.reason === dropped ? outLegs(row).map((leg) => ({ ...leg, debit: suspense(row.currency) })) : outLegs(row)
  await postTransfer(db, { key: `${row.transfer}:late`, legs, ...outTold(row) })
}
