import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { round } from '#domains/checkup/actions/figures/fetch.ts'
import { playedByStandIns } from '#domains/checkup/providers/registry.ts'
import type { Person } from '#platform/actor'
import { clock, day, hour } from '#platform/clock'
import { openDeezer } from '#tests/doors/deezer.ts'
import type { NetworkDoor } from '#tests/doors/network-door.ts'
import { openHouse, type TestHouse } from '#tests/house.ts'

let house: TestHouse
let door: NetworkDoor
let owner: Person
let workspaceId: string
beforeAll(async () => {
  door = await openDeezer()
  house = await openHouse(door.env)
  playedByStandIns(['deezer'])
  owner = await house.person({ name: 'Mariam Koné' })
  workspaceId = await house.workspace(owner, { kind: 'agency', name: 'Nyala' })
})
afterEach(() => {
  door.instead(null)
  clock.reset()
})
afterAll(async () => {
  playedByStandIns([])
  await house.close()
  await door.close()
})

interface Seen {
  networks: { network: string; followers: number | null; invented: boolean }[]
  fetches: { network: string; state: string | null; problem: string | null }[]
}
const seen = (recordId: string) => house.call<Seen>(owner, 'checkup.artistFigures', { recordId })
const fetchNow = async (recordId: string): Promise<void> => {
  expect(await house.call(owner, 'checkup.fetchFigures', { recordId })).toEqual({ networks: ['deezer'] })
  await house.runJobs()
}
const fans = (count: number) => door.instead({ status: 200, body: { id: 27, name: 'Ama Sika', nb_fan: count } })
const kept = async (recordId: string) =>
  (
    await sql<{
      value: number
      source: string
    }>`select value::int as value, source from checkup.figures where record_id = ${recordId}::uuid and metric = 'followers' order by day`.execute(house.db)
  ).rows
async function artistOnDeezer(name: string): Promise<string> {
  const { id } = await house.call<{ id: string }>(owner, 'crm.createArtist', { workspaceId, name })
  expect(await house.call(owner, 'checkup.confirmArtistLinks', { recordId: id, urls: ['https://www.deezer.com/artist/27'] })).toEqual({ added: 1 })
  await house.runJobs()
  return id
}

test('a confirmed link brings figures onto the artist; asked twice a day there is one figure, and what it corrected', async () => {
  fans(1_200)
  const id = await artistOnDeezer('Ama Sika')
  expect(await seen(id)).toMatchObject({ networks: [{ network: 'deezer', followers: 1_200, invented: true }], fetches: [{ network: 'deezer', state: 'done', problem: null }] })
  await fetchNow(id)
  expect(await kept(id)).toEqual([{ value: 1_200, source: 'provider' }])
  fans(1_250)
  await fetchNow(id)
  expect(await kept(id)).toEqual([{ value: 1_250, source: 'provider' }])
  const { rows } = await sql<{ value: number }>`select value::int as value from checkup.corrections where record_id = ${id}::uuid`.execute(house.db)
  expect(rows).toEqual([{ value: 1_200 }])
  const { rows: records } = await sql<{ followers: number }>`select followers::int as followers from crm.records where id = ${id}::uuid`.execute(house.db)
  expect(records).toEqual([{ followers: 1_250 }])
})

test('the daily round leaves alone what was asked today, and asks again the next day', async () => {
  const id = await artistOnDeezer('Demain')
  const before = door.calls.length
  const goRound = async (): Promise<void> => {
    await round(house.ctx(), { workspaceId })
    await house.runJobs()
  }
  await goRound()
  expect(door.calls).toHaveLength(before)
  clock.travel(day + hour)
  await goRound()
  expect(door.calls.length).toBeGreaterThan(before)
  expect(await kept(id)).toHaveLength(2)
  const after = door.calls.length
  await goRound()
  expect(door.calls).toHaveLength(after)
})

test('a machine does not write over a person; asked too often it comes back, and nobody there is told', async () => {
  fans(500)
  const id = await artistOnDeezer('Main')
  const today = new Date().toISOString().slice(0, 10)
  await house.call(owner, 'checkup.noteFigures', { recordId: id, figures: [{ network: 'deezer', metric: 'followers', day: today, value: 480 }] })
  fans(510)
  await fetchNow(id)
  expect(await kept(id)).toMatchObject([{ value: 480, source: 'typed' }])

  door.instead({ status: 200, body: { error: { type: 'Exception', message: 'Quota limit exceeded', code: 4 } } })
  await fetchNow(id)
  expect((await seen(id)).fetches).toMatchObject([{ state: 'waiting' }])
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from graphile_worker.jobs where key = ${`checkup.fetch:deezer:${id}`} and run_at > now()`.execute(house.db)
  expect(rows).toEqual([{ n: 1 }])

  door.instead({ status: 200, body: { error: { type: 'DataException', message: 'no data', code: 800 } } })
  await fetchNow(id)
  expect((await seen(id)).fetches).toMatchObject([{ state: 'refused', problem: 'checkup.notOnNetwork' }])
})
