import type { Currency } from '#platform/money'
import { providers } from './providers/registry.ts'
import type { Capability, ProviderName } from './types.ts'

/** A way to pay as the payer chooses it, and who carries it. */
export interface Method extends Capability {
  provider: ProviderName
  sandbox: boolean
}

/**
 * The ways to pay in this currency, one a channel: the first provider that is configured carries it, a real one before a stand-in. With a country, only those that serve it or any; with an
 * amount (minor units), only those that take it.
 */
export function methodsFor({ currency, country, amount }: { currency: Currency; country?: string | null; amount?: number | null }): Method[] {
  const all = [...providers().values()].flatMap((provider) => provider.capabilities.map((one): Method => ({ ...one, provider: provider.name, sandbox: provider.sandbox })))
  const serves = (one: Method): boolean =>
    one.currency === currency &&
    (!country || one.country === null || one.country === country) &&
    (!amount || (amount >= one.minimum && amount <= one.maximum && amount % one.step === 0))
  const chosen = new Map<string, Method>()
  for (const one of all.filter(serves)) if (!chosen.has(one.channel) || (chosen.get(one.channel)!.sandbox && !one.sandbox)) chosen.set(one.channel, one)
  return [...chosen.values()]
}
