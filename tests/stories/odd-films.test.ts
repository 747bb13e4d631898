import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { playableOf, type Rendition } from '#domains/media'
import { ffmpeg } from '#domains/media/encoding/ffmpeg.ts'
import { seedTitle } from '#domains/media/seed.ts'
import type { Person } from '#platform/actor'
import { openHouse, type TestHouse } from '#tests/house.ts'
import { stored } from './sending.ts'

let house: TestHouse
let director: Person
let workspaceId: string
let tool: string
const folder = mkdtempSync(join(tmpdir(), 'griot-odd-'))

beforeAll(async () => {
  house = await openHouse()
  director = await house.person()
  workspaceId = await house.workspace(director)
  tool = (await ffmpeg())!.path
})
afterAll(async () => {
  await house.close()
  rmSync(folder, { recursive: true, force: true })
})

interface Title {
  state: string
  problem: { code: string } | null
  durationMs: number | null
  width: number
  height: number
}

/** A file written by ffmpeg, then made into a title as if it had been sent. */
async function made(name: string, args: readonly string[]): Promise<{ title: Title; titleId: string; sounds: Rendition[]; pictures: Rendition[] }> {
  const file = join(folder, name)
  execFileSync(tool, ['-v', 'error', '-y', ...args, file])
  const titleId = await seedTitle(house.ctx(director), workspaceId, 'Essai', file, [], director.id)
  await house.runJobs()
  const renditions = (await playableOf(house.db, titleId))?.renditions ?? []
  return {
    title: await house.call<Title>(director, 'media.getTitle', { titleId }),
    titleId,
    sounds: renditions.filter((one) => one.kind === 'audio'),
    pictures: renditions.filter((one) => one.kind === 'video'),
  }
}

const lavfi = (source: string): string[] => ['-f', 'lavfi', '-i', source]
const picture = (seconds: number, size = '320x180', rate = '24'): string[] => lavfi(`testsrc2=s=${size}:r=${rate}:d=${seconds}`)
const sound = (seconds: number): string[] => lavfi(`sine=f=330:d=${seconds}`)
const h264 = ['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p', '-c:a', 'aac']
const seconds = ({ segments }: Rendition): number => segments.reduce((sum, [length, times]) => sum + length * times, 0)

describe('tracks of different lengths: a whole film, as long as its longest track', () => {
  test.each<[string, string, string[], { lasts: number; sounds: number }]>([
    ['the sound goes on after the picture, whose last frame stays', 'long-sound.mp4', [...picture(2), ...sound(7)], { lasts: 7, sounds: 2 }],
    ['the sound ends early', 'short-sound.mp4', [...picture(7), ...sound(2)], { lasts: 7, sounds: 2 }],
    ['one of two sounds is a few words', 'two-sounds.mp4', [...picture(6), ...sound(6), ...sound(1), '-map', '0', '-map', '1', '-map', '2'], { lasts: 6, sounds: 4 }],
    ['the picture begins late', 'late-picture.mkv', ['-itsoffset', '3', ...picture(3), ...sound(3)], { lasts: 6, sounds: 2 }],
  ])('%s', async (_name, file, inputs, { lasts, sounds: count }) => {
    const { title, sounds, pictures } = await made(file, [...inputs, ...h264])
    expect(title).toMatchObject({ state: 'ready', problem: null })
    expect(Math.abs(title.durationMs! - lasts * 1000)).toBeLessThan(150)
    expect(sounds).toHaveLength(count)
    for (const rendition of [...sounds, ...pictures]) expect(Math.abs(seconds(rendition) - lasts), rendition.name).toBeLessThan(0.2)
  })

  test('subtitles that outlive the film make it neither incomplete nor longer', async () => {
    writeFileSync(join(folder, 'late.srt'), '1\n00:00:00,000 --> 00:00:40,000\nFin\n')
    const { title } = await made('subtitled.mkv', [...picture(3), ...sound(3), '-i', join(folder, 'late.srt'), '-map', '0', '-map', '1', '-map', '2', ...h264, '-c:s', 'srt'])
    expect(title).toMatchObject({ state: 'ready', problem: null })
    expect(Math.abs(title.durationMs! - 3000)).toBeLessThan(150)
  })

  test('a sound without a single packet is left out; a picture without any is no film', async () => {
    await made('plain.mkv', [...picture(2), ...sound(2), ...h264])
    const mute = await made('mute.mkv', ['-i', join(folder, 'plain.mkv'), '-c', 'copy', '-bsf:a', 'noise=drop=1'])
    expect(mute.title).toMatchObject({ state: 'ready', problem: null })
    expect(mute.sounds).toEqual([])
    const blind = await made('blind.mkv', ['-i', join(folder, 'plain.mkv'), '-c', 'copy', '-bsf:v', 'noise=drop=1'])
    expect(blind.title).toMatchObject({ state: 'failed', problem: { code: 'media.noPicture' } })
    expect(stored(blind.titleId)).toEqual([])
  })
})

describe('what cameras and editing rooms send', () => {
  const ten = ['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p10le']
  test.each<[string, string, () => string[], { width: number; height: number }]>([
    ['HDR that says its light and not its colours', 'pq.mkv', () => [...picture(1), ...ten, '-color_trc', 'smpte2084'], { width: 320, height: 180 }],
    ['HDR in red, green and blue', 'rgb.mkv', () => [...picture(1), '-c:v', 'ffv1', '-pix_fmt', 'gbrp10le', '-color_trc', 'smpte2084'], { width: 320, height: 180 }],
    ['a third of a second', 'short.mp4', () => [...picture(0.3), ...sound(0.3), ...h264], { width: 320, height: 180 }],
    ['one frame', 'frame.mp4', () => [...picture(1), '-frames:v', '1', ...h264], { width: 320, height: 180 }],
    [
      'fields of a television, in a stream that begins after an hour',
      'tv.ts',
      () => [...picture(1, '720x480', '60000/1001'), '-vf', 'tinterlace=interleave_top', '-flags', '+ildct+ilme', '-c:v', 'mpeg2video', '-b:v', '3M', '-output_ts_offset', '3600'],
      { width: 720, height: 480 },
    ],
    ['a font and a cover attached', 'attached.mkv', attached, { width: 320, height: 180 }],
  ])('%s', async (_name, file, args, size) => {
    const { title, pictures } = await made(file, args())
    expect(title).toMatchObject({ state: 'ready', problem: null, ...size })
    expect(pictures.length).toBeGreaterThan(0)
  })

  function attached(): string[] {
    const [font, cover] = [join(folder, 'letters.ttf'), join(folder, 'cover.png')]
    writeFileSync(font, 'letters')
    execFileSync(tool, ['-v', 'error', '-y', ...picture(1), '-frames:v', '1', cover])
    return [
      ...picture(1),
      ...sound(1),
      '-attach',
      font,
      '-metadata:s:t:0',
      'mimetype=application/x-truetype-font',
      '-attach',
      cover,
      '-metadata:s:t:1',
      'mimetype=image/png',
      ...h264,
    ]
  }

  test('a song with its cover is only sound', async () => {
    execFileSync(tool, ['-v', 'error', '-y', ...picture(1), '-frames:v', '1', join(folder, 'song.png')])
    for (const [file, codec] of [
      ['song.mp3', 'libmp3lame'],
      ['song.m4a', 'aac'],
    ] as const) {
      const { title, titleId } = await made(file, [
        ...sound(1),
        '-i',
        join(folder, 'song.png'),
        '-map',
        '0',
        '-map',
        '1',
        '-c:a',
        codec,
        '-c:v',
        'png',
        '-disposition:v',
        'attached_pic',
      ])
      expect(title, file).toMatchObject({ state: 'failed', problem: { code: 'media.noPicture' } })
      expect(stored(titleId)).toEqual([])
    }
  })
})
