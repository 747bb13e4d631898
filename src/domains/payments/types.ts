import type { Currency, Money } from '#platform/money'
import type { AccountRef } from '#domains/ledger'

/** Who moves the money. A room never speaks to them: it asks for a payment, a refund or a payout. */
export const providerNames = ['fedapay', 'mtn', 'pawapay', 'stripe', 'paypal', 'voucher'] as const
export type ProviderName = (typeof providerNames)[number]

/**
 * created → sending → pending → confirmed; or failed, expired, cancelled. `held` = waits for a human before anything is asked of the provider.
 * `saved` = the method is kept and charged later (pledge). `confirmed` stays so when refunded: refunds are rows of their own.
 * confirmed ⇄ disputed: the provider took the money back, or returned it.
 */
export const paymentStates = ['held', 'created', 'sending', 'pending', 'saved', 'confirmed', 'failed', 'expired', 'cancelled', 'disputed'] as const
export type PaymentState = (typeof paymentStates)[number]

/** States of a refund and of a payout. `needs-account`: the provider cannot reach the wallet; a new one must be given. */
export const outStates = ['created', 'sending', 'pending', 'completed', 'failed', 'needs-account', 'held', 'cancelled'] as const
export type OutState = (typeof outStates)[number]

/** How the payer acts: a prompt on the phone, a page of the provider, a paper voucher at a counter. */
export const flows = ['push', 'redirect', 'counter'] as const
export type Flow = (typeof flows)[number]

/** One way to pay as the payer chooses it: `mixx` by FedaPay in Togo, `card` by Stripe… `channel` is ours; adapters map it to the provider's own code. */
export const channels = ['mixx', 'flooz', 'moov-bj', 'mtn-bj', 'mtn-ci', 'orange-ci', 'wave-ci', 'card', 'paypal', 'counter'] as const
export type Channel = (typeof channels)[number]

export interface Capability {
  channel: Channel
  flow: Flow
  currency: Currency
  /** ISO 3166-1 alpha-2 the channel serves; null = any. */
  country: string | null
  /** Minor units. */
  minimum: number
  maximum: number
  /** Minor units must be a multiple of this (some aggregators want multiples of 5). */
  step: number
  /** May be charged later with a saved method. */
  saves: boolean
  paysOut: boolean
  /** Text key (room payments) saying who holds the money meanwhile: never the platform, never the word "séquestre" (CMF L314-1, BCEAO 001-01-2024). */
  holder: string
}

export interface Payer {
  userId: string | null
  name: string
  email: string | null
  /** E.164, for push channels. */
  phone: string | null
  country: string | null
}

/** Where a payout or a wallet refund goes. */
export type Destination =
  | { kind: 'wallet'; channel: Channel; phone: string; name: string }
  | { kind: 'bank'; iban: string; bic: string | null; name: string }
  | { kind: 'counter'; name: string }

/** What an adapter is asked to collect. `reference` is our payment's id: unique for ever, the idempotency handle at the provider. */
export interface CollectOrder {
  reference: string
  money: Money
  channel: Channel
  payer: Payer
  description: string
  lang: 'fr' | 'en'
  /** Where the payer comes back to after a page of the provider, absolute. */
  returnUrl: string
  /** Where the provider tells us news, absolute. */
  callbackUrl: string
  /** Save the method now, charge later. */
  save: boolean
}

/** What a provider knows of one of our orders. `money` as the provider says it, to be compared with ours; `fee` what it keeps, when it says so. */
export interface ProviderState {
  /** `disputed`: the money came, and was taken back. `won`: it was taken back, and returned. */
  state: 'pending' | 'confirmed' | 'saved' | 'failed' | 'expired' | 'cancelled' | 'disputed' | 'won' | 'refunded' | 'unknown'
  providerRef: string | null
  money: Money | null
  fee: Money | null
  /** Our reason: a text key below `payments.reason.` (`not-enough-money`, `refused-by-payer`, `wrong-number`, `limit`, `timeout`, `provider`, `card-refused`…). */
  reason: string | null
  /** Page the payer must open, for redirect flows. */
  nextUrl: string | null
  /** Of a dispute, in minor units of the payment: what is taken back now, and what the provider charges for it. Absent: all that came, for nothing. */
  taken?: { amount: number; fee: number } | null
}

export interface OutOrder {
  reference: string
  money: Money
  description: string
  callbackUrl: string
}
export interface RefundOrder extends OutOrder {
  /** The provider's own id of the payment, and our reference of it. */
  providerRef: string
  paymentReference: string
  /** The payer's wallet, for providers that refund by paying out. */
  payer: Payer
  channel: Channel
}
export interface PayoutOrder extends OutOrder {
  to: Destination
}

/** A callback as it arrived. */
export interface RawCallback {
  method: string
  path: string
  headers: Readonly<Record<string, string>>
  body: Buffer
}

/**
 * What a callback is worth: `proven` when its signature holds. Either way the state is read again from the provider; an unproven or unreadable one only hurries the
 * reading of the order it names, if any. `forged` = a signature is there, or is demanded, and does not hold: answered 401 and counted.
 */
export type CallbackWorth =
  | { kind: 'proven' | 'hint'; about: 'payment' | 'refund' | 'payout'; reference: string | null; providerRef: string | null; eventId: string | null }
  | { kind: 'forged' }
  | { kind: 'nothing' }

/** One line of the provider's own list, for reconciliation. */
export interface ProviderLine {
  about: 'payment' | 'refund' | 'payout'
  reference: string | null
  providerRef: string
  state: ProviderState['state']
  money: Money
  at: Date
}

/**
 * One provider. Every call may throw `Refusal('unavailable')` when the answer is unknown (time-out, 5xx): the caller then reads the state, never makes a second order.
 * Repeating a call under the same `reference` must never move money twice: the adapter uses the provider's own idempotency, or looks its reference up first.
 */
export interface Provider {
  name: ProviderName
  /** Speaks to a stand-in or a test environment: labelled on screen. */
  sandbox: boolean
  capabilities: readonly Capability[]
  collect: (order: CollectOrder) => Promise<ProviderState>
  /** Charges a saved method. Only where `saves`. */
  charge?: (order: CollectOrder & { providerRef: string }) => Promise<ProviderState>
  /** State of a payment, by our reference and the provider's id when known. `unknown` = the provider has never heard of it. */
  status: (about: 'payment' | 'refund' | 'payout', reference: string, providerRef: string | null) => Promise<ProviderState>
  /** Finishes what a redirect began (PayPal capture), or gives the order up before it is paid; absent where the provider needs neither. */
  confirm?: (reference: string, providerRef: string) => Promise<ProviderState>
  cancel?: (reference: string, providerRef: string) => Promise<ProviderState>
  refund: (order: RefundOrder) => Promise<ProviderState>
  payOut?: (order: PayoutOrder) => Promise<ProviderState>
  readCallback: (callback: RawCallback) => Promise<CallbackWorth>
  /** Everything the provider has between two instants. */
  list?: (from: Date, to: Date) => Promise<ProviderLine[]>
  /** Our references of the payments that banks or buyers began to contest since then: what callbacks forgot. Absent where nobody can. */
  contested?: (since: Date) => Promise<string[]>
  /** What the provider holds for us, for reconciliation. */
  balance?: (currency: Currency) => Promise<number | null>
}

/** What another room asks for. */
export interface NewPayment {
  /** Idempotency key of the asking room: one payment for ever. */
  key: string
  /** `contribution:<id>`: what the events carry back. */
  subject: string
  workspaceId: string | null
  money: Money
  channel: Channel
  provider: ProviderName
  payer: Payer
  /** Credited when the money is there (the provider's float is debited). */
  credit: AccountRef
  description: string
  lang: 'fr' | 'en'
  /** Path of this house to come back to. */
  returnPath: string
  /** The order is given up when unpaid by then. */
  expiresAt: Date
  save?: boolean
}
