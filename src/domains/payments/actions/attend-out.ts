import { after, clock, minute } from '#platform/clock'
import type { Ctx } from '#platform/context'
import { transaction } from '#platform/database/pool'
import { count } from '#platform/metrics'
import { found, isRefusal } from '#platform/refusal'
import { callbackUrl, providerNamed } from '../providers/registry.ts'
import { openOuts } from '../rules/out.ts'
import * as store from '../store/outs.ts'
import { findPaymentRow } from '../store/payments.ts'
import { note } from '../store/trail.ts'
import type { Provider, ProviderState } from '../types.ts'
import { planNextOut, takeOutReading } from './move-out.ts'

/** Looks after one refund or payout as `attend` does after a payment: sent once under one reference, read every other time, sent again only when the provider has never heard of it. */
export async function attendOut(ctx: Ctx, { outId }: { outId: string }): Promise<void> {
  const begun = await begin(ctx, outId)
  if (!begun) return
  const { row, first } = begun
  const news = await speak(ctx, row, first)
  const now = { ...ctx, now: clock.now() }
  if (news) await takeOutReading(now, outId, row.reference, news)
  else await noAnswer(now, outId)
}

async function begin(ctx: Ctx, outId: string): Promise<{ row: store.OutRow; first: boolean } | null> {
  return transaction({ ...ctx, now: clock.now() }, async (inside) => {
    const row = await store.lockOut(inside.db, outId)
    if (!row || row.provider === 'bank' || row.state === 'completed' || row.state === 'held' || row.state === 'cancelled') return null
    const first = row.state === 'created'
    // A round that waits is not begun before its time by somebody's callback.
    if (first && row.round > 1 && row.nextCheckAt && row.nextCheckAt > after(inside.now, 500)) return null
    if (!first && row.tries === 0) return null
    if (first) {
      await store.markSent(inside.db, row.id)
      await note(inside.db, row.kind, row.id, 'asked', { state: 'sending', detail: { provider: row.provider, round: row.round }, at: inside.now })
    }
    await store.setNextOutCheck(inside.db, row.id, after(inside.now, 2 * minute))
    return { row, first }
  })
}

/** Null when nobody knows whether the provider heard. */
async function speak(ctx: Ctx, row: store.OutRow, first: boolean): Promise<ProviderState | null> {
  try {
    const provider = providerNamed(row.provider)
    if (first) return await send(ctx, provider, row)
    const read = await provider.status(row.destination ? 'payout' : row.kind, row.reference, row.providerRef)
    return read.state === 'unknown' && row.state === 'sending' ? await send(ctx, provider, row) : read
  } catch (error) {
    if (!isRefusal(error)) throw error
    if (error.kind === 'unavailable') return null
    ctx.log.warn({ out: row.id, refusal: error.code }, 'a provider refused to send money')
    return openOuts.includes(row.state) ? { state: 'failed', providerRef: null, money: null, fee: null, reason: 'refused', nextUrl: null } : null
  }
}

/** A refund goes back the way the money came; with a destination of its own it is a payout like any other. */
async function send(ctx: Ctx, provider: Provider, row: store.OutRow): Promise<ProviderState> {
  const order = { reference: row.reference, money: { amount: row.amount, currency: row.currency }, description: row.description, callbackUrl: callbackUrl(provider) }
  if (row.destination) return provider.payOut ? provider.payOut({ ...order, to: row.destination }) : never()
  const payment = found(row.paymentId ? await findPaymentRow(ctx.db, row.paymentId) : null)
  return provider.refund({
    ...order,
    providerRef: payment.providerRef ?? '',
    paymentReference: payment.id,
    channel: payment.channel,
    payer: { userId: payment.userId, name: payment.payerName, email: payment.payerEmail, phone: payment.phone, country: payment.country },
  })
}

const never = (): ProviderState => ({ state: 'failed', providerRef: null, money: null, fee: null, reason: 'needs-account', nextUrl: null })

async function noAnswer(ctx: Ctx, outId: string): Promise<void> {
  count('out_no_answer')
  await transaction(ctx, async (inside) => {
    const row = await store.lockOut(inside.db, outId)
    if (!row) return
    await note(inside.db, row.kind, row.id, 'no-answer', { state: row.state, at: inside.now })
    await store.countOutCheck(inside.db, row.id)
    await planNextOut(inside, { ...row, checks: row.checks + 1 })
  })
}
