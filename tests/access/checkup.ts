import { makeWorkspace } from '#domains/identity/seed.ts'
import { playedByStandIns } from '#domains/checkup/providers/registry.ts'
import { config, setConfig } from '#platform/config'
import { openMusicbrainz } from '../doors/musicbrainz.ts'
import { openYoutube } from '../doors/youtube.ts'
import { type Built, type Entries, hush, type Someone, type World } from './world.ts'

/** Somebody's own agency with an artist who has figures, and a check-up under way. */
interface Agency {
  by: Someone
  workspaceId: string
  recordId: string
  checkupId: string
}

const day = new Date(Date.now() - 86_400_000).toISOString().slice(0, 10)
const figure = { network: 'instagram', metric: 'followers', day, value: 1_234 }

async function agency(world: World, name = hush): Promise<Agency> {
  const by = await world.person({ name: 'Mariam Koné' })
  const { id: workspaceId } = await makeWorkspace(world.house.db, { name: `${name} Nyala`, kind: 'agency', owner: by.id })
  const { id: recordId } = await world.call<{ id: string }>(by, 'crm.createArtist', { workspaceId, name: `${name} Sound`, email: 'contact@sound.example' })
  await world.call(by, 'checkup.noteFigures', { recordId, figures: [figure] })
  const { id: checkupId } = await world.call<{ id: string }>(by, 'checkup.startCheckup', { recordId })
  return { by, workspaceId, recordId, checkupId }
}

type Input = (one: Agency, world: World) => Record<string, unknown> | Promise<Record<string, unknown>>
const as =
  (input: Input) =>
  async (world: World): Promise<Built> => {
    const one = await agency(world)
    return { by: one.by, input: await input(one, world) }
  }
const onArtist = (more: Record<string, unknown> = {}) => as(({ recordId }) => ({ recordId, ...more }))
const inAgency = (more: Record<string, unknown> = {}) => as(({ workspaceId }) => ({ workspaceId, ...more }))
const onCheckup = (more: Record<string, unknown> = {}) => as(({ checkupId }) => ({ id: checkupId, ...more }))
/** A row of another agency named in one's own call. */
const crossed = (input: (other: Agency) => Record<string, unknown>) => async (world: World, built: Built) => {
  const own = await agency(world, 'Niger')
  return { ...built.input, ...input(own) }
}

/** The networks are played, once for all entries. */
let open: Promise<void> | null = null
const withNetworks =
  (input: Input) =>
  async (world: World): Promise<Built> => {
    open ??= Promise.all([openMusicbrainz({ strict: false }), openYoutube()]).then((doors) => {
      const { OUTGOING_ALLOW: _host, ...env } = Object.assign({}, ...doors.map((door) => door.env)) as Record<string, string>
      setConfig({ ...config(), ...env, OUTGOING_ALLOW: [...config().OUTGOING_ALLOW, ...doors.map((door) => new URL(door.url).host)] })
      playedByStandIns(['musicbrainz', 'youtube'])
    })
    await open
    return as(input)(world)
  }
const mbid = 'b10bbbfc-cf9e-42e0-be17-e2c3e1d2600d'

export const checkup: Entries = {
  'checkup.artistFigures': { isPrivate: true, build: onArtist() },
  'checkup.listFigures': { build: onArtist() },
  'checkup.noteFigures': { build: onArtist({ figures: [{ ...figure, value: 99 }] }) },
  'checkup.noteManyFigures': {
    build: as(({ workspaceId, recordId }) => ({ workspaceId, figures: [{ ...figure, value: 98, recordId }] })),
    crossed: crossed(({ workspaceId }) => ({ workspaceId })),
  },
  'checkup.pasteFigures': { build: onArtist({ day, text: 'réseau;abonnés\ntiktok;55' }) },
  'checkup.removeFigure': { build: onArtist({ network: figure.network, metric: figure.metric, day }) },
  'checkup.setAudiencePlaces': { build: onArtist({ countries: [{ country: 'FR', share: 5_000 }], touring: ['BE'] }) },
  'checkup.findCandidates': { build: withNetworks(({ recordId }) => ({ recordId, network: 'musicbrainz' })) },
  'checkup.candidateLinks': { build: withNetworks(({ recordId }) => ({ recordId, network: 'musicbrainz', identifier: mbid })) },
  'checkup.confirmArtistLinks': { build: onArtist({ urls: ['https://www.youtube.com/@sound'] }) },
  'checkup.fetchFigures': {
    build: withNetworks(async ({ by, recordId }, world) => {
      await world.call(by, 'checkup.confirmArtistLinks', { recordId, urls: ['https://www.youtube.com/@sound'] })
      return { recordId }
    }),
  },
  'checkup.getCheckupGrid': { build: inAgency() },
  'checkup.checkupGridVersions': { build: inAgency() },
  'checkup.editCheckupGrid': { build: inAgency({ version: 1, changes: [{ criterion: 'identity.look', weight: 4 }], note: 'Essai' }) },
  'checkup.measureCheckupGrid': {
    build: as(async ({ by, workspaceId }, world) => {
      const names = Array.from({ length: 201 }, (_, place) => `Groupe ${place}`)
      const ids = await Promise.all(names.map(async (name) => (await world.call<{ id: string }>(by, 'crm.createArtist', { workspaceId, name })).id))
      const figures = ids.map((recordId, place) => ({ recordId, network: 'instagram', metric: 'engagement', day, value: 100 + place }))
      await world.call(by, 'checkup.noteManyFigures', { workspaceId, figures })
      return { workspaceId }
    }),
  },
  'checkup.startCheckup': { build: onArtist() },
  'checkup.getCheckup': { isPrivate: true, build: onCheckup() },
  'checkup.listCheckups': { isPrivate: true, build: inAgency(), crossed: crossed(({ recordId }) => ({ recordId })) },
  'checkup.fillCheckup': { build: onCheckup({ answers: [{ criterion: 'identity.look', answer: 'yes' }] }) },
  'checkup.finishCheckup': { build: onCheckup() },
  'checkup.dropCheckup': { build: onCheckup() },
  'checkup.checkupMany': { build: as(({ workspaceId, recordId }) => ({ workspaceId, recordIds: [recordId] })), crossed: crossed(({ workspaceId }) => ({ workspaceId })) },
  'checkup.myCheckups': { build: as(() => ({})) },
}
