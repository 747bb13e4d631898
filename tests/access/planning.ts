import { planTasks } from '#domains/planning'
import { hush, type Entries, type World } from './world.ts'

/** A task of the maker's workspace, its title nobody else's business. */
async function made(world: World, more: object = {}): Promise<{ id: string }> {
  return world.call(world.maker, 'planning.createTask', { workspaceId: world.workspaceId, title: `${hush} ${crypto.randomUUID()}`, ...more })
}
const task = async (world: World) => ({ by: world.maker, input: { id: (await made(world)).id } })
const series = async (world: World) => ({ by: world.maker, input: { id: (await made(world, { repeat: { unit: 'week' } })).id } })
const done = async (world: World) => {
  const { id } = await made(world)
  await world.call(world.maker, 'planning.completeTask', { id })
  return { by: world.maker, input: { id } }
}
const given = async (world: World, owner = world.maker) => {
  const [id] = await planTasks(world.house.db, [{ workspaceId: world.workspaceId, title: `${hush} à faire`, ownerId: owner.id }])
  return { by: owner, input: { id: id! } }
}
const rhythm = async (world: World) => {
  const { id } = await world.call<{ id: string }>(world.maker, 'planning.createRhythm', {
    workspaceId: world.workspaceId,
    name: hush,
    steps: [{ title: hush, week: 1, weekday: 1 }],
  })
  return id
}
const month = '2031-03'
const here = (world: World) => ({ workspaceId: world.workspaceId })
const rivals = async (world: World) => (await world.call<{ id: string }>(world.rival, 'planning.createTask', { workspaceId: world.rivals.workspaceId, title: 'Écrire' })).id

export const planning: Entries = {
  'planning.createTask': {
    build: (world) => ({ by: world.maker, input: { ...here(world), title: 'Appeler' } }),
    crossed: (world) => ({ workspaceId: world.rivals.workspaceId, title: 'Appeler', ownerId: world.maker.id }),
  },
  'planning.quickTask': { build: (world) => ({ by: world.maker, input: { ...here(world), text: 'appeler demain' } }) },
  'planning.listTasks': { isPrivate: true, build: async (world) => ({ by: (await task(world)).by, input: { ...here(world), sort: 'newest' } }) },
  'planning.myDay': { isPrivate: true, build: async (world) => ({ by: (await given(world)).by, input: here(world) }) },
  'planning.taskPeople': { build: (world) => ({ by: world.maker, input: here(world) }) },
  'planning.searchTasks': { isPrivate: true, build: async (world) => ({ by: (await task(world)).by, input: { q: hush } }) },
  'planning.getTask': { isPrivate: true, build: task },
  'planning.editTask': {
    build: async (world) => ({ by: world.maker, input: { id: (await made(world)).id, priority: 'high' } }),
    crossed: async (world) => ({ id: await rivals(world), ownerId: world.maker.id }),
  },
  'planning.completeTask': { build: task },
  'planning.reopenTask': { build: done },
  'planning.dropTask': { build: task },
  'planning.moveTasks': {
    build: async (world) => ({ by: world.maker, input: { ...here(world), ids: [(await made(world)).id], dueOn: '2027-01-04' } }),
    crossed: async (world, { input }) => ({ workspaceId: world.rivals.workspaceId, ids: [...(input.ids as string[]), await rivals(world)], dueOn: '2027-01-04' }),
  },
  'planning.myTasks': { isPrivate: true, build: async (world) => ({ by: (await given(world, await world.person())).by, input: {} }) },
  'planning.completeMyTask': { build: async (world) => given(world, await world.person()) },
  'planning.reopenMyTask': { build: async (world) => given(world, await world.person()) },
  'planning.setMorning': { build: async (world) => ({ by: await world.person(), input: { wanted: false } }) },
  'planning.editSeries': {
    build: async (world) => ({ by: world.maker, input: { ...(await series(world)).input, title: 'Autrement' } }),
    crossed: async (world) => ({ id: await rivals(world), repeat: { unit: 'day' }, ownerId: world.maker.id }),
  },
  'planning.endSeries': { build: series },
  'planning.resumeSeries': {
    build: async (world) => {
      const { by, input } = await series(world)
      await world.call(by, 'planning.endSeries', input)
      return { by, input }
    },
  },
  'planning.listRhythms': {
    isPrivate: true,
    build: async (world) => {
      await rhythm(world)
      return { by: world.maker, input: here(world) }
    },
  },
  'planning.createRhythm': {
    build: (world) => ({ by: world.maker, input: { ...here(world), name: 'Le mois', steps: [{ title: 'Écrire', week: 1, weekday: 1 }] } }),
    crossed: (world) => ({ workspaceId: world.rivals.workspaceId, name: 'Le mois', steps: [{ title: 'Écrire', week: 1, weekday: 1, ownerId: world.maker.id }] }),
  },
  'planning.editRhythm': { build: async (world) => ({ by: world.maker, input: { id: await rhythm(world), name: 'Autre' } }) },
  'planning.removeRhythm': { build: async (world) => ({ by: world.maker, input: { id: await rhythm(world) } }) },
  'planning.makeRhythmMonth': { build: async (world) => ({ by: world.maker, input: { id: await rhythm(world), month } }) },
  'planning.unmakeRhythmMonth': {
    build: async (world) => {
      const id = await rhythm(world)
      await world.call(world.maker, 'planning.makeRhythmMonth', { id, month })
      return { by: world.maker, input: { id, month } }
    },
  },
}
