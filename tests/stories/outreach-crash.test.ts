import { type ChildProcess, spawn } from 'node:child_process'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { type MailDoor, openMailDoor } from '#tests/doors/mail.ts'
import { openHouse, type TestHouse } from '#tests/house.ts'
import { type Agency, openAgency } from './outreach-agency.ts'

let house: TestHouse
let post: MailDoor
let agency: Agency
const [people, kills] = process.env.GRIOT_LONG ? [150, 30] : [12, 2]
const steps = 2

beforeAll(async () => {
  post = await openMailDoor()
  house = await openHouse({ OUTGOING_ALLOW: new URL(post.url).host })
  agency = await openAgency(house)
  await agency.mailbox({ smtpPort: Number(new URL(post.url).port) })
})
afterAll(async () => {
  await house.close()
  await post.close()
})

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))
const gone = (one: ChildProcess): Promise<unknown> => (one.exitCode === null && one.signalCode === null ? new Promise((resolve) => one.once('exit', resolve)) : Promise.resolve())

async function enrolled(): Promise<string> {
  const ids: string[] = []
  for (let n = 0; n < people; n += 1) ids.push(await agency.artist(`Artiste ${n}`, `artiste-${n}@musique.example`))
  const templates = [await agency.template('Bonjour {{artist.name}}', 'Votre musique'), await agency.template('', 'Je reviens vers vous')]
  const sequence = await agency.sequence([...templates.map((templateId) => ({ kind: 'mail', templateId })), { kind: 'call', title: 'Appeler' }])
  expect(await agency.enrol(sequence, ids)).toMatchObject({ enrolled: people, left: [] })
  return sequence
}

/** Two processes at once; killed when so many mails have arrived, or left to the end. Answers how many were killed while they lived. */
async function round(database: string, killAt: number | null, late: number): Promise<number> {
  const env = { ...process.env, NODE_ENV: 'test', GRIOT_DATA: house.config.dataDir, LOG_LEVEL: 'error', OUTGOING_ALLOW: new URL(post.url).host }
  const workers = [0, 1].map(() => spawn(process.execPath, ['tests/stories/outreach-worker.ts', inject('socket'), database], { stdio: ['ignore', 'inherit', 'inherit'], env }))
  const done = Promise.all(workers.map(gone))
  let killed = 0
  if (killAt !== null) {
    while (workers.some(({ exitCode }) => exitCode === null) && post.mails.length < killAt) await pause(1)
    // Somewhere between the server's yes and our line, or in the next letter.
    if (late > 0) await pause(late)
    for (const one of workers) if (one.exitCode === null && one.kill('SIGKILL')) killed += 1
  }
  await done
  // Three minutes went by.
  await sql`update outreach.messages set claimed_at = claimed_at - interval '10 minutes' where state = 'sending'`.execute(house.db)
  return killed
}

test(
  `two workers at once, killed -9 ${kills} times between sending and recording: each step of ${people} people is recorded once, and sent again only under its own name`,
  { timeout: 600_000 },
  async () => {
    const sequence = await enrolled()
    const { name } = (await sql<{ name: string }>`select current_database() as name`.execute(house.db)).rows[0]!
    let killed = 0
    for (let kill = 0; kill < kills; kill += 1) killed += await round(name, Math.floor((people * steps * (kill + 1)) / (kills + 1)) + 1, (kill * 3) % 11)
    expect(killed).toBeGreaterThanOrEqual(kills)
    await round(name, null, 0)
    const { rows } = await sql<{ email: string; messageId: string; subject: string; state: string }>`
      select email::text as email, '<' || message_id || '>' as "messageId", subject, state from outreach.messages where channel = 'mail'`.execute(house.db)
    expect(rows).toHaveLength(people * steps)
    expect(rows.filter(({ state }) => state !== 'sent')).toEqual([])
    // What arrived: every mail we wrote down and none else; whatever came twice bears one name and says one thing.
    const arrived = Map.groupBy(post.mails, (mail) => mail.messageId ?? '')
    expect(new Set(arrived.keys())).toEqual(new Set(rows.map(({ messageId }) => messageId)))
    for (const { email, messageId, subject } of rows)
      for (const mail of arrived.get(messageId)!) expect([mail.to?.[0]?.address, mail.subject, mail.text]).toEqual([email, subject, arrived.get(messageId)![0]!.text])
    // Each death costs one repetition a worker at most.
    expect(post.mails.length - rows.length).toBeLessThanOrEqual(killed)
    const count = async (table: string, where: string): Promise<number> =>
      (await sql<{ n: number }>`select count(*)::int as n from ${sql.table(table)} where ${sql.raw(where)}`.execute(house.db)).rows[0]!.n
    expect(await count('crm.happenings', "kind = 'outreach.timeline.sequenceMail'")).toBe(people * steps)
    expect(await count('platform.events', "type = 'message.sent'")).toBe(people * steps)
    expect(await count('planning.tasks', "key like 'outreach.step:%'")).toBe(people)
    expect([...(await agency.states(sequence)).values()].filter(({ state, position }) => state !== 'active' || position !== steps)).toEqual([])
  },
)
