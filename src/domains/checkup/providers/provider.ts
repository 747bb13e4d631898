import type { Network } from '#domains/crm'
import type { Metric } from '../types.ts'

export const providerNames = ['deezer', 'musicbrainz', 'youtube', 'spotify'] as const
export type ProviderName = (typeof providerNames)[number]

export interface Measured {
  metric: Metric
  value: number
}

/** An artist of that name on a network. */
export interface Found {
  identifier: string
  name: string
  url: string
  /** What tells it from others of the same name. */
  detail: string
  followers: number | null
}

/**
 * A network that answers programs. Each asks by `ask` (wire.ts), which keeps its pace. Refusals: `checkup.notOnNetwork` (nobody there), `checkup.networkBusy` { seconds } (asked too
 * often), `checkup.networkUnavailable`, `checkup.networkKeyWrong`, `checkup.figuresHidden`, `checkup.nothingTold`.
 */
export interface NetworkProvider {
  name: ProviderName
  /** False when the key or the contact it asks for was not given. */
  isOpen: () => boolean
  /** Figures of today. */
  measure?: (identifier: string) => Promise<Measured[]>
  find?: (name: string) => Promise<Found[]>
  /** Addresses of the same artist elsewhere. */
  links?: (identifier: string) => Promise<{ network: Network | null; url: string }[]>
}
