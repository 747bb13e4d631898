import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { advanceAll } from '#domains/outreach/actions/advance.ts'
import { openListening } from '#domains/outreach/actions/listen.ts'
import { readAnswers } from '#domains/outreach/actions/read-answers.ts'
import { type Dovecot, hasDovecot, openDovecot } from '#tests/doors/dovecot.ts'
import { rawMail, rawReport } from '#tests/doors/imap.ts'
import { type MailDoor, openMailDoor } from '#tests/doors/mail.ts'
import { openHouse, type TestHouse } from '#tests/house.ts'
import { type Agency, openAgency } from './outreach-agency.ts'

let inbox: Dovecot | undefined
let post: MailDoor | undefined
let house: TestHouse | undefined
let agency: Agency

beforeAll(async () => {
  if (!hasDovecot()) return
  ;[inbox, post] = [await openDovecot(), await openMailDoor()]
  house = await openHouse({ OUTGOING_ALLOW: `${inbox.allow},${new URL(post.url).host}` })
  agency = await openAgency(house)
}, 60_000)
afterAll(async () => {
  await house?.close()
  await Promise.all([inbox?.close(), post?.close()])
})

const mailbox = (password: string, markSeen = false): Promise<string> =>
  agency.mailbox({ smtpPort: Number(new URL(post!.url).port), imapPort: inbox!.port, user: inbox!.user, password, markSeen })

test.skipIf(!hasDovecot())('a real Dovecot: answers, reports and numbers made anew are read once each, and nothing is marked, moved or deleted', { timeout: 300_000 }, async () => {
  const read = (id: string): Promise<void> => readAnswers(house!.ctx(), { id })
  const wrong = await mailbox('faux')
  expect(await agency.call('outreach.testMailbox', { id: wrong })).toMatchObject({ imap: 'outreach.wrongPassword' })
  inbox!.deliver(rawMail({ from: 'vieux@musique.example', to: 'mariam@nyala.example', subject: 'Avant', text: 'Il y a longtemps' }))
  const box = await mailbox(inbox!.password)
  expect(await agency.call('outreach.testMailbox', { id: box })).toMatchObject({ imap: null })
  await read(box)
  const [id, dead] = [await agency.artist('Ama', 'ama@musique.example'), await agency.artist('Kofi', 'kofi@musique.example')]
  const sequence = await agency.sequence([
    { kind: 'mail', templateId: await agency.template('Bonjour {{artist.name}}', 'Votre musique') },
    { kind: 'mail', templateId: await agency.template('', 'Encore'), wait: 3 },
  ])
  await agency.enrol(sequence, [id, dead])
  await advanceAll(house!.ctx())
  await sql`update graphile_worker._private_jobs set run_at = now() where run_at > now()`.execute(house!.db)
  await house!.runJobs()
  const messageIdOf = (to: string): string => post!.last(to).messageId!.slice(1, -1)
  const text = `Oui, avec joie. ${'é'.repeat(2_000)}`
  inbox!.deliver(rawMail({ from: 'ama@musique.example', to: 'mariam@nyala.example', subject: 'Ré : été', text, inReplyTo: messageIdOf('ama@musique.example') }))
  inbox!.deliver(rawReport({ to: 'mariam@nyala.example', failed: 'kofi@musique.example', messageId: messageIdOf('kofi@musique.example') }))
  inbox!.deliver(rawMail({ from: 'banque@banque.example', to: 'mariam@nyala.example', subject: 'Relevé', text: 'Confidentiel' }))
  await Promise.all([read(box), read(box)])
  inbox!.renumber()
  await read(box)
  await read(box)
  const states = await agency.states(sequence)
  expect([states.get(id)?.state, states.get(dead)?.state]).toEqual(['answered', 'bounced'])
  const { rows } = await sql<{ kind: string; subject: string; body: string }>`select kind, subject, body from outreach.answers order by kind`.execute(house!.db)
  expect(rows.map(({ kind }) => kind)).toEqual(['answer', 'bounce'])
  expect(rows[0]).toMatchObject({ subject: 'Ré : été', body: text })
  // Four mails stand there as they came: Maildir writes flags after « :2, ».
  expect(inbox!.files()).toHaveLength(4)
  expect(inbox!.files().filter((name) => /:2,\w/.test(name))).toEqual([])
  // Only when the setting says so is what concerned us marked as read.
  await mailbox(inbox!.password, true)
  inbox!.deliver(rawMail({ from: 'ama@musique.example', to: 'mariam@nyala.example', subject: 'Encore', text: 'Un mot de plus' }))
  inbox!.deliver(rawMail({ from: 'banque@banque.example', to: 'mariam@nyala.example', subject: 'Relevé 2', text: 'Confidentiel' }))
  await read(box)
  expect(inbox!.files().filter((name) => /:2,\w*S/.test(name))).toHaveLength(1)
})

test.skipIf(!hasDovecot())('a real Dovecot says at once that a mail came, and is asked again after it was stopped', { timeout: 300_000 }, async () => {
  const box = await mailbox(inbox!.password)
  await readAnswers(house!.ctx(), { id: box })
  const id = await agency.artist('Esi', 'esi@musique.example')
  const soon = async (what: () => Promise<boolean>): Promise<void> => {
    while (!(await what())) await new Promise((resolve) => setTimeout(resolve, 50))
  }
  const count = async (from: string): Promise<number> => (await sql<{ n: number }>`select count(*)::int as n from ${sql.raw(from)}`.execute(house!.db)).rows[0]!.n
  const isHeard = async (): Promise<boolean> => (await count('outreach.mailboxes where listener is not null')) === 1
  for (const [place, text] of ['Une fois', 'Deux fois'].entries()) {
    const listening = openListening()
    await listening.beat()
    await soon(isHeard)
    inbox!.deliver(rawMail({ from: 'esi@musique.example', to: 'mariam@nyala.example', subject: 'Bonjour', text }))
    // Nobody polls here: what is read was said by the server, at the opening or since.
    await soon(async () => {
      await house!.runJobs()
      return (await count(`outreach.answers where record_id = '${id}'`)) === place + 1
    })
    await listening.stop()
    expect(await isHeard()).toBe(false)
  }
  const { items } = await agency.call<{ items: { body: string }[] }>('outreach.listAnswers', { recordId: id })
  expect(items.map(({ body }) => body)).toEqual(['Deux fois', 'Une fois'])
})
