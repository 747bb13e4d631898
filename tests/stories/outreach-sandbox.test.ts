import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openPost } from '#app/post.ts'
import { advanceAll } from '#domains/outreach/actions/advance.ts'
import { readConfig, setConfig } from '#platform/config'
import { openHouse, type TestHouse } from '#tests/house.ts'
import { type Agency, openAgency } from './outreach-agency.ts'

let house: TestHouse
let agency: Agency
let close = async (): Promise<void> => undefined

beforeAll(async () => {
  house = await openHouse({ DEMO: '1' })
  const post = await openPost(house.config)
  const read = readConfig({ NODE_ENV: 'test', GRIOT_DATA: house.config.dataDir, MIN_FREE_BYTES: '0', PUBLIC_URL: 'http://localhost', DEMO: '1', OUTGOING_ALLOW: post!.allow })
  if ('mistakes' in read) throw new Error(read.mistakes.join('\n'))
  setConfig(read.config)
  close = post!.close
  agency = await openAgency(house)
})
afterAll(async () => {
  await close()
  await house.close()
})

const moodOf = (email: string): number => createHash('sha256').update(email).digest()[0]! % 8
const whose = (wanted: (mood: number) => boolean): string => {
  for (let n = 0; ; n += 1) if (wanted(moodOf(`artiste-${n}@musique.example`))) return `artiste-${n}@musique.example`
}

test('in a sandbox a sequence writes to the house’s mailbox, and some artists answer by themselves, marked as invented', { timeout: 300_000 }, async () => {
  const [talks, silent] = [whose((mood) => mood < 4), whose((mood) => mood > 4)]
  const ids = [await agency.artist('Ama', talks), await agency.artist('Kofi', silent)]
  const sequence = await agency.sequence([
    { kind: 'mail', templateId: await agency.template('Bonjour {{artist.name}}', 'Votre musique') },
    { kind: 'mail', templateId: await agency.template('', 'Encore'), wait: 3 },
  ])
  await agency.enrol(sequence, ids)
  await sql`update outreach.mailboxes set weekdays = '{1,2,3,4,5,6,7}', from_minute = 0, to_minute = 1440, pace = 5`.execute(house.db)
  await advanceAll(house.ctx())
  const now = (): Promise<unknown> => sql`update graphile_worker._private_jobs set run_at = now() where run_at > now() and key not like 'outreach.read:%'`.execute(house.db)
  await now()
  await house.runJobs()
  const { rows } = await sql<{ recipient: string }>`select recipient from platform.mailbox where recipient in (${talks}, ${silent})`.execute(house.db)
  expect(rows.map(({ recipient }) => recipient).toSorted()).toEqual([talks, silent].toSorted())
  // The reading was set for the moment at which an answer is there.
  while ((await agency.states(sequence)).get(ids[0]!)?.state !== 'answered') {
    await new Promise((resolve) => setTimeout(resolve, 500))
    await house.runJobs()
  }
  const states = await agency.states(sequence)
  expect([states.get(ids[0]!)?.state, states.get(ids[1]!)?.state]).toEqual(['answered', 'active'])
  const { items } = await agency.call<{ items: { body: string }[] }>('outreach.listAnswers', { recordId: ids[0]! })
  expect(items).toEqual([expect.objectContaining({ body: expect.stringContaining('bac à sable') })])
})
