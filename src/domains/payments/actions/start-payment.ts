import type { Ctx, Db } from '#platform/context'
import { after, minute } from '#platform/clock'
import { announce } from '#platform/events'
import { later } from '#platform/jobs'
import { isInner } from '#platform/outgoing'
import { found, unless } from '#platform/refusal'
import { paymentSaid } from '../events.ts'
import { factsOf, type PaymentFacts } from '../facts.ts'
import { checkPhone } from '../phone.ts'
import { capabilityOf, providerNamed } from '../providers/registry.ts'
import { ageOf, type FraudRule, type Suspicion, suspicions } from '../rules/fraud.ts'
import { whyCannotPay } from '../rules/order.ts'
import { insertHold, listRules } from '../store/holds.ts'
import * as store from '../store/payments.ts'
import { note } from '../store/trail.ts'
import type { Capability, NewPayment } from '../types.ts'
import { attendLater } from '../work.ts'
import { bookPayment } from './booking.ts'
import { attendKey } from './move-payment.ts'
import { tellStaff } from './tell-staff.ts'

/**
 * Asks somebody for money, in the caller's transaction: the row, the announcement in the ledger, and the job that speaks to the provider after commit. The same key answers the first
 * payment. A suspicious one waits for a human. Refuses `payments.noProvider`, `payments.noWay`, `payments.tooLittle`, `payments.tooMuch`, `payments.badStep`, `payments.wrongPhone`.
 */
export async function startPayment(ctx: Ctx, asked: NewPayment): Promise<PaymentFacts> {
  const before = await store.findPaymentByKey(ctx.db, asked.key)
  if (before) return factsOf(before)
  const provider = providerNamed(asked.provider)
  const way = capabilityOf(asked.provider, asked.channel, asked.money.currency)
  unless(whyCannotPay(way, asked))
  const phone = asked.payer.phone === null ? null : checkPhone(asked.payer.phone, way!.country, way!.flow === 'push' ? asked.channel : undefined)
  if (way!.flow === 'push') checkPhone(phone?.phone ?? '', way!.country, asked.channel)
  const address = ctx.request.ip && !isInner(ctx.request.ip) ? ctx.request.ip : null
  const found = await suspicionsOf(ctx, asked, way!, phone, address)
  const isHeld = found.some(({ action }) => action === 'hold')
  const row = await store.insertPayment(ctx.db, asked, {
    flow: way!.flow,
    sandbox: provider.sandbox,
    state: isHeld ? 'held' : 'created',
    booked: isHeld || asked.save ? 'none' : 'announced',
    phone: phone?.phone ?? null,
    country: asked.payer.country ?? phone?.country ?? null,
    address,
    now: ctx.now,
  })
  return row ? begin(ctx, row, found, isHeld) : factsOf(await firstOf(ctx.db, asked.key))
}

const firstOf = async (db: Db, key: string): Promise<store.PaymentRow> => found(await store.findPaymentByKey(db, key))

async function begin(ctx: Ctx, row: store.PaymentRow, reasons: readonly Suspicion[], isHeld: boolean): Promise<PaymentFacts> {
  const { db, now } = ctx
  await note(db, 'payment', row.id, 'begun', { state: row.state, detail: reasons.length > 0 ? { suspicions: reasons } : {}, at: now })
  if (isHeld) {
    await insertHold(db, { kind: 'fraud', paymentId: row.id, reasons: reasons.map(({ kind, params }) => ({ kind, params })), now })
    await announce(db, paymentSaid('held', row, { amount: row.amount, reason: 'held' }))
    await tellStaff(db, 'held', { amount: { amount: row.amount, currency: row.currency } }, '/office/holds')
    return factsOf(row)
  }
  if (row.booked === 'announced') await bookPayment(db, row, 'announce', null)
  await later(db, attendLater, { paymentId: row.id }, { key: attendKey(row.id) })
  return factsOf(row)
}

async function suspicionsOf(ctx: Ctx, asked: NewPayment, way: Capability, phone: { phone: string; country: string } | null, address: string | null): Promise<Suspicion[]> {
  const rules = (await listRules(ctx.db)).filter(({ active, currency }) => active && (currency === null || currency === asked.money.currency))
  const counted: Record<string, number> = {}
  for (const rule of rules) {
    const by = countedBy(rule, { phone: phone?.phone ?? null, person: asked.payer.userId, address })
    if (by) counted[rule.id] = await store.countBy(ctx.db, by.column, by.value, after(ctx.now, -(rule.minutes ?? 1440) * minute))
  }
  return suspicions(rules, {
    money: asked.money,
    counted,
    countries: { phone: phone?.country ?? null, channel: way.country, person: asked.payer.country, request: ctx.request.headers.get('cf-ipcountry') },
    accountMinutes: asked.payer.userId ? ageOf(asked.payer.userId, ctx.now) : null,
  })
}

function countedBy(
  { kind }: FraudRule,
  who: { phone: string | null; person: string | null; address: string | null },
): { column: 'phone' | 'user_id' | 'address'; value: string } | null {
  if (kind === 'velocity-phone' && who.phone) return { column: 'phone', value: who.phone }
  if (kind === 'velocity-person' && who.person) return { column: 'user_id', value: who.person }
  return kind === 'velocity-address' && who.address ? { column: 'address', value: who.address } : null
}
