import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { sql } from 'kysely'
import { keyOf, playableOf, segmentKey } from '#domains/media'
import { sampleFilm } from '#domains/media/samples.ts'
import { seedTitle } from '#domains/media/seed.ts'
import type { Person } from '#platform/actor'
import { files } from '#platform/files'
import { openHouse, type TestHouse } from '#tests/house.ts'

let house: TestHouse
let director: Person
let workspaceId: string
let database: string
const folder = mkdtempSync(join(tmpdir(), 'griot-killed-'))
const times = process.env.GRIOT_LONG ? 10 : 1

beforeAll(async () => {
  house = await openHouse()
  director = await house.person()
  workspaceId = await house.workspace(director)
  const { rows } = await sql<{ name: string }>`select current_database() as name`.execute(house.db)
  database = rows[0]!.name
})
afterAll(async () => {
  await house.close()
  rmSync(folder, { recursive: true, force: true })
})

function startWorker(): ChildProcess {
  const env = { ...process.env, NODE_ENV: 'test', GRIOT_DATA: house.config.dataDir, LOG_LEVEL: 'error' }
  return spawn(process.execPath, ['tests/stories/film-worker.ts', inject('socket'), database], { stdio: ['ignore', 'inherit', 'inherit'], env })
}

interface State {
  state: string
  attempt: number
  progress: number
}

async function stateOf(titleId: string): Promise<State> {
  const { rows } = await sql<State>`select state, attempt, progress from media.titles where id = ${titleId}`.execute(house.db)
  return rows[0]!
}

async function until(is: () => Promise<boolean>, ms: number): Promise<void> {
  for (const end = Date.now() + ms; Date.now() < end;) {
    if (await is()) return
    await new Promise((resolve) => setTimeout(resolve, 40))
  }
  throw new Error('it did not come to pass')
}

const encoders = (titleId: string): boolean =>
  execFileSync('ps', ['-eo', 'args'], { encoding: 'utf8' })
    .split('\n')
    .some((line) => line.includes('ffmpeg') && line.includes(`/work/${titleId}/`))

test(`a worker killed in the middle: the next one begins again cleanly (${times} times)`, { timeout: 60_000 + times * 60_000 }, async () => {
  const film = await sampleFilm(join(folder, 'film.mp4'), { size: '480x270', seconds: 24, noise: true })
  for (let round = 0; round < times; round++) {
    const titleId = await seedTitle(house.ctx(director), workspaceId, 'Essai', film, [], director.id)
    const first = startWorker()
    await until(async () => (await stateOf(titleId)).state === 'processing', 30_000)
    await new Promise((resolve) => setTimeout(resolve, Math.random() * 1_500))
    first.kill('SIGKILL')
    // The kernel ends ffmpeg with the worker.
    await until(async () => !encoders(titleId), 5_000)
    expect(await stateOf(titleId)).toMatchObject({ state: 'processing', attempt: 1 })
    const second = startWorker()
    try {
      await until(async () => (await stateOf(titleId)).state === 'ready', 90_000)
      expect(await stateOf(titleId)).toMatchObject({ attempt: 2, progress: 1 })
      const playable = (await playableOf(house.db, titleId))!
      expect(playable.version).toBe(2)
      expect(await keyOf(house.db, titleId)).toHaveLength(16)
      for (const rendition of playable.renditions) {
        const count = rendition.segments.reduce((sum, [, n]) => sum + n, 0)
        for (const file of ['init.mp4', ...Array.from({ length: count }, (_, n) => `${n}.m4s`)])
          expect(await files().stat(segmentKey(titleId, 2, rendition.name, file)), `${rendition.name}/${file}`).not.toBeNull()
      }
      // Nothing of the dead attempt stays.
      expect(readdirSync(files().localPath(`titles/${titleId}`)!).toSorted()).toEqual(['uploads', 'v2'])
      expect(existsSync(join(house.config.dataDir, 'work', titleId))).toBe(false)
    } finally {
      second.kill('SIGTERM')
      await new Promise((resolve) => second.once('exit', resolve))
    }
  }
})

test('a film that kills its worker every time is given up after four tries', async () => {
  const film = await sampleFilm(join(folder, 'short.mp4'), { seconds: 1 })
  const titleId = await seedTitle(house.ctx(director), workspaceId, 'Essai', film, [], director.id)
  for (let tries = 1; tries <= 4; tries++) {
    await sql`update media.titles set state = 'processing', tries = ${tries}, attempt = ${tries}, worked_by = 'elsewhere:1:x', leased_until = now() - interval '1 second' where id = ${titleId}`.execute(
      house.db,
    )
    const { recoverTitles } = await import('#domains/media/actions/recover-titles.ts')
    await recoverTitles(house.ctx())
    expect((await stateOf(titleId)).state).toBe(tries < 4 ? 'queued' : 'failed')
  }
  await expect(house.call(director, 'media.getTitle', { titleId })).resolves.toMatchObject({ problem: { code: 'media.keptFailing', params: { times: 4 } }, canRetry: true })
})
