import { createRequire } from 'node:module'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { playableOf, segmentKey } from '#domains/media'
import { sampleFilm } from '#domains/media/samples.ts'
import { files } from '#platform/files'
import { openHouse, type TestHouse } from '#tests/house.ts'

const S3rver = createRequire(import.meta.url)('s3rver') as new (options: object) => { run: () => Promise<{ port: number }>; close: () => Promise<void> }
const folder = mkdtempSync(join(tmpdir(), 'griot-bucket-'))
const bucket = new S3rver({ port: 0, address: '127.0.0.1', silent: true, directory: join(folder, 'bucket'), configureBuckets: [{ name: 'griot' }] })
let house: TestHouse

beforeAll(async () => {
  const { port } = await bucket.run()
  house = await openHouse({ S3_ENDPOINT: `http://127.0.0.1:${port}`, S3_BUCKET: 'griot', S3_ACCESS_KEY_ID: 'S3RVER', S3_SECRET_ACCESS_KEY: 'S3RVER', S3_REGION: 'us-east-1' })
})
afterAll(async () => {
  await house.close()
  await bucket.close()
  rmSync(folder, { recursive: true, force: true })
})

// The bucket of the tests lacks ListParts, which resumable uploads need: those are proved on the local driver.
test('where files live in a bucket, a film is sent by form, made, and its removal leaves nothing', async () => {
  const director = await house.person()
  const workspaceId = await house.workspace(director)
  const address = await house.listen()
  const { secret } = await house.call<{ secret: string }>(director, 'identity.createKey', { name: 'essai', scopes: ['media:write'] })
  const { id: titleId } = await house.call<{ id: string }>(director, 'media.createTitle', { workspaceId, name: 'Essai' })
  const film = readFileSync(await sampleFilm(join(folder, 'film.mp4'), { size: '640x360', seconds: 6, noise: true }))
  const form = new FormData()
  for (const [name, value] of Object.entries({ titleId, purpose: 'film' })) form.set(name, value)
  form.set('file', new Blob([film]), 'film.mp4')
  const sent = await fetch(`${address}/api/uploads/form`, { method: 'POST', headers: { authorization: `Bearer ${secret}`, accept: 'application/json' }, body: form })
  expect(sent.status).toBe(201)
  await house.runJobs()
  const title = await house.call<{ state: string; poster: { src: string } }>({ ...director }, 'media.getTitle', { titleId })
  expect(title).toMatchObject({ state: 'ready', problem: null })
  const { version } = (await playableOf(house.db, titleId))!
  expect((await files().stat(segmentKey(titleId, version, 'v144', '1.m4s')))?.size).toBeGreaterThan(0)
  expect((await house.app.inject(title.poster.src)).statusCode).toBe(200)
  await house.call(director, 'media.removeTitle', { titleId })
  await house.runJobs()
  expect(await files().stat(segmentKey(titleId, version, 'v144', '1.m4s'))).toBeNull()
})
