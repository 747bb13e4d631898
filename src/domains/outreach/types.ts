/** The nouns of the room and their closed lists. */
export const channels = ['mail', 'dm', 'call'] as const
export type Channel = (typeof channels)[number]
/** What a template is for. */
export const templateChannels = ['mail', 'dm'] as const
export type TemplateChannel = (typeof templateChannels)[number]

/** Where private messages are written. */
export const dmNetworks = ['instagram', 'tiktok', 'facebook', 'x', 'linkedin', 'youtube', 'soundcloud', 'bandcamp'] as const
export type DmNetwork = (typeof dmNetworks)[number]

export interface Wording {
  subject: string
  body: string
}
/** A template in one language or both. */
export interface Wordings {
  fr?: Wording | undefined
  en?: Wording | undefined
}

export const sequenceStates = ['draft', 'active', 'paused', 'archived'] as const
export type SequenceState = (typeof sequenceStates)[number]

/** active ⇄ paused; all others are ends, and only `failed` and `stopped` can be taken up again. */
export const enrolmentStates = ['active', 'paused', 'answered', 'bounced', 'unsubscribed', 'finished', 'failed', 'stopped'] as const
export type EnrolmentState = (typeof enrolmentStates)[number]

/** What happens to an enrolment. */
export const turns = ['pause', 'resume', 'answer', 'bounce', 'unsubscribe', 'finish', 'fail', 'stop'] as const
export type Turn = (typeof turns)[number]

/** queued → sending → sent | failed. planned: a task for a person → sent (done) | dropped. */
export const messageStates = ['queued', 'sending', 'sent', 'failed', 'planned', 'dropped'] as const
export type MessageState = (typeof messageStates)[number]

export const answerKinds = ['answer', 'bounce', 'auto'] as const
export type AnswerKind = (typeof answerKinds)[number]

/** Why one may write (GDPR art. 6): a professional is prospected about their trade, or they said yes. */
export const bases = ['interest', 'consent'] as const
export type Basis = (typeof bases)[number]

export const suppressionReasons = ['unsubscribed', 'bounced', 'objected', 'manual'] as const
export type SuppressionReason = (typeof suppressionReasons)[number]

export const securities = ['tls', 'starttls', 'none'] as const
export type Security = (typeof securities)[number]

/** A mail server as its owner describes it; the password stands apart, sealed. */
export interface ServerFacts {
  host: string
  port: number
  security: Security
  user: string
}

export const mailboxKinds = ['house', 'smtp'] as const
export type MailboxKind = (typeof mailboxKinds)[number]

/** When a mailbox may send for sequences. Minutes after midnight in its zone; weekdays 1 = Monday. */
export interface SendingHours {
  timeZone: string
  weekdays: readonly number[]
  fromMinute: number
  toMinute: number
}

/** How much at once. `pace` in seconds. */
export interface SendingPace extends SendingHours {
  dailyLimit: number
  pace: number
}

export interface Attachment {
  name: string
  type: string
  size: number
}

/** As many as one call enrols, and as long as a message may be. */
export const mostEnrolled = 1_000
export const mostSteps = 20
export const longest = { subject: 200, body: 10_000 } as const
