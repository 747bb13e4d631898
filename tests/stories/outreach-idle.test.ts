import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openListening } from '#domains/outreach/actions/listen.ts'
import { readAll, readAnswers } from '#domains/outreach/actions/read-answers.ts'
import { type ImapDoor, openImapDoor, rawMail } from '#tests/doors/imap.ts'
import { openHouse, type TestHouse } from '#tests/house.ts'
import { type Agency, openAgency } from './outreach-agency.ts'

let house: TestHouse
let [inbox, silent]: ImapDoor[] = []
let count = 0

beforeAll(async () => {
  ;[inbox, silent] = [await openImapDoor(), await openImapDoor({ idle: false })]
  house = await openHouse({ OUTGOING_ALLOW: `${inbox.allow},${silent.allow}` })
})
afterAll(async () => {
  await house.close()
  await Promise.all([inbox!.close(), silent!.close()])
})

/** Until it is so; however slow the machine is. */
async function soon(what: () => Promise<boolean> | boolean): Promise<void> {
  while (!(await what())) await new Promise((resolve) => setTimeout(resolve, 20))
}

interface Desk extends Agency {
  box: string
  /** An artist, and what they wrote that was read. */
  ama: { id: string; email: string; answers: () => Promise<number> }
}

async function desk(door: ImapDoor): Promise<Desk> {
  const agency = await openAgency(house, `Nyala ${(count += 1)}`)
  const box = await agency.mailbox({ smtpPort: 25, imapPort: door.port, user: door.user, password: door.password })
  await readAnswers(house.ctx(), { id: box })
  const email = `ama-${count}@musique.example`
  const id = await agency.artist('Ama', email)
  const answers = async (): Promise<number> => (await agency.call<{ items: unknown[] }>('outreach.listAnswers', { recordId: id })).items.length
  return { ...agency, box, ama: { id, email, answers } }
}
const writes = (door: ImapDoor, from: string): number => door.deliver(rawMail({ from, to: 'mariam@nyala.example', subject: 'Bonjour', text: 'Oui' }))
/** Readings that are queued, done. */
const waiting = async (id: string): Promise<number> =>
  (await sql<{ n: number }>`select count(*)::int as n from graphile_worker.jobs where key = ${`outreach.read:${id}`} and run_at <= now()`.execute(house.db)).rows[0]!.n
const listenersOf = async (id: string): Promise<string | null> =>
  (await sql<{ listener: string | null }>`select listener from outreach.mailboxes where id = ${id}`.execute(house.db)).rows[0]!.listener
const forget = (): Promise<unknown> => sql`delete from outreach.mailboxes`.execute(house.db)

test('an answer is read when it comes, by one listener of two; polling leaves the mailbox alone meanwhile', { timeout: 300_000 }, async () => {
  const agency = await desk(inbox!)
  const { box, ama } = agency
  const [one, other] = [openListening(), openListening()]
  await Promise.all([one.beat(), other.beat()])
  await soon(async () => (await listenersOf(box)) !== null && inbox!.idling() === 1)
  const { items } = await agency.call<{ items: { isListening: boolean }[] }>('outreach.listMailboxes')
  expect(items).toMatchObject([{ isListening: true }])
  // The reading of what came before.
  await soon(async () => (await waiting(box)) === 1)
  await house.runJobs()
  await readAll(house.ctx())
  expect(await waiting(box)).toBe(0)
  writes(inbox!, ama.email)
  await soon(async () => (await waiting(box)) === 1)
  await house.runJobs()
  expect(await ama.answers()).toBe(1)
  expect(inbox!.heard.filter((line) => /STORE|EXPUNGE|SELECT/.test(line))).toEqual([])
  await Promise.all([one.stop(), other.stop()])
  expect(await listenersOf(box)).toBeNull()
  await soon(() => inbox!.idling() === 0)
  await readAll(house.ctx())
  expect(await waiting(box)).toBe(1)
  await forget()
})

test('a line that breaks is opened again, and what came meanwhile is read', { timeout: 300_000 }, async () => {
  const { box, ama } = await desk(inbox!)
  const listening = openListening()
  await listening.beat()
  await soon(async () => (await listenersOf(box)) !== null && inbox!.idling() === 1)
  await soon(async () => (await waiting(box)) === 1)
  await house.runJobs()
  inbox!.breakLines()
  await soon(async () => (await listenersOf(box)) === null)
  writes(inbox!, ama.email)
  await soon(async () => {
    await listening.beat()
    return (await listenersOf(box)) !== null && inbox!.idling() === 1
  })
  await soon(async () => (await waiting(box)) === 1)
  await house.runJobs()
  expect(await ama.answers()).toBe(1)
  await listening.stop()
  await forget()
})

test('other servers in the settings end the line; a mailbox that was removed too', { timeout: 300_000 }, async () => {
  const agency = await desk(inbox!)
  const listening = openListening()
  await listening.beat()
  await soon(async () => (await listenersOf(agency.box)) !== null && inbox!.idling() === 1)
  await agency.mailbox({ smtpPort: 25, imapPort: inbox!.port, user: inbox!.user, password: inbox!.password })
  expect(await listenersOf(agency.box)).toBeNull()
  await soon(async () => {
    await listening.beat()
    return (await listenersOf(agency.box)) !== null && inbox!.idling() === 1
  })
  await agency.call('outreach.removeMailbox', { id: agency.box })
  await listening.beat()
  await soon(() => inbox!.idling() === 0)
  await listening.stop()
})

test('where the server offers no IDLE nobody listens, and polling reads', { timeout: 300_000 }, async () => {
  const { box, ama } = await desk(silent!)
  const listening = openListening()
  await listening.beat()
  await soon(() => silent!.heard.filter((line) => line === 'LOGOUT').length > 1)
  expect(await listenersOf(box)).toBeNull()
  writes(silent!, ama.email)
  await readAll(house.ctx())
  await house.runJobs()
  expect(await ama.answers()).toBe(1)
  expect(silent!.heard).not.toContain('IDLE')
  await listening.stop()
  await forget()
})

test('a process that hangs up while it is still connecting leaves nothing behind', { timeout: 300_000 }, async () => {
  const { box } = await desk(inbox!)
  const listening = openListening()
  await listening.beat()
  await listening.stop()
  expect(await listenersOf(box)).toBeNull()
  await soon(() => inbox!.idling() === 0)
  await forget()
})
