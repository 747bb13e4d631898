import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { advanceAll } from '#domains/outreach/actions/advance.ts'
import { readAnswers } from '#domains/outreach/actions/read-answers.ts'
import { leaveToken } from '#domains/outreach/leave.ts'
import { type ImapDoor, openImapDoor, rawMail, rawReport } from '#tests/doors/imap.ts'
import { type MailDoor, openMailDoor } from '#tests/doors/mail.ts'
import { openHouse, type TestHouse } from '#tests/house.ts'
import { type Agency, openAgency, passDays } from './outreach-agency.ts'

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
  // The first reading leaves alone what was there before.
  await readAnswers(house.ctx(), { id: box })
})
afterAll(async () => {
  await house.close()
  await Promise.all([post.close(), inbox.close()])
})

const beat = async (): Promise<void> => {
  await advanceAll(house.ctx())
  await sql`update graphile_worker.jobs set run_at = now()`.execute(house.db).catch(() => undefined)
  await sql`update graphile_worker._private_jobs set run_at = now() where run_at > now()`.execute(house.db)
  await house.runJobs()
}
const read = () => readAnswers(house.ctx(), { id: box })
const to = (email: string) => post.mails.filter((mail) => mail.to?.[0]?.address === email)
const fresh = (name: string): string => `${name.toLowerCase()}-${count}@musique.example`

async function written(name: string): Promise<{ id: string; email: string; sequence: string; messageId: string }> {
  const email = fresh(name)
  const id = await agency.artist(name, email)
  const [first, then] = [
    await agency.template('Bonjour {{artist.name}}', 'Votre musique, {{artist.firstname|vous}} !'),
    await agency.template('', 'Je me permets de revenir vers vous.'),
  ]
  const sequence = await agency.sequence([
    { kind: 'mail', templateId: first },
    { kind: 'mail', templateId: then, wait: 3 },
  ])
  expect(await agency.enrol(sequence, [id])).toMatchObject({ enrolled: 1, left: [], waiting: [] })
  await beat()
  return { id, email, sequence, messageId: to(email)[0]!.messageId!.slice(1, -1) }
}

test('a sequence writes, goes on in the thread after its delay, and stops at the answer, which stands on the timeline', async () => {
  const { id, email, sequence, messageId } = await written('Ama')
  const [mail] = to(email)
  expect(mail!.subject).toBe('Bonjour Ama')
  expect(mail!.text).toContain('Votre musique, vous !')
  expect(mail!.text).toContain('page publique')
  expect(mail!.headers.find(({ key }) => key === 'list-unsubscribe-post')?.value).toBe('List-Unsubscribe=One-Click')
  await beat()
  expect(to(email)).toHaveLength(1)
  await passDays(house, 6)
  await beat()
  expect(to(email)).toHaveLength(2)
  expect(to(email)[1]).toMatchObject({ subject: 'Re: Bonjour Ama', inReplyTo: `<${messageId}>` })
  inbox.deliver(
    rawMail({
      from: `Ama <${email}>`,
      to: 'mariam@nyala.example',
      subject: 'Re: Bonjour Ama',
      text: 'Oui, volontiers !\n\nLe 20 nov. 2026, Mariam a écrit :\n> Bonjour',
      inReplyTo: messageId,
    }),
  )
  await Promise.all([read(), read()])
  await house.runJobs()
  const line = (await agency.call<{ items: { kind: string; body: string | null; direction: string | null }[] }>('crm.getTimeline', { id })).items.filter(
    ({ kind }) => kind === 'outreach.timeline.answer',
  )
  expect(line).toEqual([expect.objectContaining({ body: 'Oui, volontiers !', direction: 'in' })])
  const told = await agency.call<{ items: { kind: string }[] }>('messaging.listNotices')
  expect(told.items.map(({ kind }) => kind)).toContain('outreach.answered')
  // The second message was the last step: the sequence had come to its end before the answer.
  expect((await agency.states(sequence)).get(id)?.state).toBe('finished')
})

test('an answer before the next step ends the enrolment, from whatever address, when it names our message', async () => {
  const { id, email, sequence, messageId } = await written('Kofi')
  inbox.deliver(rawMail({ from: 'Manager <manager@label.example>', to: 'mariam@nyala.example', subject: 'Kofi', text: 'Je réponds pour lui.', inReplyTo: messageId }))
  await read()
  expect((await agency.states(sequence)).get(id)).toMatchObject({ state: 'answered', reason: 'outreach.reason.answered' })
  await passDays(house, 10)
  await beat()
  expect(to(email)).toHaveLength(1)
})

test('an absence does not stop; a delivery that is late does not either; a dead address does, and nobody writes there again', async () => {
  const { id, email, sequence, messageId } = await written('Esi')
  inbox.deliver(
    rawMail({ from: email, to: 'mariam@nyala.example', subject: 'Absente', text: 'Je reviens lundi.', inReplyTo: messageId, headers: { 'Auto-Submitted': 'auto-replied' } }),
  )
  inbox.deliver(rawReport({ to: 'mariam@nyala.example', failed: email, messageId, action: 'delayed', status: '4.4.7' }))
  await read()
  expect((await agency.states(sequence)).get(id)?.state).toBe('active')
  inbox.deliver(rawReport({ to: 'mariam@nyala.example', failed: email, messageId }))
  await read()
  expect((await agency.states(sequence)).get(id)?.state).toBe('bounced')
  const again = await agency.sequence([{ kind: 'mail', templateId: await agency.template('Encore', 'Bonjour') }])
  expect(await agency.enrol(again, [id])).toMatchObject({ enrolled: 0, left: [{ id, why: 'suppressed' }] })
  const { items } = await agency.call<{ items: { kind: string }[] }>('outreach.listAnswers', { recordId: id })
  expect(items.map(({ kind }) => kind)).toEqual(['bounce', 'auto', 'auto'])
})

test('the link at the foot ends everything at once, by one click without a session, and can be taken back', async () => {
  const { id, email, sequence } = await written('Yao')
  const { rows } = await sql<{ id: string }>`select id from outreach.messages where email = ${email}`.execute(house.db)
  const token = leaveToken(rows[0]!.id)
  const stop = (body: object) => house.app.inject({ method: 'POST', url: `/api/v1/mail-stops/${token}`, payload: body })
  expect((await stop({})).json()).toMatchObject({ stopped: true, address: `y…@musique.example` })
  expect((await agency.states(sequence)).get(id)?.state).toBe('unsubscribed')
  await expect(agency.call('outreach.sendMessage', { recordId: id, subject: 'Salut', body: 'Encore moi' })).rejects.toMatchObject({ code: 'outreach.suppressed' })
  expect((await stop({ again: true })).json()).toMatchObject({ stopped: false })
  expect((await house.app.inject({ method: 'POST', url: `/api/v1/mail-stops/${token.replace(/.$/, 'A')}x`, payload: {} })).statusCode).toBe(404)
})

test('an answer that only says « stop » is an objection', async () => {
  const { id, email, sequence, messageId } = await written('Sena')
  inbox.deliver(rawMail({ from: email, to: 'mariam@nyala.example', subject: 'Re:', text: 'STOP', inReplyTo: messageId }))
  await read()
  expect((await agency.states(sequence)).get(id)).toMatchObject({ state: 'unsubscribed', reason: 'outreach.reason.objected' })
})

test('nothing is read twice: not by two readers, not after the server numbered anew; mails of strangers are not kept', async () => {
  const { id, email, messageId } = await written('Dela')
  inbox.deliver(rawMail({ from: 'banque@banque.example', to: 'mariam@nyala.example', subject: 'Relevé', text: 'Confidentiel' }))
  inbox.deliver(rawMail({ from: email, to: 'mariam@nyala.example', subject: 'Re: Bonjour', text: 'Oui', inReplyTo: messageId, messageId: `once-${count}@musique.example` }))
  await Promise.all([read(), read(), read()])
  inbox.renumber()
  await read()
  await read()
  expect((await agency.call<{ items: unknown[] }>('outreach.listAnswers', { recordId: id })).items).toHaveLength(1)
  expect((await sql<{ n: number }>`select count(*)::int as n from outreach.answers where subject = 'Relevé'`.execute(house.db)).rows[0]!.n).toBe(0)
  expect(inbox.heard.filter((line) => /STORE|EXPUNGE|DELETE|MOVE|COPY|SELECT/.test(line))).toEqual([])
})

test('a step by hand is a task with its text; done, the sequence goes on; the record removed, it stops', async () => {
  const [id, gone] = [await agency.artist('Fati', fresh('Fati')), await agency.artist('Nii', fresh('Nii'))]
  const sequence = await agency.sequence([
    { kind: 'dm', templateId: await agency.template('', 'Salut {{artist.name}}, bravo pour le single', 'dm') },
    { kind: 'call', title: 'Appeler', wait: 2 },
  ])
  await agency.enrol(sequence, [id, gone])
  await beat()
  const { items } = await agency.call<{ items: { id: string; notes: string | null; title: string; subject: { id: string } | null }[] }>('planning.listTasks', {
    workspaceId: agency.workspaceId,
  })
  const task = items.find(({ subject }) => subject?.id === id)!
  expect(task).toMatchObject({ title: expect.stringContaining('Fati') })
  await agency.call('planning.completeTask', { id: task.id })
  await agency.call('crm.removeArtist', { id: gone })
  await house.runJobs()
  const states = await agency.states(sequence)
  expect(states.get(id)).toMatchObject({ state: 'active', position: 1 })
  expect(states.get(gone)).toMatchObject({ state: 'stopped', reason: 'outreach.reason.removed' })
})

test('a record that is merged takes what was written along and its sequence stops; the merge undone, all is home, and the sequence waits for a person', async () => {
  const { id, email, sequence, messageId } = await written('Akua')
  inbox.deliver(
    rawMail({ from: email, to: 'mariam@nyala.example', subject: 'Absente', text: 'Je reviens lundi.', inReplyTo: messageId, headers: { 'Auto-Submitted': 'auto-replied' } }),
  )
  await read()
  const into = await agency.artist('Akua B.', fresh('AkuaB'))
  const held = async (recordId: string): Promise<number[]> =>
    Promise.all(['listMessages', 'listAnswers', 'listEnrolments'].map(async (name) => (await agency.call<{ items: unknown[] }>(`outreach.${name}`, { recordId })).items.length))
  const merge = await agency.call<{ id: string }>('crm.mergeRecords', { id: into, otherId: id })
  await house.runJobs()
  expect([await held(id), await held(into)]).toEqual([
    [0, 0, 0],
    [1, 1, 1],
  ])
  expect((await agency.states(sequence)).get(into)).toMatchObject({ state: 'stopped', reason: 'outreach.reason.merged' })
  await agency.call('crm.undoMerge', { id: merge.id })
  await house.runJobs()
  expect([await held(id), await held(into)]).toEqual([
    [1, 1, 1],
    [0, 0, 0],
  ])
  const paused = (await agency.states(sequence)).get(id)!
  expect(paused).toMatchObject({ state: 'paused', reason: 'outreach.reason.unmerged', position: 1 })
  await passDays(house, 6)
  await beat()
  expect(to(email)).toHaveLength(1)
  await agency.call('outreach.changeEnrolment', { id: paused.id, act: 'resume' })
  await beat()
  expect(to(email)).toHaveLength(2)
})

test('a variable without a value makes that one message wait and says which; filled, it goes', async () => {
  const id = await agency.artist('Zola', fresh('Zola'))
  const sequence = await agency.sequence([{ kind: 'mail', templateId: await agency.template('De {{artist.city}}', 'Bonjour') }])
  expect(await agency.enrol(sequence, [id])).toMatchObject({ enrolled: 1, waiting: [{ id, missing: ['artist.city'] }] })
  await beat()
  const waiting = (await agency.states(sequence)).get(id)!
  expect(waiting).toMatchObject({ state: 'paused', reason: 'outreach.reason.missing' })
  await agency.call('crm.updateArtist', { id, city: 'Lomé' })
  await agency.call('outreach.changeEnrolment', { id: waiting.id, act: 'resume' })
  await beat()
  expect(to(fresh('Zola')).map(({ subject }) => subject)).toEqual(['De Lomé'])
})

test('no header can be smuggled in: not by a form, not by the name of an artist, not by the answer of a stranger', async () => {
  const id = await agency.artist('Kwame', fresh('Kwame'))
  const bad = 'Salut\r\nBcc: tous@example.org'
  await expect(agency.call('outreach.sendMessage', { recordId: id, subject: bad, body: 'x' })).rejects.toMatchObject({ kind: 'invalid' })
  await expect(agency.call('outreach.saveMailbox', { kind: 'smtp', fromName: bad, fromAddress: 'a@b.example', smtp: { host: 'x.example' } })).rejects.toMatchObject({
    kind: 'invalid',
  })
  await expect(agency.call('outreach.saveMailbox', { kind: 'smtp', fromAddress: 'a@b.example\r\nBcc: c@d.example', smtp: { host: 'x.example' } })).rejects.toMatchObject({
    kind: 'invalid',
  })
  await sql`update crm.records set name = ${'Kwame\r\nBcc: tous@example.org'} where id = ${id}`.execute(house.db)
  const sequence = await agency.sequence([{ kind: 'mail', templateId: await agency.template('Bonjour {{artist.name}}', 'Oui') }])
  await agency.enrol(sequence, [id])
  await beat()
  const [mail] = to(fresh('Kwame'))
  expect(mail!.subject).toBe('Bonjour Kwame Bcc: tous@example.org')
  expect(mail!.bcc ?? []).toEqual([])
})

test('a private address is no mail server, and no password travels in the clear', async () => {
  const server = (host: string, security = 'tls') => ({ kind: 'smtp', mine: true, fromAddress: 'a@b.example', smtp: { host, port: 465, security, user: 'a' }, smtpPassword: 'p' })
  const { id } = await agency.call<{ id: string }>('outreach.saveMailbox', server('127.0.0.1'))
  expect(await agency.call('outreach.testMailbox', { id })).toMatchObject({ smtp: 'outreach.innerServer' })
  await expect(agency.call('outreach.saveMailbox', { ...server('10.0.0.8'), smtpPassword: '' })).rejects.toMatchObject({ fields: [{ code: 'outreach.passwordAgain' }] })
  await agency.call('outreach.saveMailbox', server('8.8.8.8', 'none'))
  expect(await agency.call('outreach.testMailbox', { id })).toMatchObject({ smtp: 'outreach.plainServer' })
  const shown = JSON.stringify(await agency.call('outreach.listMailboxes'))
  expect(shown).not.toContain(inbox.password)
})
