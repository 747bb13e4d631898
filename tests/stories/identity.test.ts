import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makePerson } from '#domains/identity/seed.ts'
import { clock } from '#platform/clock'
import { makeAuthenticator } from '../doors/authenticator.ts'
import { codeIn, linkIn, openMailDoor, type MailDoor } from '../doors/mail.ts'
import { makePasskey } from '../doors/passkey.ts'
import { visit, type Visitor } from '../doors/visitor.ts'
import { openHouse, type TestHouse } from '../house.ts'

const password = 'un-manguier-au-bord-du-lac'
let house: TestHouse
let mail: MailDoor
let n = 0

beforeAll(async () => {
  mail = await openMailDoor()
  house = await openHouse({ MAIL_URL: mail.url })
})
afterAll(async () => {
  await house.close()
  await mail.close()
})

const someone = async () => makePerson(house.db, { name: 'Efua Boateng', email: `efua${(n += 1)}@mail.example`, password, lang: 'en' })
const browser = (): Visitor => visit(house.app)
const who = async (visitor: Visitor) => (await visitor.get('/api/v1/me')).json() as { name?: string; email?: string }

async function signedIn(email: string): Promise<Visitor> {
  const visitor = browser()
  const answer = await visitor.post('/api/v1/sign-in', { email, password })
  expect(answer.statusCode).toBe(200)
  return visitor
}

describe('signing up', () => {
  it('makes the account when the code of the mail comes back', async () => {
    const visitor = browser()
    const begun = await visitor.post('/api/v1/sign-up', { name: 'Mawuli Agbeko', email: 'Mawuli@Mail.example', password, lang: 'fr' })
    expect(begun.statusCode).toBe(202)
    await house.runJobs()
    const letter = mail.last('mawuli@mail.example')
    expect(letter.subject).toContain(codeIn(letter.text))
    expect((await house.db.selectFrom('identity.users').selectAll().where('email', '=', 'mawuli@mail.example').execute()).length).toBe(0)
    expect((await visitor.post('/api/v1/sign-up/verifications', { code: '000000' })).json()).toMatchObject({ code: 'identity.codeWrong' })
    const ended = await visitor.post('/api/v1/sign-up/verifications', { code: codeIn(letter.text) })
    expect(ended.json()).toMatchObject({ state: 'signed-in' })
    expect(await who(visitor)).toMatchObject({ name: 'Mawuli Agbeko', email: 'mawuli@mail.example' })
    expect((await visitor.post('/api/v1/sign-up/verifications', { code: codeIn(letter.text) })).json()).toMatchObject({ code: 'identity.ticketOver' })
  })

  it('answers alike for an address that has an account, whose owner is told by mail', async () => {
    const person = await someone()
    const known = await browser().post('/api/v1/sign-up', { name: 'X', email: person.email, password })
    const unknown = await browser().post('/api/v1/sign-up', { name: 'X', email: 'nobody-here@mail.example', password })
    expect(known.statusCode).toBe(unknown.statusCode)
    expect(Object.keys(known.json())).toEqual(Object.keys(unknown.json()))
    await house.runJobs()
    expect(mail.last(person.email).subject).toBe('You already have a Griot account')
    expect(codeIn(mail.last(person.email).text)).toBe('')
  })

  it('refuses common, short and own passwords, and gives up after five wrong codes', async () => {
    const tries = [
      ['azertyuiop', 'identity.passwordCommon'],
      ['court', 'identity.passwordShort'],
      ['afi@mail.example', 'identity.passwordOwn'],
      ['aaaaaaaaaaaa', 'identity.passwordCommon'],
    ]
    for (const [bad, code] of tries) {
      const answer = await browser().post('/api/v1/sign-up', { name: 'Afi', email: 'afi@mail.example', password: bad })
      expect(answer.json()).toMatchObject({ code, status: 422 })
    }
    const visitor = browser()
    await visitor.post('/api/v1/sign-up', { name: 'Afi', email: 'afi@mail.example', password })
    await house.runJobs()
    for (let wrong = 0; wrong < 5; wrong += 1)
      expect((await visitor.post('/api/v1/sign-up/verifications', { code: 'zzzzzz' })).json()).toMatchObject({ code: 'identity.codeWrong' })
    const late = await visitor.post('/api/v1/sign-up/verifications', { code: codeIn(mail.last('afi@mail.example').text) })
    expect(late.json()).toMatchObject({ code: 'identity.ticketOver' })
  })
})

describe('a password', () => {
  it('opens a session under a new token, and ends the one the browser held', async () => {
    const person = await someone()
    const visitor = await signedIn(person.email)
    const first = visitor.jar.get('griot.session_token')
    const other = browser()
    other.jar.set('griot.session_token', first!)
    expect(await who(other)).toMatchObject({ name: person.name })
    await visitor.post('/api/v1/sign-in', { email: person.email, password })
    expect(visitor.jar.get('griot.session_token')).not.toBe(first)
    expect((await other.get('/api/v1/me')).statusCode).toBe(401)
  })

  it('gives one answer for an unknown address and for a wrong password, in similar time', async () => {
    const person = await someone()
    const time = async (email: string): Promise<[number, unknown]> => {
      const begun = performance.now()
      const answer = await browser().post('/api/v1/sign-in', { email, password: 'certainly not this' })
      const { requestId: _id, ...rest } = answer.json() as Record<string, unknown>
      return [performance.now() - begun, rest]
    }
    await time(person.email)
    const known = [await time(person.email), await time(person.email), await time(person.email)]
    const unknown = [await time('who@mail.example'), await time('who@mail.example'), await time('who@mail.example')]
    expect(known[0]![1]).toEqual(unknown[0]![1])
    const fastest = (all: [number, unknown][]): number => Math.min(...all.map(([ms]) => ms))
    expect(fastest(unknown) / fastest(known)).toBeGreaterThan(0.5)
    expect(fastest(unknown) / fastest(known)).toBeLessThan(2)
  })

  it('sets cookies that scripts cannot read and other sites do not send; a forged one is nobody', async () => {
    const person = await someone()
    const visitor = browser()
    const answer = await visitor.post('/api/v1/sign-in', { email: person.email, password })
    const cookie = [answer.headers['set-cookie'] ?? []].flat().find((one) => one.startsWith('griot.session_token='))
    expect(cookie).toMatch(/HttpOnly/)
    expect(cookie).toMatch(/SameSite=Lax/)
    const forged = browser()
    forged.jar.set('griot.session_token', visitor.jar.get('griot.session_token')!.replace(/.{6}$/, 'AAAAAA'))
    expect((await forged.get('/api/v1/me')).statusCode).toBe(401)
  })

  it('refuses a sign-in posted by another site', async () => {
    const person = await someone()
    const answer = await browser().post('/api/v1/sign-in', { email: person.email, password }, { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' })
    expect(answer.statusCode).toBe(403)
    expect(answer.headers['set-cookie']).toBeUndefined()
  })

  it('is replaced by mail: every session ends, the link is good once', async () => {
    const person = await someone()
    const before = await signedIn(person.email)
    expect((await browser().post('/api/v1/password-resets', { email: 'unknown@mail.example' })).json()).toEqual(
      (await browser().post('/api/v1/password-resets', { email: person.email })).json(),
    )
    await house.runJobs()
    const link = linkIn(mail.last(person.email).text)
    expect(link.pathname).toBe('/reset')
    const token = link.searchParams.get('token')
    const visitor = browser()
    expect((await visitor.post('/api/v1/password-resets/uses', { token, password: 'password' })).json()).toMatchObject({ code: 'identity.passwordCommon' })
    expect((await visitor.post('/api/v1/password-resets/uses', { token, password: 'un autre bien long' })).json()).toMatchObject({ state: 'signed-in' })
    expect((await before.get('/api/v1/me')).statusCode).toBe(401)
    expect((await browser().post('/api/v1/password-resets/uses', { token, password: 'encore un autre' })).json()).toMatchObject({ code: 'identity.ticketOver' })
    expect((await browser().post('/api/v1/sign-in', { email: person.email, password })).json()).toMatchObject({ code: 'identity.signInWrong' })
  })
})

describe('a link by mail', () => {
  it('signs in once, leads back inside the house only, and dies after a quarter of an hour', async () => {
    const person = await someone()
    await browser().post('/api/v1/sign-in/links', { email: person.email, returnTo: 'https://evil.example/x' })
    await house.runJobs()
    const link = linkIn(mail.last(person.email).text)
    expect(link.searchParams.get('next')).toBe('/')
    const token = link.searchParams.get('token')
    const visitor = browser()
    expect((await visitor.post('/api/v1/sign-in/links/uses', { token })).json()).toMatchObject({ state: 'signed-in' })
    expect(await who(visitor)).toMatchObject({ name: person.name })
    expect((await browser().post('/api/v1/sign-in/links/uses', { token })).statusCode).toBe(409)
    await browser().post('/api/v1/sign-in/links', { email: person.email })
    await house.runJobs()
    const later = linkIn(mail.last(person.email).text).searchParams.get('token')
    clock.travel(16 * 60_000)
    expect((await browser().post('/api/v1/sign-in/links/uses', { token: later })).json()).toMatchObject({ code: 'identity.ticketOver' })
    clock.reset()
  })
})

describe('the second factor', () => {
  it('is asked for after a password and after a link, takes each code once, and recovery codes once', async () => {
    const person = await someone()
    const visitor = await signedIn(person.email)
    expect((await visitor.post('/api/v1/me/second-factor', { currentPassword: 'wrong one here' })).json()).toMatchObject({ code: 'identity.passwordWrong' })
    const start = (await visitor.post('/api/v1/me/second-factor', { currentPassword: password })).json() as { secret: string; uri: string; qr: string }
    expect(start.uri).toContain(`secret=${start.secret}`)
    expect(start.qr).toMatch(/^<svg/)
    const code = makeAuthenticator(start.secret)
    const { recoveryCodes } = (await visitor.post('/api/v1/me/second-factor/confirmations', { code: code() })).json() as { recoveryCodes: string[] }
    expect(recoveryCodes).toHaveLength(10)

    const next = browser()
    expect((await next.post('/api/v1/sign-in', { email: person.email, password })).json()).toMatchObject({ state: 'second-factor', personId: null })
    expect((await next.get('/api/v1/me')).statusCode).toBe(401)
    expect((await next.post('/api/v1/sign-in/second-factor', { code: code() })).json()).toMatchObject({ code: 'identity.codeWrong' })
    clock.travel(31_000)
    const good = code()
    expect((await next.post('/api/v1/sign-in/second-factor', { code: good })).json()).toMatchObject({ state: 'signed-in' })
    expect(await who(next)).toMatchObject({ name: person.name })

    const again = browser()
    await again.post('/api/v1/sign-in', { email: person.email, password })
    expect((await again.post('/api/v1/sign-in/second-factor', { code: good })).json()).toMatchObject({ code: 'identity.codeWrong' })
    expect((await again.post('/api/v1/sign-in/second-factor', { code: recoveryCodes[0]!.toUpperCase() })).json()).toMatchObject({ state: 'signed-in' })

    await browser().post('/api/v1/sign-in/links', { email: person.email })
    await house.runJobs()
    const byLink = browser()
    const token = linkIn(mail.mails.findLast((one) => one.subject === 'Your link to Griot')?.text).searchParams.get('token')
    expect((await byLink.post('/api/v1/sign-in/links/uses', { token })).json()).toMatchObject({ state: 'second-factor' })
    expect((await byLink.post('/api/v1/sign-in/second-factor', { code: recoveryCodes[0] })).json()).toMatchObject({ code: 'identity.codeWrong' })
    expect((await byLink.post('/api/v1/sign-in/second-factor', { code: recoveryCodes[1] })).json()).toMatchObject({ state: 'signed-in' })
    clock.reset()
  })
})

describe('a passkey', () => {
  it('is added by a fresh session and signs in alone; one that verified nobody is refused', async () => {
    const person = await someone()
    const visitor = await signedIn(person.email)
    const passkey = makePasskey('http://localhost')
    const options = await visitor.get('/api/auth/passkey/generate-register-options')
    expect(options.statusCode).toBe(200)
    const added = await visitor.post('/api/auth/passkey/verify-registration', { name: 'Mon téléphone', response: passkey.register(options.json()), createSession: true })
    expect(added.json()).toEqual({ done: true })
    expect((await visitor.get('/api/v1/me/security')).json()).toMatchObject({ passkeys: [{ name: 'Mon téléphone' }] })

    const next = browser()
    const asked = (await next.get('/api/auth/passkey/generate-authenticate-options')).json()
    const answer = await next.post('/api/auth/passkey/verify-authentication', { response: passkey.sign(asked) })
    expect(answer.json()).toEqual({ done: true })
    expect(await who(next)).toMatchObject({ name: person.name })

    passkey.verifies = false
    const third = browser()
    const challenge = (await third.get('/api/auth/passkey/generate-authenticate-options')).json()
    expect((await third.post('/api/auth/passkey/verify-authentication', { response: passkey.sign(challenge) })).statusCode).toBe(409)
    expect((await third.get('/api/v1/me')).statusCode).toBe(401)
  })

  it('is the only thing of better-auth that is reachable, with the callback', async () => {
    const person = await someone()
    for (const path of [
      'sign-in/email',
      'sign-up/email',
      'sign-in/social',
      'update-user',
      'change-email',
      'get-session',
      'list-sessions',
      'passkey/delete-passkey',
      'ok',
      'error',
    ]) {
      expect((await browser().post(`/api/auth/${path}`, { email: person.email, password, name: 'x' })).statusCode).toBe(404)
    }
  })
})
