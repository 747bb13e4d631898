import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { sql } from 'kysely'
import { notify, notifyContact } from '#domains/messaging'
import { allKinds } from '#domains/messaging/kinds.ts'
import { wordsOf } from '#domains/messaging/dictionary.ts'
import { dictionary as english } from '#app/texts.en.ts'
import { dictionary as french } from '#app/texts.fr.ts'
import type { Person } from '#platform/actor'
import { clock, hour } from '#platform/clock'
import { linkIn, type MailDoor, openMailDoor } from '#tests/doors/mail.ts'
import { openHouse, type TestHouse } from '#tests/house.ts'

let house: TestHouse
let post: MailDoor
beforeAll(async () => {
  post = await openMailDoor()
  house = await openHouse({ MAIL_URL: post.url })
})
afterAll(async () => {
  await house.close()
  await post.close()
})
beforeEach(() => {
  post.mails.length = 0
  clock.reset()
})

const mailsTo = (to: string) => post.mails.filter((mail) => mail.to?.some(({ address }) => address === to))
const film = (person: Person, title = 'Mossane', key?: string) =>
  notify(house.db, { userId: person.id, kind: 'cinema.watchable', params: { title }, href: '/karangou/films/mossane', ...(key ? { key } : {}) })
const receipt = (person: Person) =>
  notify(house.db, { userId: person.id, kind: 'audience.commentHidden', params: { film: 'Mossane', reason: 'spam', note: '' }, href: '/karangou/films/mossane' })
const settle = async (person: Person, choices: object) => house.call(person, 'messaging.setNoticeSettings', { timeZone: 'Africa/Lome', ...choices })
/** All that is offered, but what is named. */
const allBut = async (person: Person, ...left: string[]) => {
  const { topics } = await house.call<{ topics: { topic: string; channels: { channel: string; wanted: boolean }[] }[] }>(person, 'messaging.getNoticeSettings')
  return topics.flatMap(({ topic, channels }) => channels.filter((one) => one.wanted).map(({ channel }) => `${topic}:${channel}`)).filter((pair) => !left.includes(pair))
}
const lines = async (person: Person) =>
  (
    await sql<{
      channel: string
      state: string
      dueAt: Date | null
    }>`select channel, state, due_at as "dueAt" from messaging.deliveries where user_id = ${person.id} order by id`.execute(house.db)
  ).rows
/** Time passes: for the house by its clock, for the queue, which lives in the database, by hand. */
async function pass(ms: number): Promise<void> {
  clock.travel(ms)
  await sql`update graphile_worker._private_jobs set run_at = now() where run_at <= ${clock.now()}`.execute(house.db)
  await house.runJobs()
}
/** Sets the house's clock to that hour, today or tomorrow. */
function goTo(utcHour: number): void {
  const now = clock.now()
  const then = new Date(now)
  then.setUTCHours(utcHour, 0, 0, 0)
  clock.travel(then.getTime() - now.getTime() + (then < now ? 24 * hour : 0))
}

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
  await film(person, '<b>Mossane</b> & "moi"')
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
  await receipt(person)
  await house.runJobs()
  expect(post.last(person.email).headers.map(({ key }) => key)).not.toContain('list-unsubscribe')
})

test('a mail speaks the language of the person', async () => {
  const person = await house.person()
  await sql`update identity.users set lang = 'en' where id = ${person.id}`.execute(house.db)
  await film(person)
  await house.runJobs()
  expect(post.last(person.email).subject).toBe(wordsOf('en', 'cinema.watchable', { title: 'Mossane' }).title)
  expect(post.last(person.email).html).toContain('lang="en"')
})

test('the same announcement under one key is one notice, however often it comes; other readers and kinds are others', async () => {
  const [awa, fatou] = [await house.person(), await house.person()]
  await Promise.all([film(awa, 'A', 'k'), film(awa, 'A', 'k'), film(fatou, 'A', 'k')])
  const contact = { email: 'Ami@Griot.example', lang: 'fr', kind: 'cinema.watchable', params: { title: 'A' }, href: '/karangou', key: 'k' } as const
  for (const email of ['Ami@Griot.example', 'ami@griot.example']) await notifyContact(house.db, { ...contact, email })
  await house.runJobs()
  expect([mailsTo(awa.email), mailsTo(fatou.email), post.mails].map((mails) => mails.length)).toEqual([1, 1, 3])
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
  expect(mailsTo(person.email)).toEqual([])
})

test('a topic turned off is silent, recorded as such; essential kinds still arrive; turned on again it speaks', async () => {
  const person = await house.person()
  await settle(person, { wanted: await allBut(person, 'films:mail') })
  await film(person)
  await receipt(person)
  await house.runJobs()
  expect(mailsTo(person.email).map(({ subject }) => subject)).toEqual(['Votre commentaire est masqué'])
  expect(await lines(person)).toMatchObject([
    { channel: 'mail', state: 'muted' },
    { channel: 'mail', state: 'sent' },
  ])
  await settle(person, { wanted: [...(await allBut(person)), 'films:mail'] })
  await film(person)
  await house.runJobs()
  expect(mailsTo(person.email)).toHaveLength(2)
  // On screen everything was told.
  expect((await house.call<{ items: unknown[] }>(person, 'messaging.listNotices')).items).toHaveLength(3)
})

test('kinds that do not go by mail do when the person asks for their topic', async () => {
  const person = await house.person()
  const answered = () => notify(house.db, { userId: person.id, kind: 'audience.commentRestored', params: { film: 'Mossane' } })
  await answered()
  await house.runJobs()
  expect(mailsTo(person.email)).toEqual([])
  await settle(person, { wanted: [...(await allBut(person)), 'account:mail'] })
  await answered()
  await house.runJobs()
  expect(mailsTo(person.email)).toHaveLength(1)
})

test('in quiet hours mails wait for the morning; what is essential does not; what is turned off meanwhile never leaves', async () => {
  goTo(23)
  const [person, other] = [await house.person(), await house.person()]
  for (const one of [person, other]) await settle(one, { wanted: await allBut(one), quiet: true, quietFrom: '22:00', quietTo: '07:00' })
  await film(person)
  await film(other)
  await receipt(person)
  await house.runJobs()
  expect(mailsTo(person.email)).toHaveLength(1)
  const morning = new Date(clock.now().getTime() + 8 * hour)
  morning.setUTCMinutes(0, 0, 0)
  expect(await lines(person)).toEqual([
    { channel: 'mail', state: 'quiet', dueAt: morning },
    { channel: 'mail', state: 'sent', dueAt: null },
  ])
  await pass(7 * hour)
  expect(mailsTo(person.email)).toHaveLength(1)
  await settle(other, { wanted: await allBut(other, 'films:mail') })
  await pass(1.1 * hour)
  expect(mailsTo(person.email)).toHaveLength(2)
  expect(mailsTo(other.email)).toEqual([])
  expect(await lines(other)).toMatchObject([{ state: 'muted' }])
})

test('the night is that of the person’s own zone', async () => {
  goTo(23)
  const person = await house.person()
  await settle(person, { wanted: await allBut(person), quiet: true, quietFrom: '22:00', quietTo: '07:00', timeZone: 'America/Vancouver' })
  await film(person)
  await house.runJobs()
  expect(mailsTo(person.email)).toHaveLength(1)
})

test('a digest is one mail at eight with everything gathered, each linked, and is refused for its topics', async () => {
  goTo(12)
  const person = await house.person()
  await settle(person, { wanted: await allBut(person), digests: ['films:day'] })
  await film(person, 'Mossane')
  await film(person, 'Hyènes')
  await house.runJobs()
  expect(mailsTo(person.email)).toEqual([])
  expect((await lines(person)).map(({ state }) => state)).toEqual(['gathered', 'gathered'])
  await pass(20.1 * hour)
  const [mail, ...more] = mailsTo(person.email)
  expect(more).toEqual([])
  expect(mail!.subject).toBe('2 nouvelles pour vous')
  for (const word of ['Mossane', 'Hyènes', 'http://localhost/karangou/films/mossane']) {
    expect(mail!.text).toContain(word)
    expect(mail!.html).toContain(word)
  }
  expect((await lines(person)).map(({ state }) => state)).toEqual(['digested', 'digested', 'sent'])
  await pass(24 * hour)
  expect(mailsTo(person.email)).toHaveLength(1)
  expect((await house.call<{ items: { title: string | null; state: string }[] }>(person, 'messaging.listDeliveries')).items.map(({ title }) => title)).toEqual([
    null,
    '«\u00a0Hyènes\u00a0» peut être regardé',
    '«\u00a0Mossane\u00a0» peut être regardé',
  ])
})

test('a weekly digest waits for Monday, and leaves out what was turned off since', async () => {
  goTo(12)
  const person = await house.person()
  await settle(person, { wanted: await allBut(person), digests: ['films:week', 'work:week'] })
  await film(person)
  await notify(house.db, { userId: person.id, kind: 'cinema.published', params: { title: 'Hyènes' } })
  await house.runJobs()
  const dueAt = (await lines(person))[0]!.dueAt!
  expect([dueAt.getUTCDay(), dueAt.getUTCHours()]).toEqual([1, 8])
  await settle(person, { wanted: await allBut(person, 'films:mail'), digests: ['films:week', 'work:week'] })
  await pass(dueAt.getTime() - clock.now().getTime() + 1_000)
  expect(mailsTo(person.email).map(({ subject }) => subject)).toEqual(['Une nouvelle pour vous'])
  expect((await lines(person)).map(({ state }) => state).toSorted()).toEqual(['digested', 'muted', 'sent'])
})

test('a mail server that is busy is asked again with the same name; one that says no is believed', async () => {
  const [busy, wrong] = [await house.person(), await house.person()]
  post.answers.set(busy.email, 451)
  post.answers.set(wrong.email, 550)
  await film(busy)
  await film(wrong)
  await house.runJobs()
  expect((await lines(wrong)).map(({ state }) => state)).toEqual(['bounced'])
  expect((await lines(busy)).map(({ state }) => state)).toEqual(['queued'])
  post.answers.clear()
  await pass(hour)
  expect((await lines(busy)).map(({ state }) => state)).toEqual(['sent'])
  expect(mailsTo(busy.email)).toHaveLength(1)
  expect(mailsTo(wrong.email)).toEqual([])
  const { items } = await house.call<{ items: { state: string; problem: string; title: string }[] }>(wrong, 'messaging.listDeliveries')
  expect(items).toMatchObject([{ state: 'bounced', problem: 'Le serveur de courrier n’accepte pas cette adresse.' }])
})

test('a server that stays busy is given up after two days, not before', async () => {
  const person = await house.person()
  post.answers.set(person.email, 451)
  await film(person)
  await house.runJobs()
  let hours = 0
  while ((await lines(person))[0]!.state === 'queued' && hours < 100) {
    await pass(2 * hour)
    hours += 2
  }
  expect((await lines(person))[0]!.state).toBe('failed')
  expect(hours).toBeGreaterThan(40)
  expect(hours).toBeLessThan(72)
})

test('the signed address ends mails of its topic without signing in, by one POST of a mail program, and takes it back', async () => {
  const person = await house.person()
  await film(person)
  await house.runJobs()
  const address = post
    .last(person.email)
    .headers.find(({ key }) => key === 'list-unsubscribe')!
    .value.slice(1, -1)
  const token = new URL(address).pathname.split('/').at(-1)!
  expect(await house.call(house.nobody, 'messaging.readUnsubscription', { token })).toEqual({ topics: ['films'], stopped: false })
  await house.call(house.nobody, 'messaging.unsubscribe', { token })
  await house.call(house.nobody, 'messaging.unsubscribe', { token })
  await film(person)
  await receipt(person)
  await house.runJobs()
  expect(mailsTo(person.email)).toHaveLength(2)
  expect(await house.call(house.nobody, 'messaging.unsubscribe', { token, again: true })).toEqual({ topics: ['films'], stopped: false })
  await film(person)
  await house.runJobs()
  expect(mailsTo(person.email)).toHaveLength(3)
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
  expect(mailsTo('Kofi@griot.example').map(({ subject }) => subject)).toEqual(['“Mossane” can be watched', 'A trial for Kofi'])
  const sms = await sql<{ text: string }>`select body_text as text from platform.mailbox where channel = 'sms' and recipient = '+22890112233'`.execute(house.db)
  expect(sms.rows).toEqual([{ text: 'Griot: if you can read this trial, SMS reach you. http://localhost/karangou/x?token=secret' }])
})

test('an SMS goes only to a number that was proven, for kinds that say so', async () => {
  const person = await house.person()
  await expect(house.call(person, 'messaging.sendTrialNotice', { channel: 'sms' })).rejects.toMatchObject({ code: 'messaging.noWay.sms' })
  await sql`update identity.users set phone = '+22890445566' where id = ${person.id}`.execute(house.db)
  await film(person)
  await house.call(person, 'messaging.sendTrialNotice', { channel: 'sms' })
  await house.runJobs()
  const sms = await sql<{ text: string }>`select body_text as text from platform.mailbox where recipient = '+22890445566'`.execute(house.db)
  expect(sms.rows).toEqual([{ text: 'Griot : si vous lisez cet essai, les SMS vous arrivent bien. http://localhost/account/notifications' }])
})

test('a trial leaves by the one channel that was asked for, even at night', async () => {
  goTo(23)
  const person = await house.person()
  await settle(person, { wanted: [], quiet: true, quietFrom: '22:00', quietTo: '07:00' })
  await house.call(person, 'messaging.sendTrialNotice', { channel: 'mail' })
  await house.runJobs()
  expect(await lines(person)).toEqual([{ channel: 'mail', state: 'sent', dueAt: null }])
  await expect(house.call(person, 'messaging.sendTrialNotice', { channel: 'push' })).rejects.toMatchObject({ code: 'messaging.noWay.push' })
})

test('choices are kept whole, only where they differ, and nonsense is refused', async () => {
  const person = await house.person()
  await settle(person, { wanted: await allBut(person) })
  expect((await sql`select 1 from messaging.preferences where user_id = ${person.id}`.execute(house.db)).rows).toEqual([])
  await settle(person, {
    wanted: await allBut(person, 'work:push'),
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
    await expect(settle(person, wrong)).rejects.toMatchObject({ code: 'platform.invalid' })
  for (const wrong of [{ quiet: true }, { quiet: true, quietFrom: '07:00', quietTo: '07:00' }])
    await expect(settle(person, wrong)).rejects.toMatchObject({ code: 'messaging.quietTimes' })
  expect(await house.call(person, 'messaging.getNoticeSettings')).toEqual(read)
})

test('money and days in a notice are written as its reader writes them', () => {
  const params = { title: 'x', workspace: { amount: 5_000, currency: 'XOF' }, role: { instant: '2026-11-21T03:37:06Z' } } as const
  expect(wordsOf('fr', 'identity.memberJoined', { name: 'Awa', workspace: params.workspace }).title).toBe('Awa a rejoint 5\u202f000\u00a0F\u202fCFA')
  expect(wordsOf('en', 'identity.memberJoined', { name: params.role, workspace: { amount: 1_050, currency: 'EUR' } }).title).toBe('21 November 2026 has joined €10.50')
})
