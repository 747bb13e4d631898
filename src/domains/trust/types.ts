/**
 * What a person may allow or refuse, one by one. `consent`: nothing happens before a yes. `interest`: done unless the person objects (GDPR art. 6(1)(f) and 21).
 */
export const purposes = {
  /** Recommendations from what one watched, rated and kept. Without it: what everyone watches. */
  personal: { basis: 'interest' },
  /** What one watched helps to recommend to others, without name. */
  together: { basis: 'interest' },
  /** News of projects to fund and of new films, when one follows nothing yet. */
  news: { basis: 'consent' },
} as const
export type Purpose = keyof typeof purposes
export const purposeNames = Object.keys(purposes) as Purpose[]

export const exportStates = ['waiting', 'ready', 'failed'] as const
export type ExportState = (typeof exportStates)[number]

/** How long a prepared export can be fetched, and how long an erasure can be taken back. */
export const exportDays = 7
export const graceDays = 7

/** Which wording of the questions is on the screen; changes when a sentence of `trust.purpose.*` does. */
export const wording = '2026-11'
