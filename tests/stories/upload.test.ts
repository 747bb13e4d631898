import { createHash, randomBytes } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Upload } from 'tus-js-client'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openServer } from '#app/server.ts'
import { sampleFilm } from '#domains/media/samples.ts'
import type { Person } from '#platform/actor'
import { clock, day } from '#platform/clock'
import { files } from '#platform/files'
import type { TestHouse } from '#tests/house.ts'
import { type Answer, client, keyOf, openSending, type Sending, stored } from './sending.ts'

const times = process.env.GRIOT_LONG ? 20 : 3

let sending: Sending
let house: TestHouse
let director: Person
let folder: string
let tus: ReturnType<typeof client>

beforeAll(async () => {
  sending = await openSending()
  ;({ house, director, folder } = sending)
  tus = client(sending)
})
afterAll(() => sending.close())

/** Goes on as clients do: asks where it stands, sends the rest, and asks again when another server was still writing down the last piece (409). */
async function resume(path: string, bytes: Buffer): Promise<Answer> {
  for (let tries = 0; ; tries++) {
    const offset = await tus.offsetOf(path)
    expect(offset).toBeLessThanOrEqual(bytes.length)
    const answer = await tus.patch(path, offset, bytes.subarray(offset))
    if (answer.status !== 409 || tries === 5) return answer
  }
}

test(`an upload cut at a random byte is resumed (${times} times), whatever server answers`, { timeout: 300_000 }, async () => {
  const second = await openServer({ pages: false })
  const addresses = [sending.address, await second.listen({ port: 0, host: '127.0.0.1' })] as const
  try {
    for (let round = 0; round < times; round++) {
      const film = Buffer.concat([readFileSync(await sampleFilm(join(folder, 'cut.mp4'), { seconds: 1 })), randomBytes(400_000)])
      const titleId = await tus.newTitle()
      const path = tus.pathOf(await tus.create({ titleId, purpose: 'film', filename: 'film.mp4', sha256: createHash('sha256').update(film).digest('hex') }, film.length))
      expect((await tus.look(titleId)).state).toBe('uploading')
      const at = Math.floor(Math.random() * film.length)
      await tus.patch(path, 0, film, at)
      // A server that was restarted, or another one: nothing of an upload lives in a process.
      sending.address = addresses[(round + 1) % 2]!
      const gap = (await tus.offsetOf(path)) + 1_000_000
      expect((await tus.patch(path, gap, randomBytes(10))).status, `cut at ${at}`).toBe(409)
      expect((await resume(path, film)).status, `cut at ${at}`).toBe(204)
      expect((await tus.look(titleId)).state).toBe('queued')
      const { stream } = await files().read(`titles/${titleId}/uploads/${path.split('/').at(-1)}`)
      expect(Buffer.concat(await stream.toArray()).equals(film)).toBe(true)
    }
  } finally {
    sending.address = addresses[0]
    await second.close()
  }
})

test('the browser’s library sends several files at once, in pieces, and a film is made', async () => {
  const titleId = await tus.newTitle()
  const film = readFileSync(await sampleFilm(join(folder, 'whole.mp4'), { seconds: 2 }))
  const subtitle = Buffer.from('1\n00:00:00,200 --> 00:00:01,500\nBonjour à tous\n')
  const up = (bytes: Buffer, facts: Record<string, string>): Promise<void> =>
    new Promise((resolve, reject) =>
      new Upload(bytes, {
        endpoint: `${sending.address}/api/uploads`,
        headers: sending.bearer,
        chunkSize: 20_000,
        retryDelays: [0, 100],
        metadata: { titleId, ...facts },
        onSuccess: () => resolve(),
        onError: reject,
      }).start(),
    )
  await Promise.all([up(film, { purpose: 'film', filename: 'Le film.mp4' }), up(subtitle, { purpose: 'subtitle', filename: 'fr.srt', language: 'fr' })])
  await tus.made(titleId)
  expect(await tus.look(titleId)).toMatchObject({ state: 'ready', subtitles: [{ language: 'fr', label: 'Français', cues: 1 }] })
  const vtt = await house.app.inject((await tus.look(titleId)).subtitles[0]!.src)
  expect(vtt.body).toBe('WEBVTT\n\n1\n00:00:00.200 --> 00:00:01.500\nBonjour à tous\n')
})

test('a process that dies between the last byte and the answer: the next question finishes the upload', async () => {
  const titleId = await tus.newTitle()
  const film = readFileSync(await sampleFilm(join(folder, 'late.mp4'), { seconds: 1 }))
  const path = tus.pathOf(await tus.create({ titleId, purpose: 'film', filename: 'late.mp4' }, film.length))
  writeFileSync(files().localPath(`titles/${titleId}/uploads/${path.split('/').at(-1)}`)!, film)
  expect(await tus.offsetOf(path)).toBe(film.length)
  expect((await tus.look(titleId)).state).toBe('queued')
})

describe('who may send', () => {
  test('nobody, a stranger, a reader, and a key without the scope are refused', async () => {
    const titleId = await tus.newTitle()
    const facts = { titleId, purpose: 'film', filename: 'x.mp4' }
    expect((await tus.create(facts, 10, { authorization: '' })).status).toBe(401)
    const stranger = await house.person()
    expect((await tus.create(facts, 10, await keyOf(house, stranger))).status).toBe(404)
    const reader = await house.join(sending.workspaceId, await house.person(), 'viewer')
    expect((await tus.create(facts, 10, await keyOf(house, reader))).status).toBe(403)
    expect((await tus.create(facts, 10, await keyOf(house, director, ['media:read']))).status).toBe(403)
    const path = tus.pathOf(await tus.create(facts, 10))
    const colleague = await house.join(sending.workspaceId, await house.person(), 'editor')
    for (const method of ['HEAD', 'DELETE', 'PATCH'])
      expect((await tus.send(method, path, { ...(await keyOf(house, colleague)), 'upload-offset': '0', 'content-type': 'application/offset+octet-stream' })).status, method).toBe(
        404,
      )
  })

  test('another film waits until the first is made; an upload can be taken back', async () => {
    const titleId = await tus.newTitle()
    const path = tus.pathOf(await tus.create({ titleId, purpose: 'film', filename: '../../etc/passwd\u202egpj.exe' }, 1000))
    expect((await tus.look(titleId)).uploads[0]).toMatchObject({ filename: 'passwdgpj.exe', state: 'receiving' })
    expect((await tus.send('DELETE', path)).status).toBe(204)
    expect(await tus.look(titleId)).toMatchObject({ state: 'empty', uploads: [] })
    expect((await tus.send('HEAD', path)).status).toBe(404)
    expect(stored(titleId)).toEqual([])
  })

  test('an upload nobody goes on with is given up after three days', async () => {
    const titleId = await tus.newTitle()
    const path = tus.pathOf(await tus.create({ titleId, purpose: 'film', filename: 'x.mp4' }, 1000))
    await tus.patch(path, 0, randomBytes(100))
    const { expireUploads } = await import('#domains/media/actions/expire-uploads.ts')
    await expireUploads(house.ctx())
    expect((await tus.look(titleId)).state).toBe('uploading')
    clock.travel(3 * day + 60_000)
    await expireUploads(house.ctx())
    clock.reset()
    expect((await tus.look(titleId)).state).toBe('empty')
    expect(stored(titleId)).toEqual([])
  })
})

describe('an ordinary form, without script', () => {
  const boundary = '----essai'
  const form = (fields: Record<string, string>, file: { name: string; bytes: Buffer } | null): Buffer =>
    Buffer.concat([
      ...Object.entries(fields).map(([name, value]) => Buffer.from(`--${boundary}\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`)),
      ...(file
        ? [
            Buffer.from(`--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="${file.name}"\r\ncontent-type: application/octet-stream\r\n\r\n`),
            file.bytes,
            Buffer.from('\r\n'),
          ]
        : []),
      Buffer.from(`--${boundary}--\r\n`),
    ])
  const post = (fields: Record<string, string>, file: { name: string; bytes: Buffer } | null, headers: Record<string, string> = {}): Promise<Answer> =>
    tus.send('POST', '/api/uploads/form', { 'content-type': `multipart/form-data; boundary=${boundary}`, ...headers }, form(fields, file))

  test('brings a film, subtitles and a poster, and goes back where it came from', async () => {
    const titleId = await tus.newTitle()
    const bytes = readFileSync(await sampleFilm(join(folder, 'form.mp4'), { seconds: 1 }))
    const sent = await post({ titleId, purpose: 'film', back: '/karangou/studio/x?tab=film' }, { name: 'form.mp4', bytes })
    expect(sent.status).toBe(303)
    expect(sent.headers.location).toMatch(/^\/karangou\/studio\/x\?tab=film&sent=[0-9a-f-]{36}$/)
    await tus.made(titleId)
    expect((await tus.look(titleId)).state).toBe('ready')
    const utf16 = Buffer.from('\ufeff1\n00:00:00,000 --> 00:00:01,000\nمرحبا\n', 'utf16le')
    expect((await post({ titleId, purpose: 'subtitle', language: 'ar', back: '/x' }, { name: 'ar.srt', bytes: utf16 })).headers.location).toMatch(/^\/x\?sent=/)
    const { default: sharp } = await import('sharp')
    const png = await sharp({ create: { width: 700, height: 1000, channels: 3, background: '#c24' } })
      .png()
      .toBuffer()
    await post({ titleId, purpose: 'poster', back: '/x' }, { name: 'a.png', bytes: png })
    const title = await tus.look(titleId)
    expect(title.subtitles).toMatchObject([{ language: 'ar', label: 'العربية' }])
    expect(title.posters.find((p) => p.chosen)?.atMs).toBeNull()
  })

  test('says what is wrong, keeps nothing, and sends nobody away', async () => {
    const titleId = await tus.newTitle()
    const refused = await post({ titleId, purpose: 'film', back: '//evil.example/x' }, { name: 'x.mp4', bytes: Buffer.from('non') })
    expect(refused).toMatchObject({ status: 303, headers: { location: '/?refused=media.notVideo' } })
    expect((await tus.look(titleId)).uploads[0]).toMatchObject({ state: 'refused', problem: { code: 'media.notVideo' } })
    expect(stored(titleId)).toEqual([])
    expect((await post({ titleId, purpose: 'film' }, null)).headers.location).toBe('/?refused=media.emptyFile')
    const json = await post({ titleId, purpose: 'film' }, { name: 'x.mp4', bytes: Buffer.from('non') }, { accept: 'application/json' })
    expect(json.status).toBe(422)
    expect(JSON.parse(json.body)).toMatchObject({ code: 'media.notVideo' })
    expect((await post({ titleId, purpose: 'film' }, { name: 'x.mp4', bytes: Buffer.from('non') }, { origin: 'https://evil.example', authorization: '' })).status).toBe(403)
  })

  test('keeps a portrait that belongs to no title', async () => {
    const { default: sharp } = await import('sharp')
    const jpeg = await sharp({ create: { width: 400, height: 400, channels: 3, background: '#345' } })
      .jpeg()
      .toBuffer()
    const answer = await post({ purpose: 'picture' }, { name: 'moi.jpg', bytes: jpeg }, { accept: 'application/json' })
    expect(answer.status).toBe(201)
    const { id } = JSON.parse(answer.body) as { id: string }
    expect((await house.app.inject(`/media/pictures/${id}/320.avif`)).statusCode).toBe(200)
    expect((await house.app.inject(`/media/pictures/${id}/9999.avif`)).statusCode).toBe(404)
  })
})
