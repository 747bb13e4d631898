import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { setTimeout as wait } from 'node:timers/promises'
import type { Person } from '#platform/actor'
import { isRefusal, refusalData } from '#platform/refusal'
import { openHouse, type TestHouse } from '#tests/house.ts'
import type { StudioProject } from '../../schema.ts'
import { type Keeper, type Means, openKeeper } from './keeper.ts'

/** The keeper of a draft, against the real operations; only the network between them is ours to cut. */
let house: TestHouse
let kossi: Person
let claire: Person
let workspaceId: string
let id: string

beforeAll(async () => {
  house = await openHouse()
  kossi = await house.person({ name: 'Kossi' })
  claire = await house.person({ name: 'Claire' })
  workspaceId = await house.workspace(kossi)
  await house.join(workspaceId, claire, 'owner')
})
afterAll(() => house.close())
beforeEach(async () => {
  id = (await house.call<{ id: string }>(kossi, 'crowdfunding.createProject', { workspaceId, title: 'Les tambours' })).id
})

const statuses: Readonly<Record<string, number>> = { invalid: 422, forbidden: 403, missing: 404, conflict: 409, refused: 409, unavailable: 503 }
const names: Readonly<Record<string, string>> = { budget: 'setBudget', rewards: 'setRewards', team: 'setTeam', milestones: 'setMilestones' }
const project = (who = kossi) => house.call<StudioProject>(who, 'crowdfunding.getStudioProject', { id })

/** A device: its own memory, and a network that can be cut. */
function device(who: Person) {
  const memory = new Map<string, string>()
  const sent: string[] = []
  const net = { up: true }
  const means: Means = {
    send: async (method, path, body) => {
      if (!net.up) throw new TypeError('Failed to fetch')
      const part = path.split('/')[4]
      const name = method === 'GET' ? 'getStudioProject' : part ? names[part]! : 'editProject'
      if (method !== 'GET') sent.push(JSON.stringify(body))
      try {
        const answer = await house.call<unknown>(who, `crowdfunding.${name}`, { id, ...(body as object | undefined) })
        return { status: 200, body: JSON.parse(JSON.stringify(answer)) as unknown }
      } catch (error) {
        if (!isRefusal(error)) throw error
        return { status: statuses[error.kind] ?? 500, body: refusalData(error) }
      }
    },
    storage: {
      getItem: (key) => memory.get(key) ?? null,
      setItem: (key, value) => void memory.set(key, value),
      removeItem: (key) => void memory.delete(key),
    },
    now: () => 1_000,
    pause: 15,
    retry: 30,
  }
  return { memory, sent, net, open: async (): Promise<Keeper> => openKeeper(id, await project(who), means) }
}
const settled = async (keeper: Keeper, kind: string) => {
  await expect.poll(() => keeper.view().saving.kind, { timeout: 5_000 }).toBe(kind)
}

test('what is typed is saved once the fingers rest: one call, only what changed', async () => {
  const { open, sent, memory } = device(kossi)
  const keeper = await open()
  for (const summary of ['U', 'Un', 'Un film']) keeper.putFacts({ summary })
  keeper.putFacts({ goal: 3_000_000 })
  expect(memory.size).toBe(1)
  await settled(keeper, 'saved')
  expect(sent).toHaveLength(1)
  expect(Object.keys(JSON.parse(sent[0]!) as object).toSorted()).toEqual(['goal', 'seen', 'summary'])
  expect(await project()).toMatchObject({ summary: 'Un film', funding: { goal: 3_000_000 }, title: 'Les tambours' })
  expect(memory.size).toBe(0)
  keeper.end()
})

test('lists are saved whole and in order, and typing a value back sends nothing', async () => {
  const { open, sent } = device(kossi)
  const keeper = await open()
  keeper.putList('team', [
    { name: 'Kossi', role: 'Réalisation', bio: '' },
    { name: 'Claire', role: 'Montage', bio: '' },
  ])
  keeper.putFacts({ title: 'Les tambours de Notsé' })
  keeper.putFacts({ title: 'Les tambours' })
  await settled(keeper, 'saved')
  expect(sent).toHaveLength(1)
  expect((await project()).team.map(({ name }) => name)).toEqual(['Kossi', 'Claire'])
  keeper.end()
})

test('without network everything stays on the device, and leaves when the network is back', async () => {
  const { open, net, memory } = device(kossi)
  const keeper = await open()
  net.up = false
  keeper.putFacts({ risks: 'La saison des pluies.' })
  await settled(keeper, 'away')
  expect(memory.get(`griot:project:${id}`)).toContain('La saison des pluies.')
  net.up = true
  await settled(keeper, 'saved')
  expect((await project()).risks).toBe('La saison des pluies.')
  expect(memory.size).toBe(0)
  keeper.end()
})

test('a page that was closed without network gives everything back when it is opened again', async () => {
  const { open, net } = device(kossi)
  const first = await open()
  net.up = false
  first.putFacts({ story: 'Il était une fois' })
  first.putList('budget', [{ label: 'Image', amount: 900 }])
  await settled(first, 'away')
  first.end()
  net.up = true
  const second = await open()
  second.begin()
  expect(second.view().written).toMatchObject({ facts: { story: 'Il était une fois' }, budget: [{ label: 'Image', amount: 900 }] })
  await settled(second, 'saved')
  expect(await project()).toMatchObject({ story: 'Il était une fois', budget: [{ label: 'Image', amount: 900 }] })
  second.end()
})

test('two people who write different answers both keep theirs', async () => {
  const [one, two] = [device(kossi), device(claire)]
  const [first, second] = [await one.open(), await two.open()]
  first.putFacts({ summary: 'De Kossi' })
  await settled(first, 'saved')
  second.putFacts({ risks: 'De Claire' })
  await settled(second, 'saved')
  expect(await project()).toMatchObject({ summary: 'De Kossi', risks: 'De Claire' })
  expect(second.view().written.facts.summary).toBe('De Kossi')
  first.end()
  second.end()
})

test('two people who write the same answer are told, and the later one decides', async () => {
  const [one, two] = [device(kossi), device(claire)]
  const [first, second] = [await one.open(), await two.open()]
  first.putFacts({ title: 'Version de Kossi' })
  await settled(first, 'saved')
  second.putFacts({ title: 'Version de Claire', summary: 'Aussi de Claire' })
  await settled(second, 'conflict')
  expect(second.view().saving).toMatchObject({ kind: 'conflict', names: ['title'], theirs: { facts: { title: 'Version de Kossi' } } })
  expect((await project()).title).toBe('Version de Kossi')
  second.takeTheirs()
  await settled(second, 'saved')
  expect(await project()).toMatchObject({ title: 'Version de Kossi', summary: 'Aussi de Claire' })
  first.putFacts({ title: 'Encore Kossi' })
  await first.flush()
  second.putFacts({ title: 'Encore Claire' })
  await settled(second, 'conflict')
  second.keepMine()
  await settled(second, 'saved')
  expect((await project()).title).toBe('Encore Claire')
  first.end()
  second.end()
})

test('what the house refuses is said and kept, and goes once it is corrected', async () => {
  const { open, memory } = device(kossi)
  const keeper = await open()
  keeper.putFacts({ title: '', summary: 'Un film' })
  await settled(keeper, 'refused')
  expect(keeper.view().saving).toMatchObject({ refusal: { fields: [{ field: 'title' }] } })
  expect(memory.size).toBe(1)
  keeper.putFacts({ title: 'Un titre' })
  await settled(keeper, 'saved')
  expect(await project()).toMatchObject({ title: 'Un titre', summary: 'Un film' })
  keeper.end()
})

test('what is typed while a save is under way is saved too', async () => {
  const { open } = device(kossi)
  const keeper = await open()
  keeper.putFacts({ summary: 'Première' })
  const flying = keeper.flush()
  keeper.putFacts({ summary: 'Seconde' })
  await flying
  await wait(60)
  await settled(keeper, 'saved')
  expect((await project()).summary).toBe('Seconde')
  keeper.end()
})
