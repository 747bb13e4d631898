import { createCipheriv } from 'node:crypto'
import { readdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import type { Files } from '#platform/files'
import { codecOf, runs, segmentLengths } from './mp4.ts'
import type { Segments } from '../types.ts'

/** What was shipped of one rendition. Rates in bits a second, of what is really sent. */
export interface Shipped {
  codecs: string
  segments: Segments
  averageBps: number
  peakBps: number
  bytes: number
  durationMs: number
}

export interface Shipment {
  folder: string
  names: readonly string[]
  key: Buffer
  store: (name: string, file: string) => string
  files: Files
}

/**
 * HLS METHOD=AES-128 (RFC 8216, 4.3.2.4): the whole segment in AES-128-CBC with PKCS7 padding; without an IV in the playlist it is the segment's
 * media sequence number. The init segment stays in clear: its `EXT-X-MAP` must stand before `EXT-X-KEY`.
 */
export function encryptSegment(key: Buffer, number: number, segment: Buffer): Buffer {
  const iv = Buffer.alloc(16)
  iv.writeUInt32BE(number, 12)
  const cipher = createCipheriv('aes-128-cbc', key, iv)
  return Buffer.concat([cipher.update(segment), cipher.final()])
}

/**
 * Ships segments while ffmpeg writes them, so that no second copy of the film piles up on this disk. ffmpeg writes under another name and renames, so a
 * `.m4s` is whole. `isOver` says that ffmpeg has ended; then what remains is shipped and the playlists are read.
 */
export async function shipSegments(shipment: Shipment, isOver: () => boolean): Promise<Map<string, Shipped>> {
  const sizes = new Map(shipment.names.map((name) => [name, [] as number[]]))
  for (;;) {
    const last = isOver()
    for (const name of shipment.names) await shipReady(shipment, name, sizes.get(name)!)
    if (last) break
    for (let waited = 0; waited < 1000 && !isOver(); waited += 50) await wait(50)
  }
  const shipped = await Promise.all(shipment.names.map(async (name) => [name, await closeRendition(shipment, name, sizes.get(name)!)] as const))
  return new Map(shipped)
}

async function shipReady({ folder, key, files, store }: Shipment, name: string, sizes: number[]): Promise<void> {
  const ready = (await readdir(join(folder, name))).filter((file) => /^\d+\.m4s$/.test(file))
  for (const file of ready) {
    const number = Number.parseInt(file, 10)
    const path = join(folder, name, file)
    const sealed = encryptSegment(key, number, await readFile(path))
    await files.put(store(name, file), sealed, 'video/iso.segment')
    sizes[number] = sealed.length
    await rm(path)
  }
}

async function closeRendition({ folder, files, store }: Shipment, name: string, sizes: readonly number[]): Promise<Shipped> {
  const [playlist, init] = await Promise.all([readFile(join(folder, name, 'index.m3u8'), 'utf8'), readFile(join(folder, name, 'init.mp4'))])
  const lengths = segmentLengths(playlist)
  const codecs = codecOf(init)
  if (!codecs || lengths.length === 0 || lengths.length !== sizes.length || sizes.includes(0))
    throw new Error(`rendition ${name} is not whole: ${lengths.length} segments listed, ${sizes.length} shipped`)
  await files.put(store(name, 'init.mp4'), init, 'video/mp4')
  const bytes = sizes.reduce((sum, size) => sum + size, 0)
  const seconds = lengths.reduce((sum, length) => sum + length, 0)
  const averageBps = Math.round((bytes * 8) / seconds)
  // A last segment of a few frames says nothing of the rate that a network must hold.
  const rates = sizes.map((size, i) => (size * 8) / Math.max(1, lengths[i]!))
  return {
    codecs,
    segments: runs(lengths),
    averageBps,
    peakBps: Math.max(averageBps, Math.round(Math.max(...rates))),
    bytes: bytes + init.length,
    durationMs: Math.round(seconds * 1000),
  }
}
