import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeWorkspace } from '#domains/identity/seed.ts'
import { openHouse, type TestHouse } from '#tests/house.ts'
import { seed } from './seed.ts'

let house: TestHouse
beforeAll(async () => {
  house = await openHouse()
})
afterAll(() => house.close())

test('the demo has templates, a running sequence with a history, and answers, none of which leaves by itself at the start', async () => {
  const owner = await house.person({ name: 'Mariam Koné' })
  await makeWorkspace(house.db, { name: 'Nyala Agence', kind: 'agency', owner: owner.id })
  const coordinator = await house.again(owner)
  for (let n = 0; n < 6; n += 1) await house.call(coordinator, 'crm.createArtist', { name: `Artiste ${n}`, email: `artiste-${n}@musique.example` })
  await seed(house.ctx())
  const { rows } = await sql<{ state: string; n: number }>`select state, count(*)::int as n from outreach.enrolments group by state order by state`.execute(house.db)
  expect(rows).toEqual([
    { state: 'active', n: 3 },
    { state: 'answered', n: 3 },
  ])
  const page = await house.call<{ items: { figures: { sent: number; answered: number } }[] }>(coordinator, 'outreach.listSequences')
  expect(page.items[0]?.figures).toMatchObject({ sent: 6, answered: 3 })
  expect((await sql`select 1 from outreach.enrolments where due_at <= now()`.execute(house.db)).rows).toEqual([])
})
