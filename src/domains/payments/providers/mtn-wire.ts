import { z } from 'zod'
import { clock, minute } from '#platform/clock'
import type { Config } from '#platform/config'
import { type Currency, fromMajor, isCurrency, type Money } from '#platform/money'
import type { Channel, ProviderLine, ProviderState } from '../types.ts'
import { ask, type Ask, readAs, reasonOf, type Said, stateOf, unavailable } from './wire.ts'

/** What a target environment collects: MTN has one for each country, and a sandbox that knows euros only. */
export const environments: Readonly<Record<string, { channel: Channel; country: string; currency: Currency }>> = {
  sandbox: { channel: 'mtn-bj', country: 'BJ', currency: 'EUR' },
  mtnbenin: { channel: 'mtn-bj', country: 'BJ', currency: 'XOF' },
  mtnivorycoast: { channel: 'mtn-ci', country: 'CI', currency: 'XOF' },
}

/** Product and operation of what we do. */
const operations: Readonly<Record<ProviderLine['about'], { product: Product; name: string }>> = {
  payment: { product: 'collection', name: 'requesttopay' },
  payout: { product: 'disbursement', name: 'transfer' },
  refund: { product: 'disbursement', name: 'refund' },
}
type Product = 'collection' | 'disbursement'

/** Answers of 500 that say what is wrong: the order was not taken and will not be, however often it is sent. */
const final = /INVALID_CURRENCY|NOT_ALLOWED|NOT_FOUND|NOT_ENOUGH_FUNDS|LIMIT|INVALID_|CANCELED|APPROVAL_REJECTED|EXPIRED|COULD_NOT_PERFORM/

const complaint = z.object({ code: z.string() })
export const codeOf = ({ body }: Said): string | null => complaint.safeParse(body).data?.code ?? null

export interface Wire {
  /** `taken` = 202; `known` = 409, this reference was used: to be read, never repeated under another. Else the refusal. */
  order: (about: ProviderLine['about'], id: string, body: object, callbackUrl: string) => Promise<'taken' | 'known' | ProviderState>
  /** Null when MTN has never heard of it. */
  read: (about: ProviderLine['about'], id: string) => Promise<ProviderState | null>
  balance: (currency: Currency) => Promise<number | null>
}

/** The HTTP side of MTN MoMo (momodeveloper.mtn.com: Collection, Disbursement, API v1_0). A token of a product is kept until a minute before its end. */
export function openWire(config: Config): Wire {
  const { MTN_URL, MTN_TARGET_ENVIRONMENT, MTN_API_USER = '', MTN_API_KEY = '' } = config
  const keys: Record<Product, string> = { collection: config.MTN_COLLECTION_KEY ?? '', disbursement: config.MTN_DISBURSEMENT_KEY ?? '' }
  const tokens = new Map<Product, { token: string; until: number }>()

  const login = async (product: Product): Promise<string> => {
    const kept = tokens.get(product)
    if (kept && kept.until > clock.now().getTime()) return kept.token
    const authorization = `Basic ${Buffer.from(`${MTN_API_USER}:${MTN_API_KEY}`).toString('base64')}`
    const said = await ask('mtn', `${MTN_URL}/${product}/token/`, { method: 'POST', headers: { authorization, 'ocp-apim-subscription-key': keys[product] } })
    const { access_token: token, expires_in: seconds } = readAs('mtn', z.object({ access_token: z.string(), expires_in: z.coerce.number() }), said.body)
    tokens.set(product, { token, until: clock.now().getTime() + seconds * 1000 - minute })
    return token
  }
  const call = async (product: Product, path: string, asked: Ask, settles: (said: Said) => boolean, again = true): Promise<Said> => {
    const headers = {
      authorization: `Bearer ${await login(product)}`,
      'x-target-environment': MTN_TARGET_ENVIRONMENT,
      'ocp-apim-subscription-key': keys[product],
      ...asked.headers,
    }
    const said = await ask('mtn', `${MTN_URL}/${product}${path}`, { ...asked, headers }, (one) => one.status === 401 || settles(one))
    if (said.status !== 401) return said
    // A token may be withdrawn before its time: one new one, then the keys are wrong.
    tokens.delete(product)
    if (!again) throw unavailable('mtn')
    return call(product, path, asked, settles, false)
  }
  const settled = (said: Said): boolean => said.status >= 500 && final.test(codeOf(said) ?? '')
  return {
    order: async (about, id, body, callbackUrl) => {
      const { product, name } = operations[about]
      const headers = { 'x-reference-id': id, 'x-callback-url': callbackUrl }
      const said = await call(product, `/v1_0/${name}`, { method: 'POST', headers, json: body }, settled)
      if (said.status === 409) return 'known'
      return said.status < 300 ? 'taken' : stateOf('failed', { reason: reasonOf(about, codeOf(said)), providerRef: id })
    },
    read: async (about, id) => {
      const { product, name } = operations[about]
      const said = await call(product, `/v1_0/${name}/${id}`, {}, () => false)
      return said.status === 404 ? null : stateIn(about, id, said.body)
    },
    balance: async (currency) => {
      const parts = await Promise.all((['collection', 'disbursement'] as const).map((product) => call(product, '/v1_0/account/balance', {}, () => false)))
      const sums = parts.map(({ body }) =>
        amountIn(
          readAs(
            'mtn',
            z.object({ availableBalance: z.string(), currency: z.string() }).transform((one) => ({ ...one, amount: one.availableBalance })),
            body,
          ),
        ),
      )
      return sums.every((sum) => sum?.currency === currency) ? sums.reduce((all, sum) => all + (sum?.amount ?? 0), 0) : null
    },
  }
}

/** `reason` is a bare word in the sandbox and `{code, message}` in the portal's own description. */
const transaction = z.object({
  status: z.string(),
  amount: z.coerce.string(),
  currency: z.string(),
  reason: z.union([z.string(), z.object({ code: z.string() }).transform(({ code }) => code)]).nullish(),
})

function stateIn(about: ProviderLine['about'], id: string, body: unknown): ProviderState {
  const { status, reason, ...amount } = readAs('mtn', transaction, body)
  const facts = { providerRef: id, money: amountIn(amount) }
  if (status === 'SUCCESSFUL') return stateOf('confirmed', facts)
  if (status !== 'FAILED') return stateOf('pending', facts)
  return stateOf(reason === 'EXPIRED' ? 'expired' : 'failed', { ...facts, reason: reasonOf(about, reason) })
}

function amountIn({ amount, currency }: { amount: string; currency: string }): Money | null {
  return isCurrency(currency) ? fromMajor(amount, currency) : null
}
