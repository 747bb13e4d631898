/** The only source of "now": a test can live a month in a second by moving it. */
let offset = 0

export const clock = {
  now: (): Date => new Date(Date.now() + offset),
  /** Tests only: moves time by so many milliseconds (adds up). */
  travel: (milliseconds: number): void => {
    offset += milliseconds
  },
  /** Tests only: back to the true time. */
  reset: (): void => {
    offset = 0
  },
}

export const second = 1_000
export const minute = 60 * second
export const hour = 60 * minute
export const day = 24 * hour

export function after(date: Date, milliseconds: number): Date {
  return new Date(date.getTime() + milliseconds)
}
