import { type RawBuilder, sql } from 'kysely'
import { z } from 'zod'
import type { Db } from '#platform/context'
import { decodeCursor, type Page, toPage } from '#platform/operation'
import type { Lang } from '#platform/text'
import type { Offer } from '../rules/prescription/offers.ts'
import type { AcceptedWay, PlanLine, PlanState } from '../rules/prescription/plan.ts'

export interface PlanRow {
  id: string
  workspaceId: string
  recordId: string
  checkupId: string | null
  offer: Offer
  lang: Lang
  state: PlanState
  startsOn: string
  hoursWeek: number
  note: string
  lines: PlanLine[]
  version: number
  sentVersion: number | null
  sentAt: Date | null
  expiresAt: Date | null
  acceptedAt: Date | null
  acceptedBy: string | null
  acceptedHow: AcceptedWay | null
  acceptedNote: string | null
  doneAt: Date | null
  closedAt: Date | null
  closedNote: string | null
  replacedBy: string | null
  invented: boolean
  createdBy: string | null
  coachId: string | null
  createdAt: Date
  updatedAt: Date
}

const columns = sql.raw(`p.id, p.workspace_id as "workspaceId", p.record_id as "recordId", p.checkup_id as "checkupId", p.offer, p.lang, p.state, p.starts_on::text as "startsOn",
  p.hours_week as "hoursWeek", p.note, p.lines, p.version, p.sent_version as "sentVersion", p.sent_at as "sentAt", p.expires_at as "expiresAt", p.accepted_at as "acceptedAt",
  p.accepted_by as "acceptedBy", p.accepted_how as "acceptedHow", p.accepted_note as "acceptedNote", p.done_at as "doneAt", p.closed_at as "closedAt", p.closed_note as "closedNote",
  p.replaced_by as "replacedBy", p.invented, p.created_by as "createdBy", p.coach_id as "coachId", p.created_at as "createdAt", p.updated_at as "updatedAt"`)

export type NewPlan = Pick<PlanRow, 'workspaceId' | 'recordId' | 'checkupId' | 'offer' | 'lang' | 'startsOn' | 'hoursWeek' | 'lines' | 'coachId' | 'invented'>

/** A new draft. Null when one is being written for this artist: the database holds one. */
export async function insertPlan(db: Db, plan: NewPlan, at: Date): Promise<string | null> {
  const { rows } = await sql<{ id: string }>`
    insert into checkup.prescriptions (workspace_id, record_id, checkup_id, offer, lang, starts_on, hours_week, lines, coach_id, created_by, invented, created_at, updated_at)
    values (${plan.workspaceId}, ${plan.recordId}, ${plan.checkupId}, ${plan.offer}, ${plan.lang}, ${plan.startsOn}::date, ${plan.hoursWeek}, ${JSON.stringify(plan.lines)}::jsonb,
      ${plan.coachId}, ${plan.coachId}, ${plan.invented}, ${at}, ${at}) on conflict (record_id) where state = 'draft' do nothing returning id`.execute(db)
  return rows[0]?.id ?? null
}

export async function readPlan(db: Db, id: string): Promise<PlanRow | null> {
  const { rows } = await sql<PlanRow>`select ${columns} from checkup.prescriptions p where p.id = ${id}::uuid`.execute(db)
  return rows[0] ?? null
}

/** The same, held until the transaction ends: whoever comes meanwhile waits and then sees what we did. */
export async function lockPlan(db: Db, id: string): Promise<PlanRow | null> {
  const { rows } = await sql<PlanRow>`select ${columns} from checkup.prescriptions p where p.id = ${id}::uuid for update`.execute(db)
  return rows[0] ?? null
}

export async function workspaceOfPlan(db: Db, id: string): Promise<string | null> {
  const { rows } = await sql<{ workspaceId: string }>`select workspace_id as "workspaceId" from checkup.prescriptions where id = ${id}::uuid`.execute(db)
  return rows[0]?.workspaceId ?? null
}

const names = {
  offer: 'offer',
  lang: 'lang',
  state: 'state',
  startsOn: 'starts_on',
  hoursWeek: 'hours_week',
  note: 'note',
  lines: 'lines',
  sentVersion: 'sent_version',
  sentAt: 'sent_at',
  expiresAt: 'expires_at',
  acceptedAt: 'accepted_at',
  acceptedBy: 'accepted_by',
  acceptedHow: 'accepted_how',
  acceptedNote: 'accepted_note',
  doneAt: 'done_at',
  closedAt: 'closed_at',
  closedNote: 'closed_note',
  replacedBy: 'replaced_by',
  recordId: 'record_id',
  coachId: 'coach_id',
} as const satisfies Partial<Record<keyof PlanRow, string>>
export type PlanChange = Partial<Pick<PlanRow, keyof typeof names>>

/** Writes what is given. A change of the draft counts as a new version; its states do not. */
export async function changePlan(db: Db, id: string, change: PlanChange, at: Date, isEdit: boolean): Promise<void> {
  const sets: RawBuilder<unknown>[] = Object.entries(change).map(([key, value]) => {
    const column = sql.ref(names[key as keyof typeof names])
    return key === 'lines' ? sql`${column} = ${JSON.stringify(value)}::jsonb` : sql`${column} = ${value}`
  })
  if (isEdit) sets.push(sql`version = version + 1`)
  await sql`update checkup.prescriptions set ${sql.join([...sets, sql`updated_at = ${at}`])} where id = ${id}::uuid`.execute(db)
}

export interface PlanFilter {
  state?: PlanState | undefined
  recordId?: string | undefined
  after?: string | undefined
  limit: number
}

/** The prescriptions of an agency, the newest first. */
export async function listPlans(db: Db, workspaceId: string, { state, recordId, after, limit }: PlanFilter): Promise<Page<PlanRow>> {
  const from = decodeCursor(after, z.uuid())
  const { rows } = await sql<PlanRow>`
    select ${columns} from checkup.prescriptions p where p.workspace_id = ${workspaceId}::uuid and (${state ?? null}::text is null or p.state = ${state ?? null})
      and (${recordId ?? null}::uuid is null or p.record_id = ${recordId ?? null}::uuid) and (${from}::uuid is null or p.id < ${from}::uuid)
    order by p.id desc limit ${limit + 1}`.execute(db)
  return toPage(rows, limit, (row) => row.id)
}

/** How many there are in each state. */
export async function countPlans(db: Db, workspaceId: string): Promise<Partial<Record<PlanState, number>>> {
  const { rows } = await sql<{ state: PlanState; n: number }>`
    select state, count(*)::int as n from checkup.prescriptions where workspace_id = ${workspaceId}::uuid group by state`.execute(db)
  return Object.fromEntries(rows.map(({ state, n }) => [state, n]))
}

/** What was ever sent to these artists and not taken back, the newest first. */
export async function sentPlansOf(db: Db, recordIds: readonly string[]): Promise<PlanRow[]> {
  const { rows } = await sql<PlanRow>`select ${columns} from checkup.prescriptions p
    where p.record_id = any(${[...recordIds]}::uuid[]) and p.sent_version is not null and p.state <> 'withdrawn' order by p.id desc limit 100`.execute(db)
  return rows
}

/** Others of the same artist in these states, held until the transaction ends. */
export async function lockOthers(db: Db, recordId: string, id: string, states: readonly PlanState[]): Promise<PlanRow[]> {
  const { rows } = await sql<PlanRow>`select ${columns} from checkup.prescriptions p
    where p.record_id = ${recordId}::uuid and p.id <> ${id}::uuid and p.state = any(${[...states]}::text[]) order by p.id for update`.execute(db)
  return rows
}

/** Sent ones whose answer did not come in time. */
export async function expiredPlans(db: Db, now: Date, limit: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select id from checkup.prescriptions where state = 'sent' and expires_at <= ${now} order by expires_at limit ${limit}`.execute(db)
  return rows.map(({ id }) => id)
}

/** Every prescription of an artist, held until the transaction ends. */
export async function plansOfRecord(db: Db, recordId: string): Promise<PlanRow[]> {
  const { rows } = await sql<PlanRow>`select ${columns} from checkup.prescriptions p where p.record_id = ${recordId}::uuid order by p.id for update`.execute(db)
  return rows
}

/** Goes to another sheet of the same artist; where that one has its own in this state, as `replaced`. Where it was, and what it was there, is remembered. */
export async function movePlan(db: Db, id: string, into: string, isReplaced: boolean, at: Date): Promise<void> {
  await sql`update checkup.prescriptions set trail = jsonb_build_array(jsonb_build_object('from', record_id, 'state', state)) || trail, record_id = ${into}::uuid, updated_at = ${at},
    state = case when ${isReplaced} then 'replaced' else state end, closed_at = case when ${isReplaced} then ${at}::timestamptz else closed_at end where id = ${id}::uuid`.execute(
    db,
  )
}

/** What came to this sheet from that one goes back to it, in the state it had unless it went on since. */
export async function moveBack(db: Db, sheetId: string, from: string, at: Date): Promise<void> {
  await sql`update checkup.prescriptions set record_id = ${from}::uuid, state = case when state = 'replaced' then trail -> 0 ->> 'state' else state end,
    closed_at = case when state = 'replaced' and trail -> 0 ->> 'state' in ('draft', 'sent', 'accepted') then null else closed_at end, trail = trail - 0, updated_at = ${at}
    where record_id = ${sheetId}::uuid and trail -> 0 ->> 'from' = ${from}::text`.execute(db)
}
