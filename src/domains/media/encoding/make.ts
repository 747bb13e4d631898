import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { mkdir, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { config } from '#platform/config'
import { files } from '#platform/files'
import { log } from '#platform/log'
import { Refusal, unless } from '#platform/refusal'
import { freeHere } from '../disk.ts'
import { candidates, shape, shapeCandidate, shapeSprite, type ShapedPicture } from '../pictures/shape.ts'
import { pictureKey, originalKey, segmentKey, spriteKey, whyNoRoom } from '../rules.ts'
import type { Rendition } from '../types.ts'
import { commandOf, foldersOf, type Plan } from './command.ts'
import { examine } from './examine.ts'
import { ffmpeg } from './ffmpeg.ts'
import type { Hold } from './hold.ts'
import { runFfmpeg } from './run.ts'
import { shipSegments, type Shipped } from './ship.ts'

export interface MadeFrame {
  id: string
  atMs: number
  score: number
  color: string
  width: number
  height: number
  widths: number[]
  complete: boolean
}

/** Everything made of a film, stored under its version but not yet said to anyone. */
export interface Made {
  plan: Plan
  key: Buffer
  durationMs: number
  renditions: (Rendition & { bytes: number })[]
  frames: MadeFrame[]
  tiles: number
}

export interface Making {
  titleId: string
  version: number
  folder: string
  source: { key: string; sha256: string | null; size: number }
  hold: Hold
  /** Everything has been looked at and the work begins. */
  onBegin: () => Promise<void>
}

const framesOffered = 6

/** Makes everything of one film: looks at it, runs the one ffmpeg command, ships segments as they come, then the pictures. Refuses what cannot be a film. */
export async function make(making: Making): Promise<Made> {
  const tool = await ffmpeg()
  if (!tool) throw new Refusal('refused', 'media.noFfmpeg')
  await mkdir(making.folder, { recursive: true })
  const path = await fetchSource(making)
  const plan = await examine(tool, path, { minutes: config().MAX_FILM_MINUTES }, making.hold.signal)
  unless(whyNoRoom(sizeOf(plan), { minFreeBytes: config().MIN_FREE_BYTES, freeBytes: await freeHere() }))
  await making.onBegin()
  const key = randomBytes(16)
  for (const name of foldersOf(plan)) await mkdir(join(making.folder, name), { recursive: true })
  const shipped = await encode(tool.path, plan, path, key, making)
  const [frames, tiles] = await Promise.all([shipFrames(plan, making), shipTiles(plan, making)])
  const top = shipped.get(plan.rungs.at(-1)!.name)!
  return { plan, key, durationMs: top.durationMs, renditions: renditionsOf(plan, shipped), frames, tiles }
}

/** The file on this machine, its checksum verified if one was given. */
export async function fetchSource({ source, folder }: Pick<Making, 'source' | 'folder'>): Promise<string> {
  let path = files().localPath(source.key)
  if (path === null) {
    path = join(folder, 'source')
    const { stream } = await files().read(source.key)
    await pipeline(stream, createWriteStream(path))
  }
  if (source.sha256) {
    const hash = createHash('sha256')
    await pipeline(createReadStream(path, { highWaterMark: 1 << 20 }), hash)
    if (hash.digest('hex') !== source.sha256) throw new Refusal('refused', 'media.checksumMismatch')
  }
  return path
}

/** Bytes that a film may take at most, all renditions together. */
function sizeOf(plan: Plan): number {
  const rate = plan.rungs.reduce((sum, rung) => sum + rung.maxrate, 0) + plan.sounds.length * 128_000
  return Math.round((rate * plan.durationMs) / 8000)
}

async function encode(tool: string, plan: Plan, path: string, key: Buffer, { titleId, version, folder, hold }: Making): Promise<Map<string, Shipped>> {
  const names = [...plan.rungs.map((r) => r.name), ...plan.sounds.flatMap((s) => [s.high, s.low])]
  const store = (name: string, file: string): string => segmentKey(titleId, version, name, file)
  const broken = new AbortController()
  let over = false
  const running = runFfmpeg(tool, commandOf(plan, path, folder), {
    signal: AbortSignal.any([hold.signal, broken.signal]),
    limitMs: 10 * 60_000 + plan.durationMs * 40,
    onProgress: (writtenMs) => hold.report((0.97 * writtenMs) / plan.durationMs),
  }).finally(() => (over = true))
  const shipping = shipSegments({ folder, names, key, store, files: files() }, () => over)
  shipping.catch(() => broken.abort())
  const ran = await running
  if (!ran.ok) {
    await shipping.catch(() => undefined)
    hold.signal.throwIfAborted()
    if (!broken.signal.aborted) throw stopped(ran)
  }
  return shipping
}

function stopped({ stopped: why, errors }: { stopped: string | null; errors: string }): Refusal {
  log.warn({ errors: errors.slice(-2_000) }, 'ffmpeg could not make a film')
  if (why === 'time') return new Refusal('refused', 'media.tookTooLong')
  return /No space left on device/.test(errors) ? new Refusal('unavailable', 'media.diskFull') : new Refusal('refused', 'media.cannotDecode')
}

/** Sounds first, lightest first, then pictures, smallest first. */
function renditionsOf(plan: Plan, shipped: ReadonlyMap<string, Shipped>): (Rendition & { bytes: number })[] {
  const facts = (name: string): Shipped => shipped.get(name)!
  const base = (name: string): Pick<Rendition, 'name'> & Omit<Shipped, 'durationMs'> => {
    const { durationMs: _, ...rest } = facts(name)
    return { name, ...rest }
  }
  const sounds = plan.sounds.flatMap(({ low, high, language, label, isDefault }) =>
    (['low', 'high'] as const).map((group) => ({
      ...base(group === 'low' ? low : high),
      kind: 'audio' as const,
      width: null,
      height: null,
      frameRate: null,
      audioGroup: group,
      language,
      label,
      isDefault,
    })),
  )
  const pictures = plan.rungs.map((rung) => ({
    ...base(rung.name),
    kind: 'video' as const,
    width: rung.width,
    height: rung.height,
    frameRate: plan.rate.value,
    audioGroup: rung.audioGroup,
    language: null,
    label: null,
    isDefault: false,
  }))
  return [...sounds, ...pictures]
}

/** The best frame in all sizes, the others as small offers with the whole frame kept beside. */
async function shipFrames(plan: Plan, { folder }: Making): Promise<MadeFrame[]> {
  const best = (await candidates(join(folder, 'posters'), plan.posters)).slice(0, framesOffered)
  return Promise.all(
    best.map(async ({ path, atMs, score }, place) => {
      const id = randomUUID()
      if (place === 0) {
        const shaped = await shape(path).catch(() => null)
        if (shaped) {
          await putShaped(id, shaped)
          return { id, atMs, score, color: shaped.color, width: shaped.width, height: shaped.height, widths: shaped.widths, complete: true }
        }
      }
      const offer = await shapeCandidate(path)
      await Promise.all([files().put(originalKey(id), offer.original, 'image/jpeg'), files().put(pictureKey(id, 320, 'webp'), offer.thumb, 'image/webp')])
      return { id, atMs, score, color: offer.color, width: offer.width, height: offer.height, widths: [320], complete: false }
    }),
  )
}

async function putShaped(id: string, shaped: ShapedPicture): Promise<void> {
  await Promise.all(shaped.files.map(({ width, format, bytes }) => files().put(pictureKey(id, width, format), bytes)))
}

/** Lays the tiles out as sprites. Answers how many tiles there are. */
async function shipTiles(plan: Plan, { titleId, version, folder }: Making): Promise<number> {
  const { columns, rows } = plan.storyboard
  const perSprite = columns * rows
  const tiles = (await readdir(join(folder, 'storyboard'))).filter((name) => /^\d+\.jpg$/.test(name)).toSorted((a, b) => Number.parseInt(a, 10) - Number.parseInt(b, 10))
  for (let n = 0; n * perSprite < tiles.length; n++) {
    const paths = tiles.slice(n * perSprite, (n + 1) * perSprite).map((name) => join(folder, 'storyboard', name))
    await files().put(spriteKey(titleId, version, n), await shapeSprite(paths, plan.storyboard), 'image/webp')
  }
  return tiles.length
}
