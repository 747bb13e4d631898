import { makeWorkspace } from '#domains/identity/seed.ts'
import { insertFile } from '#domains/crm/store/files.ts'
import { type Built, type Entries, hush, type Someone, type World } from './world.ts'

/** Somebody's own agency with an artist, a contact, and one of everything that hangs on them; named so that a leak is heard. */
interface Agency {
  by: Someone
  workspaceId: string
  artistId: string
  contactId: string
}

async function agency(world: World, name = hush): Promise<Agency> {
  const by = await world.person({ name: 'Mariam Koné' })
  const { id: workspaceId } = await makeWorkspace(world.house.db, { name: 'Nyala', kind: 'agency', owner: by.id })
  const { id: artistId } = await world.call<{ id: string }>(by, 'crm.createArtist', { workspaceId, name: `${name} Sound`, tags: [`${name} tag`], country: 'TG' })
  const { id: contactId } = await world.call<{ id: string }>(by, 'crm.createContact', { workspaceId, name: `${name} Presse`, kind: 'organisation' })
  return { by, workspaceId, artistId, contactId }
}

type Input = (one: Agency, world: World) => Record<string, unknown> | Promise<Record<string, unknown>>
const as =
  (input: Input) =>
  async (world: World): Promise<Built> => {
    const one = await agency(world)
    return { by: one.by, input: await input(one, world) }
  }

const inAgency = (more: Record<string, unknown> = {}) => as(({ workspaceId }) => ({ workspaceId, ...more }))
const onArtist = (more: Record<string, unknown> = {}) => as(({ artistId }) => ({ id: artistId, ...more }))
const onContact = (more: Record<string, unknown> = {}) => as(({ contactId }) => ({ id: contactId, ...more }))
const made = async (world: World, { by }: Agency, name: string, input: object): Promise<string> => (await world.call<{ id: string }>(by, `crm.${name}`, input)).id
/** A row of another agency named in one's own call. */
const crossed = (input: (other: Agency) => Record<string, unknown>) => async (world: World, built: Built) => ({ ...built.input, ...input(await agency(world, 'Niger')) })

const field = as(async (one, world) => ({ id: await made(world, one, 'createField', { workspaceId: one.workspaceId, label: `${hush} champ` }) }))
const view = as(async (one, world) => ({ id: await made(world, one, 'saveView', { workspaceId: one.workspaceId, kind: 'artist', name: hush }) }))
const changed = as(async (one, world) => ({ id: await made(world, one, 'changeRecords', { workspaceId: one.workspaceId, ids: [one.artistId], what: 'tag', tag: 'vu' }) }))

const records: Entries = {
  'crm.listArtists': { isPrivate: true, build: inAgency(), crossed: crossed(({ workspaceId }) => ({ workspaceId })) },
  'crm.createArtist': { build: inAgency({ name: 'Ama' }), crossed: crossed(({ by }) => ({ ownerId: by.id })) },
  'crm.getArtist': { isPrivate: true, build: onArtist() },
  'crm.updateArtist': { build: onArtist({ city: 'Lomé' }), crossed: crossed(({ by }) => ({ ownerId: by.id })) },
  'crm.removeArtist': { build: onArtist() },
  'crm.recordInteraction': { build: onArtist({ interaction: 'call', body: 'Rappelle lundi' }) },
  'crm.listContacts': { isPrivate: true, build: inAgency({ kind: 'organisation' }) },
  'crm.createContact': { build: inAgency({ name: 'Ama' }), crossed: crossed(({ by }) => ({ ownerId: by.id })) },
  'crm.getContact': { isPrivate: true, build: onContact() },
  'crm.updateContact': { build: onContact({ city: 'Lomé' }) },
  'crm.removeContact': { build: onContact() },
  'crm.contactInteraction': { build: onContact({ body: 'À relancer' }) },
  'crm.getTimeline': {
    isPrivate: true,
    build: as(async ({ by, artistId }, world) => {
      await world.call(by, 'crm.recordInteraction', { id: artistId, body: hush })
      return { id: artistId }
    }),
  },
  'crm.removeInteraction': {
    build: as(async (one, world) => ({ id: one.artistId, interactionId: await made(world, one, 'recordInteraction', { id: one.artistId, body: 'x' }) })),
  },
  'crm.restoreRecord': {
    build: as(async ({ by, artistId }, world) => {
      await world.call(by, 'crm.removeArtist', { id: artistId })
      return { id: artistId }
    }),
  },
  'crm.searchRecords': { isPrivate: true, build: as(() => ({ q: hush })) },
  'crm.agencyPeople': { build: inAgency() },
  'crm.listTags': { isPrivate: true, build: inAgency() },
  'crm.renameTag': { build: inAgency({ tag: `${hush} tag`, to: 'autre' }) },
  'crm.removeTag': { build: inAgency({ tag: `${hush} tag` }) },
  'crm.listFields': {
    isPrivate: true,
    build: as(async (one, world) => {
      await made(world, one, 'createField', { workspaceId: one.workspaceId, label: hush })
      return { workspaceId: one.workspaceId }
    }),
  },
  'crm.createField': { build: inAgency({ label: 'Cachet' }) },
  'crm.orderFields': { build: inAgency({ kind: 'artist', ids: [] }) },
  'crm.editField': { build: as(async (one, world) => ({ id: await made(world, one, 'createField', { workspaceId: one.workspaceId, label: 'Cachet' }), label: 'Prix' })) },
  'crm.retireField': { build: field },
  'crm.reviveField': { build: field },
  'crm.addRecordLink': { build: onArtist({ address: 'https://x.com/ama' }) },
  'crm.removeRecordLink': {
    build: as(async ({ by, artistId }, world) => {
      await world.call(by, 'crm.addRecordLink', { id: artistId, address: 'https://x.com/ama' })
      return { id: artistId, network: 'x', identifier: 'ama' }
    }),
  },
  'crm.relateRecords': { build: as(({ artistId, contactId }) => ({ id: artistId, toId: contactId, role: 'label' })), crossed: crossed(({ contactId }) => ({ toId: contactId })) },
  'crm.unrelateRecords': {
    build: as(async ({ by, artistId, contactId }, world) => {
      await world.call(by, 'crm.relateRecords', { id: artistId, toId: contactId, role: 'label' })
      return { id: artistId, toId: contactId, role: 'label' }
    }),
  },
  'crm.removeRecordFile': {
    build: as(async ({ by, artistId }, world) => ({
      id: await insertFile(world.house.db, { recordId: artistId, name: 'dossier.pdf', type: 'application/pdf', size: 9, key: `crm/${crypto.randomUUID()}`, addedBy: by.id }),
    })),
  },
  'crm.listViews': {
    isPrivate: true,
    build: as(async (one, world) => {
      await made(world, one, 'saveView', { workspaceId: one.workspaceId, kind: 'artist', name: hush })
      return { workspaceId: one.workspaceId }
    }),
  },
  'crm.saveView': { build: inAgency({ kind: 'artist', name: 'À rappeler' }) },
  'crm.editView': { build: as(async (one, world) => ({ id: await made(world, one, 'saveView', { workspaceId: one.workspaceId, kind: 'artist', name: hush }), name: 'Autre' })) },
  'crm.removeView': { build: view },
  'crm.changeRecords': {
    build: as(({ workspaceId, artistId }) => ({ workspaceId, ids: [artistId], what: 'tag', tag: 'vu' })),
    crossed: crossed(({ workspaceId }) => ({ workspaceId })),
  },
  'crm.undoRecordChange': { build: changed },
}

export const crm: Entries = { ...records }
