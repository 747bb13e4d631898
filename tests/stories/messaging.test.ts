import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { sql } from 'kysely'
import { notify, notifyContact } from '#domains/messaging'
import { allKinds } from '#domains/messaging/kinds.ts'
import { wordsOf } from '#domains/messaging/dictionary.ts'
import { dictionary as english } from '#app/texts.en.ts'
import { dictionary as french } from '#app/texts.fr.ts'
import { clock } from '#platform/clock'
import { linkIn, type MailDoor } from '#tests/doors/mail.ts'
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

test('every declared kind has its words in both languages, and every sms fits in two parts', () => {
  const kinds = [...allKinds()]
  expect(kinds.length).toBeGreaterThan(14)
  const none: string[] = []
  for (const [kind, { channels }] of kinds) {
    const [room = '', what = ''] = kind.split('.')
    for (const [lang, texts] of [
      ['fr', french],
      ['en', english],
    ] as const)
      for (const part of ['title', 'body', ...(channels.includes('sms') ? ['sms'] : [])]) if (!texts[room]?.[`notice.${what}.${part}`]) none.push(`${lang} ${kind} has no ${part}`)
  }
  expect(none).toEqual([])
})

test('a mail is plain and HTML, fetches nothing, names itself, and can be refused at one press', async () => {
  const person = await house.person({ name: 'Awa' })
  await posting.film(person, '<b>Mossane</b> & "moi"')
  await house.runJobs()
  const mail = post.last(person.email)
  expect(mail.subject).toBe('«\u00a0<b>Mossane</b> & "moi"\u00a0» peut être regardé')
  expect(mail.text).toContain('http://localhost/karangou/films/mossane')
  expect(mail.html).toContain('&lt;b&gt;Mossane&lt;/b&gt; &amp; &quot;moi&quot;')
  expect(mail.html).not.toContain('{{')
  expect(mail.html).not.toMatch(/<!--(if|end):/)
  expect(mail.html).not.toMatch(/<(img|link|script|iframe|object|svg)\b|@import|@font-face|url\(|src=/i)
  const headers = Object.fromEntries(mail.headers.map(({ key, value }) => [key, value]))
  const [{ id }] = (await sql<{ id: string }>`select id from messaging.deliveries where user_id = ${person.id}`.execute(house.db)).rows as [{ id: string }]
  expect(mail.messageId).toBe(`<${id}@localhost>`)
  expect(headers['list-unsubscribe-post']).toBe('List-Unsubscribe=One-Click')
  expect(headers['list-unsubscribe']).toMatch(/^<http:\/\/localhost\/unsubscribe\/[\w.-]+>$/)
  expect(headers['auto-submitted']).toBe('auto-generated')
  expect(headers['content-language']).toBe('fr')
  await posting.essential(person)
  await house.runJobs()
  expect(post.last(person.email).headers.map(({ key }) => key)).not.toContain('list-unsubscribe')
})

test('a mail speaks the language of the person', async () => {
  const person = await house.person()
  await sql`update identity.users set lang = 'en' where id = ${person.id}`.execute(house.db)
  await posting.film(person)
  await house.runJobs()
  expect(post.last(person.email).subject).toBe(wordsOf('en', 'cinema.watchable', { title: 'Mossane' }).title)
  expect(post.last(person.email).html).toContain('lang="en"')
})

test('the same announcement under one key is one notice, however often it comes; other readers and kinds are others', async () => {
  const [awa, fatou] = [await house.person(), await house.person()]
  await Promise.all([posting.film(awa, 'A', 'k'), posting.film(awa, 'A', 'k'), posting.film(fatou, 'A', 'k')])
  const contact = { email: 'Ami@Griot.example', lang: 'fr', kind: 'cinema.watchable', params: { title: 'A' }, href: '/karangou', key: 'k' } as const
  for (const email of ['Ami@Griot.example', 'ami@griot.example']) await notifyContact(house.db, { ...contact, email })
  await house.runJobs()
  expect([posting.mailsTo(awa.email), posting.mailsTo(fatou.email), post.mails].map((mails) => mails.length)).toEqual([1, 1, 3])
})

test('nothing leaves when the transaction that told it is taken back', async () => {
  const person = await house.person()
  await house.db
    .transaction()
    .execute(async (tx) => {
      await notify(tx, { userId: person.id, kind: 'cinema.watchable', params: { title: 'x' } })
      throw new Error('taken back')
    })
    .catch(() => undefined)
  await house.runJobs()
  expect(posting.mailsTo(person.email)).toEqual([])
})

test('a topic turned off is silent, recorded as such; essential kinds still arrive; turned on again it speaks', async () => {
  const person = await house.person()
  await posting.settle(person, { wanted: await posting.allBut(person, 'films:mail') })
  await posting.film(person)
  await posting.essential(person)
  await house.runJobs()
  expect(posting.mailsTo(person.email).map(({ subject }) => subject)).toEqual(['Votre commentaire est masqué'])
  // Two jobs wrote them, in either order.
  expect((await posting.lines(person)).map(({ channel, state }) => `${channel} ${state}`).toSorted()).toEqual(['mail muted', 'mail sent'])
  await posting.settle(person, { wanted: [...(await posting.allBut(person)), 'films:mail'] })
  await posting.film(person)
  await house.runJobs()
  expect(posting.mailsTo(person.email)).toHaveLength(2)
  // On screen everything was told.
  expect((await house.call<{ items: unknown[] }>(person, 'messaging.listNotices')).items).toHaveLength(3)
})

test('kinds that do not go by mail do when the person asks for their topic', async () => {
  const person = await house.person()
  const answered = () => notify(house.db, { userId: person.id, kind: 'audience.commentRestored', params: { film: 'Mossane' } })
  await answered()
  await house.runJobs()
  expect(posting.mailsTo(person.email)).toEqual([])
  await posting.settle(person, { wanted: [...(await posting.allBut(person)), 'account:mail'] })
  await answered()
  await house.runJobs()
  expect(posting.mailsTo(person.email)).toHaveLength(1)
})

test('the signed address ends mails of its topic without signing in, by one POST of a mail program, and takes it back', async () => {
  const person = await house.person()
  await posting.film(person)
  await house.runJobs()
  const address = post
    .last(person.email)
    .headers.find(({ key }) => key === 'list-unsubscribe')!
    .value.slice(1, -1)
  const token = new URL(address).pathname.split('/').at(-1)!
  expect(await house.call(house.nobody, 'messaging.readUnsubscription', { token })).toEqual({ topics: ['films'], stopped: false })
  await house.call(house.nobody, 'messaging.unsubscribe', { token })
  await house.call(house.nobody, 'messaging.unsubscribe', { token })
  await posting.film(person)
  await posting.essential(person)
  await house.runJobs()
  expect(posting.mailsTo(person.email)).toHaveLength(2)
  expect(await house.call(house.nobody, 'messaging.unsubscribe', { token, again: true })).toEqual({ topics: ['films'], stopped: false })
  await posting.film(person)
  await house.runJobs()
  expect(posting.mailsTo(person.email)).toHaveLength(3)
  for (const forged of [token.slice(0, -1), `x${token}`, 'x', '.', token.replace('.', '.x')])
    await expect(house.call(house.nobody, 'messaging.unsubscribe', { token: forged })).rejects.toMatchObject({ code: 'messaging.leaveUnknown' })
})

test('somebody without an account is told by mail or SMS as the kind says, can refuse a topic, and keeps their receipts', async () => {
  const told = (kind: string, key: string) =>
    notifyContact(house.db, {
      email: 'Kofi@griot.example',
      phone: '+22890112233',
      lang: 'en',
      kind,
      params: { title: 'Mossane', name: 'Kofi', channel: 'mail' },
      href: '/karangou/x?token=secret',
      key,
    })
  await told('cinema.watchable', '1')
  await house.runJobs()
  const mail = post.last('Kofi@griot.example')
  expect(mail.text).toContain('http://localhost/karangou/x?token=secret')
  const token = linkIn(mail.text?.split('-- ')[1]).pathname.split('/').at(-1)!
  await house.call(house.nobody, 'messaging.unsubscribe', { token })
  await told('cinema.watchable', '2')
  await told('messaging.trial', '3')
  await house.runJobs()
  expect(posting.mailsTo('Kofi@griot.example').map(({ subject }) => subject)).toEqual(['“Mossane” can be watched', 'A trial for Kofi'])
  const sms = await sql<{ text: string }>`select body_text as text from platform.mailbox where channel = 'sms' and recipient = '+22890112233'`.execute(house.db)
  expect(sms.rows).toEqual([{ text: 'Griot: if you can read this trial, SMS reach you. http://localhost/karangou/x?token=secret' }])
})

test('an SMS goes only to a number that was proven, for kinds that say so', async () => {
  const person = await house.person()
  await expect(house.call(person, 'messaging.sendTrialNotice', { channel: 'sms' })).rejects.toMatchObject({ code: 'messaging.noWay.sms' })
  await sql`update identity.users set phone = '+22890445566' where id = ${person.id}`.execute(house.db)
  await posting.film(person)
  await house.call(person, 'messaging.sendTrialNotice', { channel: 'sms' })
  await house.runJobs()
  const sms = await sql<{ text: string }>`select body_text as text from platform.mailbox where recipient = '+22890445566'`.execute(house.db)
  expect(sms.rows).toEqual([{ text: 'Griot : si vous lisez cet essai, les SMS vous arrivent bien. http://localhost/account/notifications' }])
})

test('a trial leaves by the one channel that was asked for, even at night', async () => {
  goTo(23)
  const person = await house.person()
  await posting.settle(person, { wanted: [], quiet: true, quietFrom: '22:00', quietTo: '07:00' })
  await house.call(person, 'messaging.sendTrialNotice', { channel: 'mail' })
  await house.runJobs()
  expect(await posting.lines(person)).toEqual([{ channel: 'mail', state: 'sent', dueAt: null }])
  await expect(house.call(person, 'messaging.sendTrialNotice', { channel: 'push' })).rejects.toMatchObject({ code: 'messaging.noWay.push' })
})

test('choices are kept whole, only where they differ, and nonsense is refused', async () => {
  const person = await house.person()
  await posting.settle(person, { wanted: await posting.allBut(person) })
  expect((await sql`select 1 from messaging.preferences where user_id = ${person.id}`.execute(house.db)).rows).toEqual([])
  await posting.settle(person, {
    wanted: await posting.allBut(person, 'work:push'),
    digests: ['films:week', 'work:none'],
    quiet: true,
    quietFrom: '21:30',
    quietTo: '06:00',
    timeZone: 'Europe/Paris',
  })
  const read = await house.call<Record<string, unknown>>(person, 'messaging.getNoticeSettings')
  expect(read).toMatchObject({ timeZone: 'Europe/Paris', quietFrom: '21:30', quietTo: '06:00' })
  expect(await sql`select topic, channel, wanted from messaging.preferences where user_id = ${person.id}`.execute(house.db)).toMatchObject({
    rows: [{ topic: 'work', channel: 'push', wanted: false }],
  })
  for (const wrong of [{ timeZone: 'Mars/Olympus' }, { wanted: ['films:pigeon'] }, { digests: ['films:hourly'] }, { quiet: true, quietFrom: '25:00', quietTo: '07:00' }])
    await expect(posting.settle(person, wrong)).rejects.toMatchObject({ code: 'platform.invalid' })
  for (const wrong of [{ quiet: true }, { quiet: true, quietFrom: '07:00', quietTo: '07:00' }])
    await expect(posting.settle(person, wrong)).rejects.toMatchObject({ code: 'messaging.quietTimes' })
  expect(await house.call(person, 'messaging.getNoticeSettings')).toEqual(read)
})

test('money and days in a notice are written as its reader writes them', () => {
  const params = { title: 'x', workspace: { amount: 5_000, currency: 'XOF' }, role: { instant: '2026-11-21T03:37:06Z' } } as const
  expect(wordsOf('fr', 'identity.memberJoined', { name: 'Awa', workspace: params.workspace }).title).toBe('Awa a rejoint 5\u202f000\u00a0F\u202fCFA')
  expect(wordsOf('en', 'identity.memberJoined', { name: params.role, workspace: { amount: 1_050, currency: 'EUR' } }).title).toBe('21 November 2026 has joined €10.50')
})
