import { execFileSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ffmpeg } from '#domains/media/encoding/ffmpeg.ts'
import { sampleFilm } from '#domains/media/samples.ts'
import { setConfig } from '#platform/config'
import type { TestHouse } from '#tests/house.ts'
import { client, openSending, type Sending, stored } from './sending.ts'

let sending: Sending
let house: TestHouse
let folder: string
let tus: ReturnType<typeof client>

beforeAll(async () => {
  sending = await openSending()
  ;({ house, folder } = sending)
  tus = client(sending)
})
afterAll(() => sending.close())

describe('bad files are refused with their reason and nothing is kept', () => {
  async function refusedAtOnce(facts: Record<string, string>, bytes: Buffer): Promise<{ code: string; title: string; params: Record<string, unknown> }> {
    const titleId = await tus.newTitle()
    const answer = await tus.sendWhole({ titleId, ...facts }, bytes)
    expect(answer.status, answer.body).toBeGreaterThanOrEqual(400)
    expect(stored(titleId)).toEqual([])
    expect((await tus.look(titleId)).state).toBe('empty')
    return JSON.parse(answer.body) as { code: string; title: string; params: Record<string, unknown> }
  }

  async function refusedLater(bytes: Buffer, more: Record<string, string> = {}): Promise<string | undefined> {
    const titleId = await tus.newTitle()
    expect((await tus.sendWhole({ titleId, purpose: 'film', filename: 'film.mp4', ...more }, bytes)).status).toBe(204)
    await tus.made(titleId)
    const title = await tus.look(titleId)
    expect(title).toMatchObject({ state: 'failed', playable: false, canRetry: false })
    expect(title.uploads[0]).toMatchObject({ state: 'refused', problem: { code: title.problem?.code } })
    expect(stored(titleId)).toEqual([])
    return title.problem?.code
  }

  const film = { purpose: 'film', filename: 'film.mp4' }

  test('empty, a text, a picture, a playlist that names files of the server, an archive', async () => {
    expect(await refusedAtOnce(film, Buffer.alloc(0))).toMatchObject({ code: 'media.emptyFile' })
    expect(await refusedAtOnce(film, Buffer.from('pas un film'))).toMatchObject({ code: 'media.notVideo' })
    expect(await refusedAtOnce(film, readFileSync('node_modules/hls.js/package.json'))).toMatchObject({ code: 'media.notVideo' })
    for (const playlist of [
      '#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\nfile:///etc/passwd\n#EXT-X-ENDLIST\n',
      `ffconcat version 1.0\nfile '/etc/passwd'\n`,
      '<?xml version="1.0"?><MPD><BaseURL>file:///etc/passwd</BaseURL></MPD>',
    ])
      expect(await refusedAtOnce(film, Buffer.from(playlist))).toMatchObject({ code: 'media.notVideo' })
    expect(await refusedAtOnce(film, Buffer.from('504b0304140000000800', 'hex'))).toMatchObject({ code: 'media.notVideo' })
  })

  test('ffmpeg itself refuses a playlist, even behind the first bytes of a film', async () => {
    const tool = (await ffmpeg())!
    const { guarded } = await import('#domains/media/encoding/command.ts')
    const playlist = join(folder, 'list.mp4')
    writeFileSync(playlist, '#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\nfile:///etc/passwd\n#EXT-X-ENDLIST\n')
    expect(() => execFileSync(tool.path, [...guarded, '-i', playlist], { stdio: 'pipe' })).toThrow(/not on whitelist|Invalid data/i)
  })

  test('truncated at its end or in the middle, only sound, another checksum, garbage behind a good name', async () => {
    const tool = (await ffmpeg())!
    const whole = readFileSync(await sampleFilm(join(folder, 't.mp4'), { seconds: 8, noise: true }))
    expect(await refusedLater(whole.subarray(0, whole.length - 20_000))).toBe('media.truncated')
    const fast = readFileSync(await sampleFilm(join(folder, 'f.mp4'), { seconds: 8, noise: true, options: ['-movflags', '+faststart'] }))
    expect(await refusedLater(fast.subarray(0, fast.length / 2))).toBe('media.truncated')
    const mkv = readFileSync(await sampleFilm(join(folder, 'm.mkv'), { seconds: 8, noise: true }))
    expect(await refusedLater(mkv.subarray(0, mkv.length / 2))).toBe('media.truncated')
    // Even when only the last frames are missing.
    for (const bytes of [fast, mkv]) expect(await refusedLater(bytes.subarray(0, bytes.length * 0.97))).toBe('media.truncated')
    const sound = join(folder, 'sound.mp4')
    execFileSync(tool.path, ['-v', 'error', '-y', '-f', 'lavfi', '-i', 'sine=d=2', sound])
    expect(await refusedLater(readFileSync(sound))).toBe('media.noPicture')
    expect(await refusedLater(whole, { sha256: 'a'.repeat(64) })).toBe('media.checksumMismatch')
    const garbage = Buffer.concat([whole.subarray(0, 64), randomBytes(60_000)])
    expect(['media.notVideo', 'media.truncated']).toContain(await refusedLater(garbage))
  })

  test('too long', async () => {
    setConfig({ ...house.config, MAX_FILM_MINUTES: 1 })
    const long = readFileSync(await sampleFilm(join(folder, 'long.mp4'), { size: '64x64', seconds: 70, rate: '5' }))
    expect(await refusedLater(long)).toBe('media.tooLong')
    setConfig(house.config)
  })

  test('too heavy, a disk nearly full (before, and between two pieces)', async () => {
    const titleId = await tus.newTitle()
    const facts = { titleId, ...film }
    setConfig({ ...house.config, MAX_UPLOAD_BYTES: 1000 })
    expect(await tus.create(facts, 1001)).toMatchObject({ status: 413 })
    setConfig({ ...house.config, MIN_FREE_BYTES: 2 ** 52 })
    const full = await tus.create(facts, 1000)
    expect(full.status).toBe(507)
    expect(JSON.parse(full.body)).toMatchObject({ code: 'media.diskFull' })
    setConfig(house.config)
    const path = tus.pathOf(await tus.create(facts, 1000))
    setConfig({ ...house.config, MIN_FREE_BYTES: 2 ** 52 })
    expect((await tus.patch(path, 0, randomBytes(500))).status).toBe(507)
    setConfig(house.config)
    expect(await tus.offsetOf(path)).toBe(0)
    expect((await tus.patch(path, 0, randomBytes(500))).status).toBe(204)
  })

  test('subtitles: the wrong line is named, in the caller’s language', async () => {
    const bad = Buffer.from('1\n00:00:01,000 --> 00:00:02,000\nBon\n\n2\n00:00:03,000 -> 00:00:04,000\nMauvais\n')
    const answer = await refusedAtOnce({ purpose: 'subtitle', filename: 'x.srt', language: 'fr' }, bad)
    expect(answer).toMatchObject({ code: 'media.subtitleNoTime', params: { line: 6 } })
    expect(answer.title).toContain('Ligne 6')
    const styled = await refusedAtOnce({ purpose: 'subtitle', filename: 'x.ass', language: 'fr' }, Buffer.from('[Script Info]\r\nScriptType: v4.00+\r\n'))
    expect(styled).toMatchObject({ code: 'media.subtitleOtherFormat', params: { format: 'ASS' } })
    expect(styled.title).toContain('SRT')
    expect(await refusedAtOnce({ purpose: 'subtitle', filename: 'x.srt', language: 'fr' }, randomBytes(4000))).toMatchObject({ code: 'media.subtitleNotText' })
    expect(await refusedAtOnce({ purpose: 'subtitle', filename: 'x.srt', language: 'français' }, bad)).toMatchObject({ code: 'media.badLanguage' })
  })

  test('a poster that is no picture', async () => {
    expect(await refusedAtOnce({ purpose: 'poster', filename: 'x.jpg' }, Buffer.from('<svg onload="alert(1)"/>'))).toMatchObject({ code: 'media.notPicture' })
  })
})
