import { createHmac } from 'node:crypto'
import { clock } from '#platform/clock'
import type { PaymentDoorOptions } from './payment-door.ts'
import { type DoorAnswer, type DoorCall, type DoorOrder, type DoorRequest, type Keeper, type KeptDoor, openKeeper } from './payment-keeper.ts'

/**
 * Stand-in of FedaPay, after docs.fedapay.com (API v1: transactions, token, send payment, payouts, balances, currencies, webhooks) and the official client
 * npm `fedapay` 1.2.5, which speaks to it unchanged (`setApiBase`). Ours, because no document says: error codes of declined orders, the `search` parameter
 * of /search, an account that begins with ten million francs, a fee of 1,8 %. Not done: hosted page with several means, cards,
 * customers on their own, changing and deleting orders, sub-accounts, invoices, logs.
 */
export type Facts = {
  description: string
  mode: string | null
  token: string | null
  returnUrl: string | null
  phone: string
  customer: Record<string, unknown>
  metadata: Record<string, unknown>
  error: string | null
  changedAt: string
}
type Order = DoorOrder<Facts>

const secretKey = 'sk_sandbox_stand_in_of_fedapay'
const webhookSecret = 'wh_sandbox_stand_in_of_fedapay'
const modes = ['mtn', 'moov', 'mtn_ci', 'moov_tg', 'mtn_open', 'airtel_ne', 'free_sn', 'togocel', 'mtn_ecw', 'mtn_open_ci', 'wave_direct_ci']
const xof = { klass: 'v1/currency', id: 1, name: 'FCFA', iso: 'XOF', code: 952, prefix: null, suffix: 'CFA', div: 1, default: true }
const opening = 10_000_000

export function openFedapay(options: PaymentDoorOptions = {}): Promise<KeptDoor> {
  return openKeeper<Facts>('fedapay', options, (keeper) => ({
    env: (url) => ({ FEDAPAY_URL: `${url}/v1`, FEDAPAY_SECRET_KEY: secretKey, FEDAPAY_WEBHOOK_SECRET: webhookSecret }),
    handle: (request) => handle(keeper, request),
    reach: (order, to) => reach(keeper, order, to),
    callback: (order, what) => webhook(keeper, order, what, webhookSecret),
    forge: (order) => webhook(keeper, { ...order, state: order.about === 'payment' ? 'approved' : 'sent' }, 'approved', 'wh_a_stranger_guesses'),
  }))
}

type Handler = (keeper: Keeper<Facts>, request: DoorRequest, id: string) => DoorAnswer

const routes: readonly [string, RegExp, Handler][] = [
  ['POST', /^\/transactions$/, createTransaction],
  ['GET', /^\/transactions(?:\/search)?$/, (keeper, request) => search(keeper, request, 'transactions')],
  [
    'GET',
    /^\/transactions\/fees$/,
    (_keeper, { url }) => ({ status: 200, body: { amount: feeOf(Number(url.searchParams.get('amount') ?? 0)), mode: url.searchParams.get('mode') } }),
  ],
  ['GET', /^\/transactions\/(\d+)$/, (keeper, _request, id) => one(keeper, id)],
  ['POST', /^\/transactions\/(\d+)\/token$/, makeToken],
  ['POST', new RegExp(`^/(?:transactions/)?(${modes.join('|')})$`), sendPayment],
  ['POST', /^\/payouts$/, createPayout],
  ['PUT', /^\/payouts\/start$/, startPayouts],
  ['GET', /^\/payouts(?:\/search)?$/, (keeper, request) => search(keeper, request, 'payouts')],
  ['GET', /^\/payouts\/(\d+)$/, (keeper, _request, id) => one(keeper, id)],
  ['GET', /^\/balances$/, (keeper) => ({ status: 200, body: { 'v1/balances': [{ klass: 'v1/balance', id: 1, currency_id: xof.id, amount: balanceOf(keeper), mode: 'mtn' }] } })],
  ['GET', /^\/currencies$/, () => ({ status: 200, body: { 'v1/currencies': [xof] } })],
]

function handle(keeper: Keeper<Facts>, request: DoorRequest): DoorAnswer {
  const { pathname } = request.url
  if (pathname.startsWith('/pay/')) return payPage(keeper, request)
  if (!pathname.startsWith('/v1/')) return wrong(404, 'Not found')
  if (request.headers.authorization !== `Bearer ${secretKey}`) return wrong(401, 'Erreur d’authentification')
  for (const [method, pattern, answer] of routes) {
    const found = request.method === method ? pattern.exec(pathname.slice(3)) : null
    if (found) return answer(keeper, request, found[1] ?? '')
  }
  return wrong(404, 'Not found')
}

function createTransaction(keeper: Keeper<Facts>, request: DoorRequest): DoorAnswer {
  const asked = request.json()
  const errors = errorsIn(asked, ['description'])
  if (errors) return wrong(422, 'Validation échouée', errors)
  const order = keep(keeper, 'payment', asked)
  keeper.tell(order, 'created')
  return one(keeper, order.id)
}

function createPayout(keeper: Keeper<Facts>, request: DoorRequest): DoorAnswer {
  const asked = request.json()
  const errors = errorsIn(asked, ['customer', 'mode'])
  if (errors) return wrong(422, 'Validation échouée', errors)
  const order = keep(keeper, 'payout', asked)
  keeper.tell(order, 'created')
  return one(keeper, order.id)
}

/** `merchant_reference` names the order for its maker. `about` in our own metadata tells a refund from a payout in the door's list. */
function keep(keeper: Keeper<Facts>, about: 'payment' | 'payout', asked: Record<string, unknown>): Order {
  const customer = fields(asked.customer)
  const metadata = fields(asked.custom_metadata)
  const at = clock.now().toISOString()
  return keeper.keep({
    id: String(100_000 + keeper.next()),
    about: about === 'payout' && metadata.about === 'refund' ? 'refund' : about,
    reference: typeof asked.merchant_reference === 'string' ? asked.merchant_reference : null,
    state: 'pending',
    amount: Number(asked.amount),
    currency: 'XOF',
    at,
    moved: 0,
    callbackUrl: null,
    due: null,
    facts: {
      description: text(asked.description),
      mode: about === 'payout' ? text(asked.mode) : null,
      token: null,
      returnUrl: typeof asked.callback_url === 'string' ? asked.callback_url : null,
      phone: text(fields(customer.phone_number).number),
      customer,
      metadata,
      error: null,
      changedAt: at,
    },
  })
}

function errorsIn(asked: Record<string, unknown>, needed: readonly string[]): Record<string, string[]> | null {
  const errors: Record<string, string[]> = {}
  if (!Number.isInteger(asked.amount) || Number(asked.amount) < 100) errors.amount = ['doit être un nombre entier d’au moins 100']
  if (fields(asked.currency).iso !== 'XOF') errors.currency = ['n’existe pas']
  for (const name of needed) if (!asked[name]) errors[name] = ['doit être rempli']
  const number = fields(fields(asked.customer).phone_number).number
  if (number !== undefined && !/^\+?\d{8,15}$/.test(text(number))) errors['customer.phone_number'] = ['n’est pas un numéro valide']
  return Object.keys(errors).length > 0 ? errors : null
}

function makeToken(keeper: Keeper<Facts>, _request: DoorRequest, id: string): DoorAnswer {
  const order = keeper.find(id)
  if (order?.about !== 'payment') return wrong(404, 'Transaction non trouvée')
  order.facts.token ??= createHmac('sha256', secretKey).update(`${keeper.url()}${id}`).digest('base64url')
  keeper.remember(`token:${order.facts.token}`, id)
  keeper.keep(order)
  return { status: 200, body: { token: order.facts.token, url: `${keeper.url()}/pay/${order.facts.token}` } }
}

const ofToken = (keeper: Keeper<Facts>, token: unknown): Order | null => keeper.find(keeper.recall<string>(`token:${String(token)}`) ?? '')

function sendPayment(keeper: Keeper<Facts>, request: DoorRequest, mode: string): DoorAnswer {
  const { token, phone_number } = request.json()
  const order = ofToken(keeper, token)
  if (!order) return wrong(400, 'Token invalide')
  if (order.state !== 'pending') return wrong(400, 'La transaction a déjà été traitée')
  order.facts.mode = mode
  order.facts.phone = text(fields(phone_number).number) || order.facts.phone
  act(keeper, order)
  return { status: 200, body: { message: 'Processing', 'v1/transaction': wrapped(order) } }
}

function startPayouts(keeper: Keeper<Facts>, request: DoorRequest): DoorAnswer {
  const { payouts } = request.json()
  const orders = (Array.isArray(payouts) ? payouts : []).map((asked: unknown) => keeper.find(String(fields(asked).id)))
  const ready = orders.filter((order): order is Order => order !== null && order.about !== 'payment')
  if (ready.length === 0 || ready.length < orders.length) return wrong(404, 'Dépôt non trouvé')
  if (ready.some(({ state }) => state !== 'pending')) return wrong(400, 'Le dépôt a déjà été démarré')
  for (const order of ready) {
    keeper.become(order, 'started')
    if (order.amount > balanceOf(keeper)) end(keeper, order, 'failed', 'INSUFFICIENT_BALANCE')
    else act(keeper, order)
  }
  return { status: 200, body: { 'v1/payouts': ready.map(wrapped) } }
}

/** Sandbox numbers as FedaPay gives them to its merchants: …66000001 and …64000001 say yes at once, …66000000 and …64000000 no. Others take the time told. */
function act(keeper: Keeper<Facts>, order: Order): void {
  const special = /6[46]00000([01])$/.exec(order.facts.phone)?.[1]
  keeper.plan(order, special === '0' ? 'refuse' : 'approve', special ? 0 : keeper.behaviour().approveAfterMs)
}

function reach(keeper: Keeper<Facts>, order: Order, to: string): void {
  if (order.about !== 'payment') {
    if (order.state === 'started') end(keeper, order, to === 'approve' ? 'sent' : 'failed', to === 'approve' ? null : 'RECIPIENT_NOT_FOUND')
  } else if (order.state === 'pending' && (order.facts.mode || order.facts.token)) {
    end(keeper, order, to === 'approve' ? 'approved' : 'declined', to === 'approve' ? null : 'PAYER_INSUFFICIENT_FUNDS')
  }
}

function end(keeper: Keeper<Facts>, order: Order, state: string, error: string | null): void {
  order.facts.error = error
  order.facts.changedAt = clock.now().toISOString()
  keeper.become(order, state)
  if (error === null) keeper.move(order)
  keeper.tell(order, state)
}

function one(keeper: Keeper<Facts>, id: string): DoorAnswer {
  const order = keeper.find(id)
  if (!order) return wrong(404, 'Non trouvé')
  return { status: 200, body: { [`v1/${order.about === 'payment' ? 'transaction' : 'payout'}`]: wrapped(order) } }
}

/** Our references are looked for by an index: a busy test asks for them all the time. */
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

function search(keeper: Keeper<Facts>, { url }: DoorRequest, kind: 'transactions' | 'payouts'): DoorAnswer {
  const words = url.searchParams.get('search')
  const size = Number(url.searchParams.get('per_page') ?? 25)
  const page = Number(url.searchParams.get('page') ?? 1)
  const all = (words && uuid.test(words) ? keeper.under(words) : keeper.orders())
    .filter(({ about }) => (about === 'payment') === (kind === 'transactions'))
    .filter((order) => !words || JSON.stringify(wrapped(order)).includes(words))
    .toReversed()
  const pages = Math.max(1, Math.ceil(all.length / size))
  const meta = { current_page: page, next_page: page < pages ? page + 1 : null, prev_page: page > 1 ? page - 1 : null, total_pages: pages, total_count: all.length, per_page: size }
  return { status: 200, body: { [`v1/${kind}`]: all.slice((page - 1) * size, page * size).map(wrapped), meta } }
}

const feeOf = (amount: number): number => Math.ceil((amount * 18) / 1_000)

/** As the API shows an order. */
function wrapped(order: Order): Record<string, unknown> {
  const paid = order.about === 'payment' && order.moved > 0
  const { description, mode, customer, metadata, error, returnUrl, changedAt } = order.facts
  return {
    klass: order.about === 'payment' ? 'v1/transaction' : 'v1/payout',
    id: Number(order.id),
    reference: `trx_${order.id}`,
    amount: order.amount,
    description,
    callback_url: returnUrl,
    status: order.state,
    currency_id: xof.id,
    mode,
    customer,
    custom_metadata: metadata,
    merchant_reference: order.reference,
    commission: '0.018',
    fees: paid ? feeOf(order.amount) : null,
    amount_transferred: paid ? order.amount - feeOf(order.amount) : null,
    last_error_code: error,
    created_at: order.at,
    updated_at: changedAt,
    approved_at: order.state === 'approved' ? changedAt : null,
    sent_at: order.state === 'sent' ? changedAt : null,
  }
}

function balanceOf(keeper: Keeper<Facts>): number {
  return keeper.orders().reduce((sum, order) => sum + order.moved * (order.about === 'payment' ? order.amount - feeOf(order.amount) : -order.amount), opening)
}

function webhook(keeper: Keeper<Facts>, order: Order, what: string, secret: string): DoorCall | null {
  const url = keeper.callbackAddress()
  if (!url) return null
  const object = order.about === 'payment' ? 'transaction' : 'payout'
  const body = JSON.stringify({ id: keeper.next(), object, name: `${object}.${what}`, type: `${object}.${what}`, entity: wrapped(order), created_at: clock.now().toISOString() })
  return {
    url,
    method: 'POST',
    body,
    headers: (at) => {
      const t = Math.floor(at.getTime() / 1000)
      return { 'x-fedapay-signature': `t=${t},s=${createHmac('sha256', secret).update(`${t}.${body}`).digest('hex')}` }
    },
  }
}

/** The page behind a token: the payer pays or gives up, and goes back to the merchant. */
function payPage(keeper: Keeper<Facts>, { method, url }: DoorRequest): DoorAnswer {
  const order = ofToken(keeper, url.pathname.split('/')[2])
  if (!order) return wrong(404, 'Token invalide')
  if (method === 'POST') {
    reach(keeper, order, url.pathname.endsWith('/yes') ? 'approve' : 'refuse')
    const back = new URL(order.facts.returnUrl ?? keeper.url())
    back.searchParams.set('id', order.id)
    back.searchParams.set('status', order.state)
    return { status: 303, headers: { location: back.href } }
  }
  const button = (to: string, word: string): string => `<form method="post" action="/pay/${order.facts.token}/${to}"><button>${word}</button></form>`
  return { status: 200, body: `<!doctype html><title>FedaPay (bac à sable)</title><p>${order.amount} F</p>${button('yes', 'Payer')}${button('no', 'Annuler')}` }
}

function fields(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : ''
}

function wrong(status: number, message: string, errors?: Record<string, string[]>): DoorAnswer {
  return { status, body: { message, ...(errors ? { errors } : {}) } }
}
