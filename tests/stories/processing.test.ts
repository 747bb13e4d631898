import { createDecipheriv } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { execFileSync } from 'node:child_process'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { sql } from 'kysely'
import { keyOf, playableOf, type Rendition, segmentKey } from '#domains/media'
import { ffmpeg } from '#domains/media/encoding/ffmpeg.ts'
import { type Sample, sampleFilm } from '#domains/media/samples.ts'
import { seedTitle } from '#domains/media/seed.ts'
import type { Person } from '#platform/actor'
import { setConfig } from '#platform/config'
import { files } from '#platform/files'
import { openHouse, type TestHouse } from '#tests/house.ts'

let house: TestHouse
let director: Person
let workspaceId: string
const folder = mkdtempSync(join(tmpdir(), 'griot-films-'))

beforeAll(async () => {
  house = await openHouse()
  director = await house.person()
  workspaceId = await house.workspace(director)
})
afterAll(async () => {
  await house.close()
  rmSync(folder, { recursive: true, force: true })
})

afterEach(() => setConfig(house.config))

interface Title {
  state: string
  progress: number
  playable: boolean
  durationMs: number | null
  width: number
  height: number
  canRetry: boolean
  problem: { code: string; params: Record<string, unknown> } | null
  renditions: { name: string; kind: string; width: number | null; height: number | null; codecs: string; averageBps: number; peakBps: number; language: string | null }[]
  posters: { id: string; thumb: string; chosen: boolean; atMs: number | null }[]
  poster: { src: string; sources: { srcSet: string }[] } | null
  uploads: { state: string; problem: { code: string } | null }[]
}

const look = (titleId: string): Promise<Title> => house.call(director, 'media.getTitle', { titleId })

async function made(name: string, sample: Sample, extension = 'mp4'): Promise<{ titleId: string; title: Title }> {
  const path = await sampleFilm(join(folder, `${name}.${extension}`), sample)
  return makeOf(path)
}

async function makeOf(path: string): Promise<{ titleId: string; title: Title }> {
  const titleId = await seedTitle(house.ctx(director), workspaceId, 'Essai', path, [], director.id)
  await house.runJobs()
  return { titleId, title: await look(titleId) }
}

async function bytes(key: string): Promise<Buffer> {
  const { stream } = await files().read(key)
  return Buffer.concat(await stream.toArray())
}

/** The rendition put together again, opened with the key, and read by ffmpeg: frames decoded, size, sound. */
async function decoded(titleId: string, rendition: Rendition): Promise<string> {
  const playable = (await playableOf(house.db, titleId))!
  const key = (await keyOf(house.db, titleId))!
  const count = rendition.segments.reduce((sum, [, times]) => sum + times, 0)
  const parts = [await bytes(segmentKey(titleId, playable.version, rendition.name, 'init.mp4'))]
  for (let n = 0; n < count; n++) {
    const iv = Buffer.alloc(16)
    iv.writeUInt32BE(n, 12)
    const cipher = createDecipheriv('aes-128-cbc', key, iv)
    const sealed = await bytes(segmentKey(titleId, playable.version, rendition.name, `${n}.m4s`))
    parts.push(cipher.update(sealed), cipher.final())
  }
  const tool = (await ffmpeg())!
  return execFileSync(tool.path, ['-hide_banner', '-v', 'error', '-i', 'pipe:0', '-f', 'framecrc', '-'], { input: Buffer.concat(parts), encoding: 'utf8' })
}

describe('a film becomes every quality', () => {
  test('an ordinary film: pictures never above the source, two weights of sound, storyboard, posters, one key', async () => {
    const { titleId, title } = await made('plain', { size: '640x360', seconds: 9 })
    expect(title).toMatchObject({ state: 'ready', playable: true, progress: 1, problem: null, width: 640, height: 360 })
    expect(Math.abs(title.durationMs! - 9000)).toBeLessThan(100)
    expect(title.renditions.map((r) => `${r.name} ${r.width ?? ''}`.trim())).toEqual(['a0-32', 'a0-96', 'v144 256', 'v240 426', 'v360 640'])
    expect(title.renditions[0]!.codecs).toBe('mp4a.40.2')
    expect(title.renditions[0]!.peakBps).toBeLessThan(60_000)
    expect(title.renditions[2]!.codecs).toMatch(/^avc1\.42/)
    const playable = (await playableOf(house.db, titleId))!
    for (const rendition of playable.renditions.filter((r) => r.kind === 'video')) {
      expect(rendition.segments).toEqual([
        [4, 2],
        [1, 1],
      ])
      const frames = (await decoded(titleId, rendition)).split('\n').filter((line) => line.startsWith('0,'))
      expect(frames.length, rendition.name).toBe(9 * 24)
    }
    const board = await house.app.inject(playable.storyboard!)
    expect(board.statusCode).toBe(200)
    expect(board.body).toMatch(/00:00:04\.000 --> 00:00:08\.000\n0\.webp\?s=[\w-]+#xywh=160,0,160,90/)
    expect(
      (await house.app.inject(new URL(board.body.match(/0\.webp\?s=[\w-]+/)![0], `http://x${playable.storyboard}`).pathname + '?' + playable.storyboard!.split('?')[1])).headers[
        'content-type'
      ],
    ).toBe('image/webp')
    expect((await house.app.inject(playable.storyboard!.replace(/s=.{22}/, `s=${'A'.repeat(22)}`))).statusCode).toBe(404)
    expect(title.posters.filter((p) => p.chosen)).toHaveLength(1)
    expect(title.posters).toHaveLength(6)
    for (const source of [title.poster!.src, ...title.poster!.sources.map((s) => s.srcSet.split(' ')[0]!)]) {
      const picture = await house.app.inject(source)
      expect(picture.statusCode, source).toBe(200)
      expect(picture.headers['cache-control']).toContain('immutable')
    }
  })

  test('another frame is chosen as poster, and outlives the next version', async () => {
    const { titleId, title } = await made('poster', { size: '320x180', seconds: 1 })
    const other = title.posters.find((p) => !p.chosen)!
    await house.call(director, 'media.choosePoster', { titleId, pictureId: other.id })
    expect((await look(titleId)).posters.find((p) => p.chosen)?.id).toBe(other.id)
    await sql`update media.titles set state = 'cancelled' where id = ${titleId}`.execute(house.db)
    await house.call(director, 'media.retryProcessing', { titleId })
    await house.runJobs()
    expect((await look(titleId)).posters.find((p) => p.chosen)?.id).toBe(other.id)
    const stranger = await house.person()
    await expect(house.call(stranger, 'media.choosePoster', { titleId, pictureId: other.id })).rejects.toMatchObject({ kind: 'missing' })
  })

  test.each<[string, Sample, { width: number; height: number; sounds: number }]>([
    ['portrait', { size: '180x320' }, { width: 180, height: 320, sounds: 2 }],
    ['odd sizes', { size: '321x241', options: ['-pix_fmt', 'yuv444p'] }, { width: 320, height: 240, sounds: 2 }],
    ['no sound', { sound: 'none' }, { width: 320, height: 180, sounds: 0 }],
    ['5.1 sound', { sound: '5.1' }, { width: 320, height: 180, sounds: 2 }],
    ['one second', { seconds: 1 }, { width: 320, height: 180, sounds: 2 }],
    ['pixels that are not square', { size: '360x240', options: ['-vf', 'setsar=32/27'] }, { width: 426, height: 240, sounds: 2 }],
    [
      'HDR (PQ, BT.2020, ten bits)',
      { options: ['-pix_fmt', 'yuv420p10le', '-color_primaries', 'bt2020', '-color_trc', 'smpte2084', '-colorspace', 'bt2020nc'] },
      { width: 320, height: 180, sounds: 2 },
    ],
    ['interlaced', { options: ['-flags', '+ildct+ilme', '-x264opts', 'tff=1'] }, { width: 320, height: 180, sounds: 2 }],
    ['smaller than any rung', { size: '96x64' }, { width: 96, height: 64, sounds: 2 }],
  ])('%s', async (name, sample, { width, height, sounds }) => {
    const { titleId, title } = await made(name.replace(/\W+/g, '-'), sample)
    expect(title).toMatchObject({ state: 'ready', problem: null, width, height })
    expect(title.renditions.filter((r) => r.kind === 'audio')).toHaveLength(sounds)
    expect(Math.abs(title.durationMs! - (sample.seconds ?? 2) * 1000)).toBeLessThan(150)
    const playable = (await playableOf(house.db, titleId))!
    for (const rendition of [playable.renditions.at(-1)!, ...playable.renditions.filter((r) => r.name === 'a0-96')]) {
      const told = await decoded(titleId, rendition)
      if (rendition.kind === 'video') expect(told).toContain(`#dimensions 0: ${width}x${height}`)
      else expect(told.slice(0, 300)).toContain('#channel_layout_name 0: stereo')
    }
  })

  test('a film held upright by a turn in its metadata', async () => {
    const flat = await sampleFilm(join(folder, 'flat.mp4'), { size: '320x180' })
    const turned = join(folder, 'turned.mp4')
    execFileSync((await ffmpeg())!.path, ['-v', 'error', '-y', '-display_rotation', '90', '-i', flat, '-c', 'copy', turned])
    expect((await makeOf(turned)).title).toMatchObject({ state: 'ready', width: 180, height: 320 })
  })

  test('a rate that varies becomes steady, and keyframes stay on the four seconds', async () => {
    const { titleId, title } = await made('varying', { seconds: 9, options: ['-vf', `select='not(mod(n,3))+gt(mod(n,48),24)'`, '-fps_mode', 'vfr'] }, 'mkv')
    expect(title.state).toBe('ready')
    const top = (await playableOf(house.db, titleId))!.renditions.at(-1)!
    expect(top.segments.slice(0, 1)).toEqual([[4, 2]])
  })

  test('several sounds keep their languages', async () => {
    const tool = (await ffmpeg())!
    const film = join(folder, 'two.mkv')
    execFileSync(tool.path, [
      '-v',
      'error',
      '-y',
      '-f',
      'lavfi',
      '-i',
      'testsrc2=s=320x180:r=24:d=2',
      '-f',
      'lavfi',
      '-i',
      'sine=f=300:d=2',
      '-f',
      'lavfi',
      '-i',
      'sine=f=600:d=1',
      '-map',
      '0',
      '-map',
      '1',
      '-map',
      '2',
      '-c:v',
      'libx264',
      '-preset',
      'ultrafast',
      '-c:a',
      'aac',
      '-metadata:s:a:0',
      'language=fre',
      '-metadata:s:a:1',
      'language=wol',
      '-metadata:s:a:1',
      'title=Commentaire',
      film,
    ])
    const { titleId, title } = await makeOf(film)
    expect(title.renditions.filter((r) => r.kind === 'audio').map((r) => r.language)).toEqual(['fr', 'fr', 'wo', 'wo'])
    const playable = (await playableOf(house.db, titleId))!
    expect(playable.languages).toEqual(['fr', 'wo'])
    // The short sound is carried on in silence to the end of the picture.
    const lengths = playable.renditions.filter((r) => r.kind === 'audio').map((r) => r.segments.reduce((sum, [seconds, times]) => sum + seconds * times, 0))
    for (const length of lengths) expect(Math.abs(length - 2)).toBeLessThan(0.2)
  })
})

describe('the life of a processing', () => {
  test('cancelled while it waits, retried, then removed with every file', async () => {
    const path = await sampleFilm(join(folder, 'life.mp4'), { seconds: 1 })
    const titleId = await seedTitle(house.ctx(director), workspaceId, 'Essai', path, [], director.id)
    await house.call(director, 'media.cancelProcessing', { titleId })
    await house.runJobs()
    expect(await look(titleId)).toMatchObject({ state: 'cancelled', playable: false, canRetry: true })
    await expect(house.call(director, 'media.cancelProcessing', { titleId })).rejects.toMatchObject({ code: 'media.notProcessing' })
    await house.call(director, 'media.retryProcessing', { titleId })
    await house.runJobs()
    const ready = await look(titleId)
    expect(ready.state).toBe('ready')
    await house.call(director, 'media.removeTitle', { titleId })
    await house.runJobs()
    await expect(look(titleId)).rejects.toMatchObject({ kind: 'missing' })
    expect((await house.app.inject(ready.poster!.src)).statusCode).toBe(404)
    expect(await files().stat(segmentKey(titleId, 1, 'v144', '0.m4s'))).toBeNull()
  })

  test('cancelled in the middle: ffmpeg ends, nothing of the attempt stays', { timeout: 300_000 }, async () => {
    const path = await sampleFilm(join(folder, 'long.mp4'), { size: '640x360', seconds: 90, noise: true })
    const titleId = await seedTitle(house.ctx(director), workspaceId, 'Essai', path, [], director.id)
    const running = house.runJobs()
    // Told to the tabs that listen, and written in the row.
    await until(
      async () => (await sql`select 1 from platform.stream where topic = ${`title:${titleId}`} and (data ->> 'progress')::float > 0 limit 1`.execute(house.db)).rows.length > 0,
    )
    const midway = await look(titleId)
    expect(midway).toMatchObject({ state: 'processing', playable: false })
    expect(midway.progress).toBeGreaterThan(0)
    await house.call(director, 'media.cancelProcessing', { titleId })
    await running
    expect(await look(titleId)).toMatchObject({ state: 'cancelled', playable: false })
    expect(await files().stat(segmentKey(titleId, 1, 'v144', '0.m4s'))).toBeNull()
    expect(execFileSync('ps', ['-eo', 'args'], { encoding: 'utf8' })).not.toContain(`/work/${titleId}/`)
  })

  test('without ffmpeg the film is kept, the reason said, and the rest of the house works', async () => {
    const path = await sampleFilm(join(folder, 'later.mp4'), { seconds: 1 })
    setConfig({ ...house.config, FFMPEG_PATH: join(folder, 'no-such-program') })
    const { titleId, title } = await makeOf(path)
    expect(title).toMatchObject({ state: 'failed', problem: { code: 'media.noFfmpeg' }, canRetry: true })
    setConfig(house.config)
    await house.call(director, 'media.retryProcessing', { titleId })
    await house.runJobs()
    expect((await look(titleId)).state).toBe('ready')
  })

  test('a new version takes the place of the old one, whose files wait a day', async () => {
    const { titleId } = await made('first', { seconds: 1 })
    const first = (await playableOf(house.db, titleId))!
    await sql`update media.titles set state = 'cancelled' where id = ${titleId}`.execute(house.db)
    await house.call(director, 'media.retryProcessing', { titleId })
    expect((await playableOf(house.db, titleId))?.version).toBe(first.version)
    await house.runJobs()
    const second = (await playableOf(house.db, titleId))!
    expect(second.version).toBeGreaterThan(first.version)
    expect(await keyOf(house.db, titleId)).not.toEqual(await keyOf(house.db, titleId, first.version))
    expect(await files().stat(segmentKey(titleId, first.version, 'v144', '0.m4s'))).not.toBeNull()
  })
})

async function until(is: () => Promise<boolean>, ms = 240_000): Promise<void> {
  for (const end = Date.now() + ms; Date.now() < end;) {
    if (await is()) return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error('it did not come to pass')
}
