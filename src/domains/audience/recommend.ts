import type { z } from 'zod'
import { after, day } from '#platform/clock'
import { isAllowed } from '#domains/trust'
import type { Ctx } from '#platform/context'
import { translator } from '#platform/text'
import type { FilmCard } from '#domains/cinema'
import { mostWatchedFilms, recentlyWatched, regionOf } from '#domains/playback'
import { bestRated, filmsById, getFilm } from './films.ts'
import { candidates, diverse, shares, type Candidate, type Past, type Popular } from './recommend/blend.ts'
import type * as shapes from './schema.ts'
import { neighboursOf } from './store/neighbours.ts'
import { tastesOf } from './store/opinions.ts'
import { texts as english } from './texts.en.ts'
import { texts as french } from './texts.fr.ts'
import type { Reason } from './types.ts'

const say = { fr: translator('fr', { audience: french }), en: translator('en', { audience: english }) }
type Answer = z.input<typeof shapes.recommendations>

/** Films for the caller, each with its reason. Nobody in particular gets what is watched and liked now. */
export async function recommendFilms(ctx: Ctx, input: { limit: number }): Promise<Answer> {
  const { past, excluded } = await pastOf(ctx)
  return chosen(ctx, past, excluded, input.limit)
}

/** Films to see after this one. */
export async function similarFilms(ctx: Ctx, input: { slug: string; limit: number }): Promise<Answer> {
  const film = await getFilm(ctx, input.slug)
  const { past, excluded } = await pastOf(ctx)
  // This film speaks loudest; what else the person likes decides between equals.
  const faint = past.filter((p) => p.filmId !== film.id).map((p) => ({ ...p, love: p.love * 0.25 }))
  return chosen(ctx, [{ filmId: film.id, love: 1, liked: false }, ...faint], new Set([...excluded, film.id]), input.limit)
}

/** What a person has watched, rated and saved: recent things weigh more, what was disliked is never shown again. */
async function pastOf(ctx: Ctx): Promise<{ past: Past[]; excluded: Set<string> }> {
  if (ctx.actor.kind !== 'person' || !(await isAllowed(ctx.db, ctx.actor.id, 'personal'))) return { past: [], excluded: new Set() }
  const [watched, tastes] = await Promise.all([recentlyWatched(ctx.db, ctx.actor.id, 60), tastesOf(ctx.db, ctx.actor.id)])
  const loves = new Map<string, Past>()
  for (const [age, film] of watched.entries()) loves.set(film.filmId, { filmId: film.filmId, love: (film.finished ? 0.8 : 0.45) * 0.98 ** age, liked: false })
  for (const taste of tastes) {
    const love = taste.stars === null ? 0.85 : (taste.stars - 2) / 3
    loves.set(taste.filmId, { filmId: taste.filmId, love: Math.max(0, love), liked: taste.saved || (taste.stars ?? 0) >= 4 })
  }
  return { past: [...loves.values()].filter((p) => p.love > 0), excluded: new Set([...watched.map((w) => w.filmId), ...tastes.map((t) => t.filmId)]) }
}

async function chosen(ctx: Ctx, past: readonly Past[], excluded: ReadonlySet<string>, limit: number): Promise<Answer> {
  const pastIds = past.map((p) => p.filmId)
  const [{ watched, content }, popular] = await Promise.all([neighboursOf(ctx.db, pastIds), popularNow(ctx)])
  const best = candidates({ past, watched, content, popular, excluded }).slice(0, 200)
  const films = await filmsById(ctx, idsOf(best))
  const picked = await watchableFirst(ctx, best, films, limit)
  const reasons = await filmsById(
    ctx,
    picked.flatMap((c) => c.reason.filmId ?? []),
  )
  const items = picked.map((c) => ({ film: films.get(c.filmId)!, reason: worded(ctx, c, reasons) }))
  const percent = (share: number): number => Math.round(share * 100)
  return { items, method: say[ctx.lang]('audience.method', { watched: percent(shares.watched), content: percent(shares.content), popular: percent(shares.popular) }) }
}

const idsOf = (candidates: readonly Candidate[]): string[] => candidates.map((c) => c.filmId)

/** What can be watched comes first; notices without a video only fill the row. A candidate that is no film of `films` is left out. */
async function watchableFirst(ctx: Ctx, ranked: readonly Candidate[], films: ReadonlyMap<string, FilmCard>, limit: number): Promise<Candidate[]> {
  const known = ranked.filter((c) => films.has(c.filmId))
  const playable = known.filter((c) => films.get(c.filmId)!.watchable)
  const others = known.filter((c) => !films.get(c.filmId)!.watchable)
  const { content: near } = await neighboursOf(ctx.db, idsOf(known.slice(0, 60)))
  const first = diverse(playable, near, limit)
  return [...first, ...diverse(others, near, limit - first.length)]
}

/** A week of views, in the reader's country first, then everywhere; then the best rated, for quiet weeks. */
async function popularNow(ctx: Ctx): Promise<Popular[]> {
  const country = regionOf(ctx.request.headers.get('accept-language'))
  const since = after(ctx.now, -7 * day)
  const [here, everywhere, rated] = await Promise.all([
    country ? mostWatchedFilms(ctx.db, { since, country, limit: 20 }) : [],
    mostWatchedFilms(ctx.db, { since, country: null, limit: 40 }),
    bestRated(ctx, 40),
  ])
  const score = (views: number): number => Math.log1p(views)
  return [
    ...here.filter((f) => f.views >= 2).map((f): Popular => ({ filmId: f.filmId, score: score(f.views) * 1.3, kind: 'popularHere', name: country })),
    ...everywhere.filter((f) => f.views >= 2).map((f): Popular => ({ filmId: f.filmId, score: score(f.views), kind: 'popular', name: null })),
    ...rated.map((f): Popular => ({ filmId: f.id, score: f.score, kind: f.kind, name: null })),
  ]
}

function worded(ctx: Ctx, candidate: Candidate, films: ReadonlyMap<string, FilmCard>): Answer['items'][number]['reason'] {
  const reason: Reason = candidate.reason
  const film = (reason.filmId && films.get(reason.filmId)?.title) ?? null
  const country = reason.kind === 'popularHere' && reason.name ? (new Intl.DisplayNames([ctx.lang], { type: 'region' }).of(reason.name) ?? reason.name) : ''
  return { kind: reason.kind, film, name: reason.name, text: say[ctx.lang](`audience.reason-${reason.kind}`, { film: film ?? '', name: reason.name ?? '', country }) }
}
