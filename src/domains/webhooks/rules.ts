import { day, hour, minute, second } from '#platform/clock'
import { Refusal } from '#platform/refusal'
import type { EndpointState, Outcome } from './types.ts'

/** Waits between tries, as Standard Webhooks suggests: at once, then over about four days. */
export const waits = [5 * second, 5 * minute, 30 * minute, 2 * hour, 5 * hour, 10 * hour, 14 * hour, 20 * hour, 24 * hour]
export const mostTries = waits.length + 1

/** Both secrets sign for so long after a change. */
export const overlap = day
/** An address is given up after failing for so long, and so often. */
const patience = day
const fewestFailures = 5

export function succeeded({ status }: Outcome): boolean {
  return status !== null && status >= 200 && status < 300
}

/** Milliseconds until the next try after `tries` failed ones, or null when it was the last. `chance` from 0 to 1 spreads them by a tenth; the receiver may ask for more, up to a day. */
export function nextWait(tries: number, outcome: Outcome, chance: number): number | null {
  const wait = waits[tries - 1]
  if (wait === undefined) return null
  const spread = wait * (0.95 + 0.1 * chance)
  return Math.round(Math.max(spread, Math.min((outcome.retryAfter ?? 0) * second, day)))
}

/** Whether the house stops trying an address: it says that it is gone, or it has failed for a day. */
export function shouldPause(outcome: Outcome, failures: number, failingSince: Date, now: Date): boolean {
  if (outcome.status === 410) return true
  return failures >= fewestFailures && now.getTime() - failingSince.getTime() >= patience
}

/** Is this type of event among those asked for? */
export function wants(events: readonly string[], type: string): boolean {
  return events.includes('*') || events.includes(type)
}

export function whyCannotSend(state: EndpointState): Refusal | null {
  return state === 'active' ? null : new Refusal('refused', 'webhooks.isPaused')
}
