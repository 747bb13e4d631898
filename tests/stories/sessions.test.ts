import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makePerson } from '#domains/identity/seed.ts'
import { clock, day, hour } from '#platform/clock'
import { codeIn, linkIn, openMailDoor, type MailDoor } from '../doors/mail.ts'
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
const browser = (agent?: string): Visitor => visit(house.app, agent)
const who = async (visitor: Visitor) => (await visitor.get('/api/v1/me')).json() as { email?: string }

async function signedIn(email: string, agent?: string): Promise<Visitor> {
  const visitor = browser(agent)
  const answer = await visitor.post('/api/v1/sign-in', { email, password })
  expect(answer.statusCode).toBe(200)
  return visitor
}

describe('sessions', () => {
  it('are listed with their device, end at once when revoked, and a new device is told by mail', async () => {
    const person = await someone()
    const phone = await signedIn(person.email)
    const laptop = await signedIn(person.email, 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0')
    await house.runJobs()
    expect(mail.last(person.email).subject).toBe('New sign-in to your Griot account')
    expect(mail.last(person.email).text).toContain('Firefox, Linux')
    const { items } = (await laptop.get('/api/v1/me/sessions')).json() as { items: { id: string; current: boolean; browser: string; system: string }[] }
    expect(items.map(({ browser: b, system, current }) => [b, system, current]).toSorted(([a], [b]) => String(a).localeCompare(String(b)))).toEqual([
      ['Chrome', 'Android', false],
      ['Firefox', 'Linux', true],
    ])
    const stranger = await signedIn((await someone()).email)
    expect((await stranger.send('DELETE', `/api/v1/me/sessions/${items[0]!.id}`)).statusCode).toBe(404)
    const before = mail.mails.length
    const again = await phone.post('/api/v1/sign-in', { email: person.email, password })
    expect(again.statusCode).toBe(200)
    await house.runJobs()
    expect(mail.mails.length).toBe(before)
    expect((await laptop.send('DELETE', '/api/v1/me/sessions')).json()).toEqual({ ended: 1 })
    expect((await phone.get('/api/v1/me')).statusCode).toBe(401)
    expect((await laptop.get('/api/v1/me')).statusCode).toBe(200)
    await laptop.post('/api/v1/sign-out')
    expect((await laptop.get('/api/v1/me')).statusCode).toBe(401)
  })

  it('end after two weeks without a visit, and after sixty days in any case', async () => {
    const person = await someone()
    const idle = await signedIn(person.email)
    const busy = await signedIn(person.email)
    for (let days = 0; days < 59; days += 10) {
      clock.travel(10 * day)
      expect((await busy.get('/api/v1/me')).statusCode).toBe(days + 10 < 60 ? 200 : 401)
      await new Promise((later) => setTimeout(later, 50))
      if (days === 10) expect((await idle.get('/api/v1/me')).statusCode).toBe(401)
    }
    clock.reset()
  })
})

describe('the address', () => {
  it('changes when its code is typed, and the former address is told', async () => {
    const person = await someone()
    const visitor = await signedIn(person.email)
    const fresh = `new-${person.email}`
    expect((await visitor.post('/api/v1/me/email-changes', { email: fresh, currentPassword: password })).statusCode).toBe(202)
    await house.runJobs()
    const code = codeIn(mail.last(fresh).text)
    const stranger = await signedIn((await someone()).email)
    stranger.jar.set('griot.ticket', visitor.jar.get('griot.ticket')!)
    expect((await stranger.post('/api/v1/me/email-changes/confirmations', { code })).json()).toMatchObject({ code: 'identity.ticketOver' })
    expect((await visitor.post('/api/v1/me/email-changes/confirmations', { code })).json()).toEqual({ done: true })
    expect(await who(visitor)).toMatchObject({ email: fresh })
    await house.runJobs()
    expect(mail.last(person.email).subject).toBe('Your Griot address has changed')
  })

  it('of someone without a password changes only after a sign-in of the last hour', async () => {
    const person = await makePerson(house.db, { name: 'Sans Mot', email: `sans${(n += 1)}@mail.example` })
    const visitor = browser()
    await visitor.post('/api/v1/sign-in/links', { email: person.email })
    await house.runJobs()
    await visitor.post('/api/v1/sign-in/links/uses', { token: linkIn(mail.last(person.email).text).searchParams.get('token') })
    clock.travel(2 * hour)
    expect((await visitor.send('PUT', '/api/v1/me/password', { password: 'tout nouveau tout beau' })).json()).toMatchObject({ code: 'identity.signInAgain' })
    clock.reset()
    expect((await visitor.send('PUT', '/api/v1/me/password', { password: 'tout nouveau tout beau' })).json()).toEqual({ done: true })
  })
})
