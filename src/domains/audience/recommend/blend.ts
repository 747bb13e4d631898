import type { Neighbour, Reason, ReasonKind } from '../types.ts'

/**
 * From what is known of a person to a short list with reasons. Three voices, in shares that are stated on the screen and in the README:
 * those who watched the same films, films alike, and what is watched now. Without a past only the last two can speak.
 */
export const shares = { watched: 0.55, content: 0.3, popular: 0.15 } as const

/** One film of a person's past. `love` between 0 (dropped) and 1 (five stars, saved); older ones should come with less. */
export interface Past {
  filmId: string
  love: number
  liked: boolean
}

export interface Popular {
  filmId: string
  score: number
  kind: Extract<ReasonKind, 'popularHere' | 'popular' | 'rated' | 'new'>
  name: string | null
}

export interface Candidate {
  filmId: string
  score: number
  reason: Reason
}

export interface Sources {
  past: readonly Past[]
  watched: ReadonlyMap<string, readonly Neighbour[]>
  content: ReadonlyMap<string, readonly Neighbour[]>
  popular: readonly Popular[]
  /** Never recommended: just watched, disliked. */
  excluded: ReadonlySet<string>
}

interface Tally {
  score: number
  top: number
  reason: Reason
}

/** Every film worth a thought, best first, each with the reason that weighed most. The same sources always give the same answer. */
export function candidates({ past, watched, content, popular, excluded }: Sources): Candidate[] {
  const tallies = new Map<string, Tally>()
  const add = (filmId: string, score: number, reason: Reason): void => {
    if (excluded.has(filmId) || score <= 0) return
    const known = tallies.get(filmId)
    if (!known) return void tallies.set(filmId, { score, top: score, reason })
    known.score += score
    if (score > known.top) Object.assign(known, { top: score, reason })
  }
  for (const [basis, map] of [
    ['watched', watched],
    ['content', content],
  ] as const) {
    const voices = past.flatMap((film) => (map.get(film.filmId) ?? []).map(([id, score, why]) => ({ id, score: score * film.love, reason: reasonOf(basis, film, why) })))
    const loudest = Math.max(...voices.map((v) => v.score), 1e-9)
    for (const voice of voices) add(voice.id, (shares[basis] * voice.score) / loudest, voice.reason)
  }
  const most = Math.max(...popular.map((p) => p.score), 1e-9)
  for (const one of popular) add(one.filmId, (shares.popular * one.score) / most, { kind: one.kind, filmId: null, name: one.name })
  return [...tallies].map(([filmId, t]) => ({ filmId, score: t.score, reason: t.reason })).toSorted((a, b) => b.score - a.score || (a.filmId < b.filmId ? -1 : 1))
}

function reasonOf(basis: 'watched' | 'content', film: Past, why: string | null): Reason {
  if (basis === 'watched') return { kind: film.liked ? 'liked' : 'watched', filmId: film.filmId, name: null }
  const [kind = '', ...rest] = (why ?? '').split(':')
  if (kind === 'director') return { kind: 'director', filmId: film.filmId, name: rest.join(':') }
  return { kind: 'alike', filmId: film.filmId, name: null }
}

/** Keeps the best but not all of the same kind: each choice costs what is too like one already chosen, and one film of the past explains at most three. */
export function diverse(ranked: readonly Candidate[], content: ReadonlyMap<string, readonly Neighbour[]>, count: number): Candidate[] {
  const left = ranked.slice(0, Math.max(60, count * 4))
  const chosen: Candidate[] = []
  const explained = new Map<string, number>()
  const nearness = new Map([...content].map(([id, list]) => [id, new Map(list.map(([other, score]) => [other, score]))]))
  while (chosen.length < count && left.length > 0) {
    const worth = (one: Candidate): number =>
      one.score - 0.35 * one.score * Math.max(0, ...chosen.map((c) => nearness.get(c.filmId)?.get(one.filmId) ?? nearness.get(one.filmId)?.get(c.filmId) ?? 0))
    const open = left.filter((one) => (explained.get(one.reason.filmId ?? '') ?? 0) < 3 || one.reason.filmId === null)
    const next = (open.length > 0 ? open : left).reduce((a, b) => (worth(b) > worth(a) + 1e-12 ? b : a))
    chosen.push(next)
    left.splice(left.indexOf(next), 1)
    if (next.reason.filmId) explained.set(next.reason.filmId, (explained.get(next.reason.filmId) ?? 0) + 1)
  }
  return chosen
}
