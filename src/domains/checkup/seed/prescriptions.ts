import { findRecords, type RecordFacts, selectRecords } from '#domains/crm'
import { findPersonByEmail, findWorkspaceBySlug, type PersonFacts } from '#domains/identity'
import { completeTask } from '#domains/planning'
import type { Person } from '#platform/actor'
import { after, day } from '#platform/clock'
import type { Ctx } from '#platform/context'
import { transaction } from '#platform/database/pool'
import { acceptPlan, recordAcceptance } from '../actions/prescription/accept.ts'
import { answerPrescription, discussPlan } from '../actions/prescription/discuss.ts'
import { draftPrescription } from '../actions/prescription/draft.ts'
import { editPrescription } from '../actions/prescription/edit.ts'
import { hearTask } from '../actions/prescription/hear.ts'
import { sendPrescription, withdrawPrescription } from '../actions/prescription/send.ts'
import { latestCheckups } from '../reading/latest.ts'
import type { Offer } from '../rules/prescription/offers.ts'
import type { PlanLine } from '../rules/prescription/plan.ts'
import { readSteps } from '../store/plan-parts.ts'
import { changePlan, readPlan } from '../store/prescriptions.ts'

/** Prescriptions of « Nyala Agence » in every state, made as people make them. After the check-ups; without them, none. */
export async function seedPrescriptions(ctx: Ctx): Promise<void> {
  const [agency, julien] = await Promise.all([findWorkspaceBySlug(ctx.db, 'nyala-agence'), findPersonByEmail(ctx.db, 'julien.mercier@griot.example')])
  if (!agency || !julien) return
  const ids = await selectRecords(ctx.db, agency.id, { kind: 'artist' })
  const [records, checked] = [await findRecords(ctx.db, ids), await latestCheckups(ctx.db, ids)]
  const ready = ids.flatMap((id) => (checked.has(id) && records.has(id) ? [records.get(id)!] : []))
  const coach = personIn(julien, agency.id)
  const others = ready.filter(({ accountId }) => accountId === null)
  await transaction(ctx, async (inside) => {
    for (const record of ready) if (record.accountId) await seedAma({ ...inside, actor: coach }, record)
    for (const [place, tell] of tales.entries()) if (others[place * 3]) await tell({ ...inside, actor: coach }, others[place * 3]!)
  })
}

type Tale = (ctx: Ctx, record: RecordFacts) => Promise<void>

/** The same house so many days ago. */
const ago = (ctx: Ctx, days: number): Ctx => ({ ...ctx, now: after(ctx.now, -days * day) })
const isoDay = (ctx: Ctx, days: number): string =>
  after(ctx.now, days * day)
    .toISOString()
    .slice(0, 10)

function personIn(one: PersonFacts, workspaceId: string): Person {
  const membership = { workspaceId, name: '', slug: '', kind: 'agency', role: 'editor', permissions: [] }
  return {
    kind: 'person',
    id: one.id,
    name: one.name,
    email: one.email ?? '',
    emailVerified: true,
    lang: one.lang,
    staff: [],
    memberships: [membership],
    via: 'session',
    sessionId: 'seed',
    scopes: null,
  }
}

async function sent(ctx: Ctx, record: RecordFacts, offer: Offer, days: number, note = '', by: 'letter' | 'hand' = 'hand'): Promise<string> {
  const then = ago(ctx, days)
  const draft = await draftPrescription(then, { recordId: record.id, offer, startsOn: isoDay(then, 3), hoursWeek: 4, lang: 'fr' })
  const { version } = note ? await editPrescription(then, { id: draft.id, version: draft.version, note }) : draft
  await sendPrescription(then, { id: draft.id, version, by })
  return draft.id
}

/** So many of its lines are done, the first ones first. */
async function doneLines(ctx: Ctx, id: string, most: number): Promise<void> {
  const plan = await readPlan(ctx.db, id)
  const steps = await readSteps(ctx.db, [id])
  for (const line of plan!.lines.slice(0, most)) {
    const taskId = steps.find((one) => one.line === line.key)?.taskId
    if (!taskId) continue
    const at = new Date(Math.min(Date.parse(`${line.dueOn}T15:00:00Z`), ctx.now.getTime()))
    await completeTask({ ...ctx, now: at }, { id: taskId })
    const key = `plan:${id}:${line.key}`
    await hearTask({ ...ctx, now: at }, { id: taskId, type: 'task.done', subject: taskId, workspaceId: plan!.workspaceId, actorId: null, payload: { key }, at })
  }
}

const told = async (ctx: Ctx, record: RecordFacts, offer: Offer, days: number, done: number, note: string): Promise<void> => {
  const id = await sent(ctx, record, offer, days)
  await recordAcceptance(ago(ctx, days - 2), { id, version: 1, how: 'phone', note })
  await doneLines(ctx, id, done)
}

/** Ama Sika: one done, one that waits for her answer. */
async function seedAma(ctx: Ctx, record: RecordFacts): Promise<void> {
  const ama: Ctx = { ...ctx, actor: { ...(ctx.actor as Person), id: record.accountId!, name: record.name, memberships: [] } }
  const old = await sent(ctx, record, '290', 62, 'Bonjour Ama, trois choses simples pour commencer. On en reparle dans un mois.', 'letter')
  await acceptPlan(ago(ama, 60), { id: old, version: 1 })
  await doneLines(ctx, old, 3)
  const id = await sent(ctx, record, '390', 3, 'Bravo pour le premier plan ! Voici la suite, sur trois mois. Prenez le temps de lire, et dites-moi ce qui coince.', 'letter')
  const { lines } = (await readPlan(ctx.db, id))!
  const [first, second] = lines as [PlanLine, PlanLine]
  await discussPlan(ago(ama, 2), { id, version: 1, line: first.key, kind: 'comment', body: 'Je m’y mets dès cette semaine. Ça vous va si je vous montre avant de publier ?' })
  await answerPrescription(ago(ctx, 1), { id, line: first.key, body: 'Très bien. Envoyez-moi ce que vous avez, même inachevé.' })
  await discussPlan(ago(ama, 1), { id, version: 1, line: second.key, kind: 'date', body: 'Je suis en résidence à Kpalimé jusque-là.', day: isoDay(ctx, 24) })
}

/** The others, one state each. */
const tales: readonly Tale[] = [
  async (ctx, record) => void (await draftPrescription(ago(ctx, 0), { recordId: record.id, offer: '390', lang: 'fr' })),
  async (ctx, record) => void (await draftPrescription(ago(ctx, 0), { recordId: record.id, offer: '290', lang: 'fr' })),
  async (ctx, record) => void (await sent(ctx, record, '390', 5, 'Comme convenu au téléphone.', record.email ? 'letter' : 'hand')),
  async (ctx, record) => void (await sent(ctx, record, '490', 12)),
  (ctx, record) => told(ctx, record, '390', 40, 3, 'Oui au téléphone, avec son frère. Commence par les photos.'),
  (ctx, record) => told(ctx, record, '290', 21, 1, 'D’accord pour les trois actions.'),
  (ctx, record) => told(ctx, record, '490', 55, 5, 'Accord donné après le concert de Lomé.'),
  (ctx, record) => told(ctx, record, '290', 50, 3, 'Dit oui tout de suite.'),
  async (ctx, record) => {
    const id = await sent(ctx, record, '390', 60)
    await changePlan(ctx.db, id, { state: 'expired', closedAt: after(ctx.now, -15 * day) }, after(ctx.now, -15 * day), false)
  },
  async (ctx, record) => {
    const id = await sent(ctx, record, '290', 30)
    await withdrawPrescription(ago(ctx, 24), { id, note: 'A signé avec un label entre-temps.' })
  },
  async (ctx, record) => {
    await sent(ctx, record, '290', 33)
    await sent(ctx, record, '390', 8, 'Après notre rendez-vous, je vous propose plus large.')
  },
]
