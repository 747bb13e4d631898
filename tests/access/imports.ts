import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { receiveImport } from '#domains/crm/actions/import/receive.ts'
import { makeWorkspace } from '#domains/identity/seed.ts'
import { type Built, type Entries, hush, type Someone, type World } from './world.ts'

interface Agency {
  by: Someone
  workspaceId: string
}

async function agency(world: World): Promise<Agency> {
  const by = await world.person({ name: 'Mariam Koné' })
  return { by, workspaceId: (await makeWorkspace(world.house.db, { name: 'Nyala', kind: 'agency', owner: by.id })).id }
}

/** A list that somebody sent, of a name that is nobody else's business. */
async function sent({ house, actor }: World, { by, workspaceId }: Agency, content = `Nom;Mail\n${hush} Sound;ama@scene.example\n;x\n`): Promise<string> {
  const path = join(house.config.dataDir, `sent-${crypto.randomUUID()}`)
  writeFileSync(path, content)
  return (await receiveImport(house.ctx(await actor(by)), { workspaceId, kind: 'artist', name: `${hush}.csv`, path, size: Buffer.byteLength(content) })).id
}

type Input = (one: Agency, world: World) => Record<string, unknown> | Promise<Record<string, unknown>>
const as =
  (input: Input) =>
  async (world: World): Promise<Built> => {
    const one = await agency(world)
    return { by: one.by, input: await input(one, world) }
  }
const draft = as(async (one, world) => ({ id: await sent(world, one) }))
const run = async (world: World, one: Agency, content?: string): Promise<string> => {
  const id = await sent(world, one, content)
  await world.call(one.by, 'crm.startImport', { id })
  await world.house.runJobs()
  return id
}
const done = as(async (one, world) => ({ id: await run(world, one) }))
/** The same list a second time: its row waits for a decision. */
const undecided = as(async (one, world) => {
  await run(world, one)
  return { id: await run(world, one), decision: 'skip' }
})

const artist = async (world: World, { by, workspaceId }: Agency, name = `${hush} Sound`): Promise<string> =>
  (await world.call<{ id: string }>(by, 'crm.createArtist', { workspaceId, name })).id
const two = as(async (one, world) => ({ id: await artist(world, one), otherId: await artist(world, one) }))
const theirs = async (world: World, { input }: Built) => ({ ...input, otherId: await artist(world, await agency(world), 'Niger') })

export const imports: Entries = {
  'crm.listImports': {
    isPrivate: true,
    build: as(async (one, world) => {
      await sent(world, one)
      return { workspaceId: one.workspaceId }
    }),
  },
  'crm.getImport': { isPrivate: true, build: draft },
  'crm.previewImport': { isPrivate: true, build: draft },
  'crm.editImport': {
    build: as(async (one, world) => ({ id: await sent(world, one), mapping: ['name', 'email'] })),
    crossed: (world, { input }) => ({ ...input, ownerId: world.rival.id }),
  },
  'crm.startImport': { build: draft },
  'crm.listImportRows': { build: done },
  'crm.decideImportRows': { build: undecided },
  'crm.undoImport': { build: done },
  'crm.listDuplicates': {
    isPrivate: true,
    build: as(async (one, world) => ({ workspaceId: one.workspaceId, ids: [await artist(world, one), await artist(world, one)] })),
  },
  'crm.findDuplicates': { build: as(({ workspaceId }) => ({ workspaceId })) },
  'crm.mergeRecords': { build: two, crossed: theirs },
  'crm.undoMerge': {
    build: as(async (one, world) => ({
      id: (await world.call<{ id: string }>(one.by, 'crm.mergeRecords', { id: await artist(world, one), otherId: await artist(world, one) })).id,
    })),
  },
  'crm.rejectDuplicate': { build: two, crossed: theirs },
  'crm.reopenDuplicate': {
    build: as(async (one, world) => {
      const input = { id: await artist(world, one), otherId: await artist(world, one) }
      await world.call(one.by, 'crm.rejectDuplicate', input)
      return input
    }),
  },
}
