import { randomBytes } from 'node:crypto'
import { type DoorAnswer, type DoorCall, type DoorRequest, type Keeper, type KeptDoor, openKeeper } from './payment-keeper.ts'
import type { PaymentDoorOptions } from './payment-door.ts'
import { approval } from './paypal-approval.ts'
import { broughtBy, captureObject, disputeObject, disputeSummary, money, orderObject, type PaypalFacts, type PaypalOrder, refundObject, resourceOf } from './paypal-objects.ts'
import { certificate, seal, sealHolds, webhookId } from './paypal-seal.ts'

const client = { id: 'stand-in-client', secret: 'stand-in-secret' }

export interface PaypalDoor extends KeptDoor {
  /** Everything that was asked of the API, and what was answered. */
  talk: () => readonly { method: string; path: string; asked: unknown; status: number; answered: unknown }[]
  /** The payer approves with a means that the capture will find `good`, `declined`, or `slow` (pending until approved again). */
  choose: (order: string, means: PaypalFacts['means']) => void
  /** The buyer contests a payment. */
  dispute: (idOrReference: string) => void
  /** PayPal settles it: `RESOLVED_SELLER_FAVOUR`, `RESOLVED_BUYER_FAVOUR`… */
  closeDispute: (idOrReference: string, outcome: string) => void
  /** The application may not read disputes any more. */
  forbidDisputes: () => void
  /** No token given so far is accepted any more. */
  forgetTokens: () => void
  /** The certificate cannot be fetched: whoever wants a proof must ask. */
  hideCertificate: () => void
}

export type Shop = Keeper<PaypalFacts>

/**
 * PayPal as developer.paypal.com says it: Orders v2, Payments v2 (captures, refunds), Transaction Search, balances, webhooks signed with a certificate, and the proof by asking.
 * A payer has a page, and acts there (or by `approve`), never by themselves: `approveAfterMs` is for phones.
 * What it answers obeys the schemas of paypal-rest-api-specifications (tests/doors/specs).
 */
export async function openPaypal(options: PaymentDoorOptions = {}): Promise<PaypalDoor> {
  let shop!: Shop
  const talk: { method: string; path: string; asked: unknown; status: number; answered: unknown }[] = []
  const state: House = { tokens: new Set(), closed: false, hidden: false }
  const door = await openKeeper<PaypalFacts>('paypal', options, (keeper) => {
    shop = keeper
    return {
      env: (url) => ({ PAYPAL_URL: url, PAYPAL_CLIENT_ID: client.id, PAYPAL_CLIENT_SECRET: client.secret, PAYPAL_WEBHOOK_ID: webhookId }),
      troubled: ({ method, url }) => method === 'POST' && url.pathname.startsWith('/v2/'),
      handle: (request) => {
        const answer = handle(keeper, state, request)
        if (/^\/v[12]\//.test(request.url.pathname))
          talk.push({ method: request.method, path: request.url.pathname, asked: request.json(), status: answer.status, answered: answer.body })
        return answer
      },
      reach: (order, to) => reach(keeper, order, to),
      callback: (order, what) => letter(keeper, order, what, true),
      forge: (order, what) => letter(keeper, order, what, false),
    }
  })
  return {
    ...door,
    talk: () => talk,
    choose: (key, means) => approve(shop, shop.find(key)!, means),
    dispute: (key) => {
      const one = shop.find(key)!
      one.facts.disputed = true
      shop.become(one, one.state)
      shop.tell(one, 'CUSTOMER.DISPUTE.CREATED')
    },
    closeDispute: (key, outcome) => {
      const one = shop.find(key)!
      one.facts.outcome = outcome
      shop.become(one, one.state)
      shop.tell(one, 'CUSTOMER.DISPUTE.RESOLVED')
    },
    forbidDisputes: () => void (state.closed = true),
    forgetTokens: () => state.tokens.clear(),
    hideCertificate: () => void (state.hidden = true),
  }
}

interface House {
  tokens: Set<string>
  closed: boolean
  hidden: boolean
}

const refused = (status: number, name: string, issue: string, description: string, links: object[] = []): DoorAnswer => ({
  status,
  body: { name, message: nameWords[name] ?? description, debug_id: randomBytes(6).toString('hex'), details: [{ issue, description }], links },
})
const nameWords: Readonly<Record<string, string>> = {
  UNPROCESSABLE_ENTITY: 'The requested action could not be performed, semantically incorrect, or failed business validation.',
  RESOURCE_NOT_FOUND: 'The specified resource does not exist.',
  INVALID_REQUEST: 'Request is not well-formed, syntactically incorrect, or violates schema.',
}
const gone = (): DoorAnswer => refused(404, 'RESOURCE_NOT_FOUND', 'INVALID_RESOURCE_ID', 'Specified resource ID does not exist. Please check the resource ID and try again.')
const unable = (issue: string, description: string, links: object[] = []): DoorAnswer => refused(422, 'UNPROCESSABLE_ENTITY', issue, description, links)
const malformed = (issue: string, description: string): DoorAnswer => refused(400, 'INVALID_REQUEST', issue, description)

function handle(shop: Shop, house: House, request: DoorRequest): DoorAnswer {
  const { method, url, headers } = request
  if (url.pathname === '/checkoutnow') return approval(shop, request, (order, means) => approve(shop, order, means))
  if (url.pathname === '/certs/stand-in.pem') return house.hidden ? { status: 404 } : { status: 200, body: certificate }
  if (url.pathname === '/v1/oauth2/token') return login(house, headers.authorization ?? '')
  if (!house.tokens.has((headers.authorization ?? '').replace(/^Bearer /, '')))
    return {
      status: 401,
      body: { name: 'AUTHENTICATION_FAILURE', message: 'Authentication failed due to invalid authentication credentials or a missing Authorization header.', links: [] },
    }
  const [, , , what = '', id = '', verb = ''] = url.pathname.split('/')
  const route = routes[`${method} ${what}${id && what !== 'transactions' ? '/:' : ''}${verb ? `/${verb}` : ''}`]
  if (!route) return gone()
  const key = method === 'POST' ? headers['paypal-request-id'] : undefined
  const kept = key ? shop.recall<{ path: string; id: string }>(`request:${key}`) : null
  // A repeated id answers with the order or the refund that it made, as it is now.
  if (kept?.path === url.pathname) return { status: 200, body: shown(shop, shop.find(kept.id)!) }
  const answer = route(shop, request, id, house)
  const made = answer.status === 201 && key ? (answer.body as { id: string }).id : null
  if (made && shop.orders().some((one) => one.id === made)) shop.remember(`request:${key}`, { path: url.pathname, id: made })
  return answer
}

function login(house: House, authorization: string): DoorAnswer {
  if (authorization !== `Basic ${Buffer.from(`${client.id}:${client.secret}`).toString('base64')}`)
    return { status: 401, body: { error: 'invalid_client', error_description: 'Client Authentication failed' } }
  const token = `A21AA${randomBytes(24).toString('base64url')}`
  house.tokens.add(token)
  return {
    status: 200,
    body: { scope: 'https://uri.paypal.com/services/payments/payment', access_token: token, token_type: 'Bearer', app_id: 'APP-80W284485P519543T', expires_in: 32_400, nonce: '' },
  }
}

const routes: Readonly<Record<string, (shop: Shop, request: DoorRequest, id: string, house: House) => DoorAnswer>> = {
  'POST orders': createOrder,
  'GET orders/:': (shop, _request, id) => found(order(shop, id), (one) => ({ status: 200, body: shown(shop, one) })),
  'POST orders/:/capture': (shop, _request, id) => found(order(shop, id), (one) => capture(shop, one)),
  'GET captures/:': (shop, _request, id) => found(captured(shop, id), (one) => ({ status: 200, body: captureObject(shop.url(), one) })),
  'POST captures/:/refund': (shop, request, id) => found(captured(shop, id), (one) => giveBack(shop, one, request.json())),
  'GET refunds/:': (shop, _request, id) =>
    found(shop.orders().find((one) => one.id === id && one.facts.kind === 'refund') ?? null, (one) => ({ status: 200, body: refundObject(shop.url(), one) })),
  'POST verify-webhook-signature': (_shop, request) => verify(request),
  'GET transactions': (shop, { url }) => ({ status: 200, body: transactions(shop, url.searchParams) }),
  'GET disputes': (shop, { url }, _id, house) => {
    if (house.closed) return refused(403, 'NOT_AUTHORIZED', 'PERMISSION_DENIED', 'You do not have permission to access or perform operations on this resource.')
    const of = url.searchParams.get('disputed_transaction_id')
    const all = shop.orders().filter(({ facts }) => facts.kind === 'order' && facts.disputed && (of === null || facts.capture?.id === of))
    return { status: 200, body: { items: all.map(disputeSummary), links: [] } }
  },
  'GET disputes/:': (shop, _request, id) =>
    found(shop.orders().find((one) => one.facts.disputed && `PP-D-${one.id}` === id) ?? null, (one) => ({ status: 200, body: disputeObject(one) })),
  'GET balances': (shop, { url }) => ({ status: 200, body: balances(shop, url.searchParams.get('currency_code') ?? 'USD') }),
}

const found = (one: PaypalOrder | null, then: (one: PaypalOrder) => DoorAnswer): DoorAnswer => (one ? then(one) : gone())
const order = (shop: Shop, id: string): PaypalOrder | null => shop.orders().find((one) => one.id === id && one.facts.kind === 'order' && one.state !== 'GONE') ?? null
const captured = (shop: Shop, id: string): PaypalOrder | null => shop.orders().find(({ facts }) => facts.capture?.id === id) ?? null
const refundsOf = (shop: Shop, of: string): PaypalOrder[] => shop.orders().filter(({ facts }) => facts.kind === 'refund' && facts.of === of)
const shown = (shop: Shop, one: PaypalOrder): object => (one.facts.kind === 'refund' ? refundObject(shop.url(), one) : orderObject(shop.url(), one, refundsOf(shop, one.id)))
const newId = (shop: Shop): string => `${String(shop.next()).padStart(4, '0')}${randomBytes(8).toString('hex').toUpperCase().slice(0, 13)}`
const cents = (text: string): number => Math.round(Number(text) * 100)

interface Asked {
  intent?: string
  purchase_units?: { amount?: { currency_code?: string; value?: string }; custom_id?: string; invoice_id?: string; description?: string }[]
  payment_source?: { paypal?: { experience_context?: { return_url?: string; cancel_url?: string; locale?: string } } }
}

function createOrder(shop: Shop, request: DoorRequest): DoorAnswer {
  const asked = request.json() as Asked
  const unit = asked.purchase_units?.[0]
  const context = asked.payment_source?.paypal?.experience_context
  if (asked.intent !== 'CAPTURE' || !unit?.amount?.currency_code || !unit.amount.value) return malformed('MISSING_REQUIRED_PARAMETER', 'A required field / parameter is missing.')
  const { currency_code: currency, value } = unit.amount
  if (!['EUR', 'USD', 'GBP', 'CHF', 'CAD', 'AUD'].includes(currency)) return unable('CURRENCY_NOT_SUPPORTED', 'Currency code is not currently supported.')
  if (!/^\d{1,8}(\.\d\d)?$/.test(value)) return unable('DECIMAL_PRECISION', 'If the currency supports decimals, only two decimal place precision is supported.')
  if (!context?.return_url || !context.cancel_url) return malformed('MISSING_REQUIRED_PARAMETER', 'The return and cancel addresses are required.')
  const { description = '', invoice_id: invoice = null, custom_id: reference = null } = unit
  const lang = context.locale?.startsWith('en') ? 'en' : 'fr'
  const facts: PaypalFacts = {
    kind: 'order',
    description,
    lang,
    invoice,
    success: context.return_url,
    back: context.cancel_url,
    means: 'good',
    capture: null,
    refunded: 0,
    disputed: false,
    of: null,
  }
  const made = { id: newId(shop), about: 'payment' as const, reference, state: 'PAYER_ACTION_REQUIRED', amount: cents(value), currency, at: new Date().toISOString() }
  const one = shop.keep({ ...made, moved: 0, callbackUrl: null, due: null, facts })
  return { status: 201, body: shown(shop, one) }
}

function approve(shop: Shop, one: PaypalOrder, means: PaypalFacts['means']): void {
  if (one.facts.capture || (one.state !== 'PAYER_ACTION_REQUIRED' && one.state !== 'APPROVED')) return
  one.facts.means = means
  shop.become(one, 'APPROVED')
  shop.tell(one, 'CHECKOUT.ORDER.APPROVED')
}

function capture(shop: Shop, one: PaypalOrder): DoorAnswer {
  const { facts } = one
  if (facts.capture) return unable('ORDER_ALREADY_CAPTURED', 'Order already captured. If intent=CAPTURE only one capture per order is allowed.')
  if (one.state !== 'APPROVED') return unable('ORDER_NOT_APPROVED', 'Payer has not yet approved the Order for payment. Please redirect the payer to the rel:approve url.')
  if (facts.invoice && shop.orders().some((other) => other !== one && other.facts.capture && other.facts.invoice === facts.invoice))
    return unable('DUPLICATE_INVOICE_ID', 'Duplicate Invoice ID detected.')
  if (facts.means === 'declined')
    return unable('INSTRUMENT_DECLINED', 'The instrument presented was either declined by the processor or bank, or it can not be used for this payment.', [
      { rel: 'redirect', href: `${shop.url()}/checkoutnow?token=${one.id}`, method: 'GET' },
    ])
  facts.capture = { id: newId(shop), status: facts.means === 'slow' ? 'PENDING' : 'COMPLETED', at: new Date().toISOString() }
  if (facts.means === 'good') shop.move(one)
  shop.become(one, 'COMPLETED')
  shop.tell(one, facts.means === 'slow' ? 'PAYMENT.CAPTURE.PENDING' : 'PAYMENT.CAPTURE.COMPLETED')
  return { status: 201, body: shown(shop, one) }
}

function giveBack(shop: Shop, one: PaypalOrder, asked: Record<string, unknown>): DoorAnswer {
  const { amount, custom_id: reference, invoice_id: invoice } = asked as { amount?: { currency_code: string; value: string }; custom_id?: string; invoice_id?: string }
  const left = one.amount - one.facts.refunded
  const wanted = amount ? cents(amount.value) : left
  if (one.facts.capture?.status !== 'COMPLETED') return unable('CAPTURE_STATUS_INVALID', 'The capture is not completed.')
  if (left === 0) return unable('CAPTURE_FULLY_REFUNDED', 'The capture has already been fully refunded.')
  if (amount && amount.currency_code !== one.currency) return unable('CURRENCY_MISMATCH', 'The currency must be the same as that of the capture.')
  if (!(wanted > 0) || wanted > left) return unable('REFUND_AMOUNT_EXCEEDED', 'The refund amount must be less than or equal to the capture amount that has not yet been refunded.')
  const facts: PaypalFacts = { ...one.facts, kind: 'refund', invoice: invoice ?? null, capture: null, refunded: 0, of: one.id }
  const made = { id: newId(shop), about: 'refund' as const, reference: reference ?? null, state: 'COMPLETED', amount: wanted, currency: one.currency, at: new Date().toISOString() }
  const back = shop.keep({ ...made, moved: 0, callbackUrl: null, due: null, facts })
  shop.move(back)
  one.facts.refunded += wanted
  shop.become(one, one.state)
  shop.tell(back, 'PAYMENT.CAPTURE.REFUNDED')
  return { status: 201, body: refundObject(shop.url(), back) }
}

function reach(shop: Shop, one: PaypalOrder, to: string): void {
  const { facts } = one
  if (facts.kind === 'refund' || one.state === 'GONE') return
  if (facts.capture?.status === 'PENDING') {
    facts.capture.status = to === 'approve' ? 'COMPLETED' : 'DECLINED'
    if (to === 'approve') shop.move(one)
    shop.become(one, one.state)
    return shop.tell(one, to === 'approve' ? 'PAYMENT.CAPTURE.COMPLETED' : 'PAYMENT.CAPTURE.DENIED')
  }
  if (to === 'approve') return approve(shop, one, 'good')
  if (facts.capture) return
  // The approval is taken back, or its time is over: the order is no more.
  shop.become(one, 'GONE')
  shop.tell(one, 'CHECKOUT.PAYMENT-APPROVAL.REVERSED')
}

function verify(request: DoorRequest): DoorAnswer {
  const { transmission_id: id, transmission_time: time, transmission_sig: signature, webhook_id: webhook } = request.json() as Record<string, string>
  const raw = /"webhook_event":([\s\S]*)\}$/.exec(request.body.toString())?.[1]
  if (!id || !time || !signature || !raw) return malformed('MISSING_REQUIRED_PARAMETER', 'A required field / parameter is missing.')
  return { status: 200, body: { verification_status: webhook === webhookId && sealHolds(raw, id, time, signature) ? 'SUCCESS' : 'FAILURE' } }
}

function transactions(shop: Shop, query: URLSearchParams): object {
  const [from, to] = [Date.parse(query.get('start_date') ?? ''), Date.parse(query.get('end_date') ?? '')]
  const size = Number(query.get('page_size') ?? 100)
  const page = Number(query.get('page') ?? 1)
  const all = shop.orders().flatMap((one) => {
    const { capture: taken, kind, invoice } = one.facts
    const at = kind === 'refund' ? one.at : taken?.at
    if (!at || Date.parse(at) < from || Date.parse(at) > to) return []
    const info = { transaction_initiation_date: at, transaction_updated_date: at, custom_field: one.reference, invoice_id: invoice }
    if (kind === 'refund')
      return [{ ...info, transaction_id: one.id, transaction_event_code: 'T1107', transaction_amount: money(-one.amount, one.currency), transaction_status: 'S' }]
    const status = { COMPLETED: 'S', PENDING: 'P', DECLINED: 'D' }[taken!.status]
    return [{ ...info, transaction_id: taken!.id, transaction_event_code: 'T0006', transaction_amount: money(one.amount, one.currency), transaction_status: status }]
  })
  const details = all.slice((page - 1) * size, page * size).map((one) => ({ transaction_info: one }))
  return { transaction_details: details, page, total_items: all.length, total_pages: Math.ceil(all.length / size), links: [] }
}

function balances(shop: Shop, currency: string): object {
  const own = shop.orders().filter((one) => one.currency === currency)
  const sum = own.reduce((all, one) => all + broughtBy(one), 0)
  const total = money(sum, currency)
  return { balances: [{ currency, primary: true, total_balance: total, available_balance: total, withheld_balance: money(0, currency) }], account_id: 'QYR5Z8XDVJNXQ' }
}

function letter(shop: Shop, one: PaypalOrder, type: string, genuine: boolean): DoorCall | null {
  const url = shop.callbackAddress(one.callbackUrl)
  if (!url) return null
  const { kind, resource } = resourceOf(shop.url(), one, type)
  const event = {
    id: `WH-${newId(shop)}`,
    event_version: '1.0',
    create_time: new Date().toISOString(),
    resource_type: kind,
    resource_version: '2.0',
    event_type: type,
    summary: type,
    resource,
    links: [],
  }
  const body = JSON.stringify(event)
  return { url, method: 'POST', body, headers: (at) => ({ ...seal(body, at, `${shop.url()}/certs/stand-in.pem`, genuine) }) }
}
