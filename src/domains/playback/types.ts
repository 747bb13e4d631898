/** Why a watching session is over. `lapse`: its player fell silent; `replaced`: the same browser opened the same film again. */
export const endings = ['viewer', 'device', 'replaced', 'lapse'] as const
export type Ending = (typeof endings)[number]

/** What a player may report. Times in milliseconds, `bytes` in bytes. */
export const experienceKinds = ['start', 'stall', 'rung', 'bytes', 'error'] as const
export type ExperienceKind = (typeof experienceKinds)[number]

/** Who watches: an account, or a browser known only by its signed cookie. */
export type Viewer = { kind: 'account'; userId: string; device: string | null } | { kind: 'guest'; device: string }

/** One quality of a film: a picture, or a sound alone. `timeline` is the index of its segment lengths in `Stage.timelines`. */
export interface Rung {
  name: string
  kind: 'video' | 'audio'
  codecs: string
  width: number | null
  height: number | null
  frameRate: number | null
  averageBps: number
  peakBps: number
  language: string | null
  label: string | null
  isDefault: boolean
  /** Of a picture: the weight of the sound that goes with it. Of a sound: its own weight. Null: the film has none, or it is in the picture's segments. */
  weight: 'low' | 'high' | null
  timeline: number
}

/** Lengths of consecutive segments, in seconds, run by run: `[[4, 149], [2.3, 1]]`. */
export type Timeline = readonly (readonly [seconds: number, times: number])[]

export interface Caption {
  language: string
  label: string
  /** Address of the WebVTT file. */
  src: string
}

/** Everything a playlist needs to know of a film, and nothing secret: the player writes its own playlists from it. */
export interface Stage {
  /** Path of the segments, without the slash at the end. */
  base: string
  durationMs: number
  rungs: readonly Rung[]
  timelines: readonly Timeline[]
  captions: readonly Caption[]
  /** The expiry and the signature of each rung's segments, by the rung's name. */
  tickets: Readonly<Record<string, string>>
  /** Initialisation vector of the segments, hexadecimal; null = the segment's own number (RFC 8216, 5.2). */
  iv: string | null
}
