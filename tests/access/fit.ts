import { makeWorkspace } from '#domains/identity/seed.ts'
import { type Built, type Entries, hush, type Someone, type World } from './world.ts'

/** Somebody's own agency, the artist they just added to it, and the analysis of that artist. */
async function scored(world: World, name = `${hush} Sound`): Promise<{ by: Someone; workspaceId: string; artistId: string; analysisId: string }> {
  const by = await world.person({ name: 'Mariam Koné' })
  const { id: workspaceId } = await makeWorkspace(world.house.db, { name: 'Nyala', kind: 'agency', owner: by.id })
  const { id: artistId } = await world.call<{ id: string }>(by, 'crm.createArtist', { workspaceId, name, followers: { instagram: 4_200 } })
  const { items } = await world.call<{ items: { id: string }[] }>(by, 'fit.analyzeFit', { artistId })
  return { by, workspaceId, artistId, analysisId: items[0]!.id }
}

const ofAgency = async (world: World): Promise<Built> => {
  const { by, workspaceId } = await scored(world)
  return { by, input: { workspaceId } }
}
const ofArtist = async (world: World): Promise<Built> => {
  const { by, artistId: id } = await scored(world)
  return { by, input: { id } }
}

export const fit: Entries = {
  'fit.analyzeFit': {
    isPrivate: true,
    build: async (world) => {
      const { by, artistId } = await scored(world)
      return { by, input: { artistId } }
    },
    crossed: async (world, { input }) => ({ ...input, workspaceId: (await scored(world, 'Niger')).workspaceId }),
  },
  'fit.fitStats': { build: ofAgency },
  'fit.listFits': { isPrivate: true, build: ofAgency },
  'fit.getFit': { isPrivate: true, build: ofArtist },
  'fit.fitWhatIf': {
    build: async (world) => {
      const { by, input } = await ofArtist(world)
      return { by, input: { ...input, target: 50 } }
    },
  },
  'fit.listFitAnalyses': { isPrivate: true, build: ofArtist },
  'fit.getFitAnalysis': {
    isPrivate: true,
    build: async (world) => {
      const { by, analysisId: id } = await scored(world)
      return { by, input: { id } }
    },
  },
  'fit.fitFunnel': { build: ofAgency },
  'fit.refreshFits': { build: ofAgency },
  'fit.learnFits': { build: ofAgency },
}
