import { findTitle, languagesOf, posterOf } from '#domains/media'
import type { Ctx, Db } from '#platform/context'
import { announce } from '#platform/events'
import { Refusal } from '#platform/refusal'
import { filmWatchable } from '../events.ts'
import { dropVideos, recordVideo, setVideo, titleInUse, type VideoFacts } from '../store/films.ts'
import { openFilm } from './edit-film.ts'

/** Ties a video of the same workspace to a film. */
export async function setFilmVideo(ctx: Ctx, { id, titleId }: { id: string; titleId: string }): Promise<{ id: string; slug: string }> {
  const film = await openFilm(ctx, id)
  const video = await videoOf(ctx.db, titleId)
  const wrong = (code: 'cinema.noSuchVideo' | 'cinema.videoTaken') => new Refusal('invalid', code, {}, [{ field: 'titleId', code }])
  if (!video || video.workspaceId !== film.workspaceId) throw wrong('cinema.noSuchVideo')
  if (await titleInUse(ctx.db, titleId, id)) throw wrong('cinema.videoTaken')
  await setVideo(ctx.db, id, titleId, video)
  return { id, slug: film.slug }
}

/** Records on the film what became of its video; a published film that had none to show becomes watchable. */
export async function syncVideo(ctx: Ctx, titleId: string): Promise<void> {
  const video = await videoOf(ctx.db, titleId)
  if (!video) return
  const change = await recordVideo(ctx.db, titleId, video)
  if (change && !change.before.watchable && change.after.watchable) await announce(ctx.db, filmWatchable(change.after))
}

/** A video was thrown away: films that showed it no longer do. */
export async function forgetVideo(ctx: Ctx): Promise<void> {
  await dropVideos(ctx.db)
}

/** What the cinema keeps of a video, from the media room: a title being made again stays ready while its former version plays. */
async function videoOf(db: Db, titleId: string): Promise<(VideoFacts & { workspaceId: string }) | null> {
  const title = await findTitle(db, titleId)
  if (!title) return null
  const [posters, languages] = await Promise.all([posterOf(db, [titleId]), languagesOf(db, titleId)])
  const titleState = title.playable ? 'ready' : title.state === 'failed' || title.state === 'cancelled' ? 'failed' : 'processing'
  const subtitles = [...new Set(languages.subtitles.map((tag) => tag.split('-')[0]!))]
  return { workspaceId: title.workspaceId, titleState, poster: posters.get(titleId) ?? null, subtitles }
}
