import type { Ctx } from '#platform/context'
import { whyNoRoom } from '../rules.ts'
import { holdTitle, type TitleRow } from '../store.ts'
import { say } from '../events.ts'
import { config } from '#platform/config'
import { freeHere } from '../disk.ts'

/** Seconds a title stays with a silent worker, and how often a worker speaks. */
export const leaseSeconds = 20
const beatMs = 2_000

/** A title in this worker's hands. `signal` ends the work; `why` says what ended it. */
export interface Hold {
  signal: AbortSignal
  why: () => 'taken' | 'drained' | 'disk' | null
  /** Where the work stands, 0 to 1; written with the next beat. */
  report: (progress: number) => void
  end: () => void
}

/** Renews the lease, writes and tells the progress, and stops the work when the title was taken away, the process drains, or the disk fills up. */
export function hold(ctx: Ctx, title: TitleRow, drain: AbortSignal): Hold {
  const stop = new AbortController()
  let why: ReturnType<Hold['why']> = null
  let progress = 0
  let told = 0
  const end = (reason: 'taken' | 'drained' | 'disk'): void => {
    why ??= reason
    stop.abort()
  }
  const onDrain = (): void => end('drained')
  drain.addEventListener('abort', onDrain, { once: true })
  if (drain.aborted) onDrain()
  const beat = async (): Promise<void> => {
    if (!(await holdTitle(ctx.db, title.id, title.attempt, progress, leaseSeconds))) return end('taken')
    if (progress - told >= 0.005) {
      told = progress
      await say(ctx.db, title.id, { state: 'processing', progress: Math.round(progress * 1000) / 1000 })
    }
    if (whyNoRoom(0, { minFreeBytes: config().MIN_FREE_BYTES / 2, freeBytes: await freeHere() })) end('disk')
  }
  // A database that does not answer for a moment is no reason to stop: the lease is ten beats long.
  const timer = setInterval(() => void beat().catch((error: unknown) => ctx.log.warn({ err: error }, 'a lease was not renewed')), beatMs)
  return {
    signal: stop.signal,
    why: () => why,
    report: (value) => (progress = Math.max(progress, Math.min(1, value))),
    end: () => {
      clearInterval(timer)
      drain.removeEventListener('abort', onDrain)
    },
  }
}
