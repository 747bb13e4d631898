import { spawnSync } from 'node:child_process'
import { chownSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startPostgres } from '#platform/database/postgres'
import { buildPages } from '../scripts/building.ts'
import { greeting, intoEmbedded, launch, type Running } from './running.ts'

const folders: string[] = []
const alive = new Set<Running>()
const folder = (): string => {
  const made = mkdtempSync(join(tmpdir(), 'griot-start-'))
  folders.push(made)
  return made
}
const begin = (env: Record<string, string>, prefix: readonly string[] = []): Running => {
  const one = launch({ env, prefix })
  alive.add(one)
  void one.left.then(() => alive.delete(one))
  return one
}
const end = async (one: Running): Promise<number | null> => {
  one.kill('SIGTERM')
  return one.left
}

beforeAll(() => buildPages({ quiet: true }), 300_000)
afterAll(async () => {
  await Promise.all([...alive].map(end))
  for (const one of folders) rmSync(one, { recursive: true, force: true })
})

test('a start on an empty folder serves the pages, with the demo and its accounts, and a second one says that it is there', { timeout: 240_000 }, async () => {
  const data = folder()
  const first = await greeting(begin({ GRIOT_DATA: data, DEMO: '1' }))
  expect(first.said()).toContain('Comptes de démonstration')
  const home = await fetch(first.url)
  expect(home.status).toBe(200)
  expect(await home.text()).toContain('<h1')
  expect((await fetch(`${first.url}/readyz`)).status).toBe(200)
  expect(existsSync(join(data, 'secret'))).toBe(true)
  const second = begin({ GRIOT_DATA: data, DEMO: '1' })
  expect(await second.left).toBe(1)
  expect(second.said()).toContain('Griot already runs on this data folder')
  expect((await fetch(`${first.url}/healthz`)).status).toBe(200)
  expect(await end(first)).toBe(0)
  expect(existsSync(join(data, 'postgres/postmaster.pid'))).toBe(false)
  const films = await countOf(data, 'cinema.films')
  const again = await greeting(begin({ GRIOT_DATA: data, DEMO: '1' }))
  expect(await countOf(data, 'cinema.films')).toBe(films)
  await end(again)
})

/** Rows of a table, read from a start of its own when nothing runs. */
async function countOf(data: string, table: string): Promise<number> {
  const running = existsSync(join(data, 'postgres/postmaster.pid')) ? null : await startPostgres(join(data, 'postgres'))
  const db = await intoEmbedded(data)
  const { rows } = await db.query<{ n: string }>(`select count(*) as n from ${table}`)
  await db.end()
  await running?.stop()
  return Number(rows[0]?.n)
}

test('kill -9 in the middle of writing loses no row that was acknowledged, and the next start works', { timeout: 300_000 }, async () => {
  const data = folder()
  const acknowledged: number[] = []
  for (let round = 0; round < (process.env.GRIOT_LONG ? 10 : 2); round += 1) {
    const one = await greeting(begin({ GRIOT_DATA: data }))
    const db = await intoEmbedded(data)
    const node = Number(
      spawnSync('pgrep', ['-P', String(one.pid)], { encoding: 'utf8' })
        .stdout.trim()
        .split('\n')[0],
    )
    const server = Number(readFileSync(join(data, 'postgres/postmaster.pid'), 'utf8').split('\n')[0])
    const writing = (async () => {
      for (let i = 0; ; i += 1) {
        const n = round * 1_000_000 + i
        await db.query(`insert into platform.mailbox (channel, recipient, subject, body_text) values ('mail', 'awa@griot.example', $1, '')`, [n])
        acknowledged.push(n)
      }
    })().catch(() => undefined)
    await wait(300 + Math.random() * 400)
    // Every other round the database itself is killed too, as a power cut would.
    for (const pid of [one.pid, node, ...(round % 2 ? [server] : [])]) process.kill(pid, 'SIGKILL')
    await one.left
    await writing
    await db.end().catch(() => undefined)
  }
  const last = await greeting(begin({ GRIOT_DATA: data }))
  const db = await intoEmbedded(data)
  const { rows } = await db.query<{ subject: string }>('select subject from platform.mailbox')
  await db.end()
  const kept = new Set(rows.map((row) => Number(row.subject)))
  expect(acknowledged.length).toBeGreaterThan(50)
  expect(acknowledged.filter((n) => !kept.has(n))).toEqual([])
  expect((await fetch(`${last.url}/readyz`)).status).toBe(200)
  await end(last)
})

test('SIGTERM lets a request that has begun end, then leaves with 0', { timeout: 120_000 }, async () => {
  const one = await greeting(begin({ GRIOT_DATA: folder() }))
  const port = Number(new URL(one.url).port)
  const socket = connect(port, '127.0.0.1')
  let answer = ''
  socket.on('data', (chunk: Buffer) => (answer += chunk.toString()))
  socket.write('POST /api/v1/nowhere HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-type: application/json\r\ncontent-length: 10\r\n\r\n{"a":')
  await wait(300)
  one.kill('SIGTERM')
  await wait(300)
  await expect(fetch(`${one.url}/healthz`)).rejects.toThrow()
  socket.write('12345')
  socket.end('}')
  expect(await one.left).toBe(0)
  expect(answer).toMatch(/^HTTP\/1\.1 4\d\d /)
})

test('a bad configuration is told whole, and nothing starts', async () => {
  const data = folder()
  const one = begin({ GRIOT_DATA: data, PORT: 'eighty', ROLE: 'chief', OIDC_ISSUER: 'https://id.example' })
  expect(await one.left).toBe(1)
  for (const name of ['PORT', 'ROLE', 'OIDC_CLIENT_ID']) expect(one.said()).toContain(name)
  expect(existsSync(join(data, 'postgres'))).toBe(false)
})

test('a taken port is told by its number', { timeout: 120_000 }, async () => {
  const one = await greeting(begin({ GRIOT_DATA: folder() }))
  const port = new URL(one.url).port
  const other = begin({ GRIOT_DATA: folder(), PORT: port })
  expect(await other.left).toBe(1)
  expect(other.said()).toContain(port)
  await end(one)
})

const asNobody = ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups', '--']
const root = process.getuid?.() === 0
const readable = root && spawnSync(asNobody[0] ?? '', [...asNobody.slice(1), 'test', '-r', 'griot.mjs', '-a', '-x', process.execPath]).status === 0

test.runIf(readable)('an ordinary user starts it too', { timeout: 120_000 }, async () => {
  const data = folder()
  chownSync(data, 65_534, 65_534)
  const one = await greeting(begin({ GRIOT_DATA: data, HOME: data }, asNobody))
  expect((await fetch(`${one.url}/readyz`)).status).toBe(200)
  expect(await end(one)).toBe(0)
})

test('with DATABASE_URL nothing is embedded, and a web and a worker process share the server', { timeout: 240_000 }, async () => {
  const outside = await startPostgres(join(folder(), 'pg'))
  const env = { DATABASE_URL: `postgres://griot@localhost/griot?host=${encodeURIComponent(String(outside.connection.host))}`, DEMO: '1' }
  const [data, other] = [folder(), folder()]
  const web = begin({ ...env, GRIOT_DATA: data, ROLE: 'web' })
  const worker = begin({ ...env, GRIOT_DATA: other, ROLE: 'worker' })
  await greeting(web)
  expect((await fetch(`${web.url}/readyz`)).status).toBe(200)
  expect(existsSync(join(data, 'postgres'))).toBe(false)
  expect(await end(web)).toBe(0)
  expect(await end(worker)).toBe(0)
  await outside.stop()
})

test('the operator makes an account, while Griot runs and while it does not', { timeout: 120_000 }, async () => {
  const data = folder()
  const create = (email: string, ...more: string[]) =>
    spawnSync(process.execPath, ['griot.mjs', 'user', 'create', '--email', email, '--name', 'Ama Kodjo', ...more], {
      encoding: 'utf8',
      env: { ...process.env, NODE_ENV: 'development', GRIOT_DATA: data },
    })
  expect(create('ama@griot.example', '--staff', 'administrator').status).toBe(0)
  const one = await greeting(begin({ GRIOT_DATA: data }))
  const made = create('afi@griot.example')
  expect(made.stderr).toBe('')
  const [email, password] = made.stdout.trim().split('\n')
  const answer = await fetch(`${one.url}/api/v1/tokens`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ email, password }) })
  expect(answer.status).toBe(200)
  expect(create('afi@griot.example').stderr).toContain('has an account already')
  expect(create('adjo@griot.example', '--staff', 'king').status).toBe(1)
  const db = await intoEmbedded(data)
  const { rows } = await db.query<{ role: string }>(`select role from identity.staff_roles s join identity.users u on u.id = s.user_id where u.email = 'ama@griot.example'`)
  await db.end()
  expect(rows).toEqual([{ role: 'administrator' }])
  const check = spawnSync(process.execPath, ['griot.mjs', 'check'], { encoding: 'utf8', env: { ...process.env, NODE_ENV: 'development', GRIOT_DATA: data } })
  expect([check.status, check.stdout.trim()]).toEqual([0, expect.stringMatching(/^(\d+) of \1 hold$/)])
  await end(one)
})
