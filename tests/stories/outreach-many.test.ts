import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { advanceAll } from '#domains/outreach/actions/advance.ts'
import { openHouse, type TestHouse } from '#tests/house.ts'
import { type Agency, openAgency } from './outreach-agency.ts'

let house: TestHouse
let agency: Agency
const many = 1_000

beforeAll(async () => {
  house = await openHouse()
  agency = await openAgency(house)
  const id = await agency.artist('Artiste', 'artiste@musique.example')
  // The same artist again and again, each with an address of their own.
  const { rows } = await sql<{ column: string }>`select quote_ident(column_name) as column from information_schema.columns
    where table_schema = 'crm' and table_name = 'records' and is_generated = 'NEVER' and column_name not in ('id', 'name', 'email')`.execute(house.db)
  const rest = sql.raw(rows.map(({ column }) => column).join(', '))
  await sql`insert into crm.records (name, email, ${rest}) select 'Artiste ' || n, 'artiste-' || n || '@musique.example', ${rest} from crm.records, generate_series(1, ${many - 1}) n where id = ${id}`.execute(
    house.db,
  )
})
afterAll(() => house.close())

test(`${many} people are enrolled in one call and their first steps written down in bounded time, each once`, { timeout: 120_000 }, async () => {
  const ids = (await sql<{ id: string }>`select id from crm.records`.execute(house.db)).rows.map(({ id }) => id)
  const sequence = await agency.sequence([{ kind: 'dm', templateId: await agency.template('', 'Salut {{artist.name}}, bravo', 'dm') }])
  const began = performance.now()
  expect(await agency.enrol(sequence, ids)).toMatchObject({ enrolled: many, left: [], waiting: [] })
  const enrolled = performance.now()
  for (let left = many, beats = 0; left > 0; beats += 1) {
    expect(beats).toBeLessThanOrEqual(many / 200)
    await Promise.all([advanceAll(house.ctx()), advanceAll(house.ctx())])
    left = (await sql<{ n: number }>`select count(*)::int as n from outreach.enrolments where due_at is not null`.execute(house.db)).rows[0]!.n
  }
  const done = performance.now()
  const { rows } = await sql<{ n: number; people: number }>`select count(*)::int as n, count(distinct enrolment_id)::int as people from outreach.messages`.execute(house.db)
  expect(rows).toEqual([{ n: many, people: many }])
  expect((await sql<{ n: number }>`select count(*)::int as n from planning.tasks`.execute(house.db)).rows[0]!.n).toBe(many)
  expect(enrolled - began).toBeLessThan(15_000)
  expect(done - enrolled).toBeLessThan(60_000)
})
