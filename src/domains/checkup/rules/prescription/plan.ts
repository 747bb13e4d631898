import { Refusal } from '#platform/refusal'
import { limitsOf, type Offer, type Owner } from './offers.ts'
import type { Effect, Why } from './prescribe.ts'

/**
 * draft → sent → accepted → done. A sent one may be sent again (a new version), withdrawn, or expire unanswered; sent again it lives on. `replaced`: another of the same artist took its place.
 */
export const planStates = ['draft', 'sent', 'accepted', 'done', 'withdrawn', 'replaced', 'expired'] as const
export type PlanState = (typeof planStates)[number]

/** Whose words a line has: the house's own text, a person's, or the assistant's. */
export const wordings = ['house', 'person', 'assistant'] as const
export type Wording = (typeof wordings)[number]

/** How an acceptance was given: by the artist's account, or as the coach was told. */
export const acceptedWays = ['account', 'phone', 'paper', 'meeting'] as const
export const toldWays = ['phone', 'paper', 'meeting'] as const
export type AcceptedWay = (typeof acceptedWays)[number]

export const remarkKinds = ['comment', 'date', 'decline', 'keep'] as const
export type RemarkKind = (typeof remarkKinds)[number]

/** One line of a plan, as it is kept. */
export interface PlanLine {
  /** Stable within its plan, also in the key of its task. */
  key: string
  /** The rule it comes from; null = added by hand. */
  action: string | null
  title: string
  text: string
  dueOn: string
  hours: number
  owner: Owner
  why: Why | null
  effects: readonly Effect[]
  wording: Wording
  /** The assistant's model, when its words are shown. */
  model: string | null
}

/** Days an artist has to answer. */
export const answerDays = 45
export const mostLines = 40

const isOpen = (state: PlanState): boolean => state === 'draft' || state === 'sent' || state === 'expired'
/** Still being talked about: its lines can change, it can be sent (again) or withdrawn. */
export const isEditable = isOpen
/** What an artist may see: whatever was sent and not taken back. */
export const isShown = (state: PlanState, sentVersion: number | null): boolean => sentVersion !== null && state !== 'withdrawn'

export function whyCannotEdit(state: PlanState): Refusal | null {
  return isOpen(state) ? null : new Refusal('conflict', `checkup.planClosed.${state as 'accepted'}`)
}

/** An edit or a sending must know the last change of the other coach. */
export function whyNotLatest(version: number, seen: number): Refusal | null {
  return version === seen ? null : new Refusal('conflict', 'checkup.planChanged')
}

export function whyCannotSend(plan: { state: PlanState; offer: Offer; lines: readonly PlanLine[] }, today: string): Refusal | null {
  const closed = whyCannotEdit(plan.state)
  if (closed) return closed
  if (plan.lines.length === 0) return new Refusal('invalid', 'checkup.planEmpty')
  const { steps } = limitsOf[plan.offer]
  if (plan.lines.length > steps) return new Refusal('invalid', 'checkup.tooManySteps', { steps, lines: plan.lines.length })
  const late = plan.lines.flatMap(({ dueOn }, place) => (dueOn < today ? [{ field: `lines.${place}.dueOn`, code: 'checkup.dayPast' as const }] : []))
  return late.length > 0 ? new Refusal('invalid', 'checkup.linesPast', { n: late.length }, late) : null
}

/** Said of the version that the artist, or the coach who was told, has read: a newer one must be read first. */
export function whyCannotAnswer(plan: { state: PlanState; sentVersion: number | null }, version: number): Refusal | null {
  if (plan.state === 'draft' || plan.sentVersion === null) return new Refusal('refused', 'checkup.planNotSent')
  if (plan.state !== 'sent') return new Refusal('conflict', `checkup.planClosed.${plan.state as 'accepted'}`)
  return plan.sentVersion === version ? null : new Refusal('conflict', 'checkup.newerVersion', { version: plan.sentVersion })
}

export function whyCannotWithdraw(state: PlanState): Refusal | null {
  return isOpen(state) || state === 'accepted' ? null : new Refusal('conflict', `checkup.planClosed.${state as 'done'}`)
}

interface Remark {
  kind: RemarkKind
  line: string | null
  number: number
}

/** The lines that the artist set aside in a version: the last word on each counts. */
export function declinedLines(remarks: readonly Remark[], number: number): Set<string> {
  const declined = new Set<string>()
  for (const { kind, line, number: of } of remarks) {
    if (of !== number || line === null) continue
    if (kind === 'decline') declined.add(line)
    if (kind === 'keep') declined.delete(line)
  }
  return declined
}

/** What the accepted lines cost, by owner. */
export function hoursBy(lines: readonly Pick<PlanLine, 'owner' | 'hours'>[]): Record<Owner, number> {
  const sum = { artist: 0, coach: 0, agency: 0 }
  for (const { owner, hours } of lines) sum[owner] += hours
  return sum
}
