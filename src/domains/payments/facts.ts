import type { Money } from '#platform/money'
import type { PaymentRow } from './store/payments.ts'
import type { Channel, Flow, PaymentState, ProviderName } from './types.ts'

/** What other rooms may know of a payment. */
export interface PaymentFacts {
  id: string
  subject: string
  state: PaymentState
  money: Money
  provider: ProviderName
  channel: Channel
  flow: Flow
  /** The provider's page the payer must open. */
  nextUrl: string | null
  /** The printed code of a voucher. */
  code: string | null
  /** `payments.reason.<reason>`. */
  reason: string | null
  /** Minor units that came; null while nothing did. */
  received: number | null
  /** What a bank has taken back now; null when nothing. `disputes`: how often that happened. */
  taken: number | null
  disputes: number
  sandbox: boolean
  expiresAt: Date
}

export function factsOf(row: PaymentRow): PaymentFacts {
  const { id, subject, state, provider, channel, flow, nextUrl, code, reason, received, taken, disputes, sandbox, expiresAt } = row
  return {
    id,
    subject,
    state,
    money: { amount: row.amount, currency: row.currency },
    provider,
    channel,
    flow,
    nextUrl,
    code,
    reason,
    received,
    taken,
    disputes,
    sandbox,
    expiresAt,
  }
}
