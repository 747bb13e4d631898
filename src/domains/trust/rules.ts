import { Refusal } from '#platform/refusal'
import { type Purpose, purposes } from './types.ts'

/** What holds: the last answer given, or the basis's own beginning. */
export function allowed(purpose: Purpose, last: { granted: boolean } | null): boolean {
  return last?.granted ?? purposes[purpose].basis === 'interest'
}

/** An erasure is confirmed by writing one's own address (or name, for those who gave no address). */
export function whyNotConfirmed(written: string, person: { email: string | null; name: string }): Refusal | null {
  const expected = (person.email ?? person.name).trim().toLowerCase()
  return written.trim().toLowerCase() === expected ? null : new Refusal('invalid', 'trust.confirmWrong', {}, [{ field: 'confirm', code: 'trust.confirmWrong' }])
}

export function whyNotDays(days: number, rule: { least: number; most: number }): Refusal | null {
  if (days >= rule.least && days <= rule.most) return null
  return new Refusal('invalid', 'trust.daysOutside', { least: rule.least, most: rule.most }, [
    { field: 'days', code: 'trust.daysOutside', params: { least: rule.least, most: rule.most } },
  ])
}
