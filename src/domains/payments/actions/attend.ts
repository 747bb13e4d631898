import { after, clock, minute } from '#platform/clock'
import { config } from '#platform/config'
import type { Ctx } from '#platform/context'
import { transaction } from '#platform/database/pool'
import { count } from '#platform/metrics'
import { isRefusal } from '#platform/refusal'
import { callbackUrl, providerNamed } from '../providers/registry.ts'
import { afterRefusal, afterSilence, open } from '../rules/payment.ts'
import { grace } from '../rules/waits.ts'
import * as store from '../store/payments.ts'
import { note } from '../store/trail.ts'
import type { CollectOrder, Provider, ProviderState } from '../types.ts'
import { applyMove, nowOf, planNext, takeReading } from './move-payment.ts'

/**
 * Looks after one payment: asks the provider the first time, reads its state every other time, asks again under the same reference only when the provider says that it has never
 * heard of it, and gives up when time is over and a last reading brought nothing. Never inside a transaction while it speaks to the provider; safe to run twice, or twice at once.
 */
export async function attend(ctx: Ctx, { paymentId }: { paymentId: string }): Promise<void> {
  const begun = await begin(ctx, paymentId)
  if (!begun) return
  const provider = await reachable(ctx, begun.row)
  if (!provider) return
  const news = await ask(ctx, provider, begun.row, begun.first)
  if (!news) return noAnswer(ctx, begun.row)
  const row = await takeReading(now(ctx), paymentId, news, begun.at)
  if (row && open.includes(row.state) && row.expiresAt <= clock.now()) await giveUp(now(ctx), provider, row)
}

const now = (ctx: Ctx): Ctx => ({ ...ctx, now: clock.now() })

/** Marks the order as leaving before it leaves: whoever comes after a crash reads first. Null when there is nothing to ask. */
async function begin(ctx: Ctx, paymentId: string): Promise<{ row: store.PaymentRow; first: boolean; at: Date } | null> {
  return transaction(now(ctx), async (inside) => {
    const row = await store.lockPayment(inside.db, paymentId)
    if (!row || row.state === 'held' || row.state === 'saved') return null
    const first = row.state === 'created'
    if (!first && !row.askedAt) return null
    if (first && row.expiresAt <= inside.now) {
      await applyMove(inside, row, afterSilence(nowOf(row))!)
      await store.setNextCheck(inside.db, row.id, null)
      return null
    }
    if (first) await store.markAsked(inside.db, row.id, inside.now)
    if (first) await note(inside.db, 'payment', row.id, 'asked', { state: 'sending', detail: { provider: row.provider, channel: row.channel }, at: inside.now })
    // Should this process die now, the sweep takes the payment up.
    await store.setNextCheck(inside.db, row.id, after(inside.now, 2 * minute))
    return { row, first, at: inside.now }
  })
}

/** A provider whose keys were taken away leaves its payments waiting, until they expire. */
async function reachable(ctx: Ctx, row: store.PaymentRow): Promise<Provider | null> {
  try {
    return providerNamed(row.provider)
  } catch (error) {
    if (!isRefusal(error)) throw error
    await noAnswer(ctx, row)
    return null
  }
}

/** What the provider says; null when it did not answer, and nobody knows whether it heard. A refusal of the order itself is an answer. */
async function ask(ctx: Ctx, provider: Provider, row: store.PaymentRow, first: boolean): Promise<ProviderState | null> {
  try {
    if (first) return await order(provider, row)
    const read = await provider.status('payment', row.id, row.providerRef)
    const unheard = read.state === 'unknown' || (row.chargeKey !== null && read.state === 'saved')
    const again = unheard && (row.state === 'sending' || row.chargeKey !== null) && open.includes(row.state) && row.expiresAt > clock.now()
    if (again) return await order(provider, row)
    return read.state === 'pending' && provider.confirm && row.flow === 'redirect' && row.providerRef ? await provider.confirm(row.id, row.providerRef) : read
  } catch (error) {
    if (!isRefusal(error)) throw error
    if (error.kind === 'unavailable') return null
    ctx.log.warn({ payment: row.id, refusal: error.code }, 'a provider refused an order')
    return afterRefusal(nowOf(row), 'provider') ? { state: 'failed', providerRef: null, money: null, fee: null, reason: 'provider', nextUrl: null } : null
  }
}

function order(provider: Provider, row: store.PaymentRow): Promise<ProviderState> {
  const asked = orderOf(provider, row)
  return row.chargeKey !== null && provider.charge && row.providerRef ? provider.charge({ ...asked, providerRef: row.providerRef }) : provider.collect(asked)
}

function orderOf(provider: Provider, row: store.PaymentRow): CollectOrder {
  return {
    reference: row.id,
    money: { amount: row.amount, currency: row.currency },
    channel: row.channel,
    payer: { userId: row.userId, name: row.payerName, email: row.payerEmail, phone: row.phone, country: row.country },
    description: row.description,
    lang: row.lang,
    returnUrl: config().publicUrl + row.returnPath,
    callbackUrl: callbackUrl(provider),
    save: row.save && row.chargeKey === null,
  }
}

/** Time is over. The order is called back where the provider can, and its last word is taken. */
async function giveUp(ctx: Ctx, provider: Provider, row: store.PaymentRow): Promise<void> {
  const last = provider.cancel && row.providerRef ? await provider.cancel(row.id, row.providerRef).catch(orNothing) : null
  const then = last ? await takeReading(ctx, row.id, last) : row
  if (then && open.includes(then.state)) await expire(ctx, row.id)
}

function orNothing(error: unknown): null {
  if (isRefusal(error)) return null
  throw error
}

async function expire(ctx: Ctx, paymentId: string): Promise<void> {
  await transaction(ctx, async (inside) => {
    const row = await store.lockPayment(inside.db, paymentId)
    const move = row && afterSilence(nowOf(row))
    if (move) await planNext(inside, await applyMove(inside, row, move))
  })
}

/** No answer: the state is unknown, so it is read again later. Long after expiry the order is given up all the same; money that came is still taken when it shows. */
async function noAnswer(ctx: Ctx, row: store.PaymentRow): Promise<void> {
  count('payment_no_answer')
  await transaction(now(ctx), async (inside) => {
    const current = await store.lockPayment(inside.db, row.id)
    if (!current) return
    await note(inside.db, 'payment', row.id, 'no-answer', { state: current.state, at: inside.now })
    const move = inside.now.getTime() > current.expiresAt.getTime() + grace ? afterSilence(nowOf(current)) : null
    await store.countCheck(inside.db, row.id)
    await planNext(inside, move ? await applyMove(inside, current, move) : { ...current, checks: current.checks + 1 })
  })
}
