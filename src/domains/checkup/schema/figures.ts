import { z } from 'zod'
import { id, instant, paging } from '#platform/operation'
import { anomalies, figureSources, measuredNetworks, metrics } from '../types.ts'

/* Shapes of figures. Fractions are 0.12 for +12 %; engagement is in hundredths of a per cent. */

const network = z.enum(measuredNetworks)
const metric = z.enum(metrics)
/** An ISO day that exists. */
export const day = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/)
  .refine((text) => !Number.isNaN(Date.parse(text)) && new Date(text).toISOString().startsWith(text))
const value = z.int().min(0).max(100_000_000_000)
const count = z.number().nullable()
const countryCode = z
  .string()
  .trim()
  .toUpperCase()
  .regex(/^[A-Z]{2}$/)

export const OfArtist = z.object({ recordId: id })

const told = { network, metric, day, value }
export const FiguresNote = z.object({ recordId: id, figures: z.array(z.object(told)).min(1).max(500) })
export const ManyFiguresNote = z.object({
  workspaceId: id.optional(),
  figures: z
    .array(z.object({ recordId: id, ...told }))
    .min(1)
    .max(2_000),
})
export const FiguresPaste = z.object({ recordId: id, day: day.optional(), text: z.string().min(1).max(100_000) })
export const Noted = z.object({ given: z.int(), changed: z.int() }).meta({ id: 'FiguresNoted' })
export const FigureRef = z.object({ recordId: id, network, metric, day })

export const Figure = z
  .object({
    network,
    metric,
    day: z.string(),
    value: z.number(),
    source: z.enum(figureSources),
    invented: z.boolean(),
    notedAt: instant,
    notedBy: z.string().nullable(),
    /** How many times it was corrected. */
    corrected: z.int(),
  })
  .meta({ id: 'Figure' })
export const FigureQuery = z.object({ recordId: id, network: network.optional(), metric: metric.optional(), from: day.optional(), to: day.optional(), ...paging })

export const FigureAnomaly = z.object({ kind: z.enum(anomalies), network, day: z.string(), from: z.number().nullable(), to: z.number() }).meta({ id: 'FigureAnomaly' })
export const Places = z
  .object({ countries: z.array(z.object({ country: z.string(), share: z.int() })), touring: z.array(z.string()), day: z.string(), invented: z.boolean() })
  .meta({ id: 'AudiencePlaces' })

export const NetworkFigures = z
  .object({
    network,
    followers: count,
    at: z.string().nullable(),
    growth30: count,
    growth90: count,
    engagement: count,
    posts30: count,
    streams30: count,
    listeners: count,
    saves30: count,
    likes30: count,
    views: count,
    releases: count,
    anomalies: z.array(FigureAnomaly),
    invented: z.boolean(),
  })
  .meta({ id: 'NetworkFigures' })

export const ArtistFigures = z
  .object({
    recordId: id,
    name: z.string(),
    mayEdit: z.boolean(),
    networks: z.array(NetworkFigures),
    courses: z.array(z.object({ network, metric, days: z.array(z.string()), values: z.array(z.number()) }).meta({ id: 'FigureCourse' })),
    places: Places.nullable(),
    /** Share of the audience that lives where the artist plays, 0–1. */
    countryMatch: z.number().nullable(),
    fetches: z.array(
      z
        .object({
          network: z.string(),
          identifier: z.string(),
          state: z.enum(['waiting', 'done', 'refused']).nullable(),
          problem: z.string().nullable(),
          askedAt: instant.nullable(),
          /** Played by a stand-in: what it tells is invented. */
          sandbox: z.boolean(),
          /** Nobody gave the key it asks for. */
          closed: z.boolean(),
        })
        .meta({ id: 'FigureFetch' }),
    ),
  })
  .meta({ id: 'ArtistFigures' })

export const PlacesNote = z.object({
  recordId: id,
  /** Shares in hundredths of a per cent; together at most 100 %. */
  countries: z
    .array(z.object({ country: countryCode, share: z.int().min(0).max(10_000) }))
    .max(60)
    .default([])
    .refine((all) => all.reduce((sum, one) => sum + one.share, 0) <= 10_000, { params: { code: 'checkup.sharesTooMany' } })
    .refine((all) => new Set(all.map((one) => one.country)).size === all.length, { params: { code: 'checkup.countryTwice' } }),
  touring: z.array(countryCode).max(60).default([]),
})

export const searchable = ['musicbrainz', 'deezer', 'spotify'] as const
export const Sought = z.object({ recordId: id, network: z.enum(searchable), name: z.string().trim().min(1).max(200).optional() })
export const Candidate = z
  .object({
    network: z.enum(searchable),
    identifier: z.string(),
    name: z.string(),
    url: z.string(),
    /** What tells it from others of the same name: country, albums, a word of the network. */
    detail: z.string(),
    followers: z.number().nullable(),
  })
  .meta({ id: 'NetworkCandidate' })
export const Candidates = z.object({ items: z.array(Candidate), sandbox: z.boolean() })
export const CandidateRef = z.object({ recordId: id, network: z.enum(searchable), identifier: z.string().min(1).max(100) })
export const CandidateLinks = z.object({ items: z.array(z.object({ network: z.string(), url: z.string() })), sandbox: z.boolean() })
export const LinksConfirm = z.object({ recordId: id, urls: z.array(z.string().trim().min(1).max(500)).min(1).max(30) })
export const Linked = z.object({ added: z.int() }).meta({ id: 'LinksAdded' })
export const Fetching = z.object({ networks: z.array(z.string()) }).meta({ id: 'FiguresFetching' })
