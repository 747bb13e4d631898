import { after, day } from '#platform/clock'
import { transaction } from '#platform/database/pool'
import type { Ctx } from '#platform/context'
import { watchedPairs } from '#domains/playback'
import { peopleWho } from '#domains/trust'
import { filmTraits } from '../films.ts'
import { nearestByTraits, nearestByWatchers, type Pair } from '../recommend/neighbours.ts'
import { replaceNeighbours } from '../store/neighbours.ts'
import { allStars } from '../store/opinions.ts'

/** Computes the neighbours of every film, from a year of watching and all ratings, and from what films are. Replaces the tables whole. */
export async function computeNeighbours(ctx: Ctx): Promise<{ watched: number; content: number }> {
  const [watched, stars, films, silent] = await Promise.all([watchedPairs(ctx.db, after(ctx.now, -365 * day)), allStars(ctx.db), filmTraits(ctx), peopleWho(ctx.db, 'together')])
  const speaks = notAmong(silent)
  const byWatchers = nearestByWatchers(pairsOf(watched.filter(speaks), stars.filter(speaks)))
  const byTraits = nearestByTraits(films)
  await transaction(ctx, async ({ db }) => {
    await replaceNeighbours(db, 'watched', byWatchers, ctx.now)
    await replaceNeighbours(db, 'content', byTraits, ctx.now)
  })
  return { watched: byWatchers.size, content: byTraits.size }
}

/** Those who did not object to helping others find films (the consent `together`). */
function notAmong(silent: readonly string[]): (row: { userId: string }) => boolean {
  const left = new Set(silent)
  return ({ userId }) => !left.has(userId)
}

/** One weight a person and film: stars if given (a film disliked says nothing), else 1 for a film finished, a half for one begun. */
export function pairsOf(watched: readonly { userId: string; filmId: string; finished: boolean }[], stars: readonly { userId: string; filmId: string; stars: number }[]): Pair[] {
  const weights = new Map<string, Pair>()
  for (const { userId, filmId, finished } of watched) weights.set(`${userId}/${filmId}`, { userId, filmId, weight: finished ? 1 : 0.5 })
  for (const { userId, filmId, stars: given } of stars) {
    if (given <= 2) weights.delete(`${userId}/${filmId}`)
    else weights.set(`${userId}/${filmId}`, { userId, filmId, weight: (given - 1) / 4 })
  }
  return [...weights.values()]
}
