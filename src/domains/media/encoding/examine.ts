import { open } from 'node:fs/promises'
import { fileTypeFromBuffer } from 'file-type'
import { Refusal } from '#platform/refusal'
import { guarded, type Lengths, pictureOf, planOf, type Plan, soundsAtMost } from './command.ts'
import type { Ffmpeg } from './ffmpeg.ts'
import { type Probe, readProbe } from './probe.ts'
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
  const lengths = await measure(probe, (tracks) => lengthOf(ffmpeg, path, tracks, signal))
  if (!lengths) throw new Refusal('refused', 'media.truncated')
  if (lengths.durationMs > limits.minutes * 60_000) throw new Refusal('refused', 'media.tooLong', { minutes: limits.minutes })
  const plan = planOf(probe, lengths, ffmpeg.features)
  if (!plan) throw new Refusal('refused', 'media.noPicture')
  return plan
}

/** How far these tracks go, in milliseconds: all their packets are read. Of several, ffmpeg tells the shortest. Refuses a file whose end is missing. */
async function lengthOf(ffmpeg: Ffmpeg, path: string, tracks: readonly number[], signal?: AbortSignal): Promise<number> {
  const maps = tracks.flatMap((track) => ['-map', `0:${track}`])
  const read = await runFfmpeg(ffmpeg.path, [...guarded, '-v', 'error', '-progress', 'pipe:1', '-i', path, ...maps, '-c', 'copy', '-f', 'null', '-'], {
    limitMs: 15 * 60_000,
    signal,
  })
  if (/: partial file$|File ended prematurely/m.test(read.errors)) throw new Refusal('refused', 'media.truncated')
  return read.writtenMs
}

/**
 * How long the film and each of its tracks are; null when nothing of it reaches the length that its container announces. Read together first: that is enough unless a
 * track ends well before the others, and then each is read alone. Subtitles may outlive the film, and do not lengthen it.
 */
export async function measure(probe: Probe, lengthOfTracks: (tracks: readonly number[]) => Promise<number>): Promise<Lengths | null> {
  const used = [pictureOf(probe)!, ...probe.sounds.slice(0, soundsAtMost)].map((track) => track.index)
  const unused = [...[...probe.pictures, ...probe.sounds].map((track) => track.index).filter((index) => !used.includes(index)), ...probe.others]
  const announced = probe.durationMs ?? 0
  const whole = (ms: number): boolean => ms > 0 && ms >= announced * 0.95 - 1000
  const together = await lengthOfTracks(used)
  // The last packet's own length is not in the count, so the container is believed once it is known to be whole.
  if (whole(together)) return { durationMs: Math.max(together, announced), tracks: new Map() }
  const tracks = new Map<number, number>()
  for (const track of used) tracks.set(track, await lengthOfTracks([track]))
  const durationMs = Math.max(...tracks.values())
  if (whole(durationMs)) return { durationMs, tracks }
  for (const track of unused) if (whole(await lengthOfTracks([track]))) return { durationMs, tracks }
  return null
}

/** How ffmpeg says that the end of a file is missing. */
const cutShort = (errors: string): boolean => /moov atom not found|Invalid NAL|End of file|truncat|partial file|EBML header parsing failed/i.test(errors)
