import { createRequire } from 'node:module'
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readConfig } from '../config.ts'
import type { Files } from '../files.ts'
import { folderFiles } from './folder.ts'
import { s3Files } from './s3.ts'

interface Bucket {
  run: () => Promise<{ port: number }>
  close: () => Promise<void>
}
const S3rver = createRequire(import.meta.url)('s3rver') as new (options: object) => Bucket

const folder = mkdtempSync(join(tmpdir(), 'griot-files-'))
const bucket = new S3rver({ port: 0, address: '127.0.0.1', silent: true, directory: join(folder, 'bucket'), configureBuckets: [{ name: 'griot' }] })
const drivers: Record<string, Files> = { folder: folderFiles(join(folder, 'files')) }

beforeAll(async () => {
  const { port } = await bucket.run()
  const read = readConfig({
    SECRET: 'x'.repeat(32),
    S3_ENDPOINT: `http://127.0.0.1:${port}`,
    S3_BUCKET: 'griot',
    S3_ACCESS_KEY_ID: 'S3RVER',
    S3_SECRET_ACCESS_KEY: 'S3RVER',
    S3_REGION: 'us-east-1',
  })
  if ('config' in read) drivers.s3 = s3Files(read.config)
})
afterAll(async () => {
  await bucket.close()
  rmSync(folder, { recursive: true, force: true })
})

const bytes = Buffer.from(Array.from({ length: 300_000 }, (_, i) => i % 251))
const readAll = async (files: Files, key: string, range?: { start: number; end: number }) => {
  const { stream, size } = await files.read(key, range)
  return { size, body: await buffer(stream) }
}

describe.each(['folder', 's3'])('files in a %s', (name) => {
  const files = () => drivers[name]!

  test('come back byte for byte, from bytes, a stream or a local file', async () => {
    const local = join(folder, `${name}.bin`)
    writeFileSync(local, bytes)
    await files().put('titles/1/a.bin', bytes, 'application/octet-stream')
    await files().put('titles/1/b.bin', Readable.from([bytes.subarray(0, 1_000), bytes.subarray(1_000)]))
    await files().putFile('titles/1/c.bin', local)
    for (const key of ['a', 'b', 'c']) {
      const got = await readAll(files(), `titles/1/${key}.bin`)
      expect(got.size).toBe(bytes.length)
      expect(got.body.equals(bytes)).toBe(true)
    }
  })

  test('are read by ranges, the last byte included, and say their whole size', async () => {
    await files().put('range.bin', bytes)
    const got = await readAll(files(), 'range.bin', { start: 1_000, end: 1_999 })
    expect(got.size).toBe(bytes.length)
    expect(got.body.equals(bytes.subarray(1_000, 2_000))).toBe(true)
  })

  test('are whole or not there: a source that breaks leaves what was before', async () => {
    const broken = () =>
      Readable.from(
        (async function* () {
          yield bytes.subarray(0, 100_000)
          throw new Error('cut')
        })(),
      )
    await expect(files().put('whole.bin', broken())).rejects.toThrow('cut')
    expect(await files().stat('whole.bin')).toBeNull()
    await files().put('whole.bin', Buffer.from('before'))
    await expect(files().put('whole.bin', broken())).rejects.toThrow('cut')
    expect((await readAll(files(), 'whole.bin')).body.toString()).toBe('before')
  })

  test('that are missing are refused, and known to be missing', async () => {
    await expect(files().read('nowhere.bin')).rejects.toMatchObject({ kind: 'missing', code: 'platform.missingFile' })
    expect(await files().stat('nowhere.bin')).toBeNull()
  })

  test('tell their size and age', async () => {
    await files().put('stat.bin', bytes)
    const found = await files().stat('stat.bin')
    expect(found?.size).toBe(bytes.length)
    expect(Math.abs(Date.now() - (found?.modified.getTime() ?? 0))).toBeLessThan(60_000)
  })

  test('are removed one by one, or all below a prefix and nothing beside it', async () => {
    for (const key of ['films/1/a', 'films/1/deep/b', 'films/10/a', 'films/1.txt']) await files().put(key, Buffer.from(key))
    await files().remove('films/1/')
    expect(await Promise.all(['films/1/a', 'films/1/deep/b', 'films/10/a', 'films/1.txt'].map(async (key) => (await files().stat(key)) !== null))).toEqual([
      false,
      false,
      true,
      true,
    ])
    await files().remove('films/10/a')
    await files().remove('films/10/a')
    expect(await files().stat('films/10/a')).toBeNull()
  })
})

test('a key never leads out of the folder', async () => {
  const files = drivers.folder!
  for (const key of ['../secret', 'a/../../secret', '/etc/passwd', 'a\0b']) {
    await expect(files.put(key, Buffer.from('x')), key).rejects.toMatchObject({ code: 'platform.badKey' })
    await expect(files.read(key), key).rejects.toMatchObject({ code: 'platform.badKey' })
  }
})

test('a write that broke leaves no half file behind', async () => {
  const files = drivers.folder!
  const broken = Readable.from(
    (async function* () {
      yield bytes
      throw new Error('cut')
    })(),
  )
  await expect(files.put('x/y', broken)).rejects.toThrow('cut')
  expect(readdirSync(join(folder, 'files/.partial'))).toEqual([])
})
