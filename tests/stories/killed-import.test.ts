import { type ChildProcess, spawn } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { receiveImport } from '#domains/crm/actions/import/receive.ts'
import type { Person } from '#platform/actor'
import { openHouse, type TestHouse } from '#tests/house.ts'

let house: TestHouse
let owner: Person
let agency: string
let database: string
beforeAll(async () => {
  house = await openHouse()
  owner = await house.person({ name: 'Mariam Koné' })
  agency = await house.workspace(owner, { kind: 'agency' })
  database = (await sql<{ name: string }>`select current_database() as name`.execute(house.db)).rows[0]!.name
})
afterAll(() => house.close())

const total = 12_000
const started: ChildProcess[] = []
function startWorker(): ChildProcess {
  const env = { ...process.env, NODE_ENV: 'test', GRIOT_DATA: house.config.dataDir, LOG_LEVEL: 'error' }
  const child = spawn(process.execPath, ['tests/stories/import-worker.ts', inject('socket'), database], { stdio: ['ignore', 'inherit', 'inherit'], env })
  started.push(child)
  return child
}
afterAll(() => {
  for (const child of started) child.kill('SIGKILL')
})
const gone = (child: ChildProcess) => new Promise((resolve) => (child.exitCode === null && child.signalCode === null ? child.once('exit', resolve) : resolve(null)))

interface Figures {
  state: string
  created: number
  records: number
  lines: number
  links: number
  waiting: number
}
async function figures(id: string): Promise<Figures> {
  const { rows } = await sql<Figures>`select state, created, (select count(*)::int from crm.records where workspace_id = ${agency}) as records,
    (select count(*)::int from crm.happenings where workspace_id = ${agency} and kind = 'crm.timeline.imported') as lines,
    (select count(*)::int from crm.links) as links,
    (select count(*)::int from crm.import_rows where import_id = ${id} and state = 'waiting') as waiting from crm.imports where id = ${id}`.execute(house.db)
  return rows[0]!
}
async function until(is: () => Promise<boolean>, ms: number): Promise<void> {
  for (const end = Date.now() + ms; Date.now() < end;) {
    if (await is()) return
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
  throw new Error('it did not come to pass')
}

test('an import killed twice in its middle ends with every row there once', { timeout: 300_000 }, async () => {
  const path = join(house.config.dataDir, 'list.csv')
  writeFileSync(path, `Nom;E-mail;Instagram\n${Array.from({ length: total }, (_, at) => `Artiste ${at};a${at}@scene.example;@artiste.${at}`).join('\n')}\n`)
  const { id } = await receiveImport(house.ctx(owner), { workspaceId: agency, kind: 'artist', name: 'list.csv', path, size: 1 })
  await house.call(owner, 'crm.startImport', { id })
  let before = 0
  for (const from of [1_000, 4_000]) {
    const worker = startWorker()
    await until(async () => (await figures(id)).created >= from, 90_000)
    worker.kill('SIGKILL')
    await gone(worker)
    const now = await figures(id)
    // In the middle: some are there, some wait, and what is counted is what is written.
    expect(now.state).toBe('running')
    expect(now.created).toBeGreaterThan(before)
    expect(now.waiting).toBeGreaterThan(0)
    expect([now.records, now.lines, now.links, now.waiting]).toEqual([now.created, now.created, now.created, total - now.created])
    before = now.created
  }
  const last = startWorker()
  await until(async () => (await figures(id)).state === 'done', 120_000)
  last.kill('SIGTERM')
  await gone(last)
  expect(await figures(id)).toEqual({ state: 'done', created: total, records: total, lines: total, links: total, waiting: 0 })
  const { rows } = await sql<{ n: number }>`select count(distinct email)::int as n from crm.records where workspace_id = ${agency}`.execute(house.db)
  expect(rows[0]!.n).toBe(total)
})
