/** A point of a scale: what is measured, and the score it deserves. */
export type Step = readonly [at: number, score: number]

/** Straight lines between the steps, level outside them. */
export function along(steps: readonly Step[], value: number): number {
  const next = steps.findIndex(([at]) => value < at)
  if (next === 0) return steps[0]![1]
  if (next === -1) return steps.at(-1)![1]
  const [[fromAt, from], [toAt, to]] = [steps[next - 1]!, steps[next]!]
  return from + ((to - from) * (value - fromAt)) / (toAt - fromAt)
}

/** Two decimals, as scores are kept. */
export const twoDecimals = (value: number): number => Math.round(value * 100) / 100

export const clamp = (value: number, low: number, high: number): number => Math.min(high, Math.max(low, value))

/** Shares an amount of hundredths out in proportion, so that the parts sum to it exactly (largest remainders first). */
export function shareOut(total: number, amounts: readonly number[]): number[] {
  const hundredths = Math.round(total * 100)
  const sum = amounts.reduce((all, one) => all + one, 0)
  if (sum <= 0) return amounts.map(() => 0)
  const exact = amounts.map((one) => (one / sum) * hundredths)
  const shares = exact.map(Math.floor)
  const left = hundredths - shares.reduce((all, one) => all + one, 0)
  const places = exact.map((one, place) => ({ place, rest: one - Math.floor(one) })).toSorted((a, b) => b.rest - a.rest || a.place - b.place)
  for (const { place } of places.slice(0, left)) shares[place]! += 1
  return shares.map((one) => one / 100)
}

/** An own entry of a dictionary whose keys people typed (`constructor` is a genre like any other). */
export const entryOf = <T>(of: Readonly<Record<string, T>>, key: string): T | undefined => (Object.hasOwn(of, key) ? of[key] : undefined)
