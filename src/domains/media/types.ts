import type { RefusalData } from '#platform/refusal'

/** Where a title stands. `uploading` … `processing` may happen while an earlier version can still be played. */
export const titleStates = ['empty', 'uploading', 'queued', 'probing', 'processing', 'ready', 'failed', 'cancelled'] as const
export type TitleState = (typeof titleStates)[number]

/** What moves a title from one state to another. */
export const titleSteps = ['receive', 'received', 'lost', 'probe', 'process', 'finish', 'fail', 'interrupt', 'cancel', 'retry'] as const
export type TitleStep = (typeof titleSteps)[number]

export const uploadPurposes = ['film', 'subtitle', 'poster'] as const
export type UploadPurpose = (typeof uploadPurposes)[number]

/** `kept`: all bytes are here and not yet looked at; `used`: something was made of it. */
export const uploadStates = ['receiving', 'kept', 'used', 'refused', 'expired', 'withdrawn'] as const
export type UploadState = (typeof uploadStates)[number]

export const subtitleKinds = ['subtitles', 'captions', 'descriptions', 'chapters'] as const
export type SubtitleKind = (typeof subtitleKinds)[number]

export const pictureFormats = ['avif', 'webp', 'jpg'] as const
export type PictureFormat = (typeof pictureFormats)[number]

/** Widths a picture is offered in, as far as the original reaches. */
export const pictureWidths = [320, 640, 960, 1280] as const

/** Why something went wrong, as it is kept in a row and shown later. */
export type Problem = Pick<RefusalData, 'code' | 'params'>

/** Lengths of consecutive segments in seconds, run by run: `[[4, 149], [2.3, 1]]`. */
export type Segments = readonly (readonly [seconds: number, times: number])[]

/** One quality of a title: a picture, or a sound alone. Rates in bits a second. */
export interface Rendition {
  name: string
  kind: 'video' | 'audio'
  codecs: string
  averageBps: number
  peakBps: number
  width: number | null
  height: number | null
  frameRate: number | null
  /** Sound of which weight goes with a picture, or the weight of this sound. */
  audioGroup: 'low' | 'high' | null
  language: string | null
  label: string | null
  isDefault: boolean
  segments: Segments
}

export interface Subtitle {
  id: string
  language: string
  label: string
  kind: SubtitleKind
}

/** Sprites of `columns × rows` tiles, one tile every `intervalMs`. */
export interface Storyboard {
  intervalMs: number
  columns: number
  rows: number
  tileWidth: number
  tileHeight: number
  count: number
}

export interface PictureFacts {
  id: string
  width: number
  height: number
  color: string
  widths: readonly number[]
}
