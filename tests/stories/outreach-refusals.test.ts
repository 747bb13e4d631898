import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { notifyContact } from '#domains/messaging'
import { leaveToken as leaveHouse, markOf } from '#domains/messaging/leave.ts'
import { advanceAll } from '#domains/outreach/actions/advance.ts'
import { leaveToken as leaveAgency } from '#domains/outreach/leave.ts'
import { openHouse, type TestHouse } from '#tests/house.ts'
import { type Agency, openAgency } from './outreach-agency.ts'

let house: TestHouse
let agency: Agency

beforeAll(async () => {
  house = await openHouse({ DEMO: '1' })
  agency = await openAgency(house)
})
afterAll(() => house.close())

const press = (path: string, body: object = {}) => house.app.inject({ method: 'POST', url: `/api/v1/${path}`, payload: body })
/** A mail of the house on behalf of an agency, of a kind that can be refused; answers whether it left. */
async function told(email: string, workspaceId: string, kind = 'checkup.planAnswered'): Promise<boolean> {
  const key = crypto.randomUUID()
  await notifyContact(house.db, {
    email,
    lang: 'fr',
    workspaceId,
    kind,
    params: { agency: 'Nyala', name: 'Ama', coach: 'Mariam', title: 'Single', lines: 3 },
    href: '/mona/join/secret',
    key,
  })
  await house.runJobs()
  const { rows } = await sql<{ state: string }>`select d.state from messaging.deliveries d join messaging.notices n on n.id = d.notice_id where n.key = ${key}`.execute(house.db)
  expect(rows).toHaveLength(1)
  return rows[0]!.state === 'sent'
}
const sequence = async (): Promise<string> => agency.sequence([{ kind: 'mail', templateId: await agency.template('Bonjour {{artist.name}}', 'Votre musique') }])
const left = async (id: string, recordIds: string[]): Promise<string[]> => (await agency.enrol(id, recordIds)).left.map(({ why }) => why)

test('whoever ended the house’s mails at one click, with or without an account, is never prospected', async () => {
  const person = await house.person({ email: 'kofi@musique.example' })
  const ids = [await agency.artist('Ama', 'Ama@musique.example'), await agency.artist('Kofi', 'kofi@musique.example'), await agency.artist('Esi', 'esi@musique.example')]
  const running = await sequence()
  expect(await left(running, [ids[2]!])).toEqual([])
  for (const leave of [{ contact: markOf('ama@musique.example') }, { userId: person.id }, { contact: markOf('esi@musique.example') }])
    expect((await press(`unsubscriptions/${leaveHouse({ ...leave, topics: ['work'] })}`)).json()).toMatchObject({ stopped: true })
  expect(await left(running, ids.slice(0, 2))).toEqual(['suppressed', 'suppressed'])
  await expect(agency.call('outreach.liftSuppression', { email: 'Ama@musique.example' })).rejects.toMatchObject({ code: 'outreach.refusedByThemselves' })
  await expect(agency.call('outreach.liftSuppression', { email: 'personne@musique.example' })).rejects.toMatchObject({ code: 'platform.missing' })
  await expect(agency.call('outreach.sendMessage', { recordId: ids[0], subject: 'Salut', body: 'Bonjour' })).rejects.toMatchObject({ code: 'outreach.suppressed' })
  expect(await agency.call('outreach.getComposeDesk', { recordId: ids[0] })).toMatchObject({ suppressed: 'unsubscribed' })
  // In a sequence already: the next step ends it.
  await sql`update outreach.mailboxes set weekdays = '{1,2,3,4,5,6,7}', from_minute = 0, to_minute = 1440`.execute(house.db)
  await advanceAll(house.ctx())
  expect((await agency.states(running)).get(ids[2]!)?.state).toBe('unsubscribed')
  await press(`unsubscriptions/${leaveHouse({ contact: markOf('ama@musique.example'), topics: ['work'] })}`, { again: true })
  expect(await left(running, [ids[0]!])).toEqual([])
})

test('a mail on its way when they refuse does not leave', async () => {
  const id = await agency.artist('Yao', 'yao@musique.example')
  await agency.call('outreach.sendMessage', { recordId: id, subject: 'Salut', body: 'Bonjour' })
  await press(`unsubscriptions/${leaveHouse({ contact: markOf('yao@musique.example'), topics: ['films'] })}`)
  await house.runJobs()
  expect((await agency.call<{ items: { state: string; problem: string }[] }>('outreach.listMessages', { recordId: id })).items).toMatchObject([
    { state: 'dropped', problem: 'outreach.suppressed' },
  ])
})

test('whoever told an agency « no more » hears nothing of it from the house but what is essential, all else from other agencies, and everything again once they take it back', async () => {
  const other = await openAgency(house, 'Ailleurs')
  const email = 'sena@musique.example'
  const id = await agency.artist('Sena', email)
  const { id: messageId } = await agency.call<{ id: string }>('outreach.sendMessage', { recordId: id, subject: 'Salut', body: 'Bonjour' })
  expect(await told(email, agency.workspaceId)).toBe(true)
  await press(`mail-stops/${leaveAgency(messageId)}`)
  expect([await told(email, agency.workspaceId), await told('SENA@musique.example', agency.workspaceId)]).toEqual([false, false])
  expect([await told(email, agency.workspaceId, 'checkup.planSent'), await told(email, other.workspaceId)]).toEqual([true, true])
  expect(await left(await sequence(), [id])).toEqual(['suppressed'])
  await press(`mail-stops/${leaveAgency(messageId)}`, { again: true })
  expect(await told(email, agency.workspaceId)).toBe(true)
})

test('an address that is only dead refused nothing', async () => {
  await agency.call('outreach.addSuppression', { workspaceId: agency.workspaceId, email: 'mort@musique.example', reason: 'bounced' })
  await agency.call('outreach.addSuppression', { workspaceId: agency.workspaceId, email: 'non@musique.example', reason: 'manual' })
  expect([await told('mort@musique.example', agency.workspaceId), await told('non@musique.example', agency.workspaceId)]).toEqual([true, false])
})

test('the private link of somebody without an account stands nowhere in the clear, and in the mail whole', async () => {
  const secret = 'Kx3-secret-du-lien-9QzW'
  await notifyContact(house.db, {
    email: 'lien@musique.example',
    lang: 'fr',
    kind: 'checkup.invited',
    params: { agency: 'Nyala', name: 'Ama', coach: 'Mariam' },
    href: `/mona/join/${secret}`,
  })
  const rows = await sql<{ table: string; row: string }>`select 'notices' as table, n::text as row from messaging.notices n
    union all select 'jobs', j::text from graphile_worker._private_jobs j union all select 'deliveries', d::text from messaging.deliveries d
    union all select 'events', e::text from platform.events e`.execute(house.db)
  expect(rows.rows.filter(({ row }) => row.includes(secret))).toEqual([])
  const sealed = Buffer.from(secret).toString('hex')
  expect(rows.rows.filter(({ row }) => row.includes(sealed))).toEqual([])
  await house.runJobs()
  const mail = await house.db.selectFrom('platform.mailbox').selectAll().where('recipient', '=', 'lien@musique.example').executeTakeFirstOrThrow()
  expect(mail.body_text).toContain(`http://localhost/mona/join/${secret}`)
  await expect(notifyContact(house.db, { email: 'a@b.example', lang: 'fr', kind: 'checkup.invited', href: '//evil.example' })).rejects.toThrow('a notice leads into the house')
})
