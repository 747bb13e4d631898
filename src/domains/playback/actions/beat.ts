import type { z } from 'zod'
import { announce } from '#platform/events'
import { after } from '#platform/clock'
import type { Ctx } from '#platform/context'
import { found } from '#platform/refusal'
import { digest } from '#platform/secrets'
import { filmViewed } from '../events.ts'
import { addView, saveProgress } from '../memory.ts'
import { isFinished, leaseMs, leaseSeconds, viewThresholdMs, watchedBetween } from '../rules.ts'
import type { beaten, beatInput } from '../schema.ts'
import { endById, lockByToken, saveBeat, type Session } from '../store.ts'
import { isHolder, viewerOf } from '../viewer.ts'

/**
 * The player says that it still watches, and where. The lease goes on, even after a silence, as long as the session was not ended:
 * a session whose seat was given to another device meanwhile has been ended by `lapse`.
 */
export async function beatWatching(ctx: Ctx, input: z.output<typeof beatInput>): Promise<z.input<typeof beaten>> {
  const session = found(await heldSession(ctx, input.token), 'playback.noSuchSession')
  if (session.endedAt) return { state: 'ended', endedBy: session.endedBy, leaseSeconds: 0 }
  await advance(ctx, session, { positionMs: input.positionMs, bytes: input.bytes, rung: input.rung ?? null })
  return { state: 'live', endedBy: null, leaseSeconds }
}

/** The player leaves: the seat is free at once. Leaving twice is leaving once. */
export async function leaveWatching(ctx: Ctx, input: { token: string; positionMs?: number | undefined }): Promise<Record<string, never>> {
  const session = found(await heldSession(ctx, input.token), 'playback.noSuchSession')
  if (session.endedAt) return {}
  if (input.positionMs !== undefined) await advance(ctx, session, { positionMs: input.positionMs, bytes: 0, rung: null })
  await endById(ctx.db, ctx.now, session.id, 'viewer')
  return {}
}

/** The session behind a token, if the caller is the viewer who opened it; locked. */
async function heldSession(ctx: Ctx, token: string): Promise<Session | null> {
  const session = await lockByToken(ctx.db, digest(token))
  return session && isHolder(session, viewerOf(ctx)) ? session : null
}

async function advance(ctx: Ctx, session: Session, report: { positionMs: number; bytes: number; rung: string | null }): Promise<void> {
  const positionMs = Math.min(report.positionMs, session.durationMs)
  const watchedMs = watchedBetween({ positionMs: session.positionMs, at: session.seenAt }, { positionMs, at: ctx.now })
  const counts = !session.viewed && session.watchedMs + watchedMs >= viewThresholdMs(session.durationMs)
  await saveBeat(ctx.db, {
    id: session.id,
    now: ctx.now,
    leasedUntil: after(ctx.now, leaseMs(true, session.durationMs)),
    positionMs,
    watchedMs,
    bytes: report.bytes,
    rung: report.rung,
    viewed: counts,
  })
  if (counts && (await addView(ctx.db, { filmId: session.filmId, viewer: session.viewKey, country: session.country, at: ctx.now }))) {
    await announce(ctx.db, filmViewed(session.filmId, session.userId))
  }
  if (!session.userId) return
  await saveProgress(ctx.db, session.userId, {
    filmId: session.filmId,
    positionMs,
    durationMs: session.durationMs,
    finished: isFinished(positionMs, session.durationMs),
    watchedAt: ctx.now,
  })
}
