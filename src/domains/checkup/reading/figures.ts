import { clock } from '#platform/clock'
import type { Db } from '#platform/context'
import { daysBefore, staleAfter } from '../rules/figures/growth.ts'
import { type Course, figuresIn } from '../rules/figures/summary.ts'
import { readCourses } from '../store/figures.ts'
import type { ArtistFigures } from '../types.ts'

/** Today, as the house counts days: UTC. */
export const today = (now: Date): string => now.toISOString().slice(0, 10)

/** The courses of these artists that still say something at `now`, by record id. */
export function coursesOf(db: Db, recordIds: readonly string[], now: Date): Promise<Map<string, Course[]>> {
  return recordIds.length === 0 ? Promise.resolve(new Map()) : readCourses(db, recordIds, daysBefore(today(now), staleAfter), today(now))
}

/** The last figures of each of these artists, network by network, with growth and red flags; artists without any are left out. */
export async function figuresOf(db: Db, recordIds: readonly string[]): Promise<Map<string, ArtistFigures>> {
  const courses = await coursesOf(db, [...new Set(recordIds)], clock.now())
  return new Map([...courses].map(([recordId, own]) => [recordId, figuresIn(own)]))
}
