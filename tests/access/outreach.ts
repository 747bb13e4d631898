import { leaveToken } from '#domains/outreach/leave.ts'
import { makeWorkspace } from '#domains/identity/seed.ts'
import { sql } from 'kysely'
import { hush, type Built, type Entries, type Someone, type World } from './world.ts'

interface Desk {
  by: Someone
  workspaceId: string
  recordId: string
  templateId: string
  sequenceId: string
}

const foreign = new WeakMap<World, Promise<Desk>>()
/** Another agency with things of the same kind. */
const rivals = (world: World): Promise<Desk> => {
  let made = foreign.get(world)
  if (!made) foreign.set(world, (made = desk(world, 'Ailleurs')))
  return made
}

let made = 0
async function desk(world: World, name = hush): Promise<Desk> {
  const by = await world.person({ name: `${name} Coordinatrice` })
  const { id: workspaceId } = await makeWorkspace(world.house.db, { name: `${name} Agence ${(made += 1)}`, kind: 'agency', owner: by.id })
  const record = await world.call<{ id: string }>(by, 'crm.createArtist', { name: `${name} Sika`, email: `${name.toLowerCase()}-${made}@musique.example` })
  const template = await world.call<{ id: string }>(by, 'outreach.createMessageTemplate', {
    name: `${name} modèle`,
    fr: { subject: `${name} bonjour`, body: `${name} {{artist.name}}` },
  })
  const sequence = await world.call<{ id: string }>(by, 'outreach.createSequence', { name: `${name} suite`, steps: [{ kind: 'mail', templateId: template.id }] })
  return { by, workspaceId, recordId: record.id, templateId: template.id, sequenceId: sequence.id }
}

const with_ =
  (input: (it: Desk, world: World) => Record<string, unknown> | Promise<Record<string, unknown>>, before?: (it: Desk, world: World) => Promise<unknown>) =>
  async (world: World): Promise<Built> => {
    const it = await desk(world)
    await before?.(it, world)
    return { by: it.by, input: await input(it, world) }
  }
const enrolled = async (it: Desk, world: World): Promise<string> => {
  await world.call(it.by, 'outreach.enrolRecords', { id: it.sequenceId, recordIds: [it.recordId], source: hush })
  return (await world.call<{ items: { id: string }[] }>(it.by, 'outreach.listEnrolments', { sequenceId: it.sequenceId })).items[0]!.id
}
const sent = async (it: Desk, world: World): Promise<string> =>
  (await world.call<{ id: string }>(it.by, 'outreach.sendMessage', { recordId: it.recordId, subject: `${hush} objet`, body: `${hush} corps` })).id
const box = { kind: 'smtp', fromName: hush, fromAddress: 'sous-le-baobab@agence.example', smtp: { host: '127.0.0.1', port: 465, security: 'tls', user: hush }, smtpPassword: hush }
const mailbox = async (it: Desk, world: World): Promise<Record<string, unknown>> => ({
  id: (await world.call<{ id: string }>(it.by, 'outreach.saveMailbox', { ...box, workspaceId: it.workspaceId })).id,
})
const answered = async ({ workspaceId, recordId }: Desk, world: World): Promise<void> => {
  await sql`insert into outreach.answers (workspace_id, record_id, kind, from_address, from_name, subject, body, message_id, at)
    values (${workspaceId}, ${recordId}, 'answer', 'a@b.example', ${hush}, ${hush}, ${hush}, ${crypto.randomUUID()}, now())`.execute(world.house.db)
}
const silent = (it: Desk, world: World) => world.call(it.by, 'outreach.addSuppression', { workspaceId: it.workspaceId, email: 'sous-le-baobab@musique.example' })
const steps = (templateId: string) => ({ name: hush, steps: [{ kind: 'mail', templateId }] })

export const outreach: Entries = {
  'outreach.listMessageTemplates': { isPrivate: true, build: with_(({ workspaceId }) => ({ workspaceId })) },
  'outreach.getMessageTemplate': { isPrivate: true, build: with_(({ templateId }) => ({ id: templateId })) },
  'outreach.createMessageTemplate': { build: with_(({ workspaceId }) => ({ workspaceId, name: hush, fr: { subject: 'a', body: 'b' } })) },
  'outreach.editMessageTemplate': { build: with_(({ templateId }) => ({ id: templateId, name: hush, version: 1, fr: { subject: 'a', body: 'b' } })) },
  'outreach.retireMessageTemplate': { build: with_(({ templateId }) => ({ id: templateId, back: true })) },
  'outreach.previewMessage': { isPrivate: true, build: with_(({ recordId }) => ({ recordId, subject: '', body: '{{artist.name}}' })) },
  'outreach.listSequences': { isPrivate: true, build: with_(({ workspaceId }) => ({ workspaceId })) },
  'outreach.getSequence': { isPrivate: true, build: with_(({ sequenceId }) => ({ id: sequenceId })) },
  'outreach.createSequence': {
    build: with_(({ workspaceId, templateId }) => ({ workspaceId, ...steps(templateId) })),
    crossed: async (world, { input }) => ({ ...input, ...steps((await rivals(world)).templateId) }),
  },
  'outreach.editSequence': {
    build: with_(({ sequenceId, templateId }) => ({ id: sequenceId, version: 1, ...steps(templateId) })),
    crossed: async (world, { input }) => ({ ...input, ...steps((await rivals(world)).templateId) }),
  },
  'outreach.setSequenceState': { build: with_(({ sequenceId }) => ({ id: sequenceId, state: 'active' })) },
  'outreach.enrolRecords': {
    build: with_(({ sequenceId, recordId }) => ({ id: sequenceId, recordIds: [recordId], source: hush })),
    crossed: async (world, { input }) => ({ ...input, recordIds: [(await rivals(world)).recordId] }),
  },
  'outreach.listEnrolments': { isPrivate: true, build: with_(({ workspaceId }) => ({ workspaceId }), enrolled) },
  'outreach.listDueSteps': {
    isPrivate: true,
    build: with_(
      ({ workspaceId }) => ({ workspaceId }),
      async (it, world) => {
        await enrolled(it, world)
        await world.call(it.by, 'outreach.setSequenceState', { id: it.sequenceId, state: 'active' })
      },
    ),
  },
  'outreach.changeEnrolment': { build: with_(async (it, world) => ({ id: await enrolled(it, world), act: 'pause' })) },
  'outreach.getComposeDesk': { isPrivate: true, build: with_(({ recordId }) => ({ recordId })) },
  'outreach.sendMessage': { build: with_(({ recordId }) => ({ recordId, subject: 'Bonjour', body: 'Bonjour' })) },
  'outreach.noteDm': { build: with_(({ recordId }) => ({ recordId, network: 'instagram', body: 'Bonjour' })) },
  'outreach.listMessages': { isPrivate: true, build: with_(({ workspaceId }) => ({ workspaceId }), sent) },
  'outreach.listAnswers': { isPrivate: true, build: with_(({ workspaceId }) => ({ workspaceId }), answered) },
  'outreach.listSuppressions': {
    isPrivate: true,
    build: with_(
      ({ workspaceId }) => ({ workspaceId }),
      async (it, world) => {
        await silent(it, world)
        await sql`update outreach.suppressions set email = ${`${hush}@musique.example`} where workspace_id = ${it.workspaceId}`.execute(world.house.db)
      },
    ),
  },
  'outreach.addSuppression': { build: with_(({ workspaceId }) => ({ workspaceId, email: 'quelquun@musique.example' })) },
  'outreach.liftSuppression': { build: with_(({ workspaceId }) => ({ workspaceId, email: 'sous-le-baobab@musique.example' }), silent) },
  'outreach.listMailboxes': { isPrivate: true, build: with_(({ workspaceId }) => ({ workspaceId }), mailbox) },
  'outreach.saveMailbox': { build: with_(({ workspaceId }) => ({ ...box, workspaceId })) },
  'outreach.testMailbox': { build: with_(mailbox) },
  'outreach.readMailbox': { build: with_(mailbox) },
  'outreach.removeMailbox': { build: with_(mailbox) },
  'outreach.readMailStop': { isKey: true, build: with_(async (it, world) => ({ token: leaveToken(await sent(it, world)) })) },
  'outreach.stopMails': { isKey: true, build: with_(async (it, world) => ({ token: leaveToken(await sent(it, world)) })) },
}
