import { createVerify, X509Certificate } from 'node:crypto'
import { crc32 } from 'node:zlib'
import { clock } from '#platform/clock'
import { fetchOutside } from '#platform/outgoing'
import { z } from 'zod'
import type { CallbackWorth, RawCallback } from '../types.ts'
import type { PaypalWire } from './paypal-wire.ts'
import { readAs, unavailable } from './wire.ts'

interface Letter {
  id: string
  time: string
  signature: string
  algorithm: string
  certificate: string
}

/**
 * Proves a webhook (developer.paypal.com/api/rest/webhooks/rest): RSA-SHA256 over `id|time|webhookId|crc32(rawBody)` with the certificate that the letter names,
 * from a host of paypal.com only (or the sandbox's own). A certificate that cannot be had makes us ask PayPal itself.
 */
export function openPaypalProof(wire: PaypalWire, webhookId: string, ownHost: string | null): (callback: RawCallback) => Promise<CallbackWorth> {
  const certificates = new Map<string, X509Certificate>()
  const certificateAt = async (address: string): Promise<X509Certificate | null> => {
    const known = certificates.get(address)
    if (known) return known
    try {
      const { status, body } = await fetchOutside(address, { maxBytes: 64 * 1024 })
      if (status !== 200) return null
      const read = new X509Certificate(body)
      certificates.set(address, read)
      return read
    } catch {
      return null
    }
  }
  return async (callback) => {
    const letter = letterOf(callback.headers)
    if (!letter || letter.algorithm !== 'SHA256withRSA' || !isTheirs(letter.certificate, ownHost)) return { kind: 'forged' }
    const certificate = await certificateAt(letter.certificate)
    const holds = certificate ? provenBy(certificate, letter, webhookId, callback.body) : await provenOnline(wire, letter, webhookId, callback.body)
    return holds ? worthOf(callback.body) : { kind: 'forged' }
  }
}

function letterOf(headers: RawCallback['headers']): Letter | null {
  const [id, time, signature, algorithm, certificate] = ['transmission-id', 'transmission-time', 'transmission-sig', 'auth-algo', 'cert-url'].map(
    (name) => headers[`paypal-${name}`],
  )
  return id && time && signature && algorithm && certificate ? { id, time, signature, algorithm, certificate } : null
}

function isTheirs(address: string, ownHost: string | null): boolean {
  if (!URL.canParse(address)) return false
  const { protocol, host, hostname } = new URL(address)
  return (protocol === 'https:' && (hostname === 'paypal.com' || hostname.endsWith('.paypal.com'))) || host === ownHost
}

export function provenBy(certificate: X509Certificate, { id, time, signature }: Letter, webhookId: string, body: Buffer): boolean {
  const now = clock.now()
  if (now < certificate.validFromDate || now > certificate.validToDate) return false
  return createVerify('RSA-SHA256')
    .update(`${id}|${time}|${webhookId}|${crc32(body)}`)
    .verify(certificate.publicKey, signature, 'base64')
}

/** The event goes back byte for byte as it came: written anew it would have another checksum. */
async function provenOnline(wire: PaypalWire, letter: Letter, webhookId: string, body: Buffer): Promise<boolean> {
  if (jsonOf(body) === null) return false
  const facts = {
    auth_algo: letter.algorithm,
    cert_url: letter.certificate,
    transmission_id: letter.id,
    transmission_sig: letter.signature,
    transmission_time: letter.time,
    webhook_id: webhookId,
  }
  const said = await wire.post('/v1/notifications/verify-webhook-signature', `${JSON.stringify(facts).slice(0, -1)},"webhook_event":${body.toString()}}`)
  if (said.status === 400) return false
  if (said.status > 400) throw unavailable('paypal')
  return readAs('paypal', z.object({ verification_status: z.string() }), said.body).verification_status === 'SUCCESS'
}

const event = z.object({
  id: z.string(),
  event_type: z.string(),
  resource: z.object({
    id: z.string().nullish(),
    order_id: z.string().nullish(),
    custom_id: z.string().nullish(),
    disputed_transactions: z.array(z.object({ custom: z.string().nullish(), invoice_number: z.string().nullish() })).nullish(),
    purchase_units: z.array(z.object({ custom_id: z.string().nullish() })).nullish(),
    supplementary_data: z.object({ related_ids: z.object({ order_id: z.string().nullish() }).nullish() }).nullish(),
  }),
})

function worthOf(body: Buffer): CallbackWorth {
  const read = event.safeParse(jsonOf(body))
  if (!read.success) return { kind: 'nothing' }
  const { id: eventId, event_type: type, resource } = read.data
  if (type.startsWith('CHECKOUT.'))
    return { kind: 'proven', about: 'payment', reference: resource.purchase_units?.[0]?.custom_id ?? null, providerRef: resource.id ?? resource.order_id ?? null, eventId }
  if (type === 'PAYMENT.CAPTURE.REFUNDED' || type.startsWith('PAYMENT.REFUND.'))
    return { kind: 'proven', about: 'refund', reference: resource.custom_id ?? null, providerRef: resource.id ?? null, eventId }
  if (type.startsWith('PAYMENT.CAPTURE.'))
    return { kind: 'proven', about: 'payment', reference: resource.custom_id ?? null, providerRef: resource.supplementary_data?.related_ids?.order_id ?? null, eventId }
  const disputed = type.startsWith('CUSTOMER.DISPUTE.') ? resource.disputed_transactions?.[0] : null
  const reference = disputed?.custom ?? disputed?.invoice_number
  return reference ? { kind: 'proven', about: 'payment', reference, providerRef: null, eventId } : { kind: 'nothing' }
}

function jsonOf(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString()) as unknown
  } catch {
    return null
  }
}
