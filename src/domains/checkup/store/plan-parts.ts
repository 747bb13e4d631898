import { sql } from 'kysely'
import type { Db } from '#platform/context'
import type { Offer } from '../rules/prescription/offers.ts'
import type { PlanLine, RemarkKind } from '../rules/prescription/plan.ts'

/** What hangs on a prescription: sent versions, remarks, the steps it became. */

export interface VersionRow {
  number: number
  offer: Offer
  startsOn: string
  hoursWeek: number
  note: string
  lines: PlanLine[]
  sentBy: string | null
  sentAt: Date
}
const versionColumns = sql.raw('number, offer, starts_on::text as "startsOn", hours_week as "hoursWeek", note, lines, sent_by as "sentBy", sent_at as "sentAt"')

export async function insertVersion(db: Db, planId: string, one: VersionRow): Promise<void> {
  await sql`insert into checkup.prescription_versions (prescription_id, number, offer, starts_on, hours_week, note, lines, sent_by, sent_at)
    values (${planId}, ${one.number}, ${one.offer}, ${one.startsOn}::date, ${one.hoursWeek}, ${one.note}, ${JSON.stringify(one.lines)}::jsonb, ${one.sentBy}, ${one.sentAt})`.execute(
    db,
  )
}

export async function readVersion(db: Db, planId: string, number: number): Promise<VersionRow | null> {
  const { rows } = await sql<VersionRow>`select ${versionColumns} from checkup.prescription_versions where prescription_id = ${planId}::uuid and number = ${number}`.execute(db)
  return rows[0] ?? null
}

/** Every version that was sent, the first one first. */
export async function readVersions(db: Db, planId: string): Promise<VersionRow[]> {
  const { rows } = await sql<VersionRow>`select ${versionColumns} from checkup.prescription_versions where prescription_id = ${planId}::uuid order by number`.execute(db)
  return rows
}

export interface RemarkRow {
  id: string
  number: number
  line: string | null
  side: 'artist' | 'agency'
  kind: RemarkKind
  body: string
  day: string | null
  by: string | null
  at: Date
}

export async function insertRemark(db: Db, planId: string, one: Omit<RemarkRow, 'id'>): Promise<string> {
  const { rows } = await sql<{ id: string }>`insert into checkup.prescription_remarks (prescription_id, number, line, side, kind, body, day, by, at)
    values (${planId}, ${one.number}, ${one.line}, ${one.side}, ${one.kind}, ${one.body}, ${one.day}::date, ${one.by}, ${one.at}) returning id`.execute(db)
  return rows[0]!.id
}

/** All that was said, in order; the last 500. */
export async function readRemarks(db: Db, planId: string): Promise<RemarkRow[]> {
  const { rows } = await sql<RemarkRow>`select * from (select id, number, line, side, kind, body, day::text, by, at from checkup.prescription_remarks
    where prescription_id = ${planId}::uuid order by id desc limit 500) last order by id`.execute(db)
  return rows
}

export async function countRemarks(db: Db, planId: string): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from checkup.prescription_remarks where prescription_id = ${planId}::uuid`.execute(db)
  return rows[0]!.n
}

export interface StepRow {
  planId: string
  line: string
  taskId: string | null
  doneAt: Date | null
  droppedAt: Date | null
}
const stepColumns = sql.raw('prescription_id as "planId", line, task_id as "taskId", done_at as "doneAt", dropped_at as "droppedAt"')

/** The accepted lines and their tasks. The key of the table lets none in twice. */
export async function insertSteps(db: Db, planId: string, steps: readonly { line: string; taskId: string }[]): Promise<void> {
  await sql`insert into checkup.prescription_steps (prescription_id, line, task_id)
    select ${planId}::uuid, line, task from unnest(${steps.map(({ line }) => line)}::text[], ${steps.map(({ taskId }) => taskId)}::uuid[]) as s(line, task)`.execute(db)
}

export async function readSteps(db: Db, planIds: readonly string[]): Promise<StepRow[]> {
  const { rows } = await sql<StepRow>`select ${stepColumns} from checkup.prescription_steps where prescription_id = any(${[...planIds]}::uuid[])`.execute(db)
  return rows
}

/** What became of a line. False when it is no step of the plan. */
export async function setStep(db: Db, planId: string, line: string, { doneAt, droppedAt }: Pick<StepRow, 'doneAt' | 'droppedAt'>): Promise<boolean> {
  const { rows } =
    await sql`update checkup.prescription_steps set done_at = case when ${doneAt}::timestamptz is not null then coalesce(done_at, ${doneAt}) end, dropped_at = ${droppedAt}
    where prescription_id = ${planId}::uuid and line = ${line} returning 1`.execute(db)
  return rows.length > 0
}
