import { z } from 'zod'
import { clock, hour, minute } from '#platform/clock'
import { fromMajor, isCurrency } from '#platform/money'
import type { Capability, Channel } from '../types.ts'

/** Names pawaPay and its integrators give to our channels. Which of them exist for this account is read from its active configuration, never taken from here. */
const channelOf: Readonly<Record<string, { channel: Channel; country: string }>> = {
  TOGOCOM_TGO: { channel: 'mixx', country: 'TG' },
  TMONEY_TGO: { channel: 'mixx', country: 'TG' },
  MOOV_TGO: { channel: 'flooz', country: 'TG' },
  FLOOZ_TGO: { channel: 'flooz', country: 'TG' },
  MTN_MOMO_BEN: { channel: 'mtn-bj', country: 'BJ' },
  MOOV_BEN: { channel: 'moov-bj', country: 'BJ' },
  MTN_MOMO_CIV: { channel: 'mtn-ci', country: 'CI' },
  ORANGE_CIV: { channel: 'orange-ci', country: 'CI' },
  WAVE_CIV: { channel: 'wave-ci', country: 'CI' },
}

const operation = z.object({
  authType: z.string().nullish(),
  minAmount: z.coerce.string().nullish(),
  maxAmount: z.coerce.string().nullish(),
  decimalsInAmount: z.string().nullish(),
  status: z.string().nullish(),
})
const operations = z.object({ DEPOSIT: operation.optional(), PAYOUT: operation.optional(), REFUND: operation.optional() })

/** `GET /v2/active-conf` (docs.pawapay.io/v2, active configuration). */
export const activeConf = z.object({
  countries: z.array(
    z.object({
      country: z.string(),
      providers: z.array(z.object({ provider: z.string(), currencies: z.array(z.object({ currency: z.string(), operationTypes: operations })) })),
    }),
  ),
})
export type ActiveConf = z.output<typeof activeConf>

export interface Route extends Capability {
  /** pawaPay's name of it. */
  operator: string
}

/** Ways to pay of an active configuration: open, by prompt or by page. A way that wants a code beforehand (PREAUTH) or decimals we would have to round is not offered. */
export function routesIn(conf: ActiveConf): Route[] {
  return conf.countries.flatMap(({ providers }) =>
    providers.flatMap(({ provider, currencies }) =>
      currencies.flatMap(({ currency, operationTypes: { DEPOSIT: deposit, PAYOUT: payout } }) => {
        const known = channelOf[provider]
        if (!known || !deposit || !isCurrency(currency) || deposit.status === 'CLOSED' || /PREAUTH/.test(deposit.authType ?? '')) return []
        const minimum = fromMajor(deposit.minAmount ?? '', currency)?.amount
        const maximum = fromMajor(deposit.maxAmount ?? '', currency)?.amount
        if (!minimum || !maximum) return []
        const step = deposit.decimalsInAmount === 'NONE' && currency !== 'XOF' && currency !== 'XAF' ? 100 : 1
        const flow = /REDIRECT/.test(deposit.authType ?? '') ? ('redirect' as const) : ('push' as const)
        return [
          {
            ...known,
            operator: provider,
            currency,
            flow,
            minimum,
            maximum,
            step,
            saves: false,
            paysOut: !!payout && payout.status !== 'CLOSED',
            holder: 'payments.holder.pawapay',
          },
        ]
      }),
    ),
  )
}

export interface Conf {
  /** As last read; asks for a fresh one in the background when it is old. */
  routes: () => readonly Route[]
  /** As now known, read first if it never was. */
  ready: () => Promise<readonly Route[]>
}

/** Keeps the active configuration for ten minutes. One that cannot be read leaves the last one standing for an hour, then nothing is offered. */
export function keepConf(read: () => Promise<ActiveConf>): Conf {
  let kept: readonly Route[] = []
  let at = -Infinity
  let triedAt = -Infinity
  let reading: Promise<readonly Route[]> | null = null
  const refresh = (): Promise<readonly Route[]> => {
    triedAt = clock.now().getTime()
    reading ??= read()
      .then((conf) => {
        at = clock.now().getTime()
        kept = routesIn(conf)
        return kept
      })
      .finally(() => (reading = null))
    return reading
  }
  return {
    routes: () => {
      const now = clock.now().getTime()
      // Whoever offers a way to pay does not wait for it; what failed is tried again later.
      if (now - at > 10 * minute && now - triedAt > 5_000) refresh().catch(() => undefined)
      return now - at < hour ? kept : []
    },
    ready: () => (clock.now().getTime() - at < hour ? Promise.resolve(kept) : refresh()),
  }
}
