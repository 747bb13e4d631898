import { z } from 'zod'
import type { Config } from '#platform/config'
import { type Currency, fromMajor, isCurrency, toMajor } from '#platform/money'
import type { CallbackWorth, CollectOrder, OutOrder, PayoutOrder, Provider, ProviderLine, ProviderState, RawCallback, RefundOrder } from '../types.ts'
import { activeConf, type Conf, keepConf } from './pawapay-conf.ts'
import { keepKeys, type KeyFinder, privateKeyOf, proves, signedHeaders } from './pawapay-proof.ts'
import { ask, digitsOf, readAs, reasonOf, stateOf, unavailable, uuidOf } from './wire.ts'

type About = ProviderLine['about']

const places: Readonly<Record<About, { path: string; id: string }>> = {
  payment: { path: 'deposits', id: 'depositId' },
  payout: { path: 'payouts', id: 'payoutId' },
  refund: { path: 'refunds', id: 'refundId' },
}

interface Wire {
  /** Places an order: 200 is the answer even to a refusal. The id makes it safe to repeat. */
  place: (about: About, body: Record<string, unknown>) => Promise<ProviderState | 'read'>
  read: (about: About, id: string) => Promise<ProviderState>
  get: (path: string) => Promise<unknown>
}

/**
 * pawaPay v2 (docs.pawapay.io/v2): mobile money of many countries by one contract. Null without its token. Ids are made from our reference and are its
 * idempotency keys. With a signing key our orders are signed and its callbacks must be (RFC 9421); without, a callback is worth a hint. What can be paid with is
 * what the account's active configuration says. There is no list: reconciliation reads order by order.
 */
export function pawapay(config: Config): Provider | null {
  if (!config.PAWAPAY_TOKEN) return null
  const wire = openWire(config)
  const conf = keepConf(async () => readAs('pawapay', activeConf, await wire.get('/v2/active-conf')))
  const findKey = keepKeys(async () => readAs('pawapay', z.array(z.object({ id: z.string(), key: z.string() })), await wire.get('/v2/public-key/http')))
  conf.routes()
  return {
    name: 'pawapay',
    sandbox: new URL(config.PAWAPAY_URL).host !== 'api.pawapay.io',
    get capabilities() {
      return conf.routes()
    },
    collect: (order) => collect(wire, conf, order),
    status: (about, reference) => wire.read(about, uuidOf(reference)),
    refund: (order) => refund(wire, order),
    payOut: (order) => payOut(wire, conf, order),
    readCallback: (callback) => readCallback(callback, config, findKey),
    balance: (currency) => balance(wire, currency),
  }
}

function openWire({ PAWAPAY_URL, PAWAPAY_TOKEN, PAWAPAY_SIGNING_KEY, PAWAPAY_SIGNING_KEY_ID }: Config): Wire {
  const authorization = `Bearer ${PAWAPAY_TOKEN}`
  const key = PAWAPAY_SIGNING_KEY ? privateKeyOf(PAWAPAY_SIGNING_KEY) : null
  const get = async (path: string): Promise<unknown> => (await ask('pawapay', `${PAWAPAY_URL}${path}`, { headers: { authorization } })).body
  return {
    get,
    place: async (about, json) => {
      const url = `${PAWAPAY_URL}/v2/${places[about].path}`
      const body = JSON.stringify(json)
      const headers = key ? await signedHeaders(key, PAWAPAY_SIGNING_KEY_ID ?? '', url, body, { authorization }) : { authorization, 'content-type': 'application/json' }
      const said = await ask('pawapay', url, { method: 'POST', headers, body })
      const { status, failureReason } = readAs('pawapay', placed, said.body)
      if (said.status < 300 && (status === 'ACCEPTED' || status === 'DUPLICATE_IGNORED')) return 'read'
      if (said.status < 300 && status !== 'REJECTED') throw unavailable('pawapay')
      return stateOf('failed', { reason: reasonOf(about, failureReason?.failureCode) })
    },
    read: async (about, id) => stateIn(about, id, await get(`/v2/${places[about].path}/${id}`)),
  }
}

const failure = z.object({ failureCode: z.string() }).nullish()
const placed = z.object({ status: z.string().nullish(), failureReason: failure })

async function collect(wire: Wire, conf: Conf, order: CollectOrder): Promise<ProviderState> {
  const route = (await conf.ready()).find(({ channel, currency }) => channel === order.channel && currency === order.money.currency)
  if (!route) return stateOf('failed', { reason: 'provider' })
  if (!order.payer.phone) return stateOf('failed', { reason: 'wrong-number' })
  const id = uuidOf(order.reference)
  const body = {
    depositId: id,
    payer: accountOf(order.payer.phone, route.operator),
    ...moneyIn(order),
    ...wordsOf(order),
    ...(route.flow === 'redirect' ? { successfulUrl: order.returnUrl, failedUrl: order.returnUrl } : {}),
  }
  const answer = await wire.place('payment', body)
  return answer === 'read' ? known(await wire.read('payment', id), id) : { ...answer, providerRef: id }
}

async function payOut(wire: Wire, conf: Conf, order: PayoutOrder): Promise<ProviderState> {
  const { to } = order
  const route = to.kind === 'wallet' ? (await conf.ready()).find((one) => one.paysOut && one.channel === to.channel && one.currency === order.money.currency) : null
  if (to.kind !== 'wallet' || !route) return stateOf('failed', { reason: 'provider' })
  const id = uuidOf(order.reference)
  const answer = await wire.place('payout', { payoutId: id, recipient: accountOf(to.phone, route.operator), ...moneyIn(order), ...wordsOf(order) })
  return answer === 'read' ? known(await wire.read('payout', id), id) : { ...answer, providerRef: id }
}

/** Back to the wallet of the deposit; in parts up to its amount. */
async function refund(wire: Wire, order: RefundOrder): Promise<ProviderState> {
  const id = uuidOf(order.reference)
  const answer = await wire.place('refund', { refundId: id, depositId: order.providerRef, ...moneyIn(order) })
  return answer === 'read' ? known(await wire.read('refund', id), id) : { ...answer, providerRef: id }
}

/** An order that was just accepted and cannot be found yet is on its way. */
const known = (state: ProviderState, id: string): ProviderState => (state.state === 'unknown' ? stateOf('pending', { providerRef: id }) : state)

const accountOf = (phone: string, provider: string): object => ({ type: 'MMO', accountDetails: { phoneNumber: digitsOf(phone), provider } })

const moneyIn = ({ money }: OutOrder): { amount: string; currency: Currency } => ({ amount: toMajor(money), currency: money.currency })

/** The line on the payer's statement: 4 to 22 plain letters. */
function wordsOf({ reference, description }: OutOrder): { clientReferenceId: string; customerMessage: string } {
  const plain = description
    .normalize('NFD')
    .replaceAll(/[^a-zA-Z0-9 ]/g, '')
    .replaceAll(/ +/g, ' ')
    .trim()
    .slice(0, 22)
    .trim()
  return { clientReferenceId: reference, customerMessage: plain.length < 4 ? 'Griot' : plain }
}

const data = z.object({
  status: z.string(),
  amount: z.coerce.string().nullish(),
  currency: z.string().nullish(),
  failureReason: failure,
  authorizationUrl: z.string().nullish(),
})
const found = z.object({ status: z.string(), data: data.nullish() })

function stateIn(about: About, id: string, body: unknown): ProviderState {
  const { status, data: order } = readAs('pawapay', found, body)
  if (status === 'NOT_FOUND') return stateOf('unknown')
  if (status !== 'FOUND' || !order) throw unavailable('pawapay')
  const money = order.currency && isCurrency(order.currency) ? fromMajor(order.amount ?? '', order.currency) : null
  const facts = { providerRef: id, money, nextUrl: order.authorizationUrl ?? null }
  if (order.status === 'COMPLETED') return stateOf('confirmed', { ...facts, nextUrl: null })
  if (order.status === 'FAILED') return stateOf('failed', { ...facts, nextUrl: null, reason: reasonOf(about, order.failureReason?.failureCode) })
  return stateOf('pending', facts)
}

const news = z.object({ refundId: z.uuid().optional(), payoutId: z.uuid().optional(), depositId: z.uuid().optional(), clientReferenceId: z.string().nullish(), status: z.string() })

/** The callback of a refund names its deposit too: the refund comes first. */
async function readCallback(callback: RawCallback, config: Config, findKey: KeyFinder): Promise<CallbackWorth> {
  const proof = await proves(callback, [callback.headers.host ?? '', new URL(config.publicUrl).host], findKey)
  if (proof === false || (proof === null && config.PAWAPAY_SIGNING_KEY)) return { kind: 'forged' }
  const read = news.safeParse(jsonOf(callback.body))
  const about = (['refund', 'payout', 'payment'] as const).find((one) => read.data?.[places[one].id as 'depositId'])
  if (!read.success || !about) return { kind: 'nothing' }
  const id = read.data[places[about].id as 'depositId']!
  return { kind: proof ? 'proven' : 'hint', about, reference: read.data.clientReferenceId ?? null, providerRef: id, eventId: `${id}:${read.data.status}` }
}

function jsonOf(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString()) as unknown
  } catch {
    return null
  }
}

const wallets = z.object({ balances: z.array(z.object({ balance: z.coerce.string(), currency: z.string() })) })

/** pawaPay keeps a wallet for each country: the sum of those in this currency. */
async function balance(wire: Wire, currency: Currency): Promise<number | null> {
  const { balances } = readAs('pawapay', wallets, await wire.get('/v2/wallet-balances'))
  const mine = balances.filter((one) => one.currency === currency)
  return mine.length === 0 ? null : mine.reduce((sum, one) => sum + (fromMajor(one.balance, currency)?.amount ?? 0), 0)
}
