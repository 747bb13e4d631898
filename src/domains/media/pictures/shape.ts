import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import sharp, { type Sharp } from 'sharp'
import { Refusal } from '#platform/refusal'
import { sniffBytes } from '../encoding/examine.ts'
import { pictureWidths, type PictureFormat } from '../types.ts'

/** A picture ready to be stored: one file a width and format. */
export interface ShapedPicture {
  width: number
  height: number
  color: string
  widths: number[]
  files: { width: number; format: PictureFormat; bytes: Buffer }[]
}

/** Nothing a phone or a camera makes is larger; a file that claims more is a trap for memory. */
const maxPixels = 100_000_000

const types: Record<PictureFormat, string> = { avif: 'image/avif', webp: 'image/webp', jpg: 'image/jpeg' }
export const pictureType = (format: PictureFormat): string => types[format]

const encoders: Record<PictureFormat, (picture: Sharp) => Sharp> = {
  avif: (picture) => picture.avif({ quality: 52, effort: 2 }),
  webp: (picture) => picture.webp({ quality: 74, effort: 3 }),
  jpg: (picture) => picture.jpeg({ quality: 78, progressive: true }),
}

/** A person's picture, whatever its name says. Refuses what is not a JPEG, PNG, WebP, AVIF or HEIC-free still, or is too small to show. */
export async function shapeUpload(bytes: Uint8Array): Promise<ShapedPicture> {
  const mime = await sniffBytes(bytes)
  if (!mime || !['image/jpeg', 'image/png', 'image/webp', 'image/avif', 'image/tiff', 'image/gif'].includes(mime)) throw new Refusal('refused', 'media.notPicture')
  try {
    return await shape(bytes)
  } catch (error) {
    if (error instanceof Refusal) throw error
    throw new Refusal('refused', 'media.notPicture')
  }
}

/** Turns upright, drops every metadata (a phone writes where it was), and makes each width the original reaches. */
export async function shape(source: Uint8Array | string): Promise<ShapedPicture> {
  const upright = await sharp(source, { limitInputPixels: maxPixels, failOn: 'error', pages: 1 })
    .rotate()
    .toColourspace('srgb')
    .flatten({ background: '#ffffff' })
    .raw()
    .toBuffer({ resolveWithObject: true })
  const { width, height, channels } = upright.info
  if (width < 160 || height < 90) throw new Refusal('refused', 'media.pictureTooSmall', { width: 160, height: 90 })
  const raw = { raw: { width, height, channels } }
  const fits = pictureWidths.filter((w) => w <= width)
  const widths = fits.length > 0 ? [...fits] : [width]
  const color = await dominant(sharp(upright.data, raw))
  const files = []
  for (const w of widths) {
    const sized = await sharp(upright.data, raw).resize({ width: w }).raw().toBuffer({ resolveWithObject: true })
    const small = { raw: { width: sized.info.width, height: sized.info.height, channels: sized.info.channels } }
    for (const [format, encode] of Object.entries(encoders) as [PictureFormat, (picture: Sharp) => Sharp][])
      files.push({ width: w, format, bytes: await encode(sharp(sized.data, small)).toBuffer() })
  }
  const largest = widths.at(-1)!
  return { width: largest, height: Math.round((height * largest) / width), color, widths, files }
}

async function dominant(picture: Sharp): Promise<string> {
  const { dominant: c } = await picture.stats()
  return '#' + [c.r, c.g, c.b].map((v) => v.toString(16).padStart(2, '0')).join('')
}

/** How good a frame looks as a poster, 0 to 1: detail, away from black and white, with some colour. */
export async function scoreOf(source: string | Buffer): Promise<number> {
  const { data, info } = await sharp(source).resize({ width: 240 }).removeAlpha().raw().toBuffer({ resolveWithObject: true })
  const { channels, entropy, sharpness } = await sharp(data, { raw: { width: info.width, height: info.height, channels: info.channels } }).stats()
  const brightness = channels.slice(0, 3).reduce((sum, c) => sum + c.mean, 0) / (3 * 255)
  const spread = channels.slice(0, 3).reduce((sum, c) => sum + c.stdev, 0) / (3 * 80)
  const light = 1 - Math.min(1, Math.abs(brightness - 0.45) / 0.45)
  return Math.min(1, (entropy / 8) * 0.4 + Math.min(1, spread) * 0.25 + Math.min(1, sharpness / 10) * 0.1 + light * 0.25)
}

export interface Candidate {
  path: string
  atMs: number
  score: number
}

/** The frames ffmpeg kept, best first. */
export async function candidates(folder: string, moments: readonly number[]): Promise<Candidate[]> {
  const names = (await readdir(folder)).filter((name) => /^\d+\.jpg$/.test(name))
  const scored = await Promise.all(
    names.map(async (name) => {
      const n = Number.parseInt(name, 10)
      const path = join(folder, name)
      return { path, atMs: Math.round((moments[n - 1] ?? 0) * 1000), score: await scoreOf(path) }
    }),
  )
  return scored.toSorted((a, b) => b.score - a.score)
}

/** A candidate that waits to be chosen: its smallest size only; the others are made when it is chosen. */
export async function shapeCandidate(path: string): Promise<{ width: number; height: number; color: string; thumb: Buffer; original: Buffer }> {
  const original = await readFile(path)
  const { width, height } = await sharp(original).metadata()
  const thumb = await sharp(original)
    .resize({ width: Math.min(320, width) })
    .webp({ quality: 70, effort: 2 })
    .toBuffer()
  return { width, height, color: await dominant(sharp(original)), thumb, original }
}

/** Tiles side by side, row by row, as one WebP. The last sprite is as tall as it needs to be. */
export async function shapeSprite(tiles: readonly string[], { columns, tileWidth, tileHeight }: { columns: number; tileWidth: number; tileHeight: number }): Promise<Buffer> {
  const canvas = { width: columns * tileWidth, height: Math.ceil(tiles.length / columns) * tileHeight, channels: 3 as const, background: '#000000' }
  const placed = tiles.map((input, i) => ({ input, left: (i % columns) * tileWidth, top: Math.floor(i / columns) * tileHeight }))
  return sharp({ create: canvas }).composite(placed).webp({ quality: 55, effort: 2 }).toBuffer()
}
