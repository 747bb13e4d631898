import { open } from 'node:fs/promises'
import { fileTypeFromBuffer } from 'file-type'
import { Refusal } from '#platform/refusal'
import { guarded, planOf, type Plan } from './command.ts'
import type { Ffmpeg } from './ffmpeg.ts'
import { readProbe } from './probe.ts'
import { runFfmpeg } from './run.ts'

const sniffedBytes = 64 * 1024

/** What the first bytes say, whatever the name: null for text and for anything unknown. `application/mp4` and the like come as `video/…`. */
export async function sniff(path: string): Promise<string | null> {
  const file = await open(path)
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(sniffedBytes), 0, sniffedBytes, 0)
    return await sniffBytes(buffer.subarray(0, bytesRead))
  } finally {
    await file.close()
  }
}

export async function sniffBytes(bytes: Uint8Array): Promise<string | null> {
  return (await fileTypeFromBuffer(bytes))?.mime ?? null
}

/** Kinds of file that may hold a film. An image, a playlist, a text, an archive is refused before ffmpeg sees it. */
export function mayBeFilm(mime: string | null): boolean {
  return (
    mime !== null &&
    (mime.startsWith('video/') ||
      mime.startsWith('audio/') ||
      ['application/mp4', 'application/mxf', 'application/ogg', 'application/vnd.ms-asf', 'application/vnd.rn-realmedia'].includes(mime))
  )
}

/**
 * Looks at a film before any work is spent on it and says what will be made of it.
 * Refuses: not a video, no picture track, truncated (all packets are read, nothing is decoded: a disk's speed), too long.
 */
export async function examine(ffmpeg: Ffmpeg, path: string, limits: { minutes: number }, signal?: AbortSignal): Promise<Plan> {
  if (!mayBeFilm(await sniff(path))) throw new Refusal('refused', 'media.notVideo')
  const opened = await runFfmpeg(ffmpeg.path, [...guarded, '-i', path], { limitMs: 60_000, signal })
  const probe = readProbe(opened.errors)
  if (!probe) throw new Refusal('refused', cutShort(opened.errors) ? 'media.truncated' : 'media.notVideo')
  if (probe.pictures.length === 0) throw new Refusal('refused', 'media.noPicture')
  const tracks = [...probe.pictures.slice(0, 1), ...probe.sounds].flatMap((t) => ['-map', `0:${t.index}`])
  const read = await runFfmpeg(ffmpeg.path, [...guarded, '-v', 'error', '-progress', 'pipe:1', '-i', path, ...tracks, '-c', 'copy', '-f', 'null', '-'], {
    limitMs: 15 * 60_000,
    signal,
  })
  if (read.writtenMs === 0) throw new Refusal('refused', 'media.truncated')
  if (probe.durationMs !== null && read.writtenMs < probe.durationMs * 0.95 - 1000) throw new Refusal('refused', 'media.truncated')
  // The last packet's own length is not in the count, so the container is believed once it is known to be whole.
  const durationMs = Math.max(read.writtenMs, probe.durationMs ?? 0)
  if (durationMs > limits.minutes * 60_000) throw new Refusal('refused', 'media.tooLong', { minutes: limits.minutes })
  const plan = planOf(probe, durationMs, ffmpeg.features)
  if (!plan) throw new Refusal('refused', 'media.noPicture')
  return plan
}

/** How ffmpeg says that the end of a file is missing. */
const cutShort = (errors: string): boolean => /moov atom not found|Invalid NAL|End of file|truncat|partial file|EBML header parsing failed/i.test(errors)
