/** What the browser itself remembers: choices of the viewer, and for guests where films were left. */

export interface Choices {
  saver: boolean
  /** Rung the viewer insists on; `auto` by default, `sound` for no picture. */
  quality: string
  /** Language of the captions; null = none. */
  captions: string | null
  captionSize: 'small' | 'normal' | 'large'
  language: string | null
  speed: number
  volume: number
  muted: boolean
}

const name = 'griot:player'

function read<T>(key: string): T | null {
  try {
    return JSON.parse(localStorage.getItem(key) ?? 'null') as T | null
  } catch {
    return null
  }
}

function write(key: string, value: unknown): void {
  try {
    localStorage.setItem(key, JSON.stringify(value))
  } catch {
    // A browser that keeps nothing still plays.
  }
}

export function choices(saveData: boolean): Choices {
  return { saver: saveData, quality: 'auto', captions: null, captionSize: 'normal', language: null, speed: 1, volume: 1, muted: false, ...read<Partial<Choices>>(name) }
}

export const keepChoices = (value: Choices): void => write(name, value)

/** Guests only: where a film was left, for a year at most and for the last fifty films. */
export interface Left {
  positionMs: number
  durationMs: number
  at: number
}

export const lefts = (): Record<string, Left> => read<Record<string, Left>>('griot:left') ?? {}

export function keepLeft(slug: string, left: Left): void {
  const recent = Object.entries({ ...lefts(), [slug]: left })
    .toSorted(([, a], [, b]) => b.at - a.at)
    .slice(0, 50)
  write('griot:left', Object.fromEntries(recent))
}

/** Bytes received today and in all by this browser's player. */
export function countBytes(bytes: number): { today: number; total: number } {
  const day = new Date().toISOString().slice(0, 10)
  const before = read<{ day: string; today: number; total: number }>('griot:bytes') ?? { day, today: 0, total: 0 }
  const now = { day, today: (before.day === day ? before.today : 0) + bytes, total: before.total + bytes }
  if (bytes > 0) write('griot:bytes', now)
  return now
}
