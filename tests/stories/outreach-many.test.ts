import { sql } from 'kysely'
import pg from 'pg'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
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

/** How many statements the database was given by something. */
async function statementsOf(what: () => Promise<unknown>): Promise<number> {
  const spy = vi.spyOn(pg.Client.prototype, 'query')
  try {
    await what()
    return spy.mock.calls.length
  } finally {
    spy.mockRestore()
  }
}

const idsOf = async (): Promise<string[]> => (await sql<{ id: string }>`select id from crm.records order by id`.execute(house.db)).rows.map(({ id }) => id)
const count = async (from: string): Promise<number> => (await sql<{ n: number }>`select count(*)::int as n from ${sql.raw(from)}`.execute(house.db)).rows[0]!.n
const dm = async (): Promise<string> => agency.sequence([{ kind: 'dm', templateId: await agency.template('', 'Salut {{artist.name}}, bravo', 'dm') }])

test(`${many} people are enrolled in a few statements by one of two who press at once, and their first steps written down together, each once`, { timeout: 120_000 }, async () => {
  const ids = await idsOf()
  const [first, second] = [await dm(), await dm()]
  const few = await statementsOf(() => agency.call('outreach.enrolRecords', { id: first, recordIds: ids.slice(0, 3), source: 'page publique', trial: true }))
  const all = await statementsOf(() => agency.call('outreach.enrolRecords', { id: first, recordIds: ids, source: 'page publique', trial: true }))
  expect(all).toBe(few)
  const reports = await Promise.all([agency.enrol(first, ids), agency.enrol(second, ids.toReversed()), agency.enrol(first, ids)])
  expect(reports.map(({ enrolled }) => enrolled).toSorted((a, b) => a - b)).toEqual([0, 0, many])
  for (const { enrolled, left } of reports) expect(left.map(({ why }) => why)).toEqual(enrolled === many ? [] : Array.from({ length: many }, () => 'busy'))
  expect(await count('outreach.enrolments')).toBe(many)
  let statements = 0
  for (let beats = 0; (await count('outreach.enrolments where due_at is not null')) > 0; beats += 1) {
    expect(beats).toBeLessThanOrEqual(many / 200)
    statements += await statementsOf(() => Promise.all([advanceAll(house.ctx()), advanceAll(house.ctx())]))
  }
  expect([await count('outreach.messages'), await count('(select distinct enrolment_id from outreach.messages) as each'), await count('planning.tasks')]).toEqual([
    many,
    many,
    many,
  ])
  // Planning announces each task; nothing else is done one by one.
  expect(statements).toBeLessThan(many * 3)
})

test('a sequence that is put away takes everything back at once: nothing of it runs, waits or is to be done', { timeout: 120_000 }, async () => {
  const [running] = (await agency.call<{ items: { id: string; figures: { running: number } }[] }>('outreach.listSequences')).items.filter(({ figures }) => figures.running > 0)
  await agency.call('outreach.setSequenceState', { id: running!.id, state: 'archived' })
  expect([await count('outreach.enrolments where ended_at is null'), await count('outreach.messages'), await count("planning.tasks where state = 'open'")]).toEqual([0, 0, 0])
  expect(await count("platform.events where type = 'enrolment.ended'")).toBe(many)
})

test('what was stopped is taken up again unless another sequence writes to the same person meanwhile', async () => {
  const [one] = await idsOf()
  const [first, second] = [await dm(), await dm()]
  await agency.enrol(first, [one!])
  const { id } = (await agency.states(first)).get(one!)!
  await agency.call('outreach.changeEnrolment', { id, act: 'stop' })
  await agency.enrol(second, [one!])
  await expect(agency.call('outreach.changeEnrolment', { id, act: 'resume' })).rejects.toMatchObject({ code: 'outreach.alreadyRunning' })
  await agency.call('outreach.changeEnrolment', { id: (await agency.states(second)).get(one!)!.id, act: 'stop' })
  expect(await agency.call('outreach.changeEnrolment', { id, act: 'resume' })).toEqual({ state: 'active' })
})
