import { createHmac } from 'node:crypto'
import { type DoorAnswer, type DoorCall, type DoorRequest, type KeptDoor, openKeeper } from './payment-keeper.ts'
import type { PaymentDoorOptions } from './payment-door.ts'
import { checkout } from './stripe-checkout.ts'
import { type Form, missing, once, page, readForm, refused, textIn, wantedIn } from './stripe-forms.ts'
import { chargeObject, disputeObject, intentObject, refundObject, sessionObject, setupObject, type StripeFacts, type StripeOrder } from './stripe-objects.ts'
import {
  balanceOf,
  closeDispute,
  createIntent,
  createRefund,
  createSession,
  newest,
  ok,
  payWith,
  reach,
  type Row,
  session,
  type Shop,
  takeBack,
  withIntent,
} from './stripe-shop.ts'

const secretKey = 'sk_test_griot_stand_in'
const webhookSecret = 'whsec_of_the_stand_in_of_stripe'

export interface StripeDoor extends KeptDoor {
  /** Chooses a test card on the hosted page, by its token (`pm_card_…`). */
  pay: (session: string, card: string) => Promise<void>
  /** The cardholder's bank takes a payment back. */
  dispute: (idOrReference: string) => void
  /** And gives it up, or keeps it. */
  closeDispute: (idOrReference: string, outcome: 'won' | 'lost') => void
}

/**
 * Stripe as docs.stripe.com/api, /testing and /webhooks say it, as far as a shop that sends its payers to Checkout needs: sessions (payment and setup), intents, refunds, charges,
 * balance, idempotency, signed events. The official client works with it (`host`, `port`, `protocol`). What it hands out has the shape of stripe/openapi's fixtures.
 * A payer has a page, and acts there (or by `approve`), never by themselves: `approveAfterMs` is for phones, and for refunds that wait.
 */
export async function openStripe(options: PaymentDoorOptions = {}): Promise<StripeDoor> {
  let shop!: Shop
  const door = await openKeeper<StripeFacts>('stripe', options, (keeper) => {
    shop = keeper
    return {
      env: (url) => ({ STRIPE_URL: url, STRIPE_SECRET_KEY: secretKey, STRIPE_WEBHOOK_SECRET: webhookSecret }),
      troubled: ({ method, url }) => method === 'POST' && url.pathname.startsWith('/v1/'),
      handle: (request) => handle(keeper, request),
      reach: (order, to) => reach(keeper, order, to),
      callback: (order, what) => letter(keeper, order, what, webhookSecret),
      forge: (order, what) => letter(keeper, order, what, 'whsec_of_a_stranger'),
    }
  })
  const wanted = (key: string): StripeOrder => {
    const order = shop.find(key)
    if (!order) throw new Error(`stripe knows no order ${key}`)
    return order
  }
  const paidWith = (key: string): StripeOrder => shop.orders().find((one) => one.facts.intent?.status === 'succeeded' && (one.id === key || one.reference === key)) ?? wanted(key)
  return {
    ...door,
    pay: (session, card) => Promise.resolve(payWith(shop, wanted(session), card)).then(() => undefined),
    dispute: (key) => takeBack(shop, paidWith(key)),
    closeDispute: (key, outcome) => closeDispute(shop, paidWith(key), outcome),
  }
}

function handle(shop: Shop, request: DoorRequest): DoorAnswer | Promise<DoorAnswer> {
  const { url, method, headers } = request
  if (url.pathname.startsWith('/c/pay/')) return checkout(shop, request)
  if (headers.authorization !== `Bearer ${secretKey}`) return refused(401, { message: headers.authorization ? 'Invalid API Key provided' : 'You did not provide an API key.' })
  const form = readForm(method === 'GET' ? url.search.slice(1) : request.body.toString())
  return once(request, shop, () => route(shop, method, url.pathname, form))
}

function route(shop: Shop, method: string, path: string, form: Form): DoorAnswer {
  const [, , what = '', id = '', verb = ''] = path.replace('/checkout/sessions', '/sessions').split('/')
  const handler = routes[`${method} ${what}${id ? (id === 'search' ? '/search' : verb ? `/:/${verb}` : '/:') : ''}`]
  return handler ? handler(shop, form, id) : refused(404, { message: `Unrecognized request URL (${method}: ${path}).` })
}

const routes: Readonly<Record<string, (shop: Shop, form: Form, id: string) => DoorAnswer>> = {
  'POST sessions': createSession,
  'GET sessions': (shop, form) =>
    page(
      '/v1/checkout/sessions',
      form,
      newest(shop, ({ facts }) => facts.kind === 'session').map((one) => sessionObject(shop.url(), one, wantedIn(form)) as Row),
    ),
  'GET sessions/:': (shop, form, id) => {
    const one = session(shop, id)
    return one ? ok(sessionObject(shop.url(), one, wantedIn(form))) : missing('checkout.session', id)
  },
  'POST sessions/:/expire': (shop, form, id) => {
    const one = session(shop, id)
    if (!one) return missing('checkout.session', id)
    if (one.state !== 'open')
      return refused(400, { message: `Only Checkout Sessions with a status in ["open"] can be expired. This Checkout Session has a status of ${one.state}.` })
    shop.plan(one, '', null)
    shop.become(one, 'expired')
    shop.tell(one, 'checkout.session.expired')
    return ok(sessionObject(shop.url(), one, wantedIn(form)))
  },
  'POST payment_intents': createIntent,
  'GET payment_intents': (shop, form) => {
    const customer = textIn(form, 'customer')
    return page(
      '/v1/payment_intents',
      form,
      newest(shop, ({ facts }) => facts.intent && (!customer || facts.customer === customer)).map((one) => intentObject(one, wantedIn(form)) as Row),
    )
  },
  'GET payment_intents/search': (shop, form) => {
    const wanted = /^metadata\["reference"\]:"(.+)"$/.exec(textIn(form, 'query') ?? '')?.[1]
    const data = newest(shop, ({ facts }) => facts.intent && facts.intent.metadata.reference === wanted).map((one) => intentObject(one, wantedIn(form)))
    return ok({ object: 'search_result', url: '/v1/payment_intents/search', has_more: false, next_page: null, data })
  },
  'GET payment_intents/:': (shop, form, id) => {
    const one = withIntent(shop, id)
    return one ? ok(intentObject(one, wantedIn(form))) : missing('payment_intent', id)
  },
  'GET setup_intents/:': (shop, _form, id) => {
    const one = session(shop, id.replace('seti_', 'cs_test_'))
    return one ? ok(setupObject(one)) : missing('setupintent', id)
  },
  'GET charges/:': (shop, form, id) => {
    const one = shop.orders().find(({ facts }) => facts.intent?.charge === id)
    return one ? ok(chargeObject(one, wantedIn(form))) : missing('charge', id)
  },
  'POST refunds': createRefund,
  'GET refunds': (shop, form) => {
    const of = textIn(form, 'payment_intent')
    return page(
      '/v1/refunds',
      form,
      newest(shop, ({ facts }) => facts.kind === 'refund' && (!of || facts.of === of)).map((one) => refundObject(one) as Row),
    )
  },
  'GET refunds/:': (shop, _form, id) => {
    const one = shop.orders().find((order) => order.id === id && order.facts.kind === 'refund')
    return one ? ok(refundObject(one)) : missing('refund', id)
  },
  'GET disputes': (shop, form) => {
    const of = textIn(form, 'payment_intent')
    return page(
      '/v1/disputes',
      form,
      newest(shop, ({ facts }) => facts.intent?.disputed && (!of || facts.intent.id === of)).map((one) => disputeObject(one, wantedIn(form)) as Row),
    )
  },
  'GET balance': (shop) => ok(balanceOf(shop)),
}

/** `type` is the event's. The body is fixed now; the signature is made when the letter leaves. */
function letter(shop: Shop, order: StripeOrder, type: string, secret: string): DoorCall | null {
  const url = shop.callbackAddress(order.callbackUrl)
  if (!url) return null
  const never = (): boolean => false
  const about = type.startsWith('checkout.session.')
    ? sessionObject(shop.url(), order, never)
    : type.startsWith('payment_intent.')
      ? intentObject(order, never)
      : type.startsWith('setup_intent.')
        ? setupObject(order)
        : type.startsWith('charge.dispute.')
          ? disputeObject(order)
          : refundObject(order)
  const created = Math.floor(Date.now() / 1000)
  const event = {
    id: `evt_${String(shop.next()).padStart(10, '0')}`,
    object: 'event',
    api_version: '2026-10-28.endive',
    created,
    data: { object: about },
    livemode: false,
    pending_webhooks: 1,
    request: null,
    type,
  }
  const body = JSON.stringify(event)
  return { url, method: 'POST', body, headers: (at) => ({ 'stripe-signature': signatureOf(body, secret, at) }) }
}

export function signatureOf(body: string, secret: string, at: Date): string {
  const time = Math.floor(at.getTime() / 1000)
  return `t=${time},v1=${createHmac('sha256', secret).update(`${time}.${body}`).digest('hex')}`
}
