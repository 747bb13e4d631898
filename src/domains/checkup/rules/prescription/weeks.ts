import { limitsOf, type Offer, type Owner } from './offers.ts'

/** Hours already given to lines, by owner and week (1 = the first): `artist 3`. */
export type Hours = ReadonlyMap<string, number>

interface Work {
  owner: Owner
  hours: number
  /** Not before this week. */
  from: number
  /** Hours a week that the owner has. */
  capacity: number
}

const farthest = 104

/** Fills the owner's free hours, week after week; the last one touched is the week in which it ends. */
export function place(hours: Hours, { owner, hours: wanted, from, capacity }: Work): { hours: Hours; endWeek: number } {
  const next = new Map(hours)
  let left = wanted
  let week = from
  for (; week < farthest; week += 1) {
    const key = `${owner} ${week}`
    const free = Math.max(0, capacity - (next.get(key) ?? 0))
    const given = Math.min(free, left)
    if (given > 0) next.set(key, (next.get(key) ?? 0) + given)
    left -= given
    if (left <= 1e-9) break
  }
  return { hours: next, endWeek: week }
}

export const fits = (endWeek: number, offer: Offer): boolean => endWeek <= limitsOf[offer].weeks

export interface WeekLoad {
  /** 1 = the first week of the plan. */
  week: number
  hours: Readonly<Record<Owner, number>>
}

interface Dated {
  owner: Owner
  hours: number
  dueOn: string
}

/** The week a day falls in; days before the start count as the first. */
export const weekOf = (startsOn: string, day: string): number =>
  Math.max(1, Math.floor((Date.parse(`${day}T00:00:00Z`) - Date.parse(`${startsOn}T00:00:00Z`)) / (7 * 86_400_000)) + 1)

/** The effort of a plan as it is dated, by week and owner: each line's hours lie in the weeks before its day, as late as the owner's hours allow; what finds no room stays in its last week. */
export function loadOf(lines: readonly Dated[], startsOn: string, capacityOf: (owner: Owner) => number): WeekLoad[] {
  const loads: Record<Owner, number>[] = []
  const at = (week: number): Record<Owner, number> => (loads[week - 1] ??= { artist: 0, coach: 0, agency: 0 })
  for (const { owner, hours, dueOn } of lines.toSorted((a, b) => (a.dueOn < b.dueOn ? -1 : 1))) {
    const last = Math.min(farthest, weekOf(startsOn, dueOn))
    let left = hours
    for (let week = last; week >= 1 && left > 1e-9; week -= 1) {
      const given = Math.min(left, Math.max(0, capacityOf(owner) - at(week)[owner]))
      at(week)[owner] += given
      left -= given
    }
    at(last)[owner] += Math.max(0, left)
  }
  return Array.from(loads, (hours, place) => ({ week: place + 1, hours: hours ?? { artist: 0, coach: 0, agency: 0 } }))
}
