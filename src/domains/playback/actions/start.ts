import { after } from '#platform/clock'
import { config } from '#platform/config'
import type { Ctx } from '#platform/context'
import type { z } from 'zod'
import { Refusal, unless } from '#platform/refusal'
import { digest, randomToken } from '#platform/secrets'
import { publish } from '#platform/stream'
import { findFilm, namesOf, nextAfter, type Film } from '../films.ts'
import { findProgress, isHistoryPaused } from '../memory.ts'
import { beatSeconds, bytesPerMinute, deviceName, leaseMs, leaseSeconds, regionOf, resumeAt, whyCannotWatch } from '../rules.ts'
import type { started, startInput } from '../schema.ts'
import { loadStage } from '../stage.ts'
import { endById, endLapsed, endReplaced, findById, openSession, type Session } from '../store.ts'
import { shortTimelines } from '../playlist.ts'
import type { Stage, Viewer } from '../types.ts'
import { viewKeyOf, welcomeViewer } from '../viewer.ts'

type Input = z.output<typeof startInput>

/** Opens a watching session: the right to the film's key and playlists for as long as the player keeps saying that it watches. */
export async function startWatching(ctx: Ctx, input: Input): Promise<z.input<typeof started>> {
  const film = await findFilm(ctx, input.film)
  const stage = film?.titleId ? await loadStage(ctx.db, film.titleId, ctx.now) : null
  unless(whyCannotWatch(film && { ...film, ready: stage !== null }))
  const viewer = welcomeViewer(ctx)
  await makeRoom(ctx, viewer, film!, input.ending)
  const progress = viewer.kind === 'account' ? await findProgress(ctx.db, viewer.userId, film!.id) : null
  const resumeAtMs = progress ? resumeAt(progress.positionMs, progress.durationMs) : 0
  const token = randomToken()
  const session = await openSession(ctx.db, newSession(ctx, input, viewer, film!, stage!.stage, { token, resumeAtMs }), config().SESSIONS_PER_ACCOUNT)
  if (!session) throw new Refusal('conflict', 'playback.tooManySessions', { limit: config().SESSIONS_PER_ACCOUNT })
  return answer(ctx, { session, token, film: film!, viewer, resumeAtMs, stage: stage!.stage, storyboard: stage!.storyboard })
}

/** Frees the seats nobody holds any more, and the one the viewer has chosen to free. */
async function makeRoom(ctx: Ctx, viewer: Viewer, film: Film, ending: string | undefined): Promise<void> {
  const userId = viewer.kind === 'account' ? viewer.userId : null
  if (userId) await endLapsed(ctx.db, ctx.now, userId)
  const replaced = viewer.device ? await endReplaced(ctx.db, ctx.now, viewer.device, film.id, userId) : []
  for (const id of replaced) await publish(ctx.db, `watching:${id}`, { endedBy: 'replaced' })
  if (!ending || !userId) return
  const chosen = await findById(ctx.db, ending)
  if (chosen?.userId !== userId) throw new Refusal('missing', 'playback.noSuchSession')
  if (await endById(ctx.db, ctx.now, ending, 'device')) await publish(ctx.db, `watching:${ending}`, { endedBy: 'device' })
}

function newSession(ctx: Ctx, input: Input, viewer: Viewer, film: Film, stage: Stage, more: { token: string; resumeAtMs: number }) {
  return {
    tokenDigest: digest(more.token),
    userId: viewer.kind === 'account' ? viewer.userId : null,
    deviceDigest: viewer.device,
    filmId: film.id,
    titleId: film.titleId!,
    device: input.device ?? (deviceName(ctx.request.userAgent) || '?'),
    country: regionOf(ctx.request.headers.get('accept-language')),
    viewKey: viewKeyOf(ctx, viewer),
    durationMs: stage.durationMs,
    startedAt: ctx.now,
    leasedUntil: after(ctx.now, leaseMs(input.beats, stage.durationMs)),
    positionMs: more.resumeAtMs,
    // A reviewer's look, or its maker's, is not a view.
    viewed: !film.watchable || film.insider,
  }
}

interface Opened {
  session: Session
  token: string
  film: Film
  viewer: Viewer
  resumeAtMs: number
  stage: Stage
  storyboard: string | null
}

async function answer(ctx: Ctx, opened: Opened): Promise<z.input<typeof started>> {
  const { session, token, film, viewer, stage } = opened
  const next = await nextAfter(ctx, film)
  const own = (await namesOf(ctx, [film.id])).get(film.id)
  const sound = Math.min(...stage.rungs.filter((r) => r.kind === 'audio').map((r) => r.averageBps), Infinity)
  const withSound = Number.isFinite(sound) ? sound : 0
  return {
    id: session.id,
    token,
    manifest: `/api/playback/${token}/master.m3u8`,
    key: `/api/playback/${token}/key`,
    leaseSeconds,
    beatSeconds,
    durationMs: stage.durationMs,
    resumeAtMs: opened.resumeAtMs,
    remembered: viewer.kind === 'guest' || !(await isHistoryPaused(ctx.db, viewer.userId)),
    film: own ?? { id: film.id, slug: film.slug, title: film.title, picture: null },
    next,
    stage: {
      ...stage,
      rungs: stage.rungs.map((r) => ({ ...r, bytesPerMinute: bytesPerMinute(r.averageBps + (r.kind === 'video' ? withSound : 0)) })),
      timelines: shortTimelines(stage.timelines).map((runs) => runs.map((run) => [...run])),
      captions: [...stage.captions],
    },
    storyboard: opened.storyboard,
  }
}
