// Market Fit of 1,000 artists against an agency of 2,000: the score taken apart to the criterion, with its reasons, in seconds (target ≤ 1 s for all) and against the plainest loop that
// could give the same number (a weighted mean over the known criteria, no reasons, no exact shares). Then the time in which weights are learnt from 1,000 results.
import { analyse } from '#domains/fit/rules/score.ts'
import { judges } from '#domains/fit/rules/criteria.ts'
import { groundOf } from '#domains/fit/rules/ground.ts'
import { learn } from '#domains/fit/rules/learning/learn.ts'
import { expert } from '#domains/fit/rules/weights.ts'
import { criteria, type FitFacts, type Lesson } from '#domains/fit/types.ts'

const random = seeded(20_261_121)
const artists = Array.from({ length: 2_000 }, somebody)
const ground = groundOf(
  artists,
  artists.slice(0, 400).map((facts) => ({ facts, won: random() < 0.4 })),
)
const asked = Array.from({ length: 1_000 }, somebody)

const ours = best(() => asked.map((facts) => analyse(facts, ground, expert).score ?? 0))
const plain = best(() => asked.map(plainly))
const most = Math.max(...ours.answer.map((score, place) => Math.abs(score - plain.answer[place]!)))
console.log(
  `1,000 artists analysed in ${ours.seconds.toFixed(3)} s (target ≤ 1 s); the plainest loop ${plain.seconds.toFixed(3)} s, ratio ${(ours.seconds / plain.seconds).toFixed(1)}; largest difference ${most.toFixed(3)} points (rounding)`,
)

const lessons: Lesson[] = asked.map((facts) => {
  const { reasons } = analyse(facts, ground, expert)
  const features = Object.fromEntries(reasons.map((one) => [one.criterion, one.score === null ? null : one.score / 100])) as Lesson['features']
  return { features, won: random() < 0.15 + 0.7 * (features.engagement ?? 0.5) }
})
const from = performance.now()
const model = learn(lessons)
console.log(
  `weights learnt from 1,000 results in ${((performance.now() - from) / 1000).toFixed(2)} s: ${model.basis}, AUC ${model.calibration?.auc?.toFixed(3)}, ECE ${model.calibration?.ece.toFixed(3)} out of fold`,
)
process.exitCode = ours.seconds <= 1 && most <= 0.011 ? 0 : 1

/** The same number by the shortest way: parts, then the whole. */
function plainly(facts: FitFacts): number {
  const parts = { audience: [0, 0, 0], market: [0, 0, 0], readiness: [0, 0, 0], position: [0, 0, 0] }
  const names = Object.keys(parts) as (keyof typeof parts)[]
  criteria.forEach((criterion, place) => {
    const part = parts[names[place < 6 ? 0 : place < 10 ? 1 : place < 14 ? 2 : 3]!]
    part[2]! += expert[criterion]
    const judged = judges[criterion](facts, ground)
    if (judged === null) return
    part[0]! += expert[criterion] * (Math.round(Math.min(100, Math.max(0, judged.score)) * 100) / 100)
    part[1]! += expert[criterion]
  })
  const known = names.map((name) => parts[name]).filter(([, weight]) => weight! > 0)
  return known.reduce((sum, [points, weight, whole]) => sum + (whole! * points!) / weight!, 0) / known.reduce((sum, [, , whole]) => sum + whole!, 0)
}

function best(run: () => number[]): { seconds: number; answer: number[] } {
  let [seconds, answer] = [Number.POSITIVE_INFINITY, [] as number[]]
  for (let round = 0; round < 5; round++) {
    const begun = performance.now()
    answer = run()
    seconds = Math.min(seconds, (performance.now() - begun) / 1000)
  }
  return { seconds, answer }
}

function somebody(): FitFacts {
  const maybe = <T>(value: T): T | null => (random() < 0.2 ? null : value)
  const pick = <T>(of: readonly T[]): T => of[Math.floor(random() * of.length)]!
  return {
    country: maybe(pick(['CI', 'SN', 'FR', 'TG', 'BJ', 'ML', 'GH', 'JP'])),
    genres: [pick(['rap', 'afrobeat', 'folk', 'zouk', 'jazz']), pick(['rap', 'soul'])],
    selfProduced: maybe(random() < 0.7),
    hasTeam: maybe(random() < 0.3),
    followers: maybe(Math.round(Math.exp(5 + 6 * random()))),
    network: maybe(pick(['instagram', 'tiktok', 'youtube'] as const)),
    growth90: maybe(random() * 0.6 - 0.1),
    engagement: maybe(Math.round(random() * 900)),
    engagementNetwork: maybe(pick(['instagram', 'tiktok', 'youtube'] as const)),
    listeners: maybe(Math.round(random() * 20_000)),
    checkup: {
      score: maybe(random() * 100),
      live: maybe(random() * 100),
      monetisation: maybe(random() * 100),
      catalogue: maybe(random() * 100),
      rights: maybe(random() * 100),
      pressKit: maybe(random() * 100),
    },
    invented: false,
  }
}

/** mulberry32: the same artists every time. */
function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}
