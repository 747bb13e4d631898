import { createHmac, timingSafeEqual } from 'node:crypto'
import { clock } from '#platform/clock'
import { z } from 'zod'
import type { CallbackWorth, RawCallback } from '../types.ts'
import { intent, refund, session, type StripeWire } from './stripe-wire.ts'
import { readAs } from './wire.ts'

/** Seconds that a signature may be old, or early (docs.stripe.com/webhooks). */
const tolerance = 300

/** `Stripe-Signature: t=…,v1=…[,v1=…]`: HMAC-SHA256 of `t.rawBody` in hex; during a change of secret there are several, one must hold. */
export function stripeSignatureHolds(header: string, body: Buffer, secret: string): boolean {
  const parts = header.split(',').map((part) => part.trim().split('='))
  const time = parts.find(([key]) => key === 't')?.[1] ?? ''
  if (!/^\d{1,12}$/.test(time) || Math.abs(clock.now().getTime() / 1000 - Number(time)) > tolerance) return false
  const expected = createHmac('sha256', secret).update(`${time}.`).update(body).digest()
  return parts.some(([key, value = '']) => key === 'v1' && /^[0-9a-f]{64}$/.test(value) && timingSafeEqual(Buffer.from(value, 'hex'), expected))
}

const event = z.object({ id: z.string(), object: z.literal('event'), type: z.string(), data: z.object({ object: z.looseObject({ object: z.string() }) }) })

/** A dispute names the intent only: its reference is read from there. */
const dispute = z.object({ object: z.literal('dispute'), payment_intent: z.string().nullish() })

export async function readStripeCallback(wire: StripeWire, secret: string, { headers, body }: RawCallback): Promise<CallbackWorth> {
  if (!stripeSignatureHolds(headers['stripe-signature'] ?? '', body, secret)) return { kind: 'forged' }
  const read = event.safeParse(jsonOf(body))
  if (!read.success) return { kind: 'nothing' }
  const about = read.data.data.object
  const eventId = read.data.id
  const paying = session.safeParse(about).data
  if (paying?.client_reference_id) return { kind: 'proven', about: 'payment', reference: paying.client_reference_id, providerRef: paying.id, eventId }
  const paid = intent.safeParse(about).data
  if (paid?.metadata?.reference) return { kind: 'proven', about: 'payment', reference: paid.metadata.reference, providerRef: null, eventId }
  const given = refund.safeParse(about).data
  if (given?.metadata?.reference) return { kind: 'proven', about: 'refund', reference: given.metadata.reference, providerRef: given.id, eventId }
  const disputed = dispute.safeParse(about).data?.payment_intent
  const reference = disputed ? await referenceOf(wire, disputed) : null
  return reference ? { kind: 'proven', about: 'payment', reference, providerRef: null, eventId } : { kind: 'nothing' }
}

async function referenceOf(wire: StripeWire, intentId: string): Promise<string | null> {
  const { status, body } = await wire.get(`/v1/payment_intents/${encodeURIComponent(intentId)}`)
  return status === 404 ? null : (readAs('stripe', intent, body).metadata?.reference ?? null)
}

function jsonOf(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString()) as unknown
  } catch {
    return null
  }
}
