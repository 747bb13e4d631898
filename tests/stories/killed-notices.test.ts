import { type ChildProcess, spawn } from 'node:child_process'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { sql } from 'kysely'
import { notify, notifyContact } from '#domains/messaging'
import { type MailDoor, openMailDoor } from '#tests/doors/mail.ts'
import { openPushDoor, type PushDoor } from '#tests/doors/push.ts'
import { openHouse, type TestHouse } from '#tests/house.ts'

let house: TestHouse
let post: MailDoor
let push: PushDoor
let database: string
const [mails, kills] = process.env.GRIOT_LONG ? [2_000, 20] : [120, 3]

beforeAll(async () => {
  ;[post, push] = [await openMailDoor(), await openPushDoor()]
  house = await openHouse({ MAIL_URL: post.url, OUTGOING_ALLOW: push.host })
  database = (await sql<{ name: string }>`select current_database() as name`.execute(house.db)).rows[0]!.name
})
afterAll(async () => {
  await house.close()
  await Promise.all([post.close(), push.close()])
})

function startWorker(): ChildProcess {
  const env = { ...process.env, NODE_ENV: 'test', GRIOT_DATA: house.config.dataDir, LOG_LEVEL: 'error', MAIL_URL: post.url, OUTGOING_ALLOW: push.host }
  return spawn(process.execPath, ['tests/stories/messaging-worker.ts', inject('socket'), database], { stdio: ['ignore', 'inherit', 'inherit'], env })
}

async function until(is: () => Promise<boolean> | boolean, ms: number): Promise<void> {
  for (const end = Date.now() + ms; Date.now() < end;) {
    if (await is()) return
    await new Promise((resolve) => setTimeout(resolve, 15))
  }
  throw new Error('it did not come to pass')
}

const waiting = async (): Promise<number> => (await sql<{ n: number }>`select count(*)::int as n from graphile_worker.jobs`.execute(house.db)).rows[0]!.n

test(`killed -9 ${kills} times in the middle of ${mails} mails: each arrives, and what a kill repeats bears the name it had`, { timeout: 60_000 + mails * 100 }, async () => {
  const person = await house.person({ name: 'Awa' })
  await house.call(person, 'messaging.subscribePush', push.subscribe())
  await house.db.transaction().execute(async (tx) => {
    for (let n = 0; n < mails; n += 1) {
      const facts = { lang: 'fr', kind: 'cinema.watchable', params: { title: `n° ${n}` }, href: '/karangou', key: 'k' } as const
      await notifyContact(tx, { ...facts, email: `fan-${n}@griot.example` })
      // Announced again: nobody is told twice.
      if (n % 3 === 0) await notifyContact(tx, { ...facts, email: `fan-${n}@griot.example` })
      if (n % 10 === 0) await notify(tx, { userId: person.id, ...facts, key: String(n) })
    }
  })
  let worker = startWorker()
  try {
    for (let kill = 1; kill <= kills; kill += 1) {
      const goal = Math.floor((mails * kill) / (kills + 1))
      await until(() => post.mails.length >= goal, 60_000)
      worker.kill('SIGKILL')
      await new Promise((resolve) => worker.once('exit', resolve))
      worker = startWorker()
    }
    await until(async () => (await waiting()) === 0, 120_000)
  } finally {
    worker.kill('SIGTERM')
    await new Promise((resolve) => worker.once('exit', resolve))
  }
  const fans = post.mails.filter((mail) => mail.to?.[0]?.address?.startsWith('fan-'))
  const names = new Map<string, Set<string>>()
  for (const mail of fans) names.set(mail.to![0]!.address!, (names.get(mail.to![0]!.address!) ?? new Set()).add(mail.messageId!))
  expect(names.size).toBe(mails)
  // One name for each: a receiver that has seen it shows it once.
  expect([...names.values()].filter((ids) => ids.size !== 1)).toEqual([])
  // At least once: a kill may fall between the server's yes and our line, for as many as were under way.
  expect(fans.length - mails).toBeLessThanOrEqual(kills * 4)
  expect(new Set(push.received.map(({ topic }) => topic)).size).toBe(Math.ceil(mails / 10))
  const { rows } = await sql<{ state: string; n: number }>`select state, count(*)::int as n from messaging.deliveries group by state`.execute(house.db)
  expect(rows).toEqual([{ state: 'sent', n: mails + 2 * Math.ceil(mails / 10) }])
})
