import { makeWorkspace } from '#domains/identity/seed.ts'
import type { Pipeline } from '#domains/crm/schema/pipeline.ts'
import { type Built, type Entries, hush, type Someone, type World } from './world.ts'

interface Desk {
  by: Someone
  workspaceId: string
  /** Of artists, of opportunities. */
  artists: Pipeline
  deals: Pipeline
  recordId: string
}

/** Somebody's own agency with its two pipelines and an artist. */
async function desk(world: World, name = `${hush} Sound`): Promise<Desk> {
  const by = await world.person({ name: 'Mariam Koné' })
  const { id: workspaceId } = await makeWorkspace(world.house.db, { name: 'Nyala', kind: 'agency', owner: by.id })
  const { items } = await world.call<{ items: Pipeline[] }>(by, 'crm.listPipelines', { workspaceId })
  const { id: recordId } = await world.call<{ id: string }>(by, 'crm.createArtist', { workspaceId, name })
  return { by, workspaceId, artists: items.find(({ of }) => of === 'artists')!, deals: items.find(({ of }) => of === 'opportunities')!, recordId }
}

async function dealt(world: World, name?: string): Promise<Desk & { cardId: string }> {
  const at = await desk(world, name)
  const { id: cardId } = await world.call<{ id: string }>(at.by, 'crm.createOpportunity', { id: at.recordId, title: `${hush} 390`, value: 39_000 })
  return { ...at, cardId }
}

const from =
  (input: (at: Desk & { cardId: string }) => object) =>
  async (world: World): Promise<Built> => {
    const at = await dealt(world)
    return { by: at.by, input: input(at) as Built['input'] }
  }
const ofDeals = from(({ deals }) => ({ id: deals.id }))
const ofAgency = from(({ workspaceId }) => ({ workspaceId }))
const ofCard = from(({ cardId }) => ({ id: cardId }))

/** The pipelines of the crm. */
export const pipeline: Entries = {
  'crm.listPipelines': { build: ofAgency },
  'crm.getPipeline': { build: ofDeals },
  'crm.createPipeline': { build: from(({ workspaceId }) => ({ workspaceId, name: 'Autre', of: 'artists' })) },
  'crm.editPipeline': { build: from(({ deals }) => ({ id: deals.id, name: 'Offres' })) },
  'crm.createStage': {
    build: from(({ deals }) => ({ id: deals.id, name: 'Signature' })),
    crossed: async (world, { input }) => ({ ...input, after: (await desk(world, 'Niger')).deals.stages[0]!.id }),
  },
  'crm.orderStages': {
    build: from(({ deals }) => ({ id: deals.id, stages: deals.stages.map(({ id }) => id).toReversed() })),
    crossed: async (world, { input }) => ({ ...input, stages: (await desk(world, 'Niger')).deals.stages.map(({ id }) => id) }),
  },
  'crm.editStage': { build: from(({ deals }) => ({ id: deals.stages[0]!.id, name: 'Premier mot' })) },
  'crm.removeStage': {
    build: from(({ deals }) => ({ id: deals.stages[1]!.id, moveTo: deals.stages[2]!.id })),
    crossed: async (world, { input }) => ({ ...input, moveTo: (await desk(world, 'Niger')).deals.stages[0]!.id }),
  },
  'crm.getBoard': { isPrivate: true, build: ofDeals },
  'crm.boardTotals': { build: ofDeals },
  'crm.listCards': { isPrivate: true, build: ofDeals },
  'crm.searchCards': { isPrivate: true, build: from(({ workspaceId }) => ({ workspaceId, q: hush })) },
  'crm.createCard': {
    build: from(({ artists, recordId }) => ({ pipelineId: artists.id, recordId })),
    crossed: async (world, { input }) => ({ ...input, recordId: (await desk(world, 'Niger')).recordId }),
  },
  'crm.editCard': { build: from(({ cardId }) => ({ id: cardId, value: 49_000 })) },
  'crm.moveCard': {
    build: from(({ cardId, deals }) => ({ id: cardId, toStage: deals.stages[1]!.id })),
    crossed: async (world, { input }) => ({ ...input, toStage: (await desk(world, 'Niger')).deals.stages[1]!.id }),
  },
  'crm.removeCard': { build: ofCard },
  'crm.restoreCard': {
    build: async (world) => {
      const { by, input } = await ofCard(world)
      await world.call(by, 'crm.removeCard', input)
      return { by, input }
    },
  },
  'crm.createOpportunity': {
    build: from(({ recordId }) => ({ id: recordId, title: 'Offre 290', value: 29_000 })),
    crossed: async (world, { input }) => ({ ...input, pipelineId: (await desk(world, 'Niger')).deals.id }),
  },
  'crm.listOpportunities': { isPrivate: true, build: from(({ recordId }) => ({ id: recordId })) },
  'crm.pipelineStats': { build: from(({ deals }) => ({ pipelineId: deals.id })) },
}
