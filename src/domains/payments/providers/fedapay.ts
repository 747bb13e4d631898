import { createHmac, timingSafeEqual } from 'node:crypto'
import { z } from 'zod'
import { clock } from '#platform/clock'
import type { Config } from '#platform/config'
import type { CallbackWorth, Capability, Channel, CollectOrder, Destination, OutOrder, Provider, ProviderLine, ProviderState, RawCallback } from '../types.ts'
import { aboutOf, fedapayOrder, type FedapayOrder, type Kind, modes, openWire, orderOf, referenceOf, refusalIn, stateIn, type Wire } from './fedapay-wire.ts'
import { stateOf } from './wire.ts'

/** BCEAO instruction 008-05-2015: an identified wallet holds at most 2 000 000 F. FedaPay itself asks for 100 F at least. */
const limits = { minimum: 100, maximum: 2_000_000, step: 1 }

const capabilities: readonly Capability[] = Object.entries(modes).map(([channel, { country }]) => ({
  ...limits,
  channel: channel as Channel,
  flow: 'push',
  currency: 'XOF',
  country,
  saves: false,
  paysOut: true,
  holder: 'payments.holder.fedapay',
}))

/**
 * FedaPay (docs.fedapay.com, API v1): Mixx by Yas and Flooz in Togo, MTN and Moov in Benin, MTN in Côte d'Ivoire. Null without its keys.
 * No idempotency key there: every order carries our reference (`merchant_reference`, `custom_metadata`) and is looked for before it is made, and after:
 * two of ours at once may make two orders, but both then ask the payer with the older one, and one order moves money once.
 * The API has no refund call (whole refunds are made by hand in its dashboard): a refund, whole or partial, is a payout to the wallet that paid.
 */
export function fedapay({ FEDAPAY_URL, FEDAPAY_SECRET_KEY, FEDAPAY_WEBHOOK_SECRET }: Config): Provider | null {
  if (!FEDAPAY_SECRET_KEY || !FEDAPAY_WEBHOOK_SECRET) return null
  const wire = openWire(FEDAPAY_URL, FEDAPAY_SECRET_KEY)
  const seen = async (kind: Kind, one: FedapayOrder): Promise<ProviderState> => stateIn(kind, one, await wire.moneyOf(one))
  return {
    name: 'fedapay',
    sandbox: new URL(FEDAPAY_URL).host !== 'api.fedapay.com',
    capabilities,
    collect: (order) => collect(wire, order, seen),
    status: async (about, reference, providerRef) => {
      const kind = about === 'payment' ? 'transactions' : 'payouts'
      const one = providerRef ? await wire.read(kind, providerRef) : await wire.find(kind, reference)
      return one ? seen(kind, one) : stateOf('unknown')
    },
    refund: ({ payer, channel, ...order }) => send(wire, 'refund', order, { kind: 'wallet', channel, phone: payer.phone ?? '', name: payer.name }, seen),
    payOut: ({ to, ...order }) => send(wire, 'payout', order, to, seen),
    readCallback: (callback) => Promise.resolve(readCallback(callback, FEDAPAY_WEBHOOK_SECRET)),
    list: (from, to) => list(wire, from, to),
    balance: (currency) => wire.balance(currency),
  }
}

type Seen = (kind: Kind, one: FedapayOrder) => Promise<ProviderState>

async function collect(wire: Wire, order: CollectOrder, seen: Seen): Promise<ProviderState> {
  const route = modes[order.channel]
  if (!route || order.money.currency !== 'XOF' || !order.payer.phone) return stateOf('failed', { reason: 'provider' })
  let one = await wire.find('transactions', order.reference)
  if (!one) {
    const said = await wire.post('/transactions', {
      description: order.description,
      amount: order.money.amount,
      currency: { iso: 'XOF' },
      callback_url: order.returnUrl,
      customer: customerOf(order.payer.name, order.payer.phone, route.country, order.payer.email),
      merchant_reference: order.reference,
      custom_metadata: { reference: order.reference, about: 'payment' },
    })
    if (said.status >= 400) return refusalIn('payment', said)
    one = (await wire.find('transactions', order.reference)) ?? orderOf('transactions', said.body)
  }
  if (one.status !== 'pending' || one.mode) return seen('transactions', one)
  return push(wire, one, route, order.payer.phone, seen)
}

/** The prompt on the payer's phone: a token of the transaction, then the operator. */
async function push(wire: Wire, one: FedapayOrder, { mode, country }: { mode: string; country: string }, phone: string, seen: Seen): Promise<ProviderState> {
  const made = await wire.post(`/transactions/${one.id}/token`, {})
  const token = z.object({ token: z.string() }).safeParse(made.body).data?.token
  if (!token) return refusalIn('payment', made, one.id)
  const said = await wire.post(`/${mode}`, { token, phone_number: { number: phone, country: country.toLowerCase() } })
  if (said.status >= 400) return (await ahead(wire, 'transactions', one.id, seen)) ?? refusalIn('payment', said, one.id)
  return { ...(await seen('transactions', { ...one, mode })), state: 'pending' }
}

async function send(wire: Wire, about: 'refund' | 'payout', order: OutOrder, to: Destination, seen: Seen): Promise<ProviderState> {
  const route = to.kind === 'wallet' ? modes[to.channel] : undefined
  if (to.kind !== 'wallet' || !route || order.money.currency !== 'XOF') return stateOf('failed', { reason: 'provider' })
  if (!to.phone) return stateOf('failed', { reason: 'wrong-number' })
  let one = await wire.find('payouts', order.reference)
  if (!one) {
    const said = await wire.post('/payouts', {
      amount: order.money.amount,
      currency: { iso: 'XOF' },
      mode: route.mode,
      description: order.description,
      customer: customerOf(to.name, to.phone, route.country, null),
      merchant_reference: order.reference,
      custom_metadata: { reference: order.reference, about },
    })
    if (said.status >= 400) return refusalIn(about, said)
    one = (await wire.find('payouts', order.reference)) ?? orderOf('payouts', said.body)
  }
  if (one.status !== 'pending') return seen('payouts', one)
  const started = await wire.put('/payouts/start', { payouts: [{ id: Number(one.id), phone_number: { number: to.phone, country: route.country.toLowerCase() } }] })
  if (started.status >= 400) return (await ahead(wire, 'payouts', one.id, seen)) ?? refusalIn(about, started, one.id)
  return { ...(await seen('payouts', one)), state: 'pending' }
}

/** A refused call may only mean that another of ours was quicker: the state of an order that is already on its way, else null. */
async function ahead(wire: Wire, kind: Kind, id: string, seen: Seen): Promise<ProviderState | null> {
  const one = await wire.read(kind, id)
  const state = one && (await seen(kind, one))
  return state?.state === 'unknown' ? null : state
}

function customerOf(name: string, phone: string, country: string, email: string | null): Record<string, unknown> {
  const [firstname = name, ...rest] = name.trim().split(/\s+/)
  return { firstname, lastname: rest.join(' ') || firstname, ...(email ? { email } : {}), phone_number: { number: phone, country: country.toLowerCase() } }
}

async function list(wire: Wire, from: Date, to: Date): Promise<ProviderLine[]> {
  const lines: ProviderLine[] = []
  for (const kind of ['transactions', 'payouts'] as const) {
    for (const one of await wire.all(kind, ({ created_at: at }) => !!at && at < from)) {
      const money = await wire.moneyOf(one)
      if (!money || !one.created_at || one.created_at < from || one.created_at >= to) continue
      const { state } = stateIn(kind, one, money)
      lines.push({ about: aboutOf(kind, one), reference: referenceOf(one), providerRef: one.id, state, money, at: one.created_at })
    }
  }
  return lines
}

const event = z.object({ id: z.union([z.string(), z.int()]).transform(String).nullish(), name: z.string(), entity: fedapayOrder })
const tolerance = 300

/** `X-FEDAPAY-SIGNATURE: t=…,s=…`, s = HMAC-SHA256 of `t.rawBody` in hex, at most 300 s from now. It is always demanded. */
function readCallback({ headers, body }: RawCallback, secret: string): CallbackWorth {
  const parts = (headers['x-fedapay-signature'] ?? '').split(',').map((part) => part.split('='))
  const at = Number(parts.find(([key]) => key === 't')?.[1])
  const expected = createHmac('sha256', secret).update(`${at}.`).update(body).digest()
  const holds = parts.some(([key, value = '']) => key === 's' && /^[0-9a-f]{64}$/.test(value) && timingSafeEqual(Buffer.from(value, 'hex'), expected))
  if (!holds || Math.abs(clock.now().getTime() / 1000 - at) > tolerance) return { kind: 'forged' }
  const read = event.safeParse(jsonOf(body))
  const kind: Kind | null = !read.success ? null : read.data.name.startsWith('transaction.') ? 'transactions' : read.data.name.startsWith('payout.') ? 'payouts' : null
  if (!read.success || !kind) return { kind: 'nothing' }
  const { id, name, entity } = read.data
  return { kind: 'proven', about: aboutOf(kind, entity), reference: referenceOf(entity), providerRef: entity.id, eventId: id ?? `${name}:${entity.id}` }
}

function jsonOf(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString()) as unknown
  } catch {
    return null
  }
}
