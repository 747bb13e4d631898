import { Refusal } from '#platform/refusal'
import { subtitleKinds, uploadPurposes, type SubtitleKind, type TitleState, type TitleStep, type UploadPurpose } from './types.ts'

/** Where each step leads from each state. What is absent cannot happen. `lost` and `cancel` fall back on what can still be played. */
const moves: Record<TitleStep, Partial<Record<TitleState, TitleState>>> = {
  receive: { empty: 'uploading', uploading: 'uploading', ready: 'uploading', failed: 'uploading', cancelled: 'uploading' },
  received: { uploading: 'queued', empty: 'queued', ready: 'queued', failed: 'queued', cancelled: 'queued' },
  lost: { uploading: 'empty' },
  probe: { queued: 'probing' },
  process: { probing: 'processing' },
  finish: { processing: 'ready' },
  fail: { queued: 'failed', probing: 'failed', processing: 'failed' },
  interrupt: { probing: 'queued', processing: 'queued' },
  cancel: { queued: 'cancelled', probing: 'cancelled', processing: 'cancelled' },
  retry: { failed: 'queued', cancelled: 'queued' },
}

/** The state after a step, or null when the step makes no sense there. `playable`: an earlier version is there to fall back on. */
export function stateAfter(state: TitleState, step: TitleStep, playable = false): TitleState | null {
  const next = moves[step][state] ?? null
  return next === 'empty' && playable ? 'ready' : next
}

/** States a step may start from, for `where state = any(…)`. */
export function statesBefore(step: TitleStep): TitleState[] {
  return Object.keys(moves[step]) as TitleState[]
}

export const working: readonly TitleState[] = ['queued', 'probing', 'processing']

export function whyCannotReceive(state: TitleState, purpose: UploadPurpose): Refusal | null {
  if (purpose !== 'film' || stateAfter(state, 'receive')) return null
  return new Refusal('conflict', 'media.busy')
}

export function whyCannotCancel(state: TitleState): Refusal | null {
  return stateAfter(state, 'cancel') ? null : new Refusal('conflict', 'media.notProcessing')
}

export function whyCannotRetry(state: TitleState, hasSource: boolean): Refusal | null {
  if (!stateAfter(state, 'retry')) return new Refusal('conflict', 'media.notStopped')
  return hasSource ? null : new Refusal('conflict', 'media.noSource')
}

/** A title is tried again by itself after a worker's death, but not for ever: a file that kills ffmpeg kills it every time. */
export const triesAllowed = 4

export const maxSubtitleBytes = 2 * 1024 * 1024
export const maxPictureBytes = 25 * 1024 * 1024

/** What a caller says of a file before sending it. */
export interface UploadFacts {
  purpose: string
  size: number
  sha256: string | null
  language: string | null
  kind: string | null
}

/** Refuses before the first byte what would be refused after the last one. `freeBytes` null = not known (files are elsewhere). */
export function whyCannotUpload(facts: UploadFacts, limits: { maxBytes: number; minFreeBytes: number; freeBytes: number | null }): Refusal | null {
  if (!isPurpose(facts.purpose)) return new Refusal('invalid', 'media.badPurpose')
  if (facts.size === 0) return new Refusal('invalid', 'media.emptyFile')
  const most = facts.purpose === 'film' ? limits.maxBytes : facts.purpose === 'subtitle' ? maxSubtitleBytes : maxPictureBytes
  if (facts.size > most) return new Refusal('refused', 'media.tooBig', { megabytes: Math.floor(most / 1024 ** 2) })
  if (facts.sha256 !== null && !/^[0-9a-f]{64}$/.test(facts.sha256)) return new Refusal('invalid', 'media.badChecksum')
  if (facts.purpose === 'subtitle' && !isLanguageTag(facts.language ?? '')) return new Refusal('invalid', 'media.badLanguage')
  if (facts.kind !== null && facts.kind !== '' && !isSubtitleKind(facts.kind)) return new Refusal('invalid', 'media.badKind')
  return whyNoRoom(facts.size, limits)
}

/** The disk must keep `minFreeBytes` after what is still to come. */
export function whyNoRoom(toCome: number, limits: { minFreeBytes: number; freeBytes: number | null }): Refusal | null {
  if (limits.freeBytes === null || limits.freeBytes - toCome >= limits.minFreeBytes) return null
  return new Refusal('unavailable', 'media.diskFull')
}

export function isPurpose(value: string): value is UploadPurpose {
  return (uploadPurposes as readonly string[]).includes(value)
}

export function isSubtitleKind(value: string): value is SubtitleKind {
  return (subtitleKinds as readonly string[]).includes(value)
}

/** Language, optional script and region of BCP 47 (RFC 5646): `fr`, `pt-BR`, `zh-Hant`, `wo`. */
export function isLanguageTag(value: string): boolean {
  return /^[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|\d{3}))?$/.test(value)
}

/** A name that can be shown and stored: no path, no control or direction character, at most 120 characters, its ending kept. */
export function safeFilename(given: string | null | undefined): string {
  // Only the end of a long name counts, and is all that the patterns below are asked to read.
  const last = (given ?? '').slice(-4_000).normalize('NFC').split(/[/\\]/).at(-1) ?? ''
  const clean = last
    .replace(/[\p{Cc}\p{Cf}\p{Co}\p{Cs}<>:"|?*]/gu, '')
    .replace(/\s+/g, ' ')
    .replace(/^[.\s]+|[.\s]+$/g, '')
  if (clean === '') return 'file'
  const dot = clean.lastIndexOf('.')
  const ending = dot > 0 && clean.length - dot <= 8 ? clean.slice(dot) : ''
  return [...clean.slice(0, clean.length - ending.length)].slice(0, 120 - ending.length).join('') + ending
}

/** An upload that has not moved for this long is given up and its bytes are removed. */
export const uploadLifeMs = 3 * 24 * 3_600_000

export const uploadKey = (titleId: string, uploadId: string): string => `titles/${titleId}/uploads/${uploadId}`
export const versionPrefix = (titleId: string, version: number): string => `titles/${titleId}/v${version}/`
export const segmentKey = (titleId: string, version: number, rendition: string, file: string): string => `${versionPrefix(titleId, version)}${rendition}/${file}`
export const clipKey = (titleId: string): string => `titles/${titleId}/clip.mp4`
export const subtitleKey = (titleId: string, subtitleId: string): string => `titles/${titleId}/subtitles/${subtitleId}.vtt`
export const spriteKey = (titleId: string, version: number, n: number): string => `${versionPrefix(titleId, version)}storyboard/${n}.webp`
export const pictureKey = (pictureId: string, width: number, format: string): string => `pictures/${pictureId}/${width}.${format}`

/** The whole frame behind a poster that is only offered: never served. */
export const originalKey = (pictureId: string): string => `pictures/${pictureId}/original.jpg`
