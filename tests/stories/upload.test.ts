import { createHash, randomBytes } from 'node:crypto'
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Upload } from 'tus-js-client'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ffmpeg } from '#domains/media/encoding/ffmpeg.ts'
import { sampleFilm } from '#domains/media/samples.ts'
import { openServer } from '#app/server.ts'
import type { Person } from '#platform/actor'
import { clock, day } from '#platform/clock'
import { setConfig } from '#platform/config'
import { files } from '#platform/files'
import { openHouse, type TestHouse } from '#tests/house.ts'

let house: TestHouse
let director: Person
let workspaceId: string
let address: string
let bearer: Record<string, string>
const folder = mkdtempSync(join(tmpdir(), 'griot-uploads-'))
const times = process.env.GRIOT_LONG ? 20 : 3

beforeAll(async () => {
  house = await openHouse()
  director = await house.person()
  workspaceId = await house.workspace(director)
  address = await house.listen()
  bearer = await keyOf(director)
})
afterAll(async () => {
  await house.close()
  rmSync(folder, { recursive: true, force: true })
})

async function keyOf(person: Person): Promise<Record<string, string>> {
  const { secret } = await house.call<{ secret: string }>(person, 'identity.createKey', { name: 'essai', scopes: ['media:read', 'media:write'] })
  return { authorization: `Bearer ${secret}` }
}

interface Title {
  state: string
  problem: { code: string } | null
  subtitles: { language: string; label: string; cues: number; src: string }[]
  posters: { chosen: boolean; atMs: number | null }[]
  uploads: { id: string; purpose: string; filename: string; state: string; received: number; problem: { code: string; params: Record<string, unknown> } | null }[]
}

const newTitle = async (): Promise<string> => (await house.call<{ id: string }>(director, 'media.createTitle', { workspaceId, name: 'Essai' })).id
const look = (titleId: string): Promise<Title> => house.call(director, 'media.getTitle', { titleId })

interface Answer {
  status: number
  headers: Record<string, string | string[] | undefined>
  body: string
}

/** One tus request. `cutAt` breaks the connection after so many bytes of the body. */
function send(method: string, path: string, headers: Record<string, string> = {}, body?: Buffer, cutAt?: number): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = request(address + path, { method, headers: { 'tus-resumable': '1.0.0', ...bearer, ...headers, ...(body ? { 'content-length': String(body.length) } : {}) } })
    sent.on('error', (error) => (cutAt === undefined ? reject(error) : resolve({ status: 0, headers: {}, body: '' })))
    sent.on('response', (response) => {
      let text = ''
      response.on('data', (chunk: Buffer) => (text += chunk.toString()))
      response.on('end', () => resolve({ status: response.statusCode!, headers: response.headers, body: text }))
    })
    if (cutAt === undefined) sent.end(body)
    else sent.write(body!.subarray(0, cutAt), () => setTimeout(() => sent.destroy(), 20))
  })
}

const metadata = (facts: Record<string, string>): string => Object.entries(facts).map(([name, value]) => `${name} ${Buffer.from(value).toString('base64')}`).join(',')

const create = (facts: Record<string, string>, length: number, headers: Record<string, string> = {}): Promise<Answer> =>
  send('POST', '/api/uploads', { 'upload-length': String(length), 'upload-metadata': metadata(facts), ...headers })

const patch = (path: string, offset: number, body: Buffer, cutAt?: number): Promise<Answer> =>
  send('PATCH', path, { 'upload-offset': String(offset), 'content-type': 'application/offset+octet-stream' }, body, cutAt)

const offsetOf = async (path: string): Promise<number> => Number((await send('HEAD', path)).headers['upload-offset'])

const pathOf = (created: Answer): string => new URL(String(created.headers.location), address).pathname

/** Films are made one at a time: those of other tests may come first. */
async function made(titleId: string): Promise<void> {
  for (let tries = 0; tries < 40 && !['ready', 'failed'].includes((await look(titleId)).state); tries++) {
    await house.runJobs()
    await new Promise((resolve) => setTimeout(resolve, 250))
  }
}

/** Sends a whole file in one piece. Answers what the last request was told. */
async function sendWhole(facts: Record<string, string>, bytes: Buffer): Promise<Answer> {
  const created = await create(facts, bytes.length)
  return created.status === 201 ? patch(pathOf(created), 0, bytes) : created
}

const stored = (titleId: string): string[] => {
  try {
    return readdirSync(files().localPath(`titles/${titleId}`)!, { recursive: true }).map(String).filter((name) => name !== 'uploads')
  } catch {
    return []
  }
}

/** Goes on as clients do: asks where it stands, sends the rest, and asks again when another server was still writing down the last piece (409). */
async function resume(path: string, bytes: Buffer): Promise<Answer> {
  for (let tries = 0; ; tries++) {
    const offset = await offsetOf(path)
    expect(offset).toBeLessThanOrEqual(bytes.length)
    const answer = await patch(path, offset, bytes.subarray(offset))
    if (answer.status !== 409 || tries === 5) return answer
  }
}

test(`an upload cut at a random byte is resumed (${times} times), whatever server answers`, { timeout: 300_000 }, async () => {
  const second = await openServer({ pages: false })
  const addresses = [address, await second.listen({ port: 0, host: '127.0.0.1' })] as const
  try {
    for (let round = 0; round < times; round++) {
      const film = Buffer.concat([readFileSync(await sampleFilm(join(folder, 'cut.mp4'), { seconds: 1 })), randomBytes(400_000)])
      const titleId = await newTitle()
      const path = pathOf(await create({ titleId, purpose: 'film', filename: 'film.mp4', sha256: createHash('sha256').update(film).digest('hex') }, film.length))
      expect((await look(titleId)).state).toBe('uploading')
      const at = Math.floor(Math.random() * film.length)
      await patch(path, 0, film, at)
      // A server that was restarted, or another one: nothing of an upload lives in a process.
      address = addresses[(round + 1) % 2]!
      const gap = (await offsetOf(path)) + 1_000_000
      expect((await patch(path, gap, randomBytes(10))).status, `cut at ${at}`).toBe(409)
      expect((await resume(path, film)).status, `cut at ${at}`).toBe(204)
      expect((await look(titleId)).state).toBe('queued')
      const { stream } = await files().read(`titles/${titleId}/uploads/${path.split('/').at(-1)}`)
      expect(Buffer.concat(await stream.toArray()).equals(film)).toBe(true)
    }
  } finally {
    address = addresses[0]
    await second.close()
  }
})

test('the browser’s library sends several files at once, in pieces, and a film is made', async () => {
  const titleId = await newTitle()
  const film = readFileSync(await sampleFilm(join(folder, 'whole.mp4'), { seconds: 2 }))
  const subtitle = Buffer.from('1\n00:00:00,200 --> 00:00:01,500\nBonjour à tous\n')
  const up = (bytes: Buffer, facts: Record<string, string>): Promise<void> =>
    new Promise((resolve, reject) => new Upload(bytes, { endpoint: `${address}/api/uploads`, headers: bearer, chunkSize: 20_000, retryDelays: [0, 100], metadata: { titleId, ...facts }, onSuccess: () => resolve(), onError: reject }).start())
  await Promise.all([up(film, { purpose: 'film', filename: 'Le film.mp4' }), up(subtitle, { purpose: 'subtitle', filename: 'fr.srt', language: 'fr' })])
  await made(titleId)
  expect(await look(titleId)).toMatchObject({ state: 'ready', subtitles: [{ language: 'fr', label: 'Français', cues: 1 }] })
  const vtt = await house.app.inject((await look(titleId)).subtitles[0]!.src)
  expect(vtt.body).toBe('WEBVTT\n\n1\n00:00:00.200 --> 00:00:01.500\nBonjour à tous\n')
})

test('a process that dies between the last byte and the answer: the next question finishes the upload', async () => {
  const titleId = await newTitle()
  const film = readFileSync(await sampleFilm(join(folder, 'late.mp4'), { seconds: 1 }))
  const path = pathOf(await create({ titleId, purpose: 'film', filename: 'late.mp4' }, film.length))
  writeFileSync(files().localPath(`titles/${titleId}/uploads/${path.split('/').at(-1)}`)!, film)
  expect(await offsetOf(path)).toBe(film.length)
  expect((await look(titleId)).state).toBe('queued')
})

describe('who may send', () => {
  test('nobody, a stranger, a reader, and a key without the scope are refused', async () => {
    const titleId = await newTitle()
    const facts = { titleId, purpose: 'film', filename: 'x.mp4' }
    expect((await create(facts, 10, { authorization: '' })).status).toBe(401)
    const stranger = await house.person()
    expect((await create(facts, 10, await keyOf(stranger))).status).toBe(404)
    const reader = await house.join(workspaceId, await house.person(), 'viewer')
    expect((await create(facts, 10, await keyOf(reader))).status).toBe(403)
    const { secret } = await house.call<{ secret: string }>(director, 'identity.createKey', { name: 'lecture', scopes: ['media:read'] })
    expect((await create(facts, 10, { authorization: `Bearer ${secret}` })).status).toBe(403)
    const path = pathOf(await create(facts, 10))
    const colleague = await house.join(workspaceId, await house.person(), 'editor')
    for (const method of ['HEAD', 'DELETE', 'PATCH'])
      expect((await send(method, path, { ...(await keyOf(colleague)), 'upload-offset': '0', 'content-type': 'application/offset+octet-stream' })).status, method).toBe(404)
  })

  test('another film waits until the first is made; an upload can be taken back', async () => {
    const titleId = await newTitle()
    const path = pathOf(await create({ titleId, purpose: 'film', filename: '../../etc/passwd\u202egpj.exe' }, 1000))
    expect((await look(titleId)).uploads[0]).toMatchObject({ filename: 'passwdgpj.exe', state: 'receiving' })
    expect((await send('DELETE', path)).status).toBe(204)
    expect(await look(titleId)).toMatchObject({ state: 'empty', uploads: [] })
    expect((await send('HEAD', path)).status).toBe(404)
    expect(stored(titleId)).toEqual([])
  })

  test('an upload nobody goes on with is given up after three days', async () => {
    const titleId = await newTitle()
    const path = pathOf(await create({ titleId, purpose: 'film', filename: 'x.mp4' }, 1000))
    await patch(path, 0, randomBytes(100))
    const { expireUploads } = await import('#domains/media/actions/expire-uploads.ts')
    await expireUploads(house.ctx())
    expect((await look(titleId)).state).toBe('uploading')
    clock.travel(3 * day + 60_000)
    await expireUploads(house.ctx())
    clock.reset()
    expect((await look(titleId)).state).toBe('empty')
    expect(stored(titleId)).toEqual([])
  })
})

describe('bad files are refused with their reason and nothing is kept', () => {
  async function refusedAtOnce(facts: Record<string, string>, bytes: Buffer): Promise<{ code: string; title: string; params: Record<string, unknown> }> {
    const titleId = await newTitle()
    const answer = await sendWhole({ titleId, ...facts }, bytes)
    expect(answer.status, answer.body).toBeGreaterThanOrEqual(400)
    expect(stored(titleId)).toEqual([])
    expect((await look(titleId)).state).toBe('empty')
    return JSON.parse(answer.body) as { code: string; title: string; params: Record<string, unknown> }
  }

  async function refusedLater(bytes: Buffer, more: Record<string, string> = {}): Promise<string | undefined> {
    const titleId = await newTitle()
    expect((await sendWhole({ titleId, purpose: 'film', filename: 'film.mp4', ...more }, bytes)).status).toBe(204)
    await made(titleId)
    const title = await look(titleId)
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
    for (const playlist of ['#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\nfile:///etc/passwd\n#EXT-X-ENDLIST\n', `ffconcat version 1.0\nfile '/etc/passwd'\n`, '<?xml version="1.0"?><MPD><BaseURL>file:///etc/passwd</BaseURL></MPD>'])
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
    const titleId = await newTitle()
    const facts = { titleId, ...film }
    setConfig({ ...house.config, MAX_UPLOAD_BYTES: 1000 })
    expect(await create(facts, 1001)).toMatchObject({ status: 413 })
    setConfig({ ...house.config, MIN_FREE_BYTES: 2 ** 52 })
    const full = await create(facts, 1000)
    expect(full.status).toBe(507)
    expect(JSON.parse(full.body)).toMatchObject({ code: 'media.diskFull' })
    setConfig(house.config)
    const path = pathOf(await create(facts, 1000))
    setConfig({ ...house.config, MIN_FREE_BYTES: 2 ** 52 })
    expect((await patch(path, 0, randomBytes(500))).status).toBe(507)
    setConfig(house.config)
    expect(await offsetOf(path)).toBe(0)
    expect((await patch(path, 0, randomBytes(500))).status).toBe(204)
  })

  test('subtitles: the wrong line is named, in the caller’s language', async () => {
    const bad = Buffer.from('1\n00:00:01,000 --> 00:00:02,000\nBon\n\n2\n00:00:03,000 -> 00:00:04,000\nMauvais\n')
    const answer = await refusedAtOnce({ purpose: 'subtitle', filename: 'x.srt', language: 'fr' }, bad)
    expect(answer).toMatchObject({ code: 'media.subtitleNoTime', params: { line: 6 } })
    expect(answer.title).toContain('Ligne 6')
    expect(await refusedAtOnce({ purpose: 'subtitle', filename: 'x.srt', language: 'fr' }, randomBytes(4000))).toMatchObject({ code: 'media.subtitleNotText' })
    expect(await refusedAtOnce({ purpose: 'subtitle', filename: 'x.srt', language: 'français' }, bad)).toMatchObject({ code: 'media.badLanguage' })
  })

  test('a poster that is no picture', async () => {
    expect(await refusedAtOnce({ purpose: 'poster', filename: 'x.jpg' }, Buffer.from('<svg onload="alert(1)"/>'))).toMatchObject({ code: 'media.notPicture' })
  })
})

describe('an ordinary form, without script', () => {
  const boundary = '----essai'
  const form = (fields: Record<string, string>, file: { name: string; bytes: Buffer } | null): Buffer =>
    Buffer.concat([
      ...Object.entries(fields).map(([name, value]) => Buffer.from(`--${boundary}\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`)),
      ...(file ? [Buffer.from(`--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="${file.name}"\r\ncontent-type: application/octet-stream\r\n\r\n`), file.bytes, Buffer.from('\r\n')] : []),
      Buffer.from(`--${boundary}--\r\n`),
    ])
  const post = (fields: Record<string, string>, file: { name: string; bytes: Buffer } | null, headers: Record<string, string> = {}): Promise<Answer> =>
    send('POST', '/api/uploads/form', { 'content-type': `multipart/form-data; boundary=${boundary}`, ...headers }, form(fields, file))

  test('brings a film, subtitles and a poster, and goes back where it came from', async () => {
    const titleId = await newTitle()
    const bytes = readFileSync(await sampleFilm(join(folder, 'form.mp4'), { seconds: 1 }))
    const sent = await post({ titleId, purpose: 'film', back: '/karangou/studio/x?tab=film' }, { name: 'form.mp4', bytes })
    expect(sent.status).toBe(303)
    expect(sent.headers.location).toMatch(/^\/karangou\/studio\/x\?tab=film&sent=[0-9a-f-]{36}$/)
    await made(titleId)
    expect((await look(titleId)).state).toBe('ready')
    const utf16 = Buffer.from('\ufeff1\n00:00:00,000 --> 00:00:01,000\nمرحبا\n', 'utf16le')
    expect((await post({ titleId, purpose: 'subtitle', language: 'ar', back: '/x' }, { name: 'ar.srt', bytes: utf16 })).headers.location).toMatch(/^\/x\?sent=/)
    const { default: sharp } = await import('sharp')
    const png = await sharp({ create: { width: 700, height: 1000, channels: 3, background: '#c24' } }).png().toBuffer()
    await post({ titleId, purpose: 'poster', back: '/x' }, { name: 'a.png', bytes: png })
    const title = await look(titleId)
    expect(title.subtitles).toMatchObject([{ language: 'ar', label: 'العربية' }])
    expect(title.posters.find((p) => p.chosen)?.atMs).toBeNull()
  })

  test('says what is wrong, keeps nothing, and sends nobody away', async () => {
    const titleId = await newTitle()
    const refused = await post({ titleId, purpose: 'film', back: '//evil.example/x' }, { name: 'x.mp4', bytes: Buffer.from('non') })
    expect(refused).toMatchObject({ status: 303, headers: { location: '/?refused=media.notVideo' } })
    expect((await look(titleId)).uploads[0]).toMatchObject({ state: 'refused', problem: { code: 'media.notVideo' } })
    expect(stored(titleId)).toEqual([])
    expect((await post({ titleId, purpose: 'film' }, null)).headers.location).toBe('/?refused=media.emptyFile')
    const json = await post({ titleId, purpose: 'film' }, { name: 'x.mp4', bytes: Buffer.from('non') }, { accept: 'application/json' })
    expect(json.status).toBe(422)
    expect(JSON.parse(json.body)).toMatchObject({ code: 'media.notVideo' })
    expect((await post({ titleId, purpose: 'film' }, { name: 'x.mp4', bytes: Buffer.from('non') }, { origin: 'https://evil.example', authorization: '' })).status).toBe(403)
  })

  test('keeps a portrait that belongs to no title', async () => {
    const { default: sharp } = await import('sharp')
    const jpeg = await sharp({ create: { width: 400, height: 400, channels: 3, background: '#345' } }).jpeg().toBuffer()
    const answer = await post({ purpose: 'picture' }, { name: 'moi.jpg', bytes: jpeg }, { accept: 'application/json' })
    expect(answer.status).toBe(201)
    const { id } = JSON.parse(answer.body) as { id: string }
    expect((await house.app.inject(`/media/pictures/${id}/320.avif`)).statusCode).toBe(200)
    expect((await house.app.inject(`/media/pictures/${id}/9999.avif`)).statusCode).toBe(404)
  })
})
