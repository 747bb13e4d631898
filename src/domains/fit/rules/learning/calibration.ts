import type { Calibration, ReliabilityLine } from '../../types.ts'

/** A chance that was said before the fact, and what happened. */
export interface Said {
  chance: number
  won: boolean
}

const bands = 10

/** How well chances agree with what happened: reliability by tenths, Brier score, AUC, expected calibration error. */
export function calibrationOf(said: readonly Said[]): Calibration {
  const count = said.length
  const won = said.filter((one) => one.won).length
  const average = count === 0 ? 0 : won / count
  const lines = Array.from({ length: bands }, (_band, place) => lineOf(said, place))
  return {
    count,
    won,
    brier: mean(said.map((one) => (one.chance - Number(one.won)) ** 2)),
    brierOfAverage: average * (1 - average),
    auc: aucOf(said),
    ece: count === 0 ? 0 : lines.reduce((sum, line) => sum + line.count * Math.abs((line.said ?? 0) - (line.seen ?? 0)), 0) / count,
    lines,
  }
}

/** The chance that a won card had been given more than a lost one, ties counted half (Mann and Whitney). */
export function aucOf(said: readonly Said[]): number | null {
  const won = said.filter((one) => one.won).length
  const lost = said.length - won
  if (won === 0 || lost === 0) return null
  const sorted = said.toSorted((a, b) => a.chance - b.chance)
  let ranks = 0
  for (let from = 0; from < sorted.length;) {
    let to = from
    while (to < sorted.length && sorted[to]!.chance === sorted[from]!.chance) to++
    const rank = (from + 1 + to) / 2
    for (let at = from; at < to; at++) if (sorted[at]!.won) ranks += rank
    from = to
  }
  return (ranks - (won * (won + 1)) / 2) / (won * lost)
}

function lineOf(said: readonly Said[], place: number): ReliabilityLine {
  const inside = said.filter((one) => Math.min(bands - 1, Math.floor(one.chance * bands)) === place)
  const none = inside.length === 0
  return {
    from: place / bands,
    to: (place + 1) / bands,
    count: inside.length,
    said: none ? null : mean(inside.map((one) => one.chance)),
    seen: none ? null : mean(inside.map((one) => Number(one.won))),
  }
}

const mean = (values: readonly number[]): number => (values.length === 0 ? 0 : values.reduce((sum, one) => sum + one, 0) / values.length)
