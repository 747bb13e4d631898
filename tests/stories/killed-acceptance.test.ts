import { spawn } from 'node:child_process'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { openHouse, type TestHouse } from '#tests/house.ts'
import { checkedArtist, openAgency, sentPlan } from './prescribing.ts'

let house: TestHouse
const [plans, kills] = process.env.GRIOT_LONG ? [200, 25] : [20, 3]
beforeAll(async () => {
  house = await openHouse()
})
afterAll(() => house.close())

test(`killed -9 ${kills} times while ${plans} plans are accepted: each is accepted whole, once`, { timeout: 300_000 }, async () => {
  const { workspaceId, coach } = await openAgency(house)
  const artist = await house.person({ name: 'Ama Sika' })
  for (let n = 0; n < plans; n += 1) await sentPlan(house, coach, await checkedArtist(house, workspaceId, { accountId: artist.id, email: `ama-${n}@griot.example` }))
  const { name } = (await sql<{ name: string }>`select current_database() as name`.execute(house.db)).rows[0]!
  const left = async (): Promise<number> => (await sql<{ n: number }>`select count(*)::int as n from checkup.prescriptions where state = 'sent'`.execute(house.db)).rows[0]!.n
  const env = { ...process.env, NODE_ENV: 'test', GRIOT_DATA: house.config.dataDir, LOG_LEVEL: 'error' }
  let killed = 0
  for (let run = 0; (await left()) > 0; run += 1) {
    expect(run).toBeLessThan(kills + 3)
    const child = spawn(process.execPath, ['tests/stories/accepting.ts', inject('socket'), name, artist.id], { stdio: ['ignore', 'inherit', 'inherit'], env })
    const gone = new Promise((resolve) => child.once('exit', resolve))
    if (killed < kills) {
      const goal = Math.floor((plans * (kills - killed - 1)) / kills) + 1
      while (child.exitCode === null && (await left()) > goal) await new Promise((resolve) => setTimeout(resolve, 2))
      // Somewhere in the next acceptance.
      await new Promise((resolve) => setTimeout(resolve, (killed * 7) % 23))
      child.kill('SIGKILL')
      killed += 1
    }
    await gone
  }
  expect(killed).toBe(kills)
  const count = async (table: string): Promise<number> => (await sql<{ n: number }>`select count(*)::int as n from ${sql.table(table)}`.execute(house.db)).rows[0]!.n
  const { rows } = await sql<{ id: string; lines: number; steps: number; tasks: number; told: number; moments: number }>`
    select p.id, jsonb_array_length(p.lines) as lines, (select count(*)::int from checkup.prescription_steps s where s.prescription_id = p.id) as steps,
      (select count(*)::int from planning.tasks t where t.key like 'plan:' || p.id || ':%') as tasks,
      (select count(*)::int from crm.happenings h where h.record_id = p.record_id and h.kind = 'checkup.timeline.planAccepted') as moments,
      (select count(*)::int from platform.events e where e.type = 'prescription.accepted' and e.subject = p.record_id::text) as told
    from checkup.prescriptions p where p.state = 'accepted'`.execute(house.db)
  expect(rows).toHaveLength(plans)
  for (const { lines, ...one } of rows) expect(one).toMatchObject({ steps: lines, tasks: lines, moments: 1, told: 1 })
  const whole = rows.reduce((sum, { lines }) => sum + lines, 0)
  expect(await count('planning.tasks')).toBe(whole)
  expect(await count('checkup.prescription_steps')).toBe(whole)
})
