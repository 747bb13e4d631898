import { z } from 'zod'
import { findPeople } from '#domains/identity'
import { artistsOf } from '#domains/crm'
import { may } from '#platform/actor'
import { clock } from '#platform/clock'
import type { Ctx, Db } from '#platform/context'
import { decodeCursor, toPage } from '#platform/operation'
import { found } from '#platform/refusal'
import { findProvider, isStandIn } from '../providers/registry.ts'
import { daysBefore, staleAfter } from '../rules/figures/growth.ts'
import { type Course, countryMatch, figuresIn } from '../rules/figures/summary.ts'
import { readFetches } from '../store/fetches.ts'
import { type FigureQuery, listFigureRows, readCourses } from '../store/figures.ts'
import { readPlaces } from '../store/places.ts'
import type { ArtistFigures, MeasuredNetwork } from '../types.ts'

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

/** What is known of an artist's figures, whole: by network, course by course, with the state of the calls to networks. */
export async function artistFigures(ctx: Ctx, { recordId }: { recordId: string }) {
  const artist = found((await artistsOf(ctx.db, [recordId])).get(recordId), 'checkup.notAnArtist')
  const [courses, places, fetches] = await Promise.all([coursesOf(ctx.db, [recordId], ctx.now), readPlaces(ctx.db, [recordId]), readFetches(ctx.db, recordId)])
  const own = courses.get(recordId) ?? []
  const at = places.get(recordId) ?? null
  return {
    recordId,
    name: artist.name,
    mayEdit: may(ctx.actor, artist.workspaceId, 'checkups.edit'),
    networks: Object.entries(figuresIn(own)).map(([network, one]) => ({ network: network as MeasuredNetwork, ...one, anomalies: [...one.anomalies] })),
    courses: own.map(({ network, metric, measures }) => ({ network, metric, days: measures.map(({ day }) => day), values: measures.map(({ value }) => value) })),
    places: at && { ...at, countries: [...at.countries], touring: [...at.touring] },
    countryMatch: countryMatch(at, artist.country),
    fetches: artist.links.flatMap(({ network, identifier }) => {
      const provider = findProvider(network)
      if (!provider?.measure) return []
      const last = fetches.find((one) => one.network === network)
      return [
        {
          network,
          identifier,
          state: last?.state ?? null,
          problem: last?.problem ?? null,
          askedAt: last?.askedAt ?? null,
          sandbox: isStandIn(network),
          closed: !provider.isOpen(),
        },
      ]
    }),
  }
}

/** Every figure of an artist, newest first, with who noted it. */
export async function listFigures(ctx: Ctx, input: FigureQuery & { after?: string | undefined; limit: number }) {
  const after = decodeCursor(input.after, z.tuple([z.string(), z.string(), z.string()]))
  const rows = await listFigureRows(ctx.db, input, after, input.limit + 1)
  const page = toPage(rows, input.limit, ({ day, network, metric }) => [day, network, metric])
  const people = await findPeople(
    ctx.db,
    page.items.flatMap(({ notedBy }) => notedBy ?? []),
  )
  return { items: page.items.map((one) => ({ ...one, notedBy: people.get(one.notedBy ?? '')?.name ?? null })), next: page.next }
}
