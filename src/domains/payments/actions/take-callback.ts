import type { Ctx, Db } from '#platform/context'
import { transaction } from '#platform/database/pool'
import { later } from '#platform/jobs'
import { count } from '#platform/metrics'
import { digest } from '#platform/secrets'
import { providerNamed } from '../providers/registry.ts'
import { findOutByProviderRef, findOutByReference } from '../store/outs.ts'
import { findByProviderRef, findPaymentRow } from '../store/payments.ts'
import { type About, keepCallback } from '../store/trail.ts'
import type { CallbackWorth, RawCallback } from '../types.ts'
import { attendLater, attendOutLater } from '../work.ts'
import { attendOutKey } from './move-out.ts'
import { attendKey } from './move-payment.ts'

/** Headers that are nobody's business, or too long to keep. */
const unkept = ['cookie', 'authorization', 'proxy-authorization']

/**
 * Keeps what a provider told us and hurries the reading of the order it names; its words change nothing. Answers what it is worth.
 * Refuses `payments.noProvider`, `unavailable` when its signature cannot be checked now (the provider tells again).
 */
export async function takeCallback(ctx: Ctx, name: string, raw: RawCallback, limit: () => void): Promise<CallbackWorth['kind']> {
  const worth = await providerNamed(name).readCallback(raw)
  // Anyone can send what proves nothing: it is taken at the pace of one address.
  if (worth.kind !== 'proven') limit()
  await transaction(ctx, async (inside) => {
    const told = worth.kind === 'proven' || worth.kind === 'hint' ? { ...worth, reference: readable(worth.reference), providerRef: readable(worth.providerRef) } : null
    const named = told ? await whatIsNamed(inside.db, name, told) : null
    const times = await keepCallback(inside.db, {
      provider: name,
      worth: worth.kind,
      about: named?.about ?? told?.about ?? null,
      aboutId: named?.id ?? null,
      reference: told?.reference ?? null,
      providerRef: told?.providerRef ?? null,
      fingerprint: digest(told?.eventId ? `${worth.kind} ${told.eventId}` : Buffer.concat([Buffer.from(`${worth.kind} `), raw.body])),
      method: raw.method,
      address: ctx.request.ip || null,
      headers: Object.fromEntries(Object.entries(raw.headers).flatMap(([key, value]) => (unkept.includes(key) ? [] : [[key, value.slice(0, 2_000)]]))),
      body: raw.body.subarray(0, 64 * 1024),
      now: ctx.now,
    })
    count(times > 1 ? 'callback_again' : `callback_${worth.kind}`)
    if (named?.about === 'payment') await later(inside.db, attendLater, { paymentId: named.id }, { key: attendKey(named.id) })
    else if (named) await later(inside.db, attendOutLater, { outId: named.id }, { key: attendOutKey(named.id) })
  })
  return worth.kind
}

/** As the database can hold it: PostgreSQL knows no zero byte, and anyone can send one. */
const readable = (text: string | null): string | null => text?.replaceAll('\0', '').slice(0, 200) ?? null

interface Named {
  about: About
  id: string
}

/** By our reference, else by the provider's own id. References that are no ids of ours name nothing. */
async function whatIsNamed(db: Db, provider: string, { reference, providerRef }: { reference: string | null; providerRef: string | null }): Promise<Named | null> {
  if (reference && /^[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}$/i.test(reference)) {
    const payment = await findPaymentRow(db, reference)
    if (payment) return payment.provider === provider ? { about: 'payment', id: payment.id } : null
    const out = await findOutByReference(db, reference)
    if (out) return out.provider === provider ? { about: out.kind, id: out.id } : null
  }
  if (!providerRef) return null
  const paymentId = await findByProviderRef(db, provider, providerRef)
  if (paymentId) return { about: 'payment', id: paymentId }
  const outId = await findOutByProviderRef(db, provider, providerRef)
  return outId ? { about: 'payout', id: outId } : null
}
