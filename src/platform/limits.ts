import { clock } from './clock.ts'

export interface Verdict {
  allowed: boolean
  limit: number
  remaining: number
  /** Seconds until the count is whole again, or until the next try is allowed. */
  resetSeconds: number
}

const windowMs = 60_000
const mostKeys = 50_000
const counts = new Map<string, { start: number; used: number; before: number }>()

/** Sliding-window count of one minute, in this process. Behind N processes a caller has up to N times the limit; what must be exact (codes, passwords) is counted in the database. */
export function spend(key: string, limit: number): Verdict {
  const now = clock.now().getTime()
  const start = now - (now % windowMs)
  const known = counts.get(key)
  const entry = known && known.start === start ? known : { start, used: 0, before: known && known.start === start - windowMs ? known.used : 0 }
  counts.delete(key)
  counts.set(key, entry)
  if (counts.size > mostKeys) counts.delete(counts.keys().next().value!)
  const weighted = entry.before * (1 - (now - start) / windowMs) + entry.used
  const resetSeconds = Math.ceil((start + windowMs - now) / 1000)
  if (weighted + 1 > limit) return { allowed: false, limit, remaining: 0, resetSeconds }
  entry.used += 1
  return { allowed: true, limit, remaining: Math.max(0, Math.floor(limit - weighted - 1)), resetSeconds }
}
