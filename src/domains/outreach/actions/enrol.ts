import { findRecords, type RecordFacts, segmentOf, selectRecords } from '#domains/crm'
import { callerIn } from '#domains/identity'
import type { Ctx } from '#platform/context'
import { found, Refusal } from '#platform/refusal'
import { isLang, type Lang, languages } from '#platform/text'
import { artistsOf } from '#domains/crm'
import { afterWait } from '../rules/hours.ts'
import { fill } from '../rules/variables.ts'
import { findRefused } from '../reading/refusals.ts'
import { valuesOf } from '../reading/values.ts'
import type { Enrolling } from '../schema/sequences.ts'
import { findBusy, holdEnrolling, insertEnrolments } from '../store/enrolments.ts'
import { listSteps, readSequence, type StepRow } from '../store/sequences.ts'
import { templatesByIds } from '../store/templates.ts'
import { say } from '../topics.ts'
import { mostEnrolled } from '../types.ts'
import { mailboxFor } from './boxes.ts'
import { zoneOf } from './turns.ts'

/** Why somebody is not enrolled. */
export type Obstacle = 'missing' | 'noEmail' | 'suppressed' | 'busy' | 'twice'

interface Judged {
  record: RecordFacts
  lang: Lang
  obstacle: Obstacle | null
  /** Variables that have no value for them: their message will wait. */
  missing: string[]
}

/**
 * Puts records into a sequence, one by one or a whole segment, 1,000 at most a call; with `trial`, only says what would happen. Who has no address, asked for silence, is in a sequence already, or comes
 * twice is left out and named, in one report. The number of statements does not grow with the number of people. Enrolling twice changes nothing: the database keeps one running sequence a person.
 */
export async function enrolRecords(ctx: Ctx, { id, recordIds, viewId, basis, source, lang, trial }: Enrolling) {
  const me = callerIn(ctx)
  const sequence = found(await readSequence(ctx.db, id))
  if (sequence.state === 'archived') throw new Refusal('conflict', 'outreach.archived')
  const steps = await listSteps(ctx.db, id)
  if (steps.length === 0) throw new Refusal('refused', 'outreach.noSteps')
  const needsMail = steps.some(({ kind }) => kind === 'mail')
  if (needsMail && !(await mailboxFor(ctx.db, sequence.workspaceId, me.id))) throw new Refusal('refused', 'outreach.noMailbox')
  const ids = await chosen(ctx, sequence.workspaceId, recordIds, viewId)
  // Whoever presses at the same moment waits here, and is told who has just been enrolled.
  if (!trial) await holdEnrolling(ctx.db, sequence.workspaceId)
  const judged = await judge(ctx, sequence.workspaceId, ids, steps, needsMail, lang)
  const able = judged.filter(({ obstacle }) => obstacle === null)
  const told = { left: judged.filter(({ obstacle }) => obstacle !== null).map(({ record, obstacle }) => ({ id: record.id, name: record.name, why: obstacle! })) }
  const waiting = able.filter(({ missing }) => missing.length > 0).map(({ record, missing }) => ({ id: record.id, name: record.name, missing }))
  if (trial) return { enrolled: able.length, ...told, waiting }
  const dueAt = afterWait(ctx.now, steps[0]!, await zoneOf(ctx.db, sequence.workspaceId, me.id))
  const rows = await insertEnrolments(
    ctx.db,
    { workspaceId: sequence.workspaceId, sequenceId: id, senderId: me.id, basis, source, dueAt, now: ctx.now },
    able.map(({ record, lang: spoken }) => ({ recordId: record.id, email: record.email?.toLowerCase() ?? null, lang: spoken })),
  )
  const done = new Set(rows.map(({ recordId }) => recordId))
  const late = able.filter(({ record }) => !done.has(record.id)).map(({ record }) => ({ id: record.id, name: record.name, why: 'busy' as const }))
  await say(ctx.db, sequence.workspaceId)
  return { enrolled: rows.length, left: [...told.left, ...late], waiting: waiting.filter((one) => done.has(one.id)) }
}

async function chosen(ctx: Ctx, workspaceId: string, recordIds: readonly string[] | undefined, viewId: string | undefined): Promise<string[]> {
  if (recordIds && recordIds.length > 0) return [...new Set(recordIds)]
  if (!viewId) throw new Refusal('invalid', 'outreach.nobodyChosen')
  const segment = await segmentOf(ctx, viewId)
  if (segment?.workspaceId !== workspaceId) throw new Refusal('missing', 'platform.missing')
  const ids = await selectRecords(ctx.db, workspaceId, segment.filter, mostEnrolled + 1)
  if (ids.length > mostEnrolled) throw new Refusal('refused', 'outreach.tooMany', { max: mostEnrolled })
  if (ids.length === 0) throw new Refusal('invalid', 'outreach.nobodyChosen')
  return ids
}

async function judge(ctx: Ctx, workspaceId: string, ids: readonly string[], steps: readonly StepRow[], needsMail: boolean, lang: Lang | undefined): Promise<Judged[]> {
  const all = await findRecords(ctx.db, ids)
  // Another agency's record is nobody here.
  const records = ids.map((one) => all.get(one)).filter((one) => one?.workspaceId === workspaceId) as RecordFacts[]
  if (records.length < ids.length) throw new Refusal('missing', 'outreach.recordsMissing', { n: ids.length - records.length })
  const emails = records.flatMap(({ email }) => email?.toLowerCase() ?? [])
  const [suppressed, busy] = [await findRefused(ctx.db, workspaceId, emails), await findBusy(ctx.db, workspaceId, ids, emails)]
  const spoken = await languagesOf(ctx, ids, lang)
  const missing = await missingOf(ctx, workspaceId, ids, steps, spoken)
  const seen = new Set<string>()
  return records.map((record) => {
    const email = record.email?.toLowerCase() ?? null
    const obstacle = obstacleOf(record.id, email, { needsMail, suppressed, busy, seen })
    if (email) seen.add(email)
    return { record, lang: spoken(record.id), obstacle, missing: missing.get(record.id) ?? [] }
  })
}

interface Against {
  needsMail: boolean
  suppressed: ReadonlyMap<string, unknown>
  busy: { records: ReadonlySet<string>; emails: ReadonlySet<string> }
  seen: ReadonlySet<string>
}

function obstacleOf(id: string, email: string | null, { needsMail, suppressed, busy, seen }: Against): Obstacle | null {
  if (needsMail && !email) return 'noEmail'
  if (email && suppressed.has(email)) return 'suppressed'
  if (busy.records.has(id) || (email && busy.emails.has(email))) return 'busy'
  return email && seen.has(email) ? 'twice' : null
}

/** The language asked for, else one the artist speaks, else French. */
async function languagesOf(ctx: Ctx, ids: readonly string[], lang: Lang | undefined): Promise<(id: string) => Lang> {
  const artists = lang ? new Map() : await artistsOf(ctx.db, ids)
  return (id) => lang ?? artists.get(id)?.languages.find(isLang) ?? languages[0]
}

async function missingOf(ctx: Ctx, workspaceId: string, ids: readonly string[], steps: readonly StepRow[], spoken: (id: string) => Lang): Promise<Map<string, string[]>> {
  const me = callerIn(ctx)
  const templates = await templatesByIds(
    ctx.db,
    workspaceId,
    steps.flatMap(({ templateId }) => templateId ?? []),
  )
  const values = await valuesOf(ctx.db, workspaceId, ids, me.id, spoken)
  return new Map(
    [...values].map(([id, known]) => {
      const wordings = [...templates.values()].map(({ wording }) => wording[spoken(id)] ?? wording.fr ?? wording.en)
      return [id, [...new Set(wordings.flatMap((one) => (one ? [...fill(one.subject, known).missing, ...fill(one.body, known).missing] : [])))]]
    }),
  )
}
