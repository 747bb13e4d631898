import { z } from 'zod'
import { id, instant, pageOf, paging } from '#platform/operation'
import { FilmCard } from '#domains/cinema'
import { endings, experienceKinds } from './types.ts'

/** Shapes at the door. Times in milliseconds, rates in bits a second. */

const milliseconds = z.int().min(0).max(86_400_000)
const token = z.string().regex(/^[A-Za-z0-9_-]{20,80}$/)

/** Just what a player names and shows. */
export const filmName = z.object({ id, slug: z.string(), title: z.string(), /** Address of its poster. */ picture: z.string().nullable() }).meta({ id: 'FilmName' })

const rung = z
  .object({
    name: z.string(),
    kind: z.enum(['video', 'audio']),
    codecs: z.string(),
    width: z.int().nullable(),
    height: z.int().nullable(),
    frameRate: z.number().nullable(),
    averageBps: z.int(),
    peakBps: z.int(),
    language: z.string().nullable(),
    label: z.string().nullable(),
    isDefault: z.boolean(),
    /** Which sound goes with a picture, or the weight of this sound. */
    weight: z.enum(['low', 'high']).nullable(),
    timeline: z.int(),
    /** What one minute of this quality weighs, sound included. */
    bytesPerMinute: z.int(),
  })
  .meta({ id: 'Rung' })

export const stageShape = z
  .object({
    base: z.string(),
    durationMs: z.int(),
    rungs: z.array(rung),
    /** Segment lengths in seconds, run by run. Empty when long: the playlists say them. */
    timelines: z.array(z.array(z.array(z.number()))),
    captions: z.array(z.object({ language: z.string(), label: z.string(), src: z.string() }).meta({ id: 'Caption' })),
    tickets: z.record(z.string(), z.string()),
    iv: z.string().nullable(),
  })
  .meta({ id: 'Stage' })

export const startInput = z.object({
  film: z.string().min(1).max(200),
  /** What the viewer calls this device. By default the browser and its system. */
  device: z.string().trim().min(1).max(80).optional(),
  /** The session to end to make room, one of `listWatching`. */
  ending: id.optional(),
  /** False for players that cannot send heartbeats: the lease then covers the film. */
  beats: z.boolean().default(true),
})

export const started = z
  .object({
    id,
    /** Unguessable, bound to this viewer: the part of the playlist and key addresses that follows `/api/playback/`. */
    token: z.string(),
    manifest: z.string(),
    key: z.string(),
    leaseSeconds: z.int(),
    beatSeconds: z.int(),
    durationMs: z.int(),
    resumeAtMs: z.int(),
    /** False when the account has paused its history: nothing is kept, here or in the browser. */
    remembered: z.boolean(),
    film: filmName,
    next: filmName.nullable(),
    stage: stageShape,
    storyboard: z.string().nullable(),
  })
  .meta({ id: 'WatchingSession' })

export const beatInput = z.object({
  token,
  positionMs: milliseconds,
  rung: z.string().max(40).optional(),
  /** Received since the last heartbeat. */
  bytes: z.int().min(0).max(10_000_000_000).default(0),
})

export const beaten = z
  .object({
    state: z.enum(['live', 'ended']),
    endedBy: z.enum(endings).nullable(),
    leaseSeconds: z.int(),
  })
  .meta({ id: 'Heartbeat' })

export const leaveInput = z.object({ token, positionMs: milliseconds.optional() })

export const experienceInput = z.object({
  token,
  events: z
    .array(
      z.object({
        kind: z.enum(experienceKinds),
        /** Milliseconds (start, stall), bytes (bytes), bits a second (rung), 0 (error). */
        value: z.number().min(0).max(1e12).transform(Math.round),
        rung: z.string().max(40).optional(),
        detail: z.string().max(200).optional(),
      }),
    )
    .min(1)
    .max(50),
})

export const liveSession = z
  .object({
    id,
    device: z.string(),
    film: filmName.nullable(),
    startedAt: instant,
    seenAt: instant,
    positionMs: z.int(),
    durationMs: z.int(),
    /** The browser that is asking. */
    here: z.boolean(),
  })
  .meta({ id: 'LiveSession' })

export const liveSessions = z.object({ limit: z.int(), items: z.array(liveSession) })

export const watched = z
  .object({
    film: FilmCard,
    positionMs: z.int(),
    durationMs: z.int(),
    finished: z.boolean(),
    /** Where the film is taken up again. */
    resumeAtMs: z.int(),
    watchedAt: instant,
  })
  .meta({ id: 'WatchedEntry' })

export const historyInput = z.object({ ...paging })
export const historyPage = pageOf(watched)
export const historySettings = z.object({ paused: z.boolean() })

export const mostWatchedInput = z.object({
  days: z.int().min(1).max(366).default(7),
  country: z
    .string()
    .regex(/^[A-Z]{2}$/)
    .optional(),
  limit: z.int().min(1).max(50).default(12),
})
export const mostWatchedList = z.object({ items: z.array(z.object({ film: FilmCard, views: z.int() }).meta({ id: 'MostWatched' })) })

export const qualityInput = z.object({ slug: z.string().min(1).max(200), days: z.int().min(1).max(366).default(30) })
export const quality = z
  .object({
    sessions: z.int(),
    startMedianMs: z.int().nullable(),
    startP95Ms: z.int().nullable(),
    stalls: z.int(),
    /** Time spent stalled for each thousand of time watched. */
    stalledPerMille: z.number().nullable(),
    watchedMinutes: z.int(),
    errors: z.int(),
  })
  .meta({ id: 'PlaybackQuality' })

export const filmForStage = filmName.extend({ poster: FilmCard.shape.poster, /** The caller may start a session now. */ watchable: z.boolean() }).meta({ id: 'FilmForStage' })
