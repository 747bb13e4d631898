import { sql } from 'kysely'
import type { Db } from '#platform/context'
import type { RhythmStep } from '../types.ts'

export interface RhythmRow {
  id: string
  workspaceId: string
  name: string
  steps: RhythmStep[]
  active: boolean
  version: number
}

const columns = sql`r.id, r.workspace_id as "workspaceId", r.name, r.steps, r.active, r.version`

export async function readRhythms(db: Db, workspaceId: string): Promise<RhythmRow[]> {
  const { rows } = await sql<RhythmRow>`select ${columns} from planning.rhythms r where r.workspace_id = ${workspaceId}::uuid order by r.created_at, r.id limit 100`.execute(db)
  return rows
}

/** The rhythm, held until the transaction ends. */
export async function lockRhythm(db: Db, id: string): Promise<RhythmRow | null> {
  const { rows } = await sql<RhythmRow>`select ${columns} from planning.rhythms r where r.id = ${id}::uuid for update`.execute(db)
  return rows[0] ?? null
}

export async function workspaceOfRhythm(db: Db, id: string): Promise<string | null> {
  const { rows } = await sql<{ id: string }>`select workspace_id as id from planning.rhythms where id = ${id}::uuid`.execute(db)
  return rows[0]?.id ?? null
}

export async function insertRhythm(db: Db, one: Omit<RhythmRow, 'id' | 'version'>): Promise<{ id: string; version: number }> {
  const { rows } = await sql<{ id: string; version: number }>`insert into planning.rhythms (workspace_id, name, steps, active)
    values (${one.workspaceId}, ${one.name}, ${JSON.stringify(one.steps)}::jsonb, ${one.active}) returning id, version`.execute(db)
  return rows[0]!
}

export async function updateRhythm(db: Db, id: string, change: Partial<Pick<RhythmRow, 'name' | 'steps' | 'active'>>): Promise<number> {
  const { rows } = await sql<{ version: number }>`update planning.rhythms set name = coalesce(${change.name ?? null}::text, name),
    steps = coalesce(${change.steps ? JSON.stringify(change.steps) : null}::jsonb, steps), active = coalesce(${change.active ?? null}::boolean, active), version = version + 1
    where id = ${id}::uuid returning version`.execute(db)
  return rows[0]!.version
}

export async function deleteRhythm(db: Db, id: string): Promise<void> {
  await sql`delete from planning.rhythms where id = ${id}::uuid`.execute(db)
}

/** Marks a month as made; false when it was already. */
export async function markMonth(db: Db, id: string, month: string, now: Date): Promise<boolean> {
  const { rows } =
    await sql`insert into planning.rhythm_months (rhythm_id, month, made_at) values (${id}::uuid, ${month}::date, ${now}) on conflict do nothing returning 1`.execute(db)
  return rows.length > 0
}

/** False when it was not made. */
export async function unmarkMonth(db: Db, id: string, month: string): Promise<boolean> {
  const { rows } = await sql`delete from planning.rhythm_months where rhythm_id = ${id}::uuid and month = ${month}::date returning 1`.execute(db)
  return rows.length > 0
}

/** The key of the tasks of a month, up to the step's place. */
export const keyOf = (rhythmId: string, month: string): string => `rhythm:${rhythmId}:${month}:`

export interface MonthRow {
  rhythmId: string
  month: string
  madeAt: Date
  open: number
  done: number
}

/** The months that were made of these rhythms, the last first, with what became of their tasks. */
export async function monthsOf(db: Db, workspaceId: string, ids: readonly string[]): Promise<MonthRow[]> {
  const { rows } = await sql<MonthRow>`select m.rhythm_id as "rhythmId", m.month::text as month, m.made_at as "madeAt",
      count(t.id) filter (where t.state = 'open')::int as open, count(t.id) filter (where t.state = 'done')::int as done
    from (select * from planning.rhythm_months where rhythm_id = any(${[...ids]}::uuid[]) order by month desc limit 36) m cross join generate_series(0, 59) as place
      left join planning.tasks t on t.workspace_id = ${workspaceId}::uuid and t.key = 'rhythm:' || m.rhythm_id || ':' || m.month || ':' || place
    group by 1, 2, 3 order by 2 desc`.execute(db)
  return rows
}

/** Running rhythms that have not made this month. */
export async function rhythmsWithout(db: Db, month: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select r.id from planning.rhythms r where r.active
    and not exists (select 1 from planning.rhythm_months m where m.rhythm_id = r.id and m.month = ${month}::date) order by r.id limit 10000`.execute(db)
  return rows.map(({ id }) => id)
}
