import { expect, test } from 'vitest'
import { after, day } from '#platform/clock'
import { forecast, usualShare } from './forecast.ts'

/** A generator that always says the same, so that the measured coverage never wavers. */
function dice(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}
const normalOf = (roll: () => number) => Math.sqrt(-2 * Math.log(1 - roll())) * Math.cos(2 * Math.PI * roll())

interface Gift {
  time: number
  amount: number
}

/** A campaign as they come: rushes of any strength at both ends, weather from day to day, gifts of uneven size. */
function simulated(roll: () => number): Gift[] {
  const people = Math.exp(3.2 + roll() * 3)
  const firstRush = 1.5 + 3 * roll()
  const lastRush = 0.5 + 3 * roll()
  const gifts: Gift[] = []
  const days = 40
  for (let d = 0; d < days; d++) {
    const time = d / days
    const shape = 0.56 + firstRush * Math.exp(-9 * time) + lastRush * Math.exp(-9 * (1 - time))
    const weather = Math.exp(0.5 * normalOf(roll) - 0.125)
    let mean = (people / days) * shape * weather
    while (mean > 0) {
      if (roll() < Math.min(1, mean)) gifts.push({ time: time + roll() / days, amount: Math.round(Math.exp(8.5 + 0.9 * normalOf(roll))) })
      mean -= 1
    }
  }
  return gifts
}

const launchedAt = new Date('2026-03-01T00:00:00Z')
const endsAt = after(launchedAt, 40 * day)
const at = (gifts: readonly Gift[], time: number, goal = 1_000_000) => {
  const now = after(launchedAt, time * 40 * day)
  const so = gifts.filter((gift) => gift.time <= time)
  const late = so.filter((gift) => gift.time > time * 0.8)
  const sum = (some: readonly Gift[]) => some.reduce((all, gift) => all + gift.amount, 0)
  return forecast(
    { raised: sum(so), contributors: so.length, lately: sum(late), latelyContributors: late.length, launchedAt, endsAt, goal, minimum: null, model: 'all-or-nothing' },
    now,
  )
}

test('four campaigns out of five end within what was said', () => {
  const roll = dice(20_261_121)
  const byTime = new Map<number, { said: number; held: number }>()
  for (let i = 0; i < 600; i++) {
    const gifts = simulated(roll)
    const end = gifts.reduce((all, gift) => all + gift.amount, 0)
    for (const time of [0.15, 0.3, 0.5, 0.7, 0.9]) {
      const said = at(gifts, time)
      if (!said) continue
      const tally = byTime.get(time) ?? { said: 0, held: 0 }
      byTime.set(time, { said: tally.said + 1, held: tally.held + (end >= said.low && end <= said.high ? 1 : 0) })
    }
  }
  const coverage = Object.fromEntries([...byTime].map(([time, { said, held }]) => [time, held / said]))
  const all = [...byTime.values()]
  const mean = all.reduce((sum, one) => sum + one.held, 0) / all.reduce((sum, one) => sum + one.said, 0)
  expect(mean, JSON.stringify(coverage)).toBeGreaterThan(0.75)
  expect(mean, JSON.stringify(coverage)).toBeLessThan(0.86)
  for (const [time, share] of Object.entries(coverage)) expect(share, `at ${time} of the time`).toBeGreaterThan(0.68)
})

test('the chance it gives is the part that succeeds', () => {
  const roll = dice(7)
  const bands = new Map<string, { n: number; met: number; told: number }>()
  for (let i = 0; i < 800; i++) {
    const gifts = simulated(roll)
    const end = gifts.reduce((all, gift) => all + gift.amount, 0)
    const half = gifts.filter((gift) => gift.time <= 0.5).reduce((all, gift) => all + gift.amount, 0)
    const goal = Math.round(half * (1 + 2 * roll()))
    const said = at(gifts, 0.5, goal)
    if (!said || said.chance === 1) continue
    const band = said.chance < 0.35 ? 'low' : said.chance > 0.65 ? 'high' : 'middle'
    const one = bands.get(band) ?? { n: 0, met: 0, told: 0 }
    bands.set(band, { n: one.n + 1, met: one.met + (end >= goal ? 1 : 0), told: one.told + said.chance })
  }
  for (const [band, { n, met, told }] of bands) expect(Math.abs(met / n - told / n), `${band}: ${met}/${n}, told ${told / n}`).toBeLessThan(0.15)
})

test('with little data nothing is said, and less data means a wider interval', () => {
  const gifts = (n: number): Gift[] => Array.from({ length: n }, (_, i) => ({ time: ((i + 0.5) / n) * 0.5, amount: 10_000 }))
  expect(at(gifts(11), 0.5)).toBeNull()
  expect(at(gifts(200), 0.03)).toBeNull()
  const width = (n: number, time = 0.5) => {
    const said = at(gifts(n), time)!
    return (said.high - said.low) / said.likely
  }
  expect(width(15)).toBeGreaterThan(width(60))
  expect(width(60)).toBeGreaterThan(width(600))
})

test('the usual course begins at nothing, ends at everything, and only grows', () => {
  expect(usualShare(0)).toBeCloseTo(0)
  expect(usualShare(1)).toBeCloseTo(1)
  for (let t = 0; t < 1; t += 0.05) expect(usualShare(t + 0.05)).toBeGreaterThan(usualShare(t))
})
