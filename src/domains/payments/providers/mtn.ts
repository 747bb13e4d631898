import { z } from 'zod'
import type { Config } from '#platform/config'
import { toMajor } from '#platform/money'
import type { CallbackWorth, Capability, CollectOrder, OutOrder, Provider, ProviderLine, ProviderState, RawCallback } from '../types.ts'
import { environments, openWire, type Wire } from './mtn-wire.ts'
import { digitsOf, stateOf, uuidOf } from './wire.ts'

/**
 * MTN MoMo without an aggregator (momodeveloper.mtn.com): collection by a prompt on the phone, transfer and refund by the disbursement product. Null without
 * its keys. `X-Reference-Id` is made from our reference: it is the order's only handle and its idempotency key. A callback is not signed and is sent once:
 * it is worth a hint. There is no list: reconciliation reads order by order.
 */
export function mtn(config: Config): Provider | null {
  const { MTN_URL, MTN_TARGET_ENVIRONMENT, MTN_COLLECTION_KEY, MTN_DISBURSEMENT_KEY, MTN_API_USER, MTN_API_KEY } = config
  if (!MTN_COLLECTION_KEY || !MTN_DISBURSEMENT_KEY || !MTN_API_USER || !MTN_API_KEY) return null
  const wire = openWire(config)
  const market = environments[MTN_TARGET_ENVIRONMENT]
  const capabilities: Capability[] = market
    ? [{ ...market, flow: 'push', minimum: 100, maximum: market.currency === 'EUR' ? 300_000 : 2_000_000, step: 1, saves: false, paysOut: true, holder: 'payments.holder.mtn' }]
    : []
  return {
    name: 'mtn',
    sandbox: MTN_TARGET_ENVIRONMENT === 'sandbox' || new URL(MTN_URL).host !== 'proxy.momoapi.mtn.com',
    capabilities,
    collect: (order) => collect(wire, order),
    status: async (about, reference) => (await wire.read(about, uuidOf(reference))) ?? stateOf('unknown'),
    refund: (order) => send(wire, 'refund', order, { referenceIdToRefund: order.providerRef }),
    payOut: async ({ to, ...order }) =>
      to.kind === 'wallet' && to.channel === market?.channel ? send(wire, 'payout', order, { payee: partyOf(to.phone) }) : stateOf('failed', { reason: 'provider' }),
    readCallback: (callback) => Promise.resolve(readCallback(callback)),
    balance: (currency) => wire.balance(currency),
  }
}

async function collect(wire: Wire, order: CollectOrder): Promise<ProviderState> {
  if (!order.payer.phone) return stateOf('failed', { reason: 'wrong-number' })
  return place(wire, 'payment', order, { payer: partyOf(order.payer.phone) })
}

function send(wire: Wire, about: 'refund' | 'payout', order: OutOrder, whom: object): Promise<ProviderState> {
  return place(wire, about, order, whom)
}

async function place(wire: Wire, about: ProviderLine['about'], order: OutOrder, whom: object): Promise<ProviderState> {
  const id = uuidOf(order.reference)
  const words = wordsOf(order.description)
  const body = { amount: toMajor(order.money), currency: order.money.currency, externalId: order.reference, ...whom, payerMessage: words, payeeNote: words }
  // The answer to come says neither what it is about nor this id: the address does.
  const callbackUrl = `${order.callbackUrl}?about=${about}&id=${id}`
  const placed = await wire.order(about, id, body, callbackUrl)
  if (placed === 'taken') return stateOf('pending', { providerRef: id, money: order.money })
  return placed === 'known' ? ((await wire.read(about, id)) ?? stateOf('pending', { providerRef: id, money: order.money })) : placed
}

const partyOf = (phone: string): object => ({ partyIdType: 'MSISDN', partyId: digitsOf(phone) })

/** At most 160 signs; apostrophes are refused. */
const wordsOf = (text: string): string => text.replaceAll(/['’‘"]/g, ' ').slice(0, 160)

const news = z.object({
  status: z.string(),
  externalId: z.string().nullish(),
  payer: z.unknown().optional(),
})

function readCallback({ path, body }: RawCallback): CallbackWorth {
  const read = news.safeParse(jsonOf(body))
  if (!read.success) return { kind: 'nothing' }
  const { status, externalId: reference = null, payer } = read.data
  const query = new URL(path, 'http://griot').searchParams
  const told = query.get('about')
  const about = told === 'payment' || told === 'refund' || told === 'payout' ? told : payer ? 'payment' : 'payout'
  const providerRef = reference ? uuidOf(reference) : query.get('id')
  return providerRef ? { kind: 'hint', about, reference, providerRef, eventId: `${about}:${providerRef}:${status}` } : { kind: 'nothing' }
}

function jsonOf(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString()) as unknown
  } catch {
    return null
  }
}
