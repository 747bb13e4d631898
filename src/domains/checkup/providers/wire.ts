import { setTimeout as sleep } from 'node:timers/promises'
import type { z } from 'zod'
import { pool } from '#platform/database/pool'
import { fetchOutside } from '#platform/outgoing'
import { Refusal } from '#platform/refusal'
import { takeTurn } from '../store/paces.ts'
import type { ProviderName } from './provider.ts'

/** Milliseconds between two requests: MusicBrainz allows one a second, Deezer 50 in 5 s; the others are asked more gently than they demand. */
const apart: Record<ProviderName, number> = { deezer: 110, musicbrainz: 1_100, youtube: 100, spotify: 200 }
/** Nobody waits longer for a turn: they are told to come back. */
const longestWait = 8_000

export interface Said {
  status: number
  body: unknown
  /** Seconds it asked us to wait. */
  retryAfter: number | null
}

/** Asks once, in turn with every other process of the house. Statuses that mean the same everywhere are refused here: 401 (key), 404, 429, 503 and other failures. */
export async function ask(name: ProviderName, url: string, options: { method?: string; headers?: Record<string, string>; body?: string } = {}): Promise<Said> {
  const wait = await takeTurn(pool(), name, apart[name], longestWait)
  if (wait === null) throw busy(name, Math.ceil(longestWait / 1_000))
  if (wait > 0) await sleep(wait)
  const answer = await fetchOutside(url, { timeoutMs: 10_000, ...options, headers: { accept: 'application/json', ...options.headers } })
  const after = Number(answer.headers['retry-after'])
  const said = { status: answer.status, body: parse(answer.body), retryAfter: Number.isFinite(after) && after > 0 ? Math.min(after, 86_400) : null }
  if (said.status === 404) throw new Refusal('missing', 'checkup.notOnNetwork', { network: name })
  if (said.status === 429 || said.status === 503) throw busy(name, said.retryAfter ?? 60)
  if (said.status === 401) throw new Refusal('refused', 'checkup.networkKeyWrong', { network: name })
  if (said.status >= 500) throw unavailable(name)
  return said
}

export const busy = (network: ProviderName, seconds: number): Refusal => new Refusal('unavailable', 'checkup.networkBusy', { network, seconds })
export const unavailable = (network: ProviderName): Refusal => new Refusal('unavailable', 'checkup.networkUnavailable', { network })

function parse(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString()) as unknown
  } catch {
    return null
  }
}

/** Reads an answer as the shape we know; one of another shape tells us nothing. */
export function readAs<Shape extends z.ZodType>(name: ProviderName, shape: Shape, body: unknown): z.output<Shape> {
  const read = shape.safeParse(body)
  if (!read.success) throw unavailable(name)
  return read.data
}
