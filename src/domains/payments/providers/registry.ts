import { config, type Config } from '#platform/config'
import { Refusal } from '#platform/refusal'
import type { Capability, Provider, ProviderName } from '../types.ts'
import { fedapay } from './fedapay.ts'
import { mtn } from './mtn.ts'
import { pawapay } from './pawapay.ts'
import { paypal } from './paypal.ts'
import { stripe } from './stripe.ts'
import { voucher } from './voucher.ts'

/** Every adapter there is; each answers null when the configuration does not name it. The order is that of the choice on screen. */
const makers: readonly ((config: Config) => Provider | null)[] = [fedapay, mtn, pawapay, stripe, paypal, voucher]

let made: { for: Config; all: ReadonlyMap<ProviderName, Provider> } | undefined
let callbackOrigin: string | null = null

/** The providers of this configuration, by name. */
export function providers(): ReadonlyMap<ProviderName, Provider> {
  const current = config()
  if (made?.for !== current) made = { for: current, all: new Map(makers.flatMap((make) => nameOf(make(current)))) }
  return made.all
}

const nameOf = (provider: Provider | null): [ProviderName, Provider][] => (provider ? [[provider.name, provider]] : [])

/** Refuses `payments.noProvider` for one that is not configured (any more). */
export function providerNamed(name: string): Provider {
  const provider = providers().get(name as ProviderName)
  if (!provider) throw new Refusal('unavailable', 'payments.noProvider', { provider: name })
  return provider
}

/** A way to pay that some provider offers, or null. */
export function capabilityOf(name: string, channel: string, currency: string): Capability | null {
  return (
    providers()
      .get(name as ProviderName)
      ?.capabilities.find((one) => one.channel === channel && one.currency === currency) ?? null
  )
}

/** The first provider that pays out to this channel in this currency. */
export function payerOut(channel: string, currency: string): Provider | null {
  for (const provider of providers().values()) {
    if (provider.payOut && provider.capabilities.some((one) => one.paysOut && one.channel === channel && one.currency === currency)) return provider
  }
  return null
}

/** Stand-ins of a sandbox call the house by the way that is open to them. */
export function callbacksComeTo(origin: string | null): void {
  callbackOrigin = origin
}

export function callbackUrl(provider: Provider): string {
  return `${(provider.sandbox && callbackOrigin) || config().publicUrl}/api/callbacks/${provider.name}`
}
