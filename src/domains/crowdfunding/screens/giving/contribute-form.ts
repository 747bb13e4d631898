import type { z } from 'zod'
import { fromMajor, type Currency } from '#platform/money'
import type { FieldRefusal } from '#platform/refusal'
import type { ContributionMethod, Project } from '../../schema.ts'

export type Method = z.output<typeof ContributionMethod>

/** Every field of the way, by the names the operation knows them; `method` is `provider/channel`, `amount` as it was typed, in francs or euros. */
export const fields = ['amount', 'rewardId', 'method', 'phone', 'name', 'email', 'message', 'shipping', 'anonymous', 'hideAmount', 'source'] as const
export type Typed = Partial<Record<(typeof fields)[number], string>>

export const methodKey = ({ provider, channel }: Pick<Method, 'provider' | 'channel'>): string => `${provider}/${channel}`

/** What was typed, without what was left empty. */
export function typedIn(form: FormData | URLSearchParams): Typed {
  return Object.fromEntries(
    fields.flatMap((name) => {
      const value = form.get(name)
      return typeof value === 'string' && value.trim() ? [[name, value.trim()]] : []
    }),
  )
}

interface Ground {
  project: Pick<Project, 'rewards' | 'funding'>
  methods: readonly Method[]
  /** An account with a proven address: the receipt knows where to go. */
  known: boolean
  money: (amount: number, currency: string) => string
  /** The house could read the number that was typed. */
  phoneRead: boolean
}

/** What would certainly be refused, told before anything is sent: one line a field. The operation has the last word. */
export function wrongIn(typed: Typed, { project, methods, known, money, phoneRead }: Ground): FieldRefusal[] {
  const method = methods.find((one) => methodKey(one) === typed.method)
  const reward = project.rewards.find((one) => one.id === typed.rewardId)
  const push = method?.flow === 'push'
  return [
    ...wrongAmount(typed, project, method, money),
    ...(typed.rewardId && reward?.left === 0 ? [{ field: 'amount', code: 'crowdfunding.rewardGone' } as const] : []),
    ...(method ? [] : [{ field: 'method', code: 'crowdfunding.public.needsMethod' } as const]),
    ...(push && !typed.phone ? [{ field: 'phone', code: 'crowdfunding.needsPhone' } as const] : []),
    ...(typed.phone && !phoneRead ? [{ field: 'phone', code: 'payments.wrongPhone' } as const] : []),
    ...(typed.name ? [] : [{ field: 'name', code: 'crowdfunding.public.needsName' } as const]),
    ...(known || typed.email || typed.phone ? [] : [{ field: 'email', code: 'crowdfunding.needsContact' } as const]),
    ...(reward?.shipped && !typed.shipping ? [{ field: 'shipping', code: 'crowdfunding.needsShipping' } as const] : []),
  ]
}

function wrongAmount(typed: Typed, { rewards, funding: { currency } }: Ground['project'], method: Method | undefined, money: Ground['money']): FieldRefusal[] {
  const amount = amountOf(typed, currency)
  const least = rewards.find((one) => one.id === typed.rewardId)?.amount ?? 0
  const refused = (code: FieldRefusal['code'], limit?: number): FieldRefusal[] => [
    { field: 'amount', code, ...(limit === undefined ? {} : { params: { amount: money(limit, currency) } }) },
  ]
  if (!amount) return refused(typed.amount ? 'crowdfunding.public.badAmount' : 'crowdfunding.needsAmount')
  if (amount < least) return refused('crowdfunding.amountBelowReward', least)
  if (method && amount < method.minimum) return refused('crowdfunding.amountBelowMethod', method.minimum)
  if (method && amount > method.maximum) return refused('crowdfunding.amountAboveMethod', method.maximum)
  if (method && amount % method.step !== 0) return refused('crowdfunding.amountStep', method.step)
  return []
}

/** Minor units of what was typed; null when it is no amount above zero. */
export function amountOf(typed: Typed, currency: Currency): number | null {
  const amount = fromMajor(typed.amount ?? '', currency)?.amount ?? 0
  return amount > 0 ? amount : null
}

/** The form as `contribute` wants it: amounts in minor units, the method in its two halves, the country of a mobile method. */
export function orderOf(typed: Typed, currency: Currency, methods: readonly Method[], key: string | null): FormData {
  const form = new FormData()
  const [provider = '', channel = ''] = (typed.method ?? '').split('/')
  const country = methods.find((one) => methodKey(one) === typed.method)?.country
  const { amount: _amount, method: _method, ...rest } = typed
  const order = { ...rest, amount: String(amountOf(typed, currency) ?? ''), provider, channel, ...(country ? { country } : {}), ...(key ? { idempotencyKey: key } : {}) }
  for (const [name, value] of Object.entries(order)) form.set(name, value)
  return form
}

/** The names a refusal uses → the field it stands beside. */
export const beside = (field: string): string => ({ provider: 'method', channel: 'method', rewardId: 'amount' })[field] ?? field

const rounds: Readonly<Record<Currency, readonly number[]>> = {
  XOF: [1_000, 2_000, 5_000, 10_000, 25_000, 50_000],
  XAF: [1_000, 2_000, 5_000, 10_000, 25_000, 50_000],
  EUR: [500, 1_000, 2_000, 5_000, 10_000, 20_000],
  CHF: [500, 1_000, 2_000, 5_000, 10_000, 20_000],
  USD: [500, 1_000, 2_000, 5_000, 10_000, 20_000],
  GBP: [500, 1_000, 2_000, 5_000, 10_000, 20_000],
}

/** Round sums one would give, in minor units, among those that some method takes. */
export function suggested(currency: Currency, methods: readonly Method[]): number[] {
  return rounds[currency].filter((amount) => methods.length === 0 || methods.some((one) => amount >= one.minimum && amount <= one.maximum))
}
