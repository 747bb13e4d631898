import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { notify } from '#domains/messaging'
import { clock, hour } from '#platform/clock'
import type { MailDoor } from '#tests/doors/mail.ts'
import type { TestHouse } from '#tests/house.ts'
import { goTo, openPosting, type Posting } from './posting.ts'

let posting: Posting
let house: TestHouse
let post: MailDoor
beforeAll(async () => {
  posting = await openPosting()
  ;({ house, post } = posting)
})
afterAll(() => posting.close())
beforeEach(() => {
  post.mails.length = 0
  clock.reset()
})

test('in quiet hours mails wait for the morning; what is essential does not; what is turned off meanwhile never leaves', async () => {
  goTo(23)
  const [person, other] = [await house.person(), await house.person()]
  for (const one of [person, other]) await posting.settle(one, { wanted: await posting.allBut(one), quiet: true, quietFrom: '22:00', quietTo: '07:00' })
  await posting.film(person)
  await posting.film(other)
  await posting.essential(person)
  await house.runJobs()
  expect(posting.mailsTo(person.email)).toHaveLength(1)
  const morning = new Date(clock.now().getTime() + 8 * hour)
  morning.setUTCMinutes(0, 0, 0)
  expect(await posting.lines(person)).toEqual([
    { channel: 'mail', state: 'quiet', dueAt: morning },
    { channel: 'mail', state: 'sent', dueAt: null },
  ])
  await posting.pass(7 * hour)
  expect(posting.mailsTo(person.email)).toHaveLength(1)
  await posting.settle(other, { wanted: await posting.allBut(other, 'films:mail') })
  await posting.pass(1.1 * hour)
  expect(posting.mailsTo(person.email)).toHaveLength(2)
  expect(posting.mailsTo(other.email)).toEqual([])
  expect(await posting.lines(other)).toMatchObject([{ state: 'muted' }])
})

test('the night is that of the person’s own zone', async () => {
  goTo(23)
  const person = await house.person()
  await posting.settle(person, { wanted: await posting.allBut(person), quiet: true, quietFrom: '22:00', quietTo: '07:00', timeZone: 'America/Vancouver' })
  await posting.film(person)
  await house.runJobs()
  expect(posting.mailsTo(person.email)).toHaveLength(1)
})

test('a digest is one mail at eight with everything gathered, each linked, and is refused for its topics', async () => {
  goTo(12)
  const person = await house.person()
  await posting.settle(person, { wanted: await posting.allBut(person), digests: ['films:day'] })
  await posting.film(person, 'Mossane')
  await posting.film(person, 'Hyènes')
  await house.runJobs()
  expect(posting.mailsTo(person.email)).toEqual([])
  expect((await posting.lines(person)).map(({ state }) => state)).toEqual(['gathered', 'gathered'])
  await posting.pass(20.1 * hour)
  const [mail, ...more] = posting.mailsTo(person.email)
  expect(more).toEqual([])
  expect(mail!.subject).toBe('2 nouvelles pour vous')
  for (const word of ['Mossane', 'Hyènes', 'http://localhost/karangou/films/mossane']) {
    expect(mail!.text).toContain(word)
    expect(mail!.html).toContain(word)
  }
  expect((await posting.lines(person)).map(({ state }) => state)).toEqual(['digested', 'digested', 'sent'])
  await posting.pass(24 * hour)
  expect(posting.mailsTo(person.email)).toHaveLength(1)
  const { items } = await house.call<{ items: { title: string | null }[] }>(person, 'messaging.listDeliveries')
  expect(items[0]).toMatchObject({ title: null, state: 'sent' })
  expect(new Set(items.slice(1).map(({ title }) => title))).toEqual(new Set(['«\u00a0Hyènes\u00a0» peut être regardé', '«\u00a0Mossane\u00a0» peut être regardé']))
})

test('a weekly digest waits for Monday, and leaves out what was turned off since', async () => {
  goTo(12)
  const person = await house.person()
  await posting.settle(person, { wanted: await posting.allBut(person), digests: ['films:week', 'work:week'] })
  await posting.film(person)
  await notify(house.db, { userId: person.id, kind: 'cinema.published', params: { title: 'Hyènes' } })
  await house.runJobs()
  const dueAt = (await posting.lines(person))[0]!.dueAt!
  expect([dueAt.getUTCDay(), dueAt.getUTCHours()]).toEqual([1, 8])
  await posting.settle(person, { wanted: await posting.allBut(person, 'films:mail'), digests: ['films:week', 'work:week'] })
  await posting.pass(dueAt.getTime() - clock.now().getTime() + 1_000)
  expect(posting.mailsTo(person.email).map(({ subject }) => subject)).toEqual(['Une nouvelle pour vous'])
  expect((await posting.lines(person)).map(({ state }) => state).toSorted()).toEqual(['digested', 'muted', 'sent'])
})

test('a mail server that is busy is asked again with the same name; one that says no is believed', async () => {
  const [busy, wrong] = [await house.person(), await house.person()]
  post.answers.set(busy.email, 451)
  post.answers.set(wrong.email, 550)
  await posting.film(busy)
  await posting.film(wrong)
  await house.runJobs()
  expect((await posting.lines(wrong)).map(({ state }) => state)).toEqual(['bounced'])
  expect((await posting.lines(busy)).map(({ state }) => state)).toEqual(['queued'])
  post.answers.clear()
  await posting.pass(hour)
  expect((await posting.lines(busy)).map(({ state }) => state)).toEqual(['sent'])
  expect(posting.mailsTo(busy.email)).toHaveLength(1)
  expect(posting.mailsTo(wrong.email)).toEqual([])
  const { items } = await house.call<{ items: { state: string; problem: string; title: string }[] }>(wrong, 'messaging.listDeliveries')
  expect(items).toMatchObject([{ state: 'bounced', problem: 'Le serveur de courrier n’accepte pas cette adresse.' }])
})

test('a server that stays busy is given up after two days, not before', async () => {
  const person = await house.person()
  post.answers.set(person.email, 451)
  await posting.film(person)
  await house.runJobs()
  let hours = 0
  while ((await posting.lines(person))[0]!.state === 'queued' && hours < 100) {
    await posting.pass(2 * hour)
    hours += 2
  }
  expect((await posting.lines(person))[0]!.state).toBe('failed')
  expect(hours).toBeGreaterThan(40)
  expect(hours).toBeLessThan(72)
})
