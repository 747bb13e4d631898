import { timingSafeEqual } from 'node:crypto'
import { sign } from '#platform/secrets'
import type { PictureFacts, PictureFormat, Storyboard } from '../types.ts'
import { stamp } from '../subtitles/parse.ts'

/** Addresses of what is served beside the film: pictures in the open; subtitles and storyboards under a signature, since a film may not be public yet. */

export const pictureAddress = (id: string, width: number, format: PictureFormat): string => `/media/pictures/${id}/${width}.${format}`

const purpose = 'beside-film'

export const subtitleAddress = (id: string): string => `/media/subtitles/${id}.vtt?s=${short(`subtitle/${id}`)}`
export const storyboardAddress = (titleId: string, version: number): string => `/media/storyboards/${titleId}/${version}/board.vtt?s=${short(`storyboard/${titleId}/${version}`)}`

/** 128 bits of the signature: enough, and short in a page. */
function short(what: string): string {
  return sign(purpose, what).slice(0, 22)
}

export function isSigned(what: string, given: string | undefined): boolean {
  const expected = Buffer.from(short(what))
  const found = Buffer.from(given ?? '')
  return found.length === expected.length && timingSafeEqual(found, expected)
}

/** A picture as screens take it (`PictureData` of the design system). */
export function pictureData(
  { id, width, height, color, widths }: PictureFacts,
  alt?: string,
): { src: string; width: number; height: number; color: string; alt?: string; sources: { type: string; srcSet: string }[] } {
  const set = (format: PictureFormat): string => widths.map((w) => `${pictureAddress(id, w, format)} ${w}w`).join(', ')
  const middle = widths[Math.min(1, widths.length - 1)] ?? width
  return {
    src: pictureAddress(id, middle, 'jpg'),
    width,
    height,
    color,
    ...(alt === undefined ? {} : { alt }),
    sources: [
      { type: 'image/avif', srcSet: set('avif') },
      { type: 'image/webp', srcSet: set('webp') },
    ],
  }
}

/** The storyboard as WebVTT: each cue names a sprite and the rectangle of its tile (`0.webp?s=…#xywh=0,0,160,90`). */
export function storyboardVtt(board: Storyboard, durationMs: number, signature: string): string {
  const perSprite = board.columns * board.rows
  const cues = Array.from({ length: board.count }, (_, i) => {
    const place = i % perSprite
    const x = (place % board.columns) * board.tileWidth
    const y = Math.floor(place / board.columns) * board.tileHeight
    const end = Math.min((i + 1) * board.intervalMs, Math.max(durationMs, i * board.intervalMs + 1))
    return `${stamp(i * board.intervalMs)} --> ${stamp(end)}\n${Math.floor(i / perSprite)}.webp?s=${signature}#xywh=${x},${y},${board.tileWidth},${board.tileHeight}`
  })
  return ['WEBVTT', ...cues].join('\n\n') + '\n'
}
