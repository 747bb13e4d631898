import { randomUUID } from 'node:crypto'
import { clock } from '#platform/clock'
import { type Currency, fromMajor, isCurrency, toMajor } from '#platform/money'
import type { PaymentDoorOptions } from './payment-door.ts'
import { type DoorAnswer, type DoorCall, type DoorOrder, type DoorRequest, type Keeper, type KeptDoor, openKeeper } from './payment-keeper.ts'

/**
 * Stand-in of MTN Mobile Money (momodeveloper.mtn.com: sandbox provisioning, Collection, Disbursement, v1_0). MTN publishes no description that machines read
 * and no mock: this is our reading of its pages and of public code that calls them, test numbers as a run against the real sandbox of 9 September 2026 saw
 * them. The target environment `sandbox` knows euros only; `mtnbenin` and `mtnivorycoast` francs. Not done: remittance, pre-approval, invoices, deposit, v2_0,
 * basicuserinfo, IP white list.
 */
interface Facts {
  product: Product
  operation: string
  external: string
  party: { partyIdType?: unknown; partyId?: unknown }
  payerMessage: unknown
  payeeNote: unknown
  environment: string
  reason: string | null
  financialTransactionId: string | null
  refundOf: string | null
}
type Order = DoorOrder<Facts>
type Product = 'collection' | 'disbursement'
interface ApiUser {
  host: string | null
  key: string | null
}

const subscriptionKeys: Record<Product, string> = { collection: 'collection-key-of-the-stand-in', disbursement: 'disbursement-key-of-the-stand-in' }
const ready = { user: '5f4dcc3b-5aa7-4d1e-9c2b-0e7a3f6b8d21', key: '9d2b6c1f8e7a4b3c9d2b6c1f8e7a4b3c' }
const currencyOf: Readonly<Record<string, Currency>> = { sandbox: 'EUR', mtnbenin: 'XOF', mtnivorycoast: 'XOF' }
const uuid4 = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i
const opening = 10_000_000

/** What the numbers of the sandbox do. Any other number is an ordinary payer. */
const numbers: Readonly<Record<string, { fails?: string; after?: number | null }>> = {
  '46733123450': { fails: 'INTERNAL_PROCESSING_ERROR' },
  '46733123451': { fails: 'APPROVAL_REJECTED' },
  '46733123452': { fails: 'EXPIRED' },
  '46733123453': { after: null },
  '46733123454': { after: 4_000 },
  '46733123455': { fails: 'PAYER_NOT_FOUND' },
}

/** `environment`: what the house is told to aim at; the door itself knows all three. */
export function openMtn({ environment = 'mtnbenin', ...options }: PaymentDoorOptions & { environment?: 'sandbox' | 'mtnbenin' | 'mtnivorycoast' } = {}): Promise<KeptDoor> {
  return openKeeper<Facts>('mtn', options, (keeper) => ({
    env: (url) => ({
      MTN_URL: url,
      MTN_TARGET_ENVIRONMENT: environment,
      MTN_COLLECTION_KEY: subscriptionKeys.collection,
      MTN_DISBURSEMENT_KEY: subscriptionKeys.disbursement,
      MTN_API_USER: ready.user,
      MTN_API_KEY: ready.key,
    }),
    handle: (request) => handle(keeper, request),
    troubled: ({ method, url }) => method !== 'GET' && !url.pathname.endsWith('/token/') && !url.pathname.startsWith('/v1_0/apiuser'),
    reach: (order, to) => end(keeper, order, to === 'approve' ? null : to === 'refuse' ? 'APPROVAL_REJECTED' : to),
    callback: (order) => callback(keeper, order),
    forge: (order) => callback(keeper, { ...order, state: 'SUCCESSFUL', facts: { ...order.facts, reason: null } }),
  }))
}

function handle(keeper: Keeper<Facts>, request: DoorRequest): DoorAnswer {
  const { pathname } = request.url
  if (pathname.startsWith('/v1_0/apiuser')) return provision(keeper, request)
  const [, product = '', rest = ''] = /^\/(collection|disbursement)(\/.*)$/.exec(pathname) ?? []
  if (product !== 'collection' && product !== 'disbursement') return { status: 404, body: { statusCode: 404, message: 'Resource not found' } }
  if (request.headers['ocp-apim-subscription-key'] !== subscriptionKeys[product])
    return denied('Access denied due to invalid subscription key. Make sure to provide a valid key for an active subscription.')
  if (rest === '/token/' && request.method === 'POST') return token(keeper, request, product)
  const bearer = request.headers.authorization?.replace(/^Bearer /, '') ?? ''
  const session = keeper.recall<{ product: Product; user: string; until: number }>(`token:${bearer}`)
  if (!session || session.product !== product || session.until < clock.now().getTime()) return denied('Unauthorized')
  const environment = request.headers['x-target-environment'] ?? ''
  if (!currencyOf[environment]) return wrong(500, 'NOT_ALLOWED_TARGET_ENVIRONMENT', 'Access to target environment is forbidden.')
  if (rest === '/v1_0/account/balance') return balance(keeper, product, environment)
  const [, number] = /^\/v1_0\/accountholder\/msisdn\/(\d+)\/active$/.exec(rest) ?? []
  if (number) return { status: 200, body: { result: numbers[number]?.fails !== 'PAYER_NOT_FOUND' } }
  const [, operation = '', id] = /^\/v1_0\/(requesttopay|transfer|refund)(?:\/([\w-]+))?$/.exec(rest) ?? []
  if ((operation === 'requesttopay') !== (product === 'collection') || !operation) return { status: 404, body: { statusCode: 404, message: 'Resource not found' } }
  if (request.method === 'GET') return read(keeper, operation, id ?? '')
  return place(keeper, request, { product, operation, environment, user: session.user })
}

/** Sandbox provisioning: a user, its key (shown once), what is known of it. */
function provision(keeper: Keeper<Facts>, request: DoorRequest): DoorAnswer {
  if (!Object.values(subscriptionKeys).includes(request.headers['ocp-apim-subscription-key'] ?? '')) return denied('Access denied due to invalid subscription key.')
  const [, id, key] = /^\/v1_0\/apiuser(?:\/([\w-]+)(\/apikey)?)?$/.exec(request.url.pathname) ?? []
  if (!id) {
    const given = request.headers['x-reference-id'] ?? ''
    const host = request.json().providerCallbackHost
    if (!uuid4.test(given) || typeof host !== 'string') return wrong(400, 'BAD_REQUEST', 'Bad request')
    if (keeper.recall(`user:${given}`)) return wrong(409, 'RESOURCE_ALREADY_EXIST', 'Duplicated reference id. Creation of resource failed.')
    keeper.remember(`user:${given}`, { host, key: null } satisfies ApiUser)
    return { status: 201 }
  }
  const user = keeper.recall<ApiUser>(`user:${id}`)
  if (!user) return wrong(404, 'RESOURCE_NOT_FOUND', 'Requested resource was not found.')
  if (!key) return { status: 200, body: { providerCallbackHost: user.host, targetEnvironment: 'sandbox' } }
  const apiKey = randomUUID().replaceAll('-', '')
  keeper.remember(`user:${id}`, { ...user, key: apiKey })
  return { status: 201, body: { apiKey } }
}

function token(keeper: Keeper<Facts>, request: DoorRequest, product: Product): DoorAnswer {
  if (request.body.length > 0) return wrong(400, 'BAD_REQUEST', 'Bad request')
  const [user = '', key = ''] = Buffer.from(request.headers.authorization?.replace(/^Basic /, '') ?? '', 'base64')
    .toString()
    .split(':')
  const right = user === ready.user ? key === ready.key : keeper.recall<ApiUser>(`user:${user}`)?.key === key && key !== ''
  if (!right) return { status: 401, body: { error: 'login_failed' } }
  const bearer = randomUUID().replaceAll('-', '') + randomUUID().replaceAll('-', '')
  keeper.remember(`token:${bearer}`, { product, user, until: clock.now().getTime() + 3_600_000 })
  return { status: 200, body: { access_token: bearer, token_type: 'access_token', expires_in: 3600 } }
}

function place(keeper: Keeper<Facts>, request: DoorRequest, asked: { product: Product; operation: string; environment: string; user: string }): DoorAnswer {
  const id = request.headers['x-reference-id'] ?? ''
  const callbackUrl = request.headers['x-callback-url'] ?? null
  const body = request.json()
  if (!uuid4.test(id)) return wrong(400, 'BAD_REQUEST', 'Bad request')
  if (keeper.find(id)?.id === id) return wrong(409, 'RESOURCE_ALREADY_EXIST', 'Duplicated reference id. Creation of resource failed.')
  const host = keeper.recall<ApiUser>(`user:${asked.user}`)?.host
  if (host && callbackUrl && new URL(callbackUrl).hostname !== host)
    return wrong(500, 'INVALID_CALLBACK_URL_HOST', 'Callback URL with different host name then configured for API user')
  const currency = String(body.currency)
  if (currency !== currencyOf[asked.environment] || !isCurrency(currency)) return wrong(500, 'INVALID_CURRENCY', 'Currency not supported.')
  const money = typeof body.amount === 'string' ? fromMajor(body.amount, currency) : null
  const before = asked.operation === 'refund' ? keeper.find(String(body.referenceIdToRefund)) : null
  const party = (before ? before.facts.party : asked.operation === 'requesttopay' ? body.payer : body.payee) as Facts['party'] | undefined
  const words = [body.payerMessage, body.payeeNote].map((one) => (typeof one === 'string' ? one : ''))
  if (!money || money.amount <= 0 || typeof body.externalId !== 'string' || words.some((one) => one.length > 160 || one.includes("'")))
    return wrong(400, 'BAD_REQUEST', 'Bad request')
  if (asked.operation === 'refund' && before?.state !== 'SUCCESSFUL') return wrong(404, 'RESOURCE_NOT_FOUND', 'Requested resource was not found.')
  if (!/^\d{8,15}$/.test(String(party?.partyId)) || party?.partyIdType !== 'MSISDN') return wrong(400, 'BAD_REQUEST', 'Bad request')
  const order = keeper.keep({
    id,
    about: asked.operation === 'requesttopay' ? 'payment' : asked.operation === 'refund' ? 'refund' : 'payout',
    reference: body.externalId,
    state: 'PENDING',
    amount: money.amount,
    currency,
    at: clock.now().toISOString(),
    moved: 0,
    callbackUrl,
    due: null,
    facts: {
      product: asked.product,
      operation: asked.operation,
      external: body.externalId,
      party,
      payerMessage: body.payerMessage,
      payeeNote: body.payeeNote,
      environment: asked.environment,
      reason: null,
      financialTransactionId: null,
      refundOf: before?.id ?? null,
    },
  })
  act(keeper, order)
  return { status: 202 }
}

function act(keeper: Keeper<Facts>, order: Order): void {
  const known = numbers[String(order.facts.party.partyId)]
  if (order.about !== 'payment' && order.amount > balanceOf(keeper, 'disbursement', order.currency)) return keeper.plan(order, 'NOT_ENOUGH_FUNDS', 0)
  if (order.about === 'refund' && refunded(keeper, order) > (keeper.find(order.facts.refundOf ?? '')?.amount ?? 0)) return keeper.plan(order, 'PAYEE_NOT_ALLOWED_TO_RECEIVE', 0)
  if (known?.fails) return keeper.plan(order, known.fails, 0)
  keeper.plan(order, 'approve', known && known.after !== undefined ? known.after : keeper.behaviour().approveAfterMs)
}

const refunded = (keeper: Keeper<Facts>, order: Order): number =>
  keeper.orders().reduce((sum, one) => sum + (one.facts.refundOf === order.facts.refundOf && one.state !== 'FAILED' ? one.amount : 0), 0)

function end(keeper: Keeper<Facts>, order: Order, reason: string | null): void {
  if (order.state !== 'PENDING') return
  order.facts.reason = reason
  if (!reason) order.facts.financialTransactionId = String(1_000_000_000 + keeper.next())
  keeper.become(order, reason ? 'FAILED' : 'SUCCESSFUL')
  if (!reason) keeper.move(order)
  keeper.tell(order)
}

function read(keeper: Keeper<Facts>, operation: string, id: string): DoorAnswer {
  const order = keeper.find(id)
  return order?.id === id && order.facts.operation === operation ? { status: 200, body: shown(order) } : wrong(404, 'RESOURCE_NOT_FOUND', 'Requested resource was not found.')
}

/** The reason is a bare word in the sandbox, an object elsewhere. */
function shown(order: Order): Record<string, unknown> {
  const { external, party, payerMessage, payeeNote, reason, financialTransactionId, environment } = order.facts
  return {
    ...(financialTransactionId ? { financialTransactionId } : {}),
    externalId: external,
    amount: toMajor({ amount: order.amount, currency: order.currency as Currency }),
    currency: order.currency,
    [order.about === 'payment' ? 'payer' : 'payee']: party,
    payerMessage,
    payeeNote,
    status: order.state,
    ...(reason ? { reason: environment === 'sandbox' ? reason : { code: reason, message: reason.toLowerCase().replaceAll('_', ' ') } } : {}),
  }
}

function balanceOf(keeper: Keeper<Facts>, product: Product, currency: string): number {
  return keeper
    .orders()
    .filter((order) => order.facts.product === product && order.currency === currency)
    .reduce((sum, order) => sum + order.moved * (order.about === 'payment' ? order.amount : -order.amount), opening)
}

function balance(keeper: Keeper<Facts>, product: Product, environment: string): DoorAnswer {
  const currency = currencyOf[environment]!
  return { status: 200, body: { availableBalance: toMajor({ amount: balanceOf(keeper, product, currency), currency }), currency } }
}

/** PUT, unsigned, once, only when it is over. */
function callback(keeper: Keeper<Facts>, order: Order): DoorCall | null {
  const carried = order.callbackUrl && new URL(order.callbackUrl)
  const url = keeper.callbackAddress(order.callbackUrl)
  if (!url || !carried || order.state === 'PENDING') return null
  return { url: url.includes('?') ? url : url + carried.search, method: 'PUT', body: JSON.stringify(shown(order)), headers: () => ({}) }
}

function wrong(status: number, code: string, message: string): DoorAnswer {
  return { status, body: { message, code } }
}

function denied(message: string): DoorAnswer {
  return { status: 401, body: { statusCode: 401, message } }
}
