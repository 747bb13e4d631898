import { clock } from '#platform/clock'
import { type Currency, fromMajor, isCurrency, toMajor } from '#platform/money'
import type { PaymentDoorOptions } from './payment-door.ts'
import { keyIds, type Keys, keysOf, signed, signedByHouse, strangerKey } from './pawapay-signing.ts'
import { type DoorAnswer, type DoorCall, type DoorOrder, type DoorRequest, type Keeper, type KeptDoor, openKeeper } from './payment-keeper.ts'

/**
 * Stand-in of pawaPay, after docs.pawapay.io/v2 (deposits, payouts, refunds, toolkit, signatures, sandbox numbers) and pawaPay's own signing example. With
 * keys in its environment it wants signed orders and signs callbacks, as the dashboard's two switches do. Ours, because no document says: wallets that begin
 * with ten million, an active configuration of Benin and Côte d'Ivoire. Not done: bulk and enqueued payouts, payment page, remittances, statements, predict-provider.
 */
interface Facts {
  phone: string
  operator: string
  clientReferenceId: string | null
  metadata: Record<string, string>
  failure: string | null
  depositId: string | null
  redirect: boolean
  providerTransactionId: string | null
}
type Order = DoorOrder<Facts>
type Fields = Record<string, unknown>

export type PawapayOptions = PaymentDoorOptions & {
  /** How callbacks are signed: DER as Node makes it, raw as RFC 9421 wants it, or not at all (nor orders). */
  signatures?: 'der' | 'raw' | 'none'
}

const bearer = 'token-of-the-stand-in-of-pawapay'
const opening = 10_000_000
const uuid4 = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i

const limits = { minAmount: '100', maxAmount: '2000000', decimalsInAmount: 'NONE' }
const operators: Readonly<Record<string, { country: string; prefix: string; authType: string; status: string }>> = {
  MTN_MOMO_BEN: { country: 'BEN', prefix: '229', authType: 'PROVIDER_AUTH', status: 'OPERATIONAL' },
  MOOV_BEN: { country: 'BEN', prefix: '229', authType: 'PROVIDER_AUTH', status: 'OPERATIONAL' },
  MTN_MOMO_CIV: { country: 'CIV', prefix: '225', authType: 'PROVIDER_AUTH', status: 'CLOSED' },
  ORANGE_CIV: { country: 'CIV', prefix: '225', authType: 'PREAUTH', status: 'OPERATIONAL' },
  WAVE_CIV: { country: 'CIV', prefix: '225', authType: 'REDIRECT_AUTH', status: 'OPERATIONAL' },
}

/** Sandbox numbers of MTN Benin, by their last eight digits (the country has put 01 before them since). */
const numbers: Readonly<Record<string, Readonly<Record<string, string | null>>>> = {
  payment: { '51345029': 'PAYER_NOT_FOUND', '51345039': 'PAYMENT_NOT_APPROVED', '51345069': 'UNSPECIFIED_FAILURE', '51345129': null, '51345789': 'approve' },
  payout: { '51345089': 'RECIPIENT_NOT_FOUND', '51345119': 'UNSPECIFIED_FAILURE', '51345129': null, '51345789': 'approve' },
}

const places: Readonly<Record<string, { about: Order['about']; id: string; fields: readonly string[]; party: string }>> = {
  deposits: {
    about: 'payment',
    id: 'depositId',
    party: 'payer',
    fields: ['depositId', 'payer', 'amount', 'currency', 'preAuthorisationCode', 'clientReferenceId', 'customerMessage', 'metadata', 'successfulUrl', 'failedUrl'],
  },
  payouts: { about: 'payout', id: 'payoutId', party: 'recipient', fields: ['payoutId', 'recipient', 'amount', 'currency', 'clientReferenceId', 'customerMessage', 'metadata'] },
  refunds: { about: 'refund', id: 'refundId', party: '', fields: ['refundId', 'depositId', 'amount', 'currency', 'metadata'] },
}
const placeOf = (about: Order['about']) => (about === 'payment' ? places.deposits! : about === 'payout' ? places.payouts! : places.refunds!)

export function openPawapay({ signatures = 'der', ...options }: PawapayOptions = {}): Promise<KeptDoor> {
  return openKeeper<Facts>('pawapay', options, (keeper) => {
    const keys = keysOf(keeper)
    return {
      env: (url) => ({
        PAWAPAY_URL: url,
        PAWAPAY_TOKEN: bearer,
        ...(signatures === 'none' ? {} : { PAWAPAY_SIGNING_KEY: keys.housePrivate, PAWAPAY_SIGNING_KEY_ID: keyIds.house }),
      }),
      handle: (request) => handle(keeper, request, signatures === 'none' ? null : keys),
      reach: (order, to) => end(keeper, order, to === 'approve' ? null : to === 'refuse' ? 'PAYMENT_NOT_APPROVED' : to),
      callback: (order) => callback(keeper, order, signatures, keys.doorPrivate),
      forge: (order) => callback(keeper, { ...order, state: 'COMPLETED', facts: { ...order.facts, failure: null } }, signatures, strangerKey()),
    }
  })
}

async function handle(keeper: Keeper<Facts>, request: DoorRequest, keys: Keys | null): Promise<DoorAnswer> {
  const { pathname } = request.url
  if (pathname.startsWith('/wave/')) return wavePage(keeper, request)
  if (!request.headers.authorization) return failed(401, 'NO_AUTHENTICATION', 'No authentication provided')
  if (request.headers.authorization !== `Bearer ${bearer}`) return failed(403, 'AUTHENTICATION_ERROR', 'The API token is not valid')
  if (pathname === '/v2/active-conf') return { status: 200, body: activeConf() }
  if (pathname === '/v2/public-key/http') return { status: 200, body: [{ id: keyIds.door, key: keysOf(keeper).doorPublic }] }
  if (pathname === '/v2/wallet-balances')
    return { status: 200, body: { balances: [{ country: 'BEN', balance: toMajor({ amount: balanceOf(keeper), currency: 'XOF' }), currency: 'XOF' }] } }
  const [, what = '', resend, id] = /^\/v2\/(deposits|payouts|refunds)(\/resend-callback)?(?:\/([\w-]+))?$/.exec(pathname) ?? []
  const place = places[what]
  if (!place) return failed(404, 'NOT_FOUND', 'No such path')
  if (request.method === 'GET') return read(keeper, place, id ?? '')
  if (resend) return sendAgain(keeper, place, id ?? '')
  if (keys && !(await signedByHouse(request, keys.housePublic))) return failed(403, 'HTTP_SIGNATURE_ERROR', 'The signature of the request could not be verified')
  return order(keeper, place, request.json())
}

function order(keeper: Keeper<Facts>, place: (typeof places)[string], asked: Fields): DoorAnswer {
  const id = asked[place.id]
  const wrong = mistakeIn(place, asked)
  if (wrong) return failed(400, wrong[0], wrong[1])
  const before = keeper.find(String(id))
  if (before && before.id === id) return { status: 200, body: { [place.id]: id, status: 'DUPLICATE_IGNORED', created: before.at } }
  const account = fields(fields(asked[place.party]).accountDetails)
  const deposit = place.about === 'refund' ? keeper.find(String(asked.depositId)) : null
  const phone = deposit?.facts.phone ?? String(account.phoneNumber)
  const operator = deposit?.facts.operator ?? String(account.provider)
  const money = fromMajor(String(asked.amount), asked.currency as Currency)
  const rejected = rejectionOf(keeper, place.about, { phone, operator, amount: money?.amount ?? null, currency: String(asked.currency), deposit })
  if (rejected)
    return { status: 200, body: { [place.id]: id, status: 'REJECTED', failureReason: { failureCode: rejected, failureMessage: rejected.toLowerCase().replaceAll('_', ' ') } } }
  const made = keeper.keep({
    id: String(id),
    about: place.about,
    // A refund carries no reference of its maker: its id is all there is.
    reference: typeof asked.clientReferenceId === 'string' ? asked.clientReferenceId : null,
    state: 'ACCEPTED',
    amount: money!.amount,
    currency: String(asked.currency),
    at: clock.now().toISOString(),
    moved: 0,
    callbackUrl: null,
    due: null,
    facts: {
      phone,
      operator,
      clientReferenceId: typeof asked.clientReferenceId === 'string' ? asked.clientReferenceId : null,
      metadata: Object.assign({}, ...(Array.isArray(asked.metadata) ? (asked.metadata as Fields[]) : [])) as Record<string, string>,
      failure: null,
      depositId: deposit?.id ?? null,
      redirect: place.about === 'payment' && operators[operator]?.authType === 'REDIRECT_AUTH',
      providerTransactionId: null,
    },
  })
  if (made.facts.redirect) keeper.remember(`back:${made.id}`, asked.successfulUrl)
  const special = numbers[place.about]?.[phone.slice(-8)]
  keeper.plan(made, special ?? 'approve', special === undefined ? keeper.behaviour().approveAfterMs : special === null ? null : 0)
  return { status: 200, body: { [place.id]: id, status: 'ACCEPTED', created: made.at, nextStep: made.facts.redirect ? 'GET_AUTH_URL' : 'FINAL_STATUS' } }
}

function mistakeIn(place: (typeof places)[string], asked: Fields): [string, string] | null {
  const strange = Object.keys(asked).find((name) => !place.fields.includes(name))
  if (strange) return ['UNSUPPORTED_PARAMETER', `${strange} is not supported`]
  const missing = [place.id, 'amount', 'currency', ...(place.party ? [place.party] : ['depositId'])].find((name) => asked[name] === undefined)
  if (missing) return ['MISSING_PARAMETER', `${missing} is missing`]
  if (!uuid4.test(String(asked[place.id]))) return ['INVALID_PARAMETER', `${place.id} must be a UUIDv4`]
  if (typeof asked.amount !== 'string') return ['INVALID_PARAMETER', 'amount must be a string']
  if (asked.customerMessage !== undefined && !/^[a-zA-Z0-9 ]{4,22}$/.test(typeof asked.customerMessage === 'string' ? asked.customerMessage : ''))
    return ['INVALID_PARAMETER', 'customerMessage must be 4 to 22 alphanumeric characters']
  if (asked.metadata !== undefined && !Array.isArray(asked.metadata)) return ['INVALID_PARAMETER', 'metadata must be an array']
  return null
}

function rejectionOf(
  keeper: Keeper<Facts>,
  about: Order['about'],
  { phone, operator, amount, currency, deposit }: { phone: string; operator: string; amount: number | null; currency: string; deposit: Order | null },
): string | null {
  if (about === 'refund') {
    if (deposit?.about !== 'payment') return 'DEPOSIT_NOT_FOUND'
    if (deposit.state !== 'COMPLETED') return 'DEPOSIT_NOT_COMPLETED'
    const given = keeper.orders().reduce((sum, one) => sum + (one.facts.depositId === deposit.id && one.state !== 'FAILED' ? one.amount : 0), 0)
    if (given >= deposit.amount) return 'ALREADY_REFUNDED'
    if (given + (amount ?? 0) > deposit.amount) return 'AMOUNT_TOO_LARGE'
  }
  const known = operators[operator]
  if (!known) return 'INVALID_PROVIDER'
  if (known.status !== 'OPERATIONAL') return 'PROVIDER_TEMPORARILY_UNAVAILABLE'
  if (!isCurrency(currency) || currency !== 'XOF') return 'INVALID_CURRENCY'
  if (!amount) return 'INVALID_AMOUNT'
  if (about !== 'refund' && (amount < Number(limits.minAmount) || amount > Number(limits.maxAmount))) return 'AMOUNT_OUT_OF_BOUNDS'
  if (!new RegExp(`^${known.prefix}\\d{8,10}$`).test(phone)) return 'INVALID_PHONE_NUMBER'
  return about !== 'payment' && amount > balanceOf(keeper) ? 'PAWAPAY_WALLET_OUT_OF_FUNDS' : null
}

function end(keeper: Keeper<Facts>, one: Order, failure: string | null): void {
  if (one.state === 'COMPLETED' || one.state === 'FAILED') return
  one.facts.failure = failure === 'PAYMENT_NOT_APPROVED' && one.about !== 'payment' ? 'RECIPIENT_NOT_FOUND' : failure
  if (!failure) one.facts.providerTransactionId = String(4_000_000_000 + keeper.next())
  keeper.become(one, failure ? 'FAILED' : 'COMPLETED')
  if (!failure) keeper.move(one)
  keeper.tell(one)
}

function read(keeper: Keeper<Facts>, place: (typeof places)[string], id: string): DoorAnswer {
  const one = keeper.find(id)
  return { status: 200, body: one?.id === id && one.about === place.about ? { status: 'FOUND', data: shown(keeper, one) } : { status: 'NOT_FOUND' } }
}

function sendAgain(keeper: Keeper<Facts>, place: (typeof places)[string], id: string): DoorAnswer {
  const one = keeper.find(id)
  const over = one?.id === id && (one.state === 'COMPLETED' || one.state === 'FAILED')
  if (over) keeper.tell(one)
  const why = one ? 'INVALID_STATE' : 'NOT_FOUND'
  return { status: 200, body: { [place.id]: id, status: over ? 'ACCEPTED' : 'REJECTED', ...(over ? {} : { failureReason: { failureCode: why, failureMessage: why } }) } }
}

/** Metadata goes in as a list and comes out as an object. */
function shown(keeper: Keeper<Facts>, one: Order): Fields {
  const place = placeOf(one.about)
  const { phone, operator, clientReferenceId, metadata, failure, depositId, redirect, providerTransactionId } = one.facts
  return {
    [place.id]: one.id,
    status: one.state,
    amount: toMajor({ amount: one.amount, currency: one.currency as Currency }),
    currency: one.currency,
    country: operators[operator]?.country,
    [one.about === 'payment' ? 'payer' : 'recipient']: { type: 'MMO', accountDetails: { phoneNumber: phone, provider: operator } },
    created: one.at,
    ...(depositId ? { depositId } : {}),
    ...(clientReferenceId ? { clientReferenceId } : {}),
    ...(providerTransactionId ? { providerTransactionId } : {}),
    ...(failure ? { failureReason: { failureCode: failure, failureMessage: failure.toLowerCase().replaceAll('_', ' ') } } : {}),
    ...(redirect && one.state === 'ACCEPTED' ? { nextStep: 'REDIRECT_TO_AUTH_URL', authorizationUrl: `${keeper.url()}/wave/${one.id}` } : {}),
    ...(Object.keys(metadata).length > 0 ? { metadata } : {}),
  }
}

function activeConf(): Fields {
  const countries = [...new Set(Object.values(operators).map(({ country }) => country))]
  const operationTypes = ({ authType, status }: (typeof operators)[string]): Fields => ({
    DEPOSIT: { ...limits, authType, status },
    PAYOUT: { ...limits, status },
    REFUND: { ...limits, status },
  })
  return {
    companyName: 'Griot',
    countries: countries.map((country) => ({
      country,
      providers: Object.entries(operators)
        .filter(([, one]) => one.country === country)
        .map(([provider, one]) => ({ provider, displayName: provider, currencies: [{ currency: 'XOF', displayName: 'CFA', operationTypes: operationTypes(one) }] })),
    })),
  }
}

function balanceOf(keeper: Keeper<Facts>): number {
  return keeper.orders().reduce((sum, one) => sum + one.moved * (one.about === 'payment' ? one.amount : -one.amount), opening)
}

/** The page of a wallet that sends its payers to one. */
function wavePage(keeper: Keeper<Facts>, { method, url }: DoorRequest): DoorAnswer {
  const one = keeper.find(url.pathname.split('/')[2] ?? '')
  if (!one?.facts.redirect) return { status: 404, body: 'Not found' }
  if (method !== 'POST') return { status: 200, body: `<!doctype html><title>Wave (bac à sable)</title><p>${one.amount} F</p><form method="post"><button>Payer</button></form>` }
  end(keeper, one, null)
  return { status: 303, headers: { location: keeper.recall<string>(`back:${one.id}`) ?? '/' } }
}

function callback(keeper: Keeper<Facts>, one: Order, signatures: 'der' | 'raw' | 'none', privateKey: string): DoorCall | null {
  const url = keeper.callbackAddress()
  if (!url || (one.state !== 'COMPLETED' && one.state !== 'FAILED')) return null
  const body = JSON.stringify(shown(keeper, one))
  return { url, method: 'POST', body, headers: async (at, to) => (signatures === 'none' ? {} : signed(to, body, at, privateKey, signatures === 'raw')) }
}

function fields(value: unknown): Fields {
  return typeof value === 'object' && value !== null ? (value as Fields) : {}
}

function failed(status: number, failureCode: string, failureMessage: string): DoorAnswer {
  return { status, body: { failureReason: { failureCode, failureMessage } } }
}
