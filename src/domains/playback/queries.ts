import { z } from 'zod'
import { after, day } from '#platform/clock'
import { config } from '#platform/config'
import type { Ctx } from '#platform/context'
import { decodeCursor, toPage } from '#platform/operation'
import { found, Refusal } from '#platform/refusal'
import { cardsOf, findFilm, namesOf } from './films.ts'
import { findProgress, history, isHistoryPaused, mostWatched, qualityOf, type Progress } from './memory.ts'
import { resumeAt } from './rules.ts'
import type { filmForStage as shape, historyInput, historyPage, liveSessions, mostWatchedInput, mostWatchedList, quality, qualityInput, watched } from './schema.ts'
import { liveOf } from './store.ts'
import { viewerOf } from './viewer.ts'

const idOf = (ctx: Ctx): string => (ctx.actor.kind === 'person' ? ctx.actor.id : '')

/** The account's living sessions, newest first, with the limit. */
export async function listWatching(ctx: Ctx): Promise<z.input<typeof liveSessions>> {
  const sessions = await liveOf(ctx.db, ctx.now, idOf(ctx))
  const names = await namesOf(
    ctx,
    sessions.map((s) => s.filmId),
  )
  const here = viewerOf(ctx)?.device ?? null
  const items = sessions.map((s) => ({
    id: s.id,
    device: s.device,
    film: names.get(s.filmId) ?? null,
    startedAt: s.startedAt,
    seenAt: s.seenAt,
    positionMs: s.positionMs,
    durationMs: s.durationMs,
    here: here !== null && s.deviceDigest === here,
  }))
  return { limit: config().SESSIONS_PER_ACCOUNT, items }
}

const cursor = z.tuple([z.iso.datetime(), z.uuid()])

export async function listHistory(ctx: Ctx, input: z.output<typeof historyInput>): Promise<z.input<typeof historyPage>> {
  const from = decodeCursor(input.after, cursor)
  const rows = await history(ctx.db, idOf(ctx), { limit: input.limit + 1, before: from && { at: new Date(from[0]), filmId: from[1] }, open: false })
  const page = toPage(rows, input.limit, (row) => [row.watchedAt.toISOString(), row.filmId])
  return { items: await entries(ctx, page.items), next: page.next }
}

/** Films begun and not finished, most recent first. */
export async function continueWatching(ctx: Ctx, input: { limit: number }): Promise<{ items: z.input<typeof watched>[] }> {
  return { items: await entries(ctx, await history(ctx.db, idOf(ctx), { limit: input.limit, before: null, open: true })) }
}

async function entries(ctx: Ctx, rows: readonly Progress[]): Promise<z.input<typeof watched>[]> {
  const cards = new Map(
    (
      await cardsOf(
        ctx,
        rows.map((row) => row.filmId),
      )
    ).map((card) => [card.id, card]),
  )
  return rows.flatMap((row) => {
    const film = cards.get(row.filmId)
    return film
      ? [{ film, positionMs: row.positionMs, durationMs: row.durationMs, finished: row.finished, resumeAtMs: resumeAt(row.positionMs, row.durationMs), watchedAt: row.watchedAt }]
      : []
  })
}

/** A film's name and picture, for those who may see it. */
export async function filmForStage(ctx: Ctx, input: { slug: string }): Promise<z.input<typeof shape>> {
  const film = await findFilm(ctx, input.slug)
  if (!film || (!film.listed && !film.insider)) throw new Refusal('missing', 'playback.noSuchFilm')
  const [card] = await cardsOf(ctx, [film.id])
  const poster = card?.poster ?? null
  return {
    id: film.id,
    slug: film.slug,
    title: card?.title ?? film.title,
    picture: poster?.src ?? null,
    poster,
    watchable: film.watchable || (film.insider && film.titleId !== null),
  }
}

/** Where the caller stands in a film; null when never begun, or nobody is signed in. */
export async function filmProgress(ctx: Ctx, input: { slug: string }): Promise<{ progress: z.input<typeof watched> | null }> {
  if (ctx.actor.kind !== 'person') return { progress: null }
  const film = found(await findFilm(ctx, input.slug), 'playback.noSuchFilm')
  const progress = await findProgress(ctx.db, ctx.actor.id, film.id)
  return { progress: progress ? ((await entries(ctx, [progress]))[0] ?? null) : null }
}

export async function historySettingsOf(ctx: Ctx): Promise<{ paused: boolean }> {
  return { paused: await isHistoryPaused(ctx.db, idOf(ctx)) }
}

export async function listMostWatched(ctx: Ctx, input: z.output<typeof mostWatchedInput>): Promise<z.input<typeof mostWatchedList>> {
  const rows = await mostWatched(ctx.db, { since: after(ctx.now, -input.days * day), country: input.country ?? null, limit: input.limit })
  const cards = new Map(
    (
      await cardsOf(
        ctx,
        rows.map((row) => row.filmId),
      )
    ).map((card) => [card.id, card]),
  )
  return {
    items: rows.flatMap((row) => {
      const film = cards.get(row.filmId)
      return film ? [{ film, views: row.views }] : []
    }),
  }
}

export async function filmQuality(ctx: Ctx, input: z.output<typeof qualityInput>): Promise<z.input<typeof quality>> {
  const film = found(await findFilm(ctx, input.slug), 'playback.noSuchFilm')
  const { stalledMs, watchedMs, ...rest } = await qualityOf(ctx.db, film.id, after(ctx.now, -input.days * day))
  return { ...rest, stalledPerMille: watchedMs > 0 ? Math.round((stalledMs / watchedMs) * 10_000) / 10 : null, watchedMinutes: Math.round(watchedMs / 60_000) }
}
