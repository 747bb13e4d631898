import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { advanceAll } from '#domains/outreach/actions/advance.ts'
import { readAnswers } from '#domains/outreach/actions/read-answers.ts'
import { leaveAddress } from '#domains/outreach/leave.ts'
import { type ImapDoor, openImapDoor, rawMail, rawReport } from '#tests/doors/imap.ts'
import { type MailDoor, openMailDoor } from '#tests/doors/mail.ts'
import { openHouse, type TestHouse } from '#tests/house.ts'
import { type Agency, openAgency } from './outreach-agency.ts'

/** Mails as programs and servers really write them. */
let house: TestHouse
let post: MailDoor
let inbox: ImapDoor
let agency: Agency
let box: string
let count = 0

beforeAll(async () => {
  ;[post, inbox] = [await openMailDoor(), await openImapDoor()]
  house = await openHouse({ OUTGOING_ALLOW: `${new URL(post.url).host},${inbox.allow}` })
})
beforeEach(async () => {
  agency = await openAgency(house, `Nyala ${(count += 1)}`)
  box = await agency.mailbox({ smtpPort: Number(new URL(post.url).port), imapPort: inbox.port, user: inbox.user, password: inbox.password })
  await read()
})
afterAll(async () => {
  await house.close()
  await Promise.all([post.close(), inbox.close()])
})

const us = 'mariam@nyala.example'
const read = () => readAnswers(house.ctx(), { id: box })

interface Written {
  id: string
  email: string
  /** Our row, and the name the mail bears. */
  mail: { id: string; messageId: string }
  state: () => Promise<string | undefined>
}

/** Somebody who was written to, with a second step to come. */
async function written(name: string): Promise<Written> {
  const email = `${name}-${count}@musique.example`
  const id = await agency.artist(name, email)
  const templates = [await agency.template('Bonjour {{artist.name}}', 'Votre musique'), await agency.template('', 'Encore')]
  const sequence = await agency.sequence(templates.map((templateId, place) => ({ kind: 'mail', templateId, wait: place * 3 })))
  await agency.enrol(sequence, [id])
  await advanceAll(house.ctx())
  await sql`update graphile_worker._private_jobs set run_at = now() where run_at > now()`.execute(house.db)
  await house.runJobs()
  const { rows } = await sql<{ id: string; messageId: string }>`select id, message_id as "messageId" from outreach.messages where email = ${email} and state = 'sent'`.execute(
    house.db,
  )
  return { id, email, mail: rows[0]!, state: async () => (await agency.states(sequence)).get(id)?.state }
}

const suppressed = async (email: string): Promise<string | undefined> =>
  (await agency.call<{ items: { email: string; reason: string }[] }>('outreach.listSuppressions', { limit: 100 })).items.find((one) => one.email === email)?.reason
const answers = async (recordId: string) => (await agency.call<{ items: { kind: string; from: string; body: string }[] }>('outreach.listAnswers', { recordId })).items

test('Exim and qmail write no report: the address they name is dead all the same, found by the copy they enclose', async () => {
  const [ama, kofi] = [await written('ama'), await written('kofi')]
  const exim = `This message was created automatically by mail delivery software.\n\nA message that you sent could not be delivered to one or more of its\nrecipients. This is a permanent error. The following address(es) failed:\n\n  ${ama.email}\n    Unrouteable address\n\n------ This is a copy of the message, including all the headers. ------\n\nMessage-ID: <${ama.mail.messageId}>\nTo: ${ama.email}\n\nBonjour`
  inbox.deliver(
    rawMail({
      from: 'Mail Delivery System <Mailer-Daemon@relay.example>',
      to: us,
      subject: 'Mail delivery failed: returning message to sender',
      text: exim,
      headers: { 'X-Failed-Recipients': ama.email, 'Auto-Submitted': 'auto-replied' },
    }),
  )
  const qmail = `Hi. This is the qmail-send program at relay.example.\nI'm afraid I wasn't able to deliver your message to the following addresses.\nThis is a permanent error; I've given up. Sorry it didn't work out.\n\n<${kofi.email}>:\nSorry, no mailbox here by that name. (#5.1.1)\n\n--- Below this line is a copy of the message.\n\nReturn-Path: <${us}>\n`
  inbox.deliver(rawMail({ from: 'MAILER-DAEMON@relay.example', to: us, subject: 'failure notice', text: qmail }))
  await read()
  expect([await ama.state(), await kofi.state()]).toEqual(['bounced', 'bounced'])
  expect([await suppressed(ama.email), await suppressed(kofi.email)]).toEqual(['bounced', 'bounced'])
})

test('a mailbox that was full, or a mail taken for spam, ends the sequence and does not bar the address', async () => {
  const [full, spam] = [await written('full'), await written('spam')]
  inbox.deliver(rawReport({ to: us, failed: full.email, messageId: full.mail.messageId, status: '5.2.2' }))
  inbox.deliver(rawReport({ to: us, failed: spam.email, messageId: spam.mail.messageId, status: '5.7.1' }))
  await read()
  expect([await full.state(), await spam.state()]).toEqual(['bounced', 'bounced'])
  expect([await suppressed(full.email), await suppressed(spam.email)]).toEqual([undefined, undefined])
})

test('a receipt, an absence without any header, and a rule of Exchange do not stop the sequence', async () => {
  const { id, email, mail, state } = await written('esi')
  const receipt = `From: ${email}\nTo: ${us}\nSubject: Lu : Bonjour\nMessage-ID: <mdn-${count}@musique.example>\nIn-Reply-To: <${mail.messageId}>\nMIME-Version: 1.0\nContent-Type: multipart/report; report-type=disposition-notification; boundary=b\n\n--b\nContent-Type: text/plain\n\nVotre message a été lu.\n\n--b\nContent-Type: message/disposition-notification\n\nFinal-Recipient: rfc822;${email}\nDisposition: manual-action/MDN-sent-manually; displayed\n\n--b--\n`
  inbox.deliver(receipt)
  inbox.deliver(rawMail({ from: email, to: us, subject: 'Réponse automatique : Bonjour', text: 'En tournée.' }))
  inbox.deliver(
    rawMail({ from: email, to: us, subject: 'Re: Bonjour', text: 'Je lis mes mails lundi.', headers: { 'X-MS-Exchange-Generated-Message-Source': 'Mailbox Rules Agent' } }),
  )
  await read()
  expect(await state()).toBe('active')
  expect((await answers(id)).map(({ kind }) => kind)).toEqual(['auto', 'auto', 'auto'])
})

test('an answer that names no message, from another address, is known by the foot of ours that it quotes; a forged foot is not', async () => {
  const [talks, silent] = [await written('yao'), await written('zoe')]
  const quote = (href: string): string => `Avec joie !\n\nLe lun. 16 nov. 2026 à 10:02, Mariam <${us}> a écrit :\n> Votre musique\n> Ne plus recevoir : ${href}\n`
  inbox.deliver(rawMail({ from: 'yao.prive@gmail.example', to: us, subject: 'Bonjour', text: quote(leaveAddress(talks.mail.id)) }))
  inbox.deliver(
    rawMail({ from: 'personne@gmail.example', to: us, subject: 'Bonjour', text: quote(leaveAddress(silent.mail.id).replace(/.$/, (last) => (last === 'A' ? 'B' : 'A'))) }),
  )
  await read()
  expect([await talks.state(), await silent.state()]).toEqual(['answered', 'active'])
  expect(await answers(talks.id)).toEqual([expect.objectContaining({ from: 'yao.prive@gmail.example', body: 'Avec joie !' })])
  expect(await answers(silent.id)).toEqual([])
})

test('an answer that a colleague passed on is the artist’s, and is answered to the artist', async () => {
  const { id, email, state } = await written('sena')
  const text = `Pour toi.\n\n---------- Forwarded message ---------\nDe : Sena <${email}>\nDate: lun. 16 nov. 2026\nSubject: Re: Bonjour\nTo: <claire@nyala.example>\n\nOui, appelons-nous jeudi.\n`
  inbox.deliver(rawMail({ from: 'Claire <claire@nyala.example>', to: us, subject: 'Fwd: Re: Bonjour', text }))
  await read()
  expect(await state()).toBe('answered')
  expect(await answers(id)).toEqual([expect.objectContaining({ from: email, body: 'Oui, appelons-nous jeudi.' })])
})

test('what a colleague writes in the conversation, with the mailbox in copy, is no answer', async () => {
  const { id, email, mail, state } = await written('dela')
  const colleague = await house.join(agency.workspaceId, await house.person(), 'editor')
  const server = { host: '127.0.0.1', port: Number(new URL(post.url).port), security: 'none', user: '' }
  await house.call(colleague, 'outreach.saveMailbox', {
    workspaceId: agency.workspaceId,
    mine: true,
    kind: 'smtp',
    fromName: 'Claire',
    fromAddress: 'claire@nyala.example',
    smtp: server,
    timeZone: 'UTC',
  })
  inbox.deliver(rawMail({ from: 'Claire <claire@nyala.example>', to: email, subject: 'Re: Bonjour', text: 'Je complète.', inReplyTo: mail.messageId, headers: { Cc: us } }))
  await read()
  expect(await state()).toBe('active')
  expect(await answers(id)).toEqual([])
})

test('whoever calls a mail spam at their provider is written to no more', async () => {
  const { email, mail, state } = await written('nii')
  const complaint = `From: feedback@provider.example\nTo: ${us}\nSubject: FW: Bonjour\nMessage-ID: <arf-${count}@provider.example>\nMIME-Version: 1.0\nContent-Type: multipart/report; report-type=feedback-report; boundary=b\n\n--b\nContent-Type: text/plain\n\nThis is an email abuse report.\n\n--b\nContent-Type: message/feedback-report\n\nFeedback-Type: abuse\nUser-Agent: SomeGenerator/1.0\nVersion: 1\n\n--b\nContent-Type: message/rfc822\n\nFrom: ${us}\nMessage-ID: <${mail.messageId}>\nSubject: Bonjour\n\nVotre musique\n--b--\n`
  inbox.deliver(complaint)
  await read()
  expect([await state(), await suppressed(email)]).toEqual(['unsubscribed', 'objected'])
})

test('« no more » from another address silences both, and a person may still answer once', async () => {
  const { id, email, mail, state } = await written('ablavi')
  inbox.deliver(rawMail({ from: 'manager@label.example', to: us, subject: 'Re: Bonjour', text: 'Merci de ne plus nous écrire.\n', inReplyTo: mail.messageId }))
  inbox.deliver(rawMail({ from: 'manager@label.example', to: us, subject: 'Re: Bonjour', text: 'Stop.', inReplyTo: mail.messageId, messageId: `stop-${count}@label.example` }))
  await read()
  expect([await suppressed(email), await suppressed('manager@label.example'), await state()]).toEqual(['objected', 'objected', 'answered'])
  const [last] = (await agency.call<{ items: { id: string }[] }>('outreach.listAnswers', { recordId: id })).items
  await agency.call('outreach.sendMessage', { recordId: id, answerId: last!.id, body: 'C’est noté, pardon.' })
  await house.runJobs()
  expect(post.last('manager@label.example').text).toContain('C’est noté')
  await expect(agency.call('outreach.sendMessage', { recordId: id, subject: 'Encore', body: 'Bonjour' })).rejects.toMatchObject({ code: 'outreach.suppressed' })
})

test('a mail made to be unreadable, one from half an address, and one to a record that is gone hold up none after them', async () => {
  const [gone, { id, email, state }] = [await written('parti'), await written('reste')]
  await agency.call('crm.removeArtist', { id: gone.id })
  const parts = Array.from({ length: 60 }, (_, level) => `Content-Type: multipart/mixed; boundary=b${level}\n\n--b${level}\n`).join('')
  inbox.deliver(`From: x@y.example\nTo: ${us}\nSubject: poupées\nMIME-Version: 1.0\n${parts}`)
  inbox.deliver(rawMail({ from: 'reste@', to: us, subject: 'Bonjour', text: 'Qui suis-je ?' }))
  inbox.deliver(rawMail({ from: gone.email, to: us, subject: 'Re: Bonjour', text: 'Oui', inReplyTo: gone.mail.messageId }))
  inbox.deliver(rawMail({ from: 'a\u0000b@y.example', to: us, subject: 'Nul', text: 'x' }))
  expect(await state()).toBe('active')
  inbox.deliver(rawMail({ from: email, to: us, subject: 'Bonjour', text: 'Me voici' }))
  await read()
  expect(await state()).toBe('answered')
  expect((await answers(id)).map(({ body }) => body)).toEqual(['Me voici'])
  expect((await sql<{ problem: string | null }>`select problem from outreach.mailboxes where id = ${box}`.execute(house.db)).rows[0]!.problem).toBeNull()
})
