import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makePerson } from '#domains/identity/seed.ts'
import { clock, day, minute } from '#platform/clock'
import { visit } from '../doors/visitor.ts'
import { openHouse, type TestHouse } from '../house.ts'

const password = 'un-manguier-au-bord-du-lac'
let house: TestHouse
let n = 0

beforeAll(async () => {
  house = await openHouse()
})
afterAll(() => house.close())

interface Pair {
  accessToken: string
  refreshToken: string
}

const program = () => visit(house.app, 'node')
const someone = () => makePerson(house.db, { name: 'Sena Amegah', email: `sena${(n += 1)}@mail.example`, password })
const bearer = (token: string) => ({ authorization: `Bearer ${token}`, origin: '', 'sec-fetch-site': '' })
const meBy = (token: string) => program().get('/api/v1/me', { authorization: `Bearer ${token}` })

async function login(email: string): Promise<Pair> {
  const answer = await program().post('/api/v1/tokens', { email, password })
  expect(answer.statusCode).toBe(200)
  expect(answer.headers['set-cookie']?.toString() ?? '').not.toContain('session_token')
  return answer.json()
}

describe('tokens', () => {
  it('are given for a password; an access token dies after 15 minutes, a wrong or altered one is refused', async () => {
    const person = await someone()
    expect((await program().post('/api/v1/tokens', { email: person.email, password: 'no' })).statusCode).toBe(401)
    const { accessToken } = await login(person.email)
    expect((await meBy(accessToken)).json()).toMatchObject({ name: 'Sena Amegah' })
    expect((await meBy(accessToken.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A')))).statusCode).toBe(401)
    expect((await meBy('gat_junk')).statusCode).toBe(401)
    clock.travel(16 * minute)
    expect((await meBy(accessToken)).statusCode).toBe(401)
    clock.reset()
  })

  it('rotate; a refresh token that comes twice ends the whole session and the person is told', async () => {
    const person = await someone()
    const first = await login(person.email)
    const second = (await program().post('/api/v1/tokens/refresh', { refreshToken: first.refreshToken })).json() as Pair
    expect(second.refreshToken).not.toBe(first.refreshToken)
    expect((await meBy(second.accessToken)).statusCode).toBe(200)
    const stolen = await program().post('/api/v1/tokens/refresh', { refreshToken: first.refreshToken })
    expect(stolen.statusCode).toBe(401)
    expect((await meBy(second.accessToken)).statusCode).toBe(401)
    expect((await program().post('/api/v1/tokens/refresh', { refreshToken: second.refreshToken })).statusCode).toBe(401)
    await house.runJobs()
    const { subject } = await house.db.selectFrom('platform.mailbox').select('subject').where('recipient', '=', person.email).orderBy('id', 'desc').executeTakeFirstOrThrow()
    expect(subject).toBe('Un accès à votre compte a été fermé')
  })

  it('let one of two simultaneous refreshes through', async () => {
    const { refreshToken } = await login((await someone()).email)
    const answers = await Promise.all([1, 2].map(() => program().post('/api/v1/tokens/refresh', { refreshToken })))
    expect(answers.map((one) => one.statusCode).toSorted((a, b) => a - b)).toEqual([200, 401])
  })

  it('end when their session is revoked or signed out, and when the refresh token is a month old', async () => {
    const person = await someone()
    const one = await login(person.email)
    const two = await login(person.email)
    const { items } = (await program().get('/api/v1/me/sessions', { authorization: `Bearer ${two.accessToken}` })).json() as {
      items: { id: string; current: boolean; kind: string }[]
    }
    expect(items.map(({ kind }) => kind)).toEqual(['token', 'token'])
    const other = items.find(({ current }) => !current)!
    expect((await program().send('DELETE', `/api/v1/me/sessions/${other.id}`, undefined, bearer(two.accessToken))).statusCode).toBe(200)
    expect((await meBy(one.accessToken)).statusCode).toBe(401)
    await program().post('/api/v1/sign-out', {}, bearer(two.accessToken))
    expect((await meBy(two.accessToken)).statusCode).toBe(401)
    expect((await program().post('/api/v1/tokens/refresh', { refreshToken: two.refreshToken })).statusCode).toBe(401)
    const old = await login(person.email)
    clock.travel(31 * day)
    expect((await program().post('/api/v1/tokens/refresh', { refreshToken: old.refreshToken })).statusCode).toBe(401)
    clock.reset()
  })
})

describe('personal keys', () => {
  it('do what their scopes say and nothing that protects the account; they expire and are revoked', async () => {
    const person = await someone()
    const { accessToken } = await login(person.email)
    const make = async (scopes: string[], days?: number) => {
      const answer = await program().post('/api/v1/keys', { name: 'montage', scopes, ...(days ? { days } : {}) }, bearer(accessToken))
      expect(answer.statusCode).toBe(201)
      return answer.json() as { secret: string; key: { id: string; start: string } }
    }
    const reading = await make(['identity:read'], 30)
    expect(reading.secret.startsWith(reading.key.start)).toBe(true)
    expect((await meBy(reading.secret)).json()).toMatchObject({ name: 'Sena Amegah' })
    const write = (secret: string) => program().send('PATCH', '/api/v1/me', { name: 'Sena A.' }, bearer(secret))
    expect((await write(reading.secret)).json()).toMatchObject({ code: 'platform.scopeMissing', params: { scope: 'identity:write' } })
    const writing = await make(['identity:read', 'identity:write'])
    expect((await write(writing.secret)).json()).toMatchObject({ name: 'Sena A.' })
    for (const [method, path, body] of [
      ['POST', 'keys', { name: 'x', scopes: ['identity:read'] }],
      ['PUT', 'me/password', { password: 'tout nouveau tout beau' }],
      ['DELETE', 'me/sessions', undefined],
    ] as const) {
      expect((await program().send(method, `/api/v1/${path}`, body, bearer(writing.secret))).json()).toMatchObject({ code: 'identity.notByKey' })
    }
    const listed = (await program().get('/api/v1/keys', bearer(accessToken))).json() as { items: Record<string, unknown>[] }
    expect(JSON.stringify(listed)).not.toContain(writing.secret)
    clock.travel(31 * day)
    expect((await meBy(reading.secret)).statusCode).toBe(401)
    clock.reset()
    const stranger = await login((await someone()).email)
    expect((await program().send('DELETE', `/api/v1/keys/${writing.key.id}`, undefined, bearer(stranger.accessToken))).statusCode).toBe(404)
    expect((await program().send('DELETE', `/api/v1/keys/${writing.key.id}`, undefined, bearer(accessToken))).statusCode).toBe(200)
    expect((await meBy(writing.secret)).statusCode).toBe(401)
  })
})

describe('what is kept of a caller', () => {
  it('is forgotten at once when another process changes their rights', async () => {
    const person = await someone()
    const visitor = visit(house.app)
    await visitor.post('/api/v1/sign-in', { email: person.email, password })
    await new Promise((later) => setTimeout(later, 20))
    clock.travel(3_000)
    const staff = async () => ((await visitor.get('/api/v1/me')).json() as { staff: string[] }).staff
    expect(await staff()).toEqual([])
    // As another process would: straight to the table.
    await house.db.insertInto('identity.staff_roles').values({ user_id: person.id, role: 'moderator' }).execute()
    await new Promise((later) => setTimeout(later, 50))
    expect(await staff()).toEqual(['moderator'])
    await house.db.deleteFrom('identity.sessions').where('user_id', '=', person.id).execute()
    await new Promise((later) => setTimeout(later, 50))
    expect((await visitor.get('/api/v1/me')).statusCode).toBe(401)
    clock.reset()
  })
})
