/** Where things stand in the drawing of a campaign: all in percent of the plot, from its left and its top. */
export interface Course {
  /** The line of what is raised, as the points of a polyline; the same closed to the ground. */
  line: string
  area: string
  /** The last known point. */
  now: { x: number; y: number }
  goal: number
  /** From now to the last day: low, likely, high. */
  ahead: { low: number; likely: number; high: number; x: number } | null
  /** Amounts marked at the left, days marked below. */
  amounts: readonly { y: number; amount: number }[]
  days: readonly { x: number; day: string }[]
}

interface Asked {
  days: readonly { day: string; total: number }[]
  goal: number
  /** `YYYY-MM-DD`. */
  endsOn: string | null
  forecast: { low: number; likely: number; high: number } | null
}

const dayOf = (day: string): number => Date.parse(`${day.slice(0, 10)}T00:00:00Z`) / 86_400_000
const round = (value: number): number => Math.round(value * 100) / 100

/** A round amount at or above the one given: 1, 2 or 5 times a power of ten. */
export function roundUp(amount: number): number {
  if (amount <= 0) return 1
  const power = 10 ** Math.floor(Math.log10(amount))
  return ([1, 2, 2.5, 5, 10].find((step) => step * power >= amount) ?? 10) * power
}

/** Places everything a campaign's drawing shows. Null without a single day. */
export function courseOf({ days, goal, endsOn, forecast }: Asked): Course | null {
  const [first, last] = [days[0], days.at(-1)]
  if (!first || !last) return null
  const from = dayOf(first.day) - 1
  const until = Math.max(endsOn ? dayOf(endsOn) : dayOf(last.day), dayOf(last.day), from + 1)
  const top = roundUp(Math.max(goal, last.total, Math.min(forecast?.high ?? 0, 3 * Math.max(goal, last.total))) * 1.04)
  const x = (day: number): number => round((100 * (day - from)) / (until - from))
  const y = (amount: number): number => round(100 - (100 * Math.min(amount, top)) / top)
  const points = [`0,100`, ...days.map(({ day, total }) => `${x(dayOf(day))},${y(total)}`)]
  const now = { x: x(dayOf(last.day)), y: y(last.total) }
  const marks = [0, 0.25, 0.5, 0.75, 1].map((part) => from + part * (until - from))
  return {
    line: points.join(' '),
    area: [...points, `${now.x},100`].join(' '),
    now,
    goal: y(goal),
    ahead: forecast && now.x < 100 ? { x: 100, low: y(forecast.low), likely: y(forecast.likely), high: y(forecast.high) } : null,
    amounts: [0, 0.5, 1].map((part) => ({ y: y(part * top), amount: Math.round(part * top) })),
    days: marks.map((day) => ({ x: x(day), day: new Date(Math.round(day) * 86_400_000).toISOString().slice(0, 10) })),
  }
}

/** Two significant figures: a forecast that names single francs would claim to know them. The ends of an interval are rounded away from each other. */
export function roughly(amount: number, way?: 'up' | 'down'): number {
  const unit = 10 ** Math.max(0, Math.floor(Math.log10(Math.max(1, amount))) - 1)
  const round = way === 'up' ? Math.ceil : way === 'down' ? Math.floor : Math.round
  return round(amount / unit) * unit
}
