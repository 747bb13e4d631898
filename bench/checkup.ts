/**
 * Check-ups of 1,000 artists by the house's grid, each with five networks and fourteen weeks of figures: courses → figures → findings → result. Prints the time, and its ratio to a plain
 * loop that reads the same numbers and adds them up.
 * Run: node bench/checkup.ts [artists]
 */
import { daysBefore } from '../src/domains/checkup/rules/figures/growth.ts'
import { type Course, figuresIn } from '../src/domains/checkup/rules/figures/summary.ts'
import { tierIn } from '../src/domains/checkup/rules/grid/facts.ts'
import { houseGrid } from '../src/domains/checkup/rules/grid/grid.ts'
import { judge, resultOf } from '../src/domains/checkup/rules/grid/score.ts'
import type { MeasuredNetwork, Metric } from '../src/domains/checkup/types.ts'

const [artists = 1_000] = process.argv.slice(2).map(Number)
const networks: MeasuredNetwork[] = ['instagram', 'tiktok', 'youtube', 'spotify', 'deezer']
const figures: Metric[] = ['followers', 'engagement', 'posts', 'listeners', 'streams', 'saves']
const last = '2026-11-21'

const made = Array.from({ length: artists }, (_, artist) =>
  networks.flatMap((network, place) =>
    figures.map((metric): Course => ({
      network,
      metric,
      invented: true,
      measures: Array.from({ length: 14 }, (_week, week) => ({ day: daysBefore(last, 7 * (13 - week)), value: 500 + ((artist * 37 + place * 101) % 9_000) + week * 11 })),
    })),
  ),
)
const nobody = { name: 'Banc', biography: 'mot '.repeat(80), country: 'TG', email: 'a@b.example', phone: null, links: [] }

function score(courses: readonly Course[]): number {
  const known = figuresIn(courses)
  return resultOf(judge(houseGrid, { artist: nobody, figures: known, tier: tierIn(known, null), countryMatch: 0.5 }, { 'identity.look': { answer: 'yes' } })).score ?? 0
}
const plain = (courses: readonly Course[]): number => courses.reduce((sum, { measures }) => sum + measures.reduce((all, { value }) => all + value, 0), 0)

function time(work: (courses: readonly Course[]) => number): number {
  const begun = performance.now()
  let sum = 0
  for (const courses of made) sum += work(courses)
  if (!Number.isFinite(sum)) throw new Error('a score is not a number')
  return performance.now() - begun
}

for (let warm = 0; warm < 2; warm += 1) time(score)
const runs = Array.from({ length: 5 }, () => time(score)).toSorted((a, b) => a - b)
const floor = Array.from({ length: 5 }, () => time(plain)).toSorted((a, b) => a - b)
console.log(`${artists} check-ups: ${runs[2]!.toFixed(0)} ms (target 1000 ms for 1,000), ${(runs[2]! / floor[2]!).toFixed(1)} × a plain sum of the same figures`)
if ((runs[2]! * 1_000) / artists > 1_000) process.exitCode = 1
