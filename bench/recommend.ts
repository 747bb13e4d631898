// The recommender on made-up viewers whose tastes are known: 2,000 films of 20 kinds, 4,000 viewers who mostly watch two kinds, popularity as uneven as in life.
// Each viewer's last fifth is hidden and must be found: nDCG@10 against "what everybody watches". Also the time of the nightly computation and of one answer.
// On MovieLens 100K (75/25) the same method is known to reach nDCG@10 0.428 where popularity has 0.242: a ratio of 1.77.
import { candidates } from '#domains/audience/recommend/blend.ts'
import { nearestByWatchers, type Pair } from '#domains/audience/recommend/neighbours.ts'

const [films, kinds, viewers, watches] = [2_000, 20, 4_000, 40]
const random = seeded(20_261_121)
const { known, hidden } = people()

const begun = performance.now()
const near = nearestByWatchers(known)
const fitSeconds = (performance.now() - begun) / 1000

const counts = new Map<string, number>()
for (const { filmId } of known) counts.set(filmId, (counts.get(filmId) ?? 0) + 1)
const popular = [...counts].toSorted((a, b) => b[1] - a[1]).map(([id]) => id)
const pasts = Map.groupBy(known, (pair) => pair.userId)

const scores = { ours: 0, popularity: 0 }
const times: number[] = []
for (const [userId, wanted] of hidden) {
  const past = (pasts.get(userId) ?? []).map(({ filmId }) => ({ filmId, love: 0.8, liked: false }))
  const seen = new Set(past.map((film) => film.filmId))
  const from = performance.now()
  const ranked = candidates({ past, watched: near, content: new Map(), popular: [], excluded: seen })
  times.push(performance.now() - from)
  scores.ours += ndcg(
    ranked.slice(0, 10).map((one) => one.filmId),
    wanted,
  )
  scores.popularity += ndcg(popular.filter((id) => !seen.has(id)).slice(0, 10), wanted)
}
times.sort((a, b) => a - b)
const ratio = scores.ours / scores.popularity
console.log(`nDCG@10: ours ${(scores.ours / hidden.size).toFixed(4)}, popularity ${(scores.popularity / hidden.size).toFixed(4)}, ratio ${ratio.toFixed(2)} (target ≥ 1.5)`)
console.log(
  `${known.length} watches: computed in ${fitSeconds.toFixed(2)} s; one viewer ranked in ${times[Math.floor(times.length / 2)]!.toFixed(2)} ms (p95 ${times[Math.floor(times.length * 0.95)]!.toFixed(2)} ms)`,
)
process.exitCode = ratio >= 1.5 ? 0 : 1

function people(): { known: Pair[]; hidden: Map<string, Set<string>> } {
  const known: Pair[] = []
  const hidden = new Map<string, Set<string>>()
  for (let v = 0; v < viewers; v++) {
    const tastes = [Math.floor(random() * kinds), Math.floor(random() * kinds)]
    const seen = new Set<string>()
    while (seen.size < watches) {
      // A film's place in its kind is its popularity: the square draws towards the first ones.
      const kind = random() < 0.8 ? tastes[Math.floor(random() * 2)]! : Math.floor(random() * kinds)
      seen.add(`f${Math.floor(random() ** 2 * (films / kinds)) * kinds + kind}`)
    }
    const all = [...seen]
    known.push(...all.slice(0, watches * 0.8).map((filmId) => ({ userId: `v${v}`, filmId, weight: 1 })))
    hidden.set(`v${v}`, new Set(all.slice(watches * 0.8)))
  }
  return { known, hidden }
}

function ndcg(answer: readonly string[], wanted: ReadonlySet<string>): number {
  const gain = answer.reduce((sum, id, place) => sum + (wanted.has(id) ? 1 / Math.log2(place + 2) : 0), 0)
  const ideal = Array.from({ length: Math.min(10, wanted.size) }, (_, place) => 1 / Math.log2(place + 2)).reduce((a, b) => a + b, 0)
  return gain / ideal
}

/** mulberry32: the same viewers every time. */
function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}
