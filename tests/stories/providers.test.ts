import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { forgetAuth } from '#domains/identity/auth.ts'
import { makePerson } from '#domains/identity/seed.ts'
import { openOidcDoor, type OidcDoor } from '../doors/oidc.ts'
import { visit, type Visitor } from '../doors/visitor.ts'
import { openHouse, type TestHouse } from '../house.ts'

let house: TestHouse
let door: OidcDoor

beforeAll(async () => {
  door = await openOidcDoor('http://localhost/api/auth/callback/oidc')
  house = await openHouse({
    OIDC_ISSUER: door.issuer,
    OIDC_CLIENT_ID: door.clientId,
    OIDC_CLIENT_SECRET: door.clientSecret,
    OIDC_NAME: 'Case à palabres',
    GOOGLE_CLIENT_ID: 'g',
    GOOGLE_CLIENT_SECRET: 's',
  })
  forgetAuth()
})
afterAll(async () => {
  await house.close()
  await door.close()
})

/** Through the provider and back, as a browser goes. */
async function through(visitor: Visitor, returnTo?: string): Promise<string> {
  const { url } = (await visitor.post('/api/v1/sign-in/providers/oidc', { returnTo })).json() as { url: string }
  const back = new URL(await door.walk(url))
  const answer = await visitor.get(back.pathname + back.search)
  expect(answer.statusCode).toBe(303)
  return String(answer.headers.location)
}

describe('an outside provider', () => {
  it('is offered when it is configured', async () => {
    expect((await visit(house.app).get('/api/v1/sign-in/ways')).json()).toMatchObject({
      providers: [
        { id: 'google', name: 'Google' },
        { id: 'oidc', name: 'Case à palabres' },
      ],
    })
    const google = (await visit(house.app).post('/api/v1/sign-in/providers/google')).json() as { url: string }
    expect(new URL(google.url).host).toBe('accounts.google.com')
    expect((await visit(house.app).post('/api/v1/sign-in/providers/apple')).statusCode).toBe(404)
  })

  it('makes an account the first time, finds it the second, and leads back inside the house only', async () => {
    const visitor = visit(house.app)
    expect(await through(visitor, '/karangou?x=1')).toBe('/karangou?x=1')
    const me = (await visitor.get('/api/v1/me')).json() as { id: string }
    expect(me).toMatchObject({ name: 'Efua Boateng', email: 'efua@provider.example', emailVerified: true })
    const again = visit(house.app)
    expect(await through(again, 'https://evil.example/')).toBe('/')
    expect((await again.get('/api/v1/me')).json()).toMatchObject({ id: me.id })
    const joined = await house.db.selectFrom('platform.events').select('id').where('type', '=', 'person.joined').where('subject', '=', me.id).execute()
    expect(joined).toHaveLength(1)
    const sessions = await house.db.selectFrom('identity.sessions').select('method').where('user_id', '=', me.id).execute()
    expect(sessions.map(({ method }) => method)).toEqual(['provider', 'provider'])
  })

  it('joins an account by an address that both sides have proven', async () => {
    const person = await makePerson(house.db, { name: 'Yao', email: 'yao@mail.example' })
    door.account = { sub: 'yao-1', email: 'yao@mail.example', emailVerified: true, name: 'Yao' }
    const visitor = visit(house.app)
    await through(visitor)
    expect((await visitor.get('/api/v1/me')).json()).toMatchObject({ id: person.id })
    expect((await visitor.get('/api/v1/me/security')).json()).toMatchObject({ providers: ['oidc'] })
  })

  it('does not join an account by an address that the provider has not proven', async () => {
    await makePerson(house.db, { name: 'Victime', email: 'victime@mail.example' })
    door.account = { sub: 'voleur-1', email: 'victime@mail.example', emailVerified: false, name: 'Voleur' }
    const visitor = visit(house.app)
    expect(await through(visitor)).toMatch(/^\/sign-in\?error=/)
    expect((await visitor.get('/api/v1/me')).statusCode).toBe(401)
  })

  it('asks a newcomer whose address is unproven for the code of a mail, then joins the two', async () => {
    door.account = { sub: 'kojo-1', email: 'kojo@mail.example', emailVerified: false, name: 'Kojo' }
    const visitor = visit(house.app)
    expect(await through(visitor)).toBe('/verify')
    expect((await visitor.get('/api/v1/me')).statusCode).toBe(401)
    await house.runJobs()
    const letter = await house.db.selectFrom('platform.mailbox').selectAll().where('recipient', '=', 'kojo@mail.example').executeTakeFirstOrThrow()
    const code = /\b\d{6}\b/.exec(letter.subject)![0]
    expect((await visitor.post('/api/v1/sign-up/verifications', { code })).json()).toMatchObject({ state: 'signed-in' })
    const again = visit(house.app)
    await through(again)
    expect((await again.get('/api/v1/me')).json()).toMatchObject({ name: 'Kojo' })
  })

  it('takes an answer posted from the provider’s own site, as Apple does, and nothing else from another site', async () => {
    door.account = { sub: 'ama-1', email: 'ama@mail.example', emailVerified: true, name: 'Ama' }
    const visitor = visit(house.app)
    const { url } = (await visitor.post('/api/v1/sign-in/providers/oidc')).json() as { url: string }
    const back = new URL(await door.walk(url))
    const foreign = { origin: 'https://appleid.apple.com', 'sec-fetch-site': 'cross-site', 'content-type': 'application/x-www-form-urlencoded' }
    const posted = await visitor.send('POST', back.pathname, back.searchParams.toString(), foreign)
    expect(posted.statusCode).toBe(303)
    await visitor.get(String(posted.headers.location))
    expect((await visitor.get('/api/v1/me')).json()).toMatchObject({ name: 'Ama' })
    expect((await visitor.post('/api/v1/sign-out', {}, { origin: 'https://appleid.apple.com', 'sec-fetch-site': 'cross-site' })).statusCode).toBe(403)
  })

  it('refuses an answer that this browser did not ask for', async () => {
    const asked = visit(house.app)
    const { url } = (await asked.post('/api/v1/sign-in/providers/oidc')).json() as { url: string }
    const back = new URL(await door.walk(url))
    const other = visit(house.app)
    const answer = await other.get(back.pathname + back.search)
    expect(String(answer.headers.location)).toContain('error=')
    expect((await other.get('/api/v1/me')).statusCode).toBe(401)
  })
})
