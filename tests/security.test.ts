import { readFileSync } from 'node:fs'
import { connect } from 'node:net'
import { sql } from 'kysely'
import { beforeAll, expect, test } from 'vitest'
import { allOperations } from '#app/domains.ts'
import { makePerson } from '#domains/identity/seed.ts'
import { hashPassword } from '#domains/identity/proofs/password.ts'
import { missingProofs, proofsIn, rowsOf } from './architecture/promises.ts'
import { openHouse, type TestHouse } from './house.ts'
import { buildPages } from '../scripts/building.ts'

const rows = rowsOf(readFileSync('docs/security.md', 'utf8'))
const none: string[] = []

/** A house of its own for one test, closed whatever happens. */
async function inHouse(env: Record<string, string>, run: (house: TestHouse) => Promise<void>): Promise<void> {
  const house = await openHouse(env)
  try {
    await run(house)
  } finally {
    await house.close()
  }
}
const pages = { GRIOT_PAGES: '1' }

beforeAll(() => buildPages({ quiet: true }), 300_000)

test('every line of the table says how it stands, and every proof it names is there', () => {
  expect(rows.length).toBeGreaterThan(110)
  for (const { line, cells } of rows) {
    expect(cells, `line ${line}`).toHaveLength(4)
    expect(['yes', 'part', 'no', 'operator', 'none'], `line ${line}`).toContain(cells[2])
    if (cells[2] === 'part') expect(cells[3], `line ${line} says what is missing`).not.toBe('–')
  }
  const proofs = rows.flatMap(({ cells }) => proofsIn(cells[3] ?? ''))
  expect(proofs.length).toBeGreaterThan(80)
  expect(missingProofs(proofs)).toEqual(none)
})

test('nothing changes by GET', () => {
  for (const [name, operation] of allOperations()) expect(operation.route.startsWith('GET '), name).toBe(operation.kind === 'query')
})

test('what people write stays text on a page, also inside its structured data', async () => {
  await inHouse(pages, async (house) => {
    const director = await house.person()
    const workspaceId = await house.workspace(director)
    const title = `</script><script>alert('x')</script>`
    const { id, slug } = await house.call<{ id: string; slug: string }>(director, 'cinema.createFilm', { workspaceId, originalTitle: title })
    await house.call(director, 'cinema.editFilm', { id, synopsisFr: '<img src=x onerror=alert(1)> "quoted" & more', synopsisEn: '<img src=x onerror=alert(1)>' })
    await sql`update cinema.films set state = 'published' where id = ${id}`.execute(house.db)
    const { body, statusCode } = await house.app.inject(`/karangou/films/${slug}`)
    expect(statusCode).toBe(200)
    expect(body).toContain('&lt;script&gt;')
    expect(body).not.toMatch(/<script>alert|<img src=x/)
  })
})

test('quotes and SQL in every text of a search are only words', async () => {
  await inHouse({}, async (house) => {
    const before = (await sql<{ n: number }>`select count(*) as n from cinema.films`.execute(house.db)).rows[0]?.n
    for (const q of [`' or 1=1 --`, `"; drop table cinema.films; --`, `%_\\`, `\u0000`, '🥁'.repeat(40), '${1+1}', '{{7*7}}']) {
      for (const path of ['/search', '/films']) {
        const answer = await house.app.inject(`/api/v1${path}?q=${encodeURIComponent(q)}`)
        expect([200, 422], `${path} ${q}: ${answer.body}`).toContain(answer.statusCode)
      }
    }
    expect((await sql<{ n: number }>`select count(*) as n from cinema.films`.execute(house.db)).rows[0]?.n).toBe(before)
  })
})

test('a caller who asks too often is told when to come back', async () => {
  await inHouse({ RATE_LIMIT_FACTOR: '0.05' }, async (house) => {
    const answers = []
    for (let i = 0; i < 20; i += 1) answers.push(await house.app.inject({ url: '/api/v1/films', remoteAddress: '203.0.113.7' }))
    const refused = answers.at(-1)
    expect(answers[0]?.headers).toMatchObject({ ratelimit: expect.stringContaining('"minute"'), 'ratelimit-policy': expect.stringContaining('w=60') })
    expect(refused?.statusCode).toBe(429)
    expect(Number(refused?.headers['retry-after'])).toBeGreaterThan(0)
    expect((await house.app.inject({ url: '/api/v1/films', remoteAddress: '203.0.113.8' })).statusCode).toBe(200)
  })
})

test('a visitor cannot choose the address that limits and logs see', async () => {
  const asked = async (house: TestHouse, forwarded: (i: number) => string) => {
    const answers = []
    for (let i = 0; i < 20; i += 1)
      answers.push((await house.app.inject({ url: '/api/v1/films', remoteAddress: `198.51.100.${process.pid % 200}`, headers: { 'x-forwarded-for': forwarded(i) } })).statusCode)
    return answers.at(-1)
  }
  await inHouse({ RATE_LIMIT_FACTOR: '0.05' }, async (house) => expect(await asked(house, (i) => `203.0.113.${i}`)).toBe(429))
  await inHouse({ RATE_LIMIT_FACTOR: '0.05', TRUST_PROXY: '1' }, async (house) => {
    expect(await asked(house, (i) => `203.0.113.${i}, 192.0.2.44`)).toBe(429)
    expect(await asked(house, (i) => `192.0.2.1, 203.0.113.${100 + i}`)).toBe(200)
  })
})

test('every answer says its type and its alphabet', async () => {
  await inHouse(pages, async (house) => {
    for (const url of [
      '/',
      '/karangou',
      '/nowhere',
      '/healthz',
      '/metrics',
      '/api/openapi.json',
      '/api/v1/films',
      '/api/v1/me',
      '/api/v1/films/nowhere',
      '/sitemap.xml',
      '/robots.txt',
    ]) {
      const { headers, body } = await house.app.inject(url)
      if (body) expect(String(headers['content-type']), url).toMatch(/charset=utf-8/i)
    }
  })
})

test('nothing but what was built is served', async () => {
  await inHouse(pages, async (house) => {
    for (const url of [
      '/package.json',
      '/.git/config',
      '/.env',
      '/src/app/start.ts',
      '/server/index.js',
      '/build/server/index.js',
      '/../package.json',
      '/%2e%2e/package.json',
      '/assets/..%2f..%2fserver/index.js',
      '/assets/',
      '/islands/',
      '/data/secret',
    ])
      expect((await house.app.inject(url)).statusCode, url).toBeGreaterThanOrEqual(400)
  })
})

test('TRACE and unknown methods lead nowhere', async () => {
  await inHouse({}, async (house) => {
    const { port } = new URL(await house.listen())
    const said = (method: string) =>
      new Promise<string>((done) => {
        const socket = connect(Number(port), '127.0.0.1', () => socket.write(`${method} /healthz HTTP/1.1\r\nhost: x\r\ncookie: secret=1\r\nconnection: close\r\n\r\n`))
        let text = ''
        socket.on('data', (chunk: Buffer) => (text += chunk.toString()))
        socket.on('close', () => done(text))
      })
    for (const method of ['TRACE', 'TRACK', 'DEBUG']) {
      const answer = await said(method)
      expect(answer, method).toMatch(/^HTTP\/1\.1 4\d\d /)
      expect(answer).not.toContain('secret=1')
    }
  })
})

test('what belongs to somebody is never kept by a cache', async () => {
  await inHouse(pages, async (house) => {
    const password = 'Le griot chante à midi'
    const { email } = await makePerson(house.db, { passwordHash: await hashPassword(password) })
    const { accessToken } = (await house.app.inject({ method: 'POST', url: '/api/v1/tokens', payload: { email, password } })).json<{ accessToken: string }>()
    const headers = { authorization: `Bearer ${accessToken}` }
    for (const url of ['/api/v1/me', '/api/v1/films', '/api/v1/notices']) {
      const answer = await house.app.inject({ url, headers })
      expect([answer.statusCode, answer.headers['cache-control']], url).toEqual([200, expect.stringContaining('no-store')])
    }
    // A page that anyone may read stays with its reader, for when the network is gone; one of an account stays nowhere.
    for (const [url, kept] of Object.entries({
      '/': 'private, no-cache',
      '/karangou': 'private, no-cache',
      '/account': 'private, no-store',
      '/account/notices': 'private, no-store',
    })) {
      const answer = await house.app.inject({ url, headers })
      expect([answer.statusCode, answer.headers['cache-control']], url).toEqual([200, kept])
    }
    expect((await house.app.inject('/api/v1/films')).headers['cache-control']).toContain('public')
  })
})

test('the doors of a demo do not exist in production', async () => {
  await inHouse({ ...pages, DEMO: '0' }, async (house) => {
    for (const url of ['/mailbox', '/ui', '/api/v1/mailbox']) expect((await house.app.inject(url)).statusCode, url).toBe(404)
    expect((await house.app.inject('/api/v1/sign-in/ways')).json()).toMatchObject({ demoAccounts: [] })
    expect((await house.app.inject({ method: 'POST', url: '/api/v1/sign-in/demo', payload: { account: 'administrator' } })).statusCode).toBeGreaterThanOrEqual(400)
    expect((await house.app.inject('/')).body).not.toContain('demo-strip')
  })
})

test('a bug answers with its reference and nothing else', async () => {
  await inHouse({}, async (house) => {
    await sql`alter table cinema.films rename to elsewhere`.execute(house.db)
    const answer = await house.app.inject('/api/v1/films')
    expect(answer.statusCode).toBe(500)
    expect(answer.body).not.toMatch(/cinema\.films|relation|select|\.ts:|node_modules/i)
    expect(answer.json<{ requestId: string }>().requestId).toBe(answer.headers['x-request-id'])
  })
})
