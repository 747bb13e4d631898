import { findPersonByEmail, findWorkspaceBySlug } from '#domains/identity'
import { after, day, hour } from '#platform/clock'
import type { Ctx } from '#platform/context'
import { amaSika, demoArtists } from './seed/artists.ts'
import { demoContacts, demoRelations } from './seed/contacts.ts'
import { seedPipeline } from './seed/pipeline.ts'
import { talkOf, talkOfAma } from './seed/talk.ts'
import { insertField } from './store/fields.ts'
import { insertHappenings, type NewHappening } from './store/happenings.ts'
import { insertRelation } from './store/links.ts'
import { insertRecords } from './store/records.ts'
import { insertView } from './store/views.ts'

interface Agency {
  id: string
  mariam: string
  julien: string
}

/** The demo of the room: the artists of « Nyala Agence », those around them, and ten weeks of work. */
export async function seed(ctx: Ctx): Promise<void> {
  const agency = await demoAgency(ctx)
  if (!agency) return
  await seedFields(ctx, agency)
  const artists = await seedArtists(ctx, agency)
  await seedContacts(ctx, agency, artists)
  await seedViews(ctx, agency)
  await seedPipeline(ctx, agency)
}

async function demoAgency(ctx: Ctx): Promise<Agency | null> {
  const [agency, mariam, julien] = await Promise.all([
    findWorkspaceBySlug(ctx.db, 'nyala-agence'),
    findPersonByEmail(ctx.db, 'mariam.kone@griot.example'),
    findPersonByEmail(ctx.db, 'julien.mercier@griot.example'),
  ])
  return agency && mariam && julien ? { id: agency.id, mariam: mariam.id, julien: julien.id } : null
}

async function seedFields(ctx: Ctx, { id }: Agency): Promise<void> {
  const make = (key: string, label: string, type: 'text' | 'number' | 'yes-no' | 'choice', choices: string[] = []) =>
    insertField(ctx.db, id, { kind: 'artist', key, label, type, choices })
  await make('derniere_scene', 'Dernière scène', 'text')
  await make('cachet_souhaite', 'Cachet souhaité (€)', 'number')
  await make('scene_preferee', 'Scène préférée', 'choice', ['Club', 'Salle assise', 'Plein air'])
}

async function seedArtists(ctx: Ctx, { id, mariam, julien }: Agency): Promise<string[]> {
  const ama = await findPersonByEmail(ctx.db, 'ama.sika@griot.example')
  const rows = [amaSika(ctx.now, julien, ama?.id ?? null, ama?.email ?? null), ...demoArtists(ctx.now, [mariam, julien])]
  const ids = await insertRecords(ctx.db, id, rows)
  const lines = rows.flatMap((row, place): NewHappening[] => {
    const recordId = ids[place]!
    const by = row.ownerId ?? mariam
    const begun: NewHappening = { recordId, kind: 'crm.timeline.created', interaction: null, direction: null, body: null, actorId: by, at: row.createdAt! }
    const said = place === 0 ? amaLines(recordId, julien, ctx.now) : talkOf(recordId, row.name, by, ctx.now).filter(({ at }) => at > row.createdAt!)
    return [begun, ...said]
  })
  await insertHappenings(ctx.db, id, lines)
  return ids
}

const amaLines = (recordId: string, by: string, now: Date): NewHappening[] =>
  talkOfAma.map(([ago, interaction, direction, body]) => ({
    recordId,
    kind: `crm.timeline.${interaction}`,
    interaction,
    direction,
    body,
    actorId: by,
    at: after(after(now, -ago * day), -3 * hour),
  }))

async function seedContacts(ctx: Ctx, { id, mariam, julien }: Agency, artists: readonly string[]): Promise<void> {
  const rows = demoContacts([mariam, julien])
  const ids = await insertRecords(ctx.db, id, rows)
  for (const [artist, name, role] of demoRelations) await insertRelation(ctx.db, id, artists[artist]!, ids[rows.findIndex((row) => row.name === name)]!, role)
}

async function seedViews(ctx: Ctx, { id, mariam }: Agency): Promise<void> {
  const view = { workspaceId: id, ownerId: mariam, kind: 'artist' as const, shape: 'table' as const, shared: true, columns: [] }
  await insertView(ctx.db, { ...view, name: 'Dans la cible, sans contact depuis un mois', filter: { target: 'yes', silentDays: 30 }, sort: 'lastContact:up' })
  await insertView(ctx.db, { ...view, name: 'Afrique de l’Ouest', filter: { country: ['ML', 'SN', 'CI', 'BF', 'TG', 'BJ', 'GH', 'NG'] }, sort: 'followers' })
  await insertView(ctx.db, { ...view, name: 'À rappeler', filter: { tags: ['À rappeler'] }, sort: 'name' })
}
