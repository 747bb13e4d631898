/** One quality of picture to make. Rates in bits a second; `maxrate` is the ceiling of the encoder's constant quality. */
export interface Rung {
  name: string
  width: number
  height: number
  crf: number
  maxrate: number
  profile: 'baseline' | 'main'
  preset: 'medium' | 'veryfast'
  audioGroup: 'low' | 'high'
}

/** Height of a 16:9 picture, its ceiling, its quality. Small ones are cheap to encode well, and it is they that weak networks see. */
const steps = [
  { lines: 144, maxrate: 82_000, crf: 27, profile: 'baseline', preset: 'medium', audioGroup: 'low' },
  { lines: 240, maxrate: 180_000, crf: 26, profile: 'main', preset: 'medium', audioGroup: 'low' },
  { lines: 360, maxrate: 430_000, crf: 25, profile: 'main', preset: 'veryfast', audioGroup: 'high' },
  { lines: 480, maxrate: 850_000, crf: 24, profile: 'main', preset: 'veryfast', audioGroup: 'high' },
  { lines: 720, maxrate: 1_900_000, crf: 23, profile: 'main', preset: 'veryfast', audioGroup: 'high' },
  { lines: 1080, maxrate: 3_900_000, crf: 23, profile: 'main', preset: 'veryfast', audioGroup: 'high' },
] as const

/** Pixels the top rung must add over the one below to be worth making. */
const worthwhile = 1.25

/**
 * The rungs of a picture of so many square pixels (already upright, already stretched to its true shape), smallest first. Each fits in the 16:9 frame of its
 * name, turned for portrait; none is larger than the source; the source's own size ends the ladder when it lies well between two steps.
 */
export function ladder(width: number, height: number): Rung[] {
  const rungs: Rung[] = []
  for (const step of steps) {
    const scale = fit(width, height, step.lines)
    if (scale <= 1) {
      rungs.push(rung(step, near(width * scale, width), near(height * scale, height)))
      continue
    }
    const last = rungs.at(-1)
    if (!last || width * height > last.width * last.height * worthwhile) rungs.push(rung(step, even(width), even(height)))
    break
  }
  return rungs
}

/** How much the picture shrinks to stand in a frame of so many lines. */
function fit(width: number, height: number, lines: number): number {
  const long = Math.round((lines * 8) / 9) * 2
  return Math.min(long / Math.max(width, height), lines / Math.min(width, height))
}

function rung(step: (typeof steps)[number], width: number, height: number): Rung {
  const { lines, ...how } = step
  return { ...how, name: `v${lines}`, width, height }
}

/** H.264 with 4:2:0 colour wants even sides. */
export const even = (side: number): number => Math.max(2, Math.floor(side / 2 + 1e-6) * 2)

/** The nearest even number of pixels, never more than the source has. */
const near = (side: number, most: number): number => Math.max(2, Math.min(Math.round(side / 2) * 2, even(most)))

const standardRates = [
  [24_000, 1001],
  [24, 1],
  [25, 1],
  [30_000, 1001],
  [30, 1],
  [12, 1],
  [15, 1],
  [10, 1],
] as const

/**
 * A constant rate for the picture, as ffmpeg's fraction: at most 30 a second (a phone decodes half of 60), the source's own when it is steady,
 * 30 or less when it varies. `average` and `base` are ffmpeg's `fps` and `tbr`.
 */
export function frameRate(average: number | null, base: number | null): { text: string; value: number } {
  const steady = average !== null && base !== null && Math.abs(average - base) / base < 0.01
  let rate = steady ? average : Math.min(30, Math.max(average ?? 25, base && base <= 60 ? base : 30))
  while (rate > 30.5) rate /= 2
  rate = Math.max(5, rate)
  for (const [top, bottom] of standardRates) {
    if (Math.abs(top / bottom - rate) / rate < 0.0005) return { text: `${top}/${bottom}`, value: top / bottom }
  }
  const rounded = Math.round(rate * 1000)
  return { text: `${rounded}/1000`, value: rounded / 1000 }
}

export interface StoryboardPlan {
  intervalMs: number
  tileWidth: number
  tileHeight: number
  columns: number
  rows: number
  count: number
}

/** One tile every 4 seconds, rarer in a long film (at most 10 s), five by five on a sprite: a finger on the bar fetches some 25 KB. */
export function storyboardPlan(durationMs: number, width: number, height: number): StoryboardPlan {
  const seconds = Math.min(10, Math.max(4, Math.ceil(durationMs / 1000 / 600)))
  const scale = Math.min(160 / width, 160 / height, 1)
  return {
    intervalMs: seconds * 1000,
    tileWidth: even(width * scale),
    tileHeight: even(height * scale),
    columns: 5,
    rows: 5,
    count: Math.max(1, Math.ceil(durationMs / 1000 / seconds - 0.01)),
  }
}

/** Moments, in seconds, at which a frame is kept as a possible poster: from the very first (often black, and then never offered) to nine tenths. */
export const posterCandidates = 9
export function posterMoments(durationMs: number): number[] {
  const step = Math.max(1, Math.floor((durationMs * 0.9) / (posterCandidates - 1))) / 1000
  return Array.from({ length: posterCandidates }, (_, i) => Math.round(i * step * 1000) / 1000)
}
