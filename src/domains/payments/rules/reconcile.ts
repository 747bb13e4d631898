import type { Money } from '#platform/money'
import type { OutState, PaymentState, ProviderLine } from '../types.ts'

export interface OurLine {
  about: 'payment' | 'refund' | 'payout'
  id: string
  reference: string
  providerRef: string | null
  state: PaymentState | OutState
  money: Money
  /** When it was asked for. */
  at: Date
}

export const findings = ['missing-here', 'missing-there', 'different'] as const
export type Finding = (typeof findings)[number]
export const resolutions = ['adopted', 'suspense', 'noted'] as const
export type Resolution = (typeof resolutions)[number]

export interface Unmatched {
  finding: Finding
  ours: OurLine | null
  theirs: ProviderLine | null
}

type Settled = 'moved' | 'open' | 'not-moved'

const ofTheirs: Readonly<Record<ProviderLine['state'], Settled>> = {
  confirmed: 'moved',
  refunded: 'moved',
  disputed: 'moved',
  won: 'moved',
  pending: 'open',
  saved: 'open',
  unknown: 'open',
  failed: 'not-moved',
  expired: 'not-moved',
  cancelled: 'not-moved',
}

function ofOurs({ state }: OurLine): Settled {
  if (state === 'confirmed' || state === 'disputed' || state === 'completed') return 'moved'
  return state === 'failed' || state === 'expired' || state === 'cancelled' || state === 'needs-account' ? 'not-moved' : 'open'
}

/**
 * Our rows beside the provider's list: they match when both say that the money moved, and the same money, or that it did not. What one of them has not decided yet matches
 * whatever the other says, unless the other says that money moved. Both lists may reach beyond the stretch of time: what lies outside only finds its partner.
 */
export function compare(ours: readonly OurLine[], theirs: readonly ProviderLine[], from: Date, to: Date): { matched: number; unmatched: Unmatched[] } {
  const byReference = new Map(ours.map((one) => [one.reference, one]))
  const byTheirId = new Map(ours.flatMap((one) => (one.providerRef ? [[`${one.about} ${one.providerRef}`, one] as const] : [])))
  const met = new Set<OurLine>()
  const unmatched: Unmatched[] = []
  const within = (at: Date): boolean => at >= from && at < to
  let matched = 0
  for (const line of theirs) {
    const own = (line.reference === null ? undefined : byReference.get(line.reference)) ?? byTheirId.get(`${line.about} ${line.providerRef}`)
    if (own) met.add(own)
    if (!within(own?.at ?? line.at)) continue
    if (!own && ofTheirs[line.state] === 'moved') unmatched.push({ finding: 'missing-here', ours: null, theirs: line })
    else if (own && differs(own, line)) unmatched.push({ finding: 'different', ours: own, theirs: line })
    else if (own) matched += 1
  }
  for (const own of ours) {
    if (!met.has(own) && within(own.at) && ofOurs(own) === 'moved') unmatched.push({ finding: 'missing-there', ours: own, theirs: null })
  }
  return { matched, unmatched }
}

function differs(own: OurLine, line: ProviderLine): boolean {
  const [here, there] = [ofOurs(own), ofTheirs[line.state]]
  if (here === 'moved' && there === 'moved') return own.money.amount !== line.money.amount || own.money.currency !== line.money.currency
  return here !== there && (here === 'moved' || there === 'moved')
}
