/** A row of a logistic regression: what is known, and whether it came true. */
export interface Row {
  x: readonly number[]
  y: 0 | 1
}

export const sigmoid = (z: number): number => (z >= 0 ? 1 / (1 + Math.exp(-z)) : Math.exp(z) / (1 + Math.exp(z)))
const softplus = (z: number): number => (z > 0 ? z + Math.log1p(Math.exp(-z)) : Math.log1p(Math.exp(z)))

export interface Problem {
  rows: readonly Row[]
  /** What the coefficients are pulled to, and how strongly (L2). The intercept is free. */
  prior: readonly number[]
  lambda: number
}

/** [intercept, ...coefficients]. */
export type Solution = readonly number[]

/**
 * Logistic regression with an L2 pull to a prior and coefficients that are never negative: projected Newton (Bertsekas 1982). The loss is strictly convex, so there is one answer;
 * no chance is involved. `lambda` must be above 0.
 */
export function solve({ rows, prior, lambda }: Problem): Solution {
  const loss = (at: Solution): number => lossOf(at, rows, prior, lambda)
  let at: number[] = [0, ...prior.map((one) => Math.max(one, 0))]
  let value = loss(at)
  for (let round = 0; round < 100; round++) {
    const { gradient, hessian } = derivatives(at, rows, prior, lambda)
    // Held: stands at zero and would go below.
    const held = at.map((one, place) => place > 0 && one <= 1e-12 && gradient[place]! > 0)
    const free = at.flatMap((_one, place) => (held[place] ? [] : [place]))
    const step = newton(free, gradient, hessian)
    const next = search(at, value, { free, step, gradient, loss })
    if (next === null || value - next.value < 1e-12 * (1 + Math.abs(value))) return next === null ? at : next.at
    ;({ at, value } = next)
  }
  return at
}

function lossOf(at: Solution, rows: readonly Row[], prior: readonly number[], lambda: number): number {
  const misfit = rows.reduce((sum, row) => {
    const z = linear(at, row.x)
    return sum + softplus(z) - row.y * z
  }, 0)
  // The intercept's tiny pull only keeps it finite when all rows end alike.
  return misfit + 5e-4 * at[0]! ** 2 + (lambda / 2) * prior.reduce((sum, one, place) => sum + (at[place + 1]! - one) ** 2, 0)
}

const linear = (at: Solution, x: readonly number[]): number => x.reduce((sum, one, place) => sum + one * at[place + 1]!, at[0]!)

function derivatives(at: Solution, rows: readonly Row[], prior: readonly number[], lambda: number): { gradient: number[]; hessian: number[][] } {
  const size = at.length
  const gradient = at.map((one, place) => (place === 0 ? 1e-3 * one : lambda * (one - prior[place - 1]!)))
  const hessian = Array.from({ length: size }, (_row, a) => Array.from({ length: size }, (_cell, b) => (a !== b ? 0 : a === 0 ? 1e-3 : lambda)))
  for (const { x, y } of rows) {
    const chance = sigmoid(linear(at, x))
    const weight = chance * (1 - chance)
    for (let a = 0; a < size; a++) {
      const xa = a === 0 ? 1 : x[a - 1]!
      gradient[a]! += (chance - y) * xa
      for (let b = 0; b <= a; b++) hessian[a]![b]! += weight * xa * (b === 0 ? 1 : x[b - 1]!)
    }
  }
  for (let a = 0; a < size; a++) for (let b = a + 1; b < size; b++) hessian[a]![b] = hessian[b]![a]!
  return { gradient, hessian }
}

/** −H⁻¹g on the free places, by Cholesky: H is positive definite there. */
function newton(free: readonly number[], gradient: readonly number[], hessian: readonly (readonly number[])[]): number[] {
  const n = free.length
  const lower = Array.from({ length: n }, () => Array.from({ length: n }, () => 0))
  for (let a = 0; a < n; a++) {
    for (let b = 0; b <= a; b++) {
      let sum = hessian[free[a]!]![free[b]!]!
      for (let k = 0; k < b; k++) sum -= lower[a]![k]! * lower[b]![k]!
      lower[a]![b] = a === b ? Math.sqrt(sum) : sum / lower[b]![b]!
    }
  }
  const forward: number[] = []
  for (let a = 0; a < n; a++) forward.push((-gradient[free[a]!]! - forward.reduce((sum, one, k) => sum + lower[a]![k]! * one, 0)) / lower[a]![a]!)
  const answer = Array.from({ length: n }, () => 0)
  for (let a = n - 1; a >= 0; a--) {
    let sum = forward[a]!
    for (let k = a + 1; k < n; k++) sum -= lower[k]![a]! * answer[k]!
    answer[a] = sum / lower[a]![a]!
  }
  return answer
}

interface Direction {
  free: readonly number[]
  step: readonly number[]
  gradient: readonly number[]
  loss: (at: Solution) => number
}

/** Halves the step along the projection until the loss falls enough (Armijo); null = nowhere lower. */
function search(at: readonly number[], value: number, { free, step, gradient, loss }: Direction): { at: number[]; value: number } | null {
  for (let length = 1; length > 1e-10; length /= 2) {
    const next = [...at]
    free.forEach((place, k) => {
      const moved = at[place]! + length * step[k]!
      next[place] = place === 0 ? moved : Math.max(0, moved)
    })
    const promised = free.reduce((sum, place) => sum + gradient[place]! * (next[place]! - at[place]!), 0)
    const lower = loss(next)
    if (lower <= value + 1e-4 * promised) return { at: next, value: lower }
  }
  return null
}
