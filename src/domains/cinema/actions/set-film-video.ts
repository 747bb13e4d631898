import { notify } from '#domains/messaging'
import { findTitle, languagesOf, posterOf } from '#domains/media'
import type { Ctx, Db } from '#platform/context'
import { announce } from '#platform/events'
import { Refusal } from '#platform/refusal'
import { filmSubmitted, filmWatchable } from '../events.ts'
import { makersOf } from '../neighbours.ts'
import { after } from '../rules.ts'
import { dropVideos, type FilmRow, moveFilm, recordVideo, setVideo, titleInUse, type VideoFacts } from '../store/films.ts'
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

/**
 * Records on the film what became of its video. A published film that had none to show becomes watchable; one that already showed
 * another version goes back to the reviewers (`made`: a new version has just been made).
 */
export async function syncVideo(ctx: Ctx, titleId: string, made: boolean): Promise<void> {
  const video = await videoOf(ctx.db, titleId)
  const change = video && (await recordVideo(ctx.db, titleId, video))
  if (!change) return
  const { before, after: film } = change
  if (made && before.watchable && after(before.state, 'replace-video')) await backToReview(ctx, film)
  else if (!before.watchable && film.watchable) await announce(ctx.db, filmWatchable(film))
}

async function backToReview(ctx: Ctx, film: FilmRow): Promise<void> {
  await moveFilm(ctx.db, film.id, 'submitted', ctx.now, { kind: 'submitted', by: null, note: null, points: [] })
  await announce(ctx.db, filmSubmitted(film))
  for (const userId of await makersOf(ctx.db, film.workspaceId!))
    await notify(ctx.db, { userId, kind: 'cinema.replaced', params: { title: film.originalTitle }, href: `/karangou/studio/films/${film.id}`, mail: true })
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
