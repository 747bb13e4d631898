import { sql } from 'kysely'
import type { Db } from '#platform/context'
import type { Lang } from '#platform/text'
import type { Basis, EnrolmentState } from '../types.ts'

export interface EnrolmentRow {
  id: string
  workspaceId: string
  sequenceId: string
  recordId: string
  email: string | null
  senderId: string | null
  lang: Lang
  basis: Basis
  source: string
  state: EnrolmentState
  reason: string | null
  detail: Record<string, unknown>
  position: number
  dueAt: Date | null
  endedAt: Date | null
  createdAt: Date
}

const columns =
  sql.raw(`e.id, e.workspace_id as "workspaceId", e.sequence_id as "sequenceId", e.record_id as "recordId", e.email::text as email, e.sender_id as "senderId", e.lang, e.basis,
  e.source, e.state, e.reason, e.detail, e.position, e.due_at as "dueAt", e.ended_at as "endedAt", e.created_at as "createdAt"`)

export interface NewEnrolment {
  recordId: string
  email: string | null
  lang: Lang
}

/** One call at a time brings people of a workspace into sequences: what it says of who is busy stays true until it ends. */
export async function holdEnrolling(db: Db, workspaceId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`outreach.enrol:${workspaceId}`}, 0))`.execute(db)
}

/** Enrols those who are in no sequence yet, in one statement: the database decides, also when two people enrol at once. Answers the records that were enrolled. */
export async function insertEnrolments(
  db: Db,
  {
    workspaceId,
    sequenceId,
    senderId,
    basis,
    source,
    dueAt,
    now,
  }: { workspaceId: string; sequenceId: string; senderId: string | null; basis: Basis; source: string; dueAt: Date; now: Date },
  people: readonly NewEnrolment[],
): Promise<{ id: string; recordId: string }[]> {
  const { rows } = await sql<{ id: string; recordId: string }>`
    insert into outreach.enrolments (workspace_id, sequence_id, record_id, email, lang, sender_id, basis, source, due_at, created_at)
    select ${workspaceId}::uuid, ${sequenceId}::uuid, "recordId", email, lang, ${senderId}::uuid, ${basis}, ${source}, ${dueAt}, ${now}
    from jsonb_to_recordset(${JSON.stringify(people)}::jsonb) as g ("recordId" uuid, email text, lang text) order by "recordId"
    on conflict do nothing returning id, record_id as "recordId"`.execute(db)
  return rows
}

export async function readEnrolment(db: Db, id: string, lock = false): Promise<EnrolmentRow | null> {
  const { rows } = await sql<EnrolmentRow>`select ${columns} from outreach.enrolments e where e.id = ${id}::uuid ${lock ? sql`for update` : sql``}`.execute(db)
  return rows[0] ?? null
}

/** Those of these that there are, held for this transaction. */
export async function takeEnrolments(db: Db, ids: readonly string[]): Promise<EnrolmentRow[]> {
  const { rows } = await sql<EnrolmentRow>`select ${columns} from outreach.enrolments e where e.id = any(${[...ids]}::uuid[]) order by e.id for update`.execute(db)
  return rows
}

export interface EnrolmentFilter {
  sequenceId?: string | undefined
  recordId?: string | undefined
  state?: EnrolmentState | undefined
  running?: boolean | undefined
}

/** Enrolments of a workspace, newest first. */
export async function listEnrolmentRows(
  db: Db,
  workspaceId: string,
  { sequenceId, recordId, state, running }: EnrolmentFilter,
  before: string | null,
  limit: number,
): Promise<EnrolmentRow[]> {
  const { rows } = await sql<EnrolmentRow>`select ${columns} from outreach.enrolments e where e.workspace_id = ${workspaceId}::uuid
    and (${sequenceId ?? null}::uuid is null or e.sequence_id = ${sequenceId ?? null}::uuid) and (${recordId ?? null}::uuid is null or e.record_id = ${recordId ?? null}::uuid)
    and (${state ?? null}::text is null or e.state = ${state ?? null}) and (${running ?? null}::boolean is null or (e.ended_at is null) = ${running ?? null}::boolean)
    and (${before}::uuid is null or e.id < ${before}::uuid) order by e.id desc limit ${limit}`.execute(db)
  return rows
}

/** Who comes next in a workspace, soonest first. */
export async function listDue(db: Db, workspaceId: string, limit: number): Promise<EnrolmentRow[]> {
  const { rows } = await sql<EnrolmentRow>`select ${columns} from outreach.enrolments e join outreach.sequences s on s.id = e.sequence_id
    where e.workspace_id = ${workspaceId}::uuid and e.state = 'active' and e.due_at is not null and s.state = 'active' order by e.due_at, e.id limit ${limit}`.execute(db)
  return rows
}

/** Workspaces and senders with something due now, in running sequences. */
export async function findDueSenders(db: Db, now: Date): Promise<{ workspaceId: string; senderId: string | null }[]> {
  const { rows } = await sql<{ workspaceId: string; senderId: string | null }>`
    select distinct e.workspace_id as "workspaceId", e.sender_id as "senderId" from outreach.enrolments e join outreach.sequences s on s.id = e.sequence_id
    where e.state = 'active' and e.due_at <= ${now} and s.state = 'active' limit 1000`.execute(db)
  return rows
}

/** Takes due enrolments of a sender in hand for this transaction; what another worker holds is left to it. `mail` = whether the next step is one. */
export async function takeDue(db: Db, workspaceId: string, senderId: string | null, now: Date, mail: boolean, limit: number): Promise<EnrolmentRow[]> {
  const { rows } = await sql<EnrolmentRow>`select ${columns} from outreach.enrolments e join outreach.sequences s on s.id = e.sequence_id
      left join outreach.steps p on p.sequence_id = e.sequence_id and p.position = e.position
    where e.workspace_id = ${workspaceId}::uuid and e.sender_id is not distinct from ${senderId}::uuid and e.state = 'active' and e.due_at <= ${now} and s.state = 'active'
      and (coalesce(p.kind, 'none') = 'mail') = ${mail} order by e.due_at, e.id limit ${limit} for update of e skip locked`.execute(db)
  return rows
}

interface Moved {
  state: EnrolmentState
  reason?: string | null
  detail?: object
  position?: number
  dueAt: Date | null
}

/** Moves an enrolment. `endedAt` follows from the state. */
export const setEnrolment = (db: Db, id: string, to: Moved, now: Date): Promise<void> => setEnrolments(db, [id], to, now)

/** Moves all of these alike. */
export async function setEnrolments(db: Db, ids: readonly string[], { state, reason = null, detail = {}, position, dueAt }: Moved, now: Date): Promise<void> {
  await sql`update outreach.enrolments set state = ${state}, reason = ${reason}, detail = ${JSON.stringify(detail)}::jsonb, position = coalesce(${position ?? null}::smallint, position), due_at = ${dueAt},
    ended_at = case when ${state}::text in ('active', 'paused') then null else coalesce(ended_at, ${now}) end where id = any(${[...ids]}::uuid[])`.execute(db)
}

/** Running enrolments of a record or an address, held for this transaction. */
export async function takeRunning(db: Db, workspaceId: string, { recordId, email }: { recordId?: string | null; email?: string | null }): Promise<EnrolmentRow[]> {
  const { rows } = await sql<EnrolmentRow>`select ${columns} from outreach.enrolments e where e.workspace_id = ${workspaceId}::uuid and e.ended_at is null
    and (e.record_id = ${recordId ?? null}::uuid or e.email = ${email ?? null}::citext) order by e.id for update`.execute(db)
  return rows
}

/** Running enrolments of a sequence, held for this transaction. */
export async function takeRunningIn(db: Db, sequenceId: string): Promise<EnrolmentRow[]> {
  const { rows } =
    await sql<EnrolmentRow>`select ${columns} from outreach.enrolments e where e.sequence_id = ${sequenceId}::uuid and e.ended_at is null order by e.id for update`.execute(db)
  return rows
}

/** Of these records and addresses, those that a running sequence writes to. */
export async function findBusy(db: Db, workspaceId: string, recordIds: readonly string[], emails: readonly string[]): Promise<{ records: Set<string>; emails: Set<string> }> {
  const { rows } = await sql<{ recordId: string; email: string | null }>`select record_id as "recordId", lower(email::text) as email from outreach.enrolments
    where workspace_id = ${workspaceId}::uuid and ended_at is null and (record_id = any(${[...recordIds]}::uuid[]) or email = any(${[...emails]}::citext[]))`.execute(db)
  return { records: new Set(rows.map((row) => row.recordId)), emails: new Set(rows.flatMap(({ email }) => email ?? [])) }
}
