import type { Money } from '#platform/money'

/** The ways out of the house. On screen every notice is shown, always. */
export const channels = ['mail', 'push', 'sms'] as const
export type Channel = (typeof channels)[number]

/** What notices are about: what a person turns on and off. */
export const noticeTopics = ['funding', 'films', 'work', 'money', 'account'] as const
export type NoticeTopic = (typeof noticeTopics)[number]

/** What a room says of one kind of notice. Its words are the room's texts `notice.<what>.title`, `.body`, and, if wanted, `.action` and `.sms`. */
export interface NoticeKind {
  topic: NoticeTopic
  /** Used unless the person chose otherwise. A kind goes by SMS only when it names `sms` here. */
  channels: readonly Channel[]
  /** Cannot be turned off and waits for no morning: receipts, refusals of payment, security. */
  essential?: true
}

/** `notices.ts` of a room: `{ refunded: { topic: 'money', channels: ['mail'], essential: true } }`; the kind is then `<room>.refunded`. */
export type NoticeKinds = Readonly<Record<string, NoticeKind>>

/** What the words are filled with. Money and instants are written out in the reader's language: `{ amount: 5000, currency: 'XOF' }` → « 5 000 F CFA », `{ instant: '2026-11-21T03:37:06Z' }` → « 21 novembre 2026 ». */
export type NoticeParam = string | number | Money | { instant: string }
export type NoticeParams = Readonly<Record<string, NoticeParam>>

/**
 * queued → sent | failed | bounced | muted; quiet (waits for the morning) and gathered (waits for its digest) come before; gathered → digested.
 */
export const deliveryStates = ['queued', 'quiet', 'gathered', 'sent', 'digested', 'muted', 'failed', 'bounced'] as const
export type DeliveryState = (typeof deliveryStates)[number]

/** How often the mails of a topic are gathered into one. */
export const rhythms = ['none', 'day', 'week'] as const

/** Minutes after midnight in the person's time zone. `from` after `to` goes over midnight. */
export interface Quiet {
  from: number
  to: number
}

/** What a person chose: rows where they said something, nothing where the kinds speak for themselves. */
export interface Choices {
  wanted: Readonly<Partial<Record<`${NoticeTopic}:${Channel}`, boolean>>>
  digests: Readonly<Partial<Record<NoticeTopic, 'day' | 'week'>>>
  timeZone: string
  quiet: Quiet | null
}

export const defaultZone = 'Africa/Lome'
export const noChoices: Choices = { wanted: {}, digests: {}, timeZone: defaultZone, quiet: null }

/** How one try ended. */
export type Outcome = { done: true } | { done: false; problem: string; again: boolean; gone?: true; bounced?: true; retryAfter?: number }
