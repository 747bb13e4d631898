import { randomUUID } from 'node:crypto'
import { postTransfer } from '#domains/ledger'
import type { Ctx } from '#platform/context'
import { found } from '#platform/refusal'
import { float } from './actions/booking.ts'
import type { NewPayout } from './actions/pay-out.ts'
import type { NewRefund } from './actions/refund-payment.ts'
import { checkPhone } from './phone.ts'
import { capabilityOf, payerOut, providerNamed } from './providers/registry.ts'
import * as outs from './store/outs.ts'
import * as store from './store/payments.ts'
import { note } from './store/trail.ts'
import type { NewPayment } from './types.ts'

/** Money of a demo that has moved already, on the day of the context: rows, timeline and ledger as the machine would have left them. No provider is asked, nothing is announced. */

export async function seedPayment(ctx: Ctx, asked: NewPayment): Promise<{ id: string; sandbox: boolean }> {
  const { db, now } = ctx
  const way = found(capabilityOf(asked.provider, asked.channel, asked.money.currency))
  const { sandbox } = providerNamed(asked.provider)
  const phone = asked.payer.phone === null ? null : checkPhone(asked.payer.phone, way.country).phone
  const country = asked.payer.country ?? way.country
  const row = found(await store.insertPayment(db, asked, { flow: way.flow, sandbox, state: 'created', booked: 'none', phone, country, address: null, now }))
  await store.movePayment(db, row.id, { state: 'confirmed', booking: 'post', reason: null, say: null, received: asked.money, taken: null }, null, now)
  const legs = [{ debit: float(asked.provider, asked.money.currency), credit: asked.credit, amount: asked.money.amount }]
  await postTransfer(db, { key: `payment:${row.id}`, reason: 'payment', legs, reference: asked.subject, metadata: { payment: row.id, provider: asked.provider }, at: now })
  await note(db, 'payment', row.id, 'moved', { state: 'confirmed', detail: { demo: true }, at: now })
  return { id: row.id, sandbox }
}

export async function seedRefund(ctx: Ctx, asked: NewRefund): Promise<{ id: string }> {
  const payment = found(await store.findPaymentRow(ctx.db, asked.paymentId))
  await store.takeForRefund(ctx.db, payment.id, asked.amount)
  const { provider, channel, currency, workspaceId } = payment
  return completed(ctx, { ...asked, kind: 'refund', description: asked.reason, provider, channel, currency, workspaceId, destination: null })
}

export async function seedPayout(ctx: Ctx, asked: NewPayout): Promise<{ id: string }> {
  const channel = asked.to.kind === 'wallet' ? asked.to.channel : null
  const provider = (channel && payerOut(channel, asked.money.currency)?.name) || 'bank'
  return completed(ctx, { ...asked, ...asked.money, kind: 'payout', paymentId: null, provider, channel, destination: asked.to })
}

type Out = Pick<outs.OutRow, 'kind' | 'key' | 'subject' | 'workspaceId' | 'paymentId' | 'amount' | 'currency' | 'provider' | 'channel' | 'destination' | 'description'> &
  Pick<NewRefund, 'debit'>

async function completed(ctx: Ctx, { debit, ...one }: Out): Promise<{ id: string }> {
  const { db, now } = ctx
  const row = found(await outs.insertOut(db, { id: randomUUID(), ...one, debitOwner: debit.owner, debitPurpose: debit.purpose, sandbox: true, state: 'created' }, now))
  const legs = [{ debit, credit: float(one.provider, one.currency), amount: one.amount }]
  await postTransfer(db, { key: row.transfer, reason: one.kind, legs, reference: one.subject, metadata: { [one.kind]: row.id, provider: one.provider }, at: now })
  await outs.moveOut(db, row.id, { state: 'completed', booking: 'post', reason: null, say: null, againAfter: null }, now)
  await note(db, one.kind, row.id, 'moved', { state: 'completed', detail: { demo: true }, at: now })
  return { id: row.id }
}
