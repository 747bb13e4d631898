import { type RawBuilder, sql } from 'kysely'
import type { Db } from '#platform/context'
import type { RecordFilter } from '../facts.ts'
import type { Direction, RecordKind, RecordSort, TargetAnswer } from '../types.ts'
import { conditions } from './filter.ts'

/** Pages of records: every order is read along its index (migrations 0141 and 0144). */

export interface LineRow {
  id: string
  workspaceId: string
  kind: RecordKind
  name: string
  role: string | null
  email: string | null
  phone: string | null
  city: string | null
  country: string | null
  genres: string[]
  tags: string[]
  ownerId: string | null
  followers: number | null
  score: number | null
  target: TargetAnswer
  stage: { key: string; name: string } | null
  source: string | null
  lastContactAt: Date | null
  nextStep: string | null
  nextStepOn: string | null
  updatedAt: Date
  custom: Record<string, unknown>
  invented: boolean
}

export const lineColumns =
  sql.raw(`r.id, r.workspace_id as "workspaceId", r.kind, r.name, r.role, r.email::text, r.phone, r.city, r.country, r.genres, r.tags, r.owner_id as "ownerId",
  r.followers::float8 as followers, r.score::float8 as score, r.target, (select jsonb_build_object('key', s.key, 'name', s.name) from crm.stages s where s.id = r.stage_id) as stage, r.source,
  r.last_contact_at as "lastContactAt", r.next_step as "nextStep", r.next_step_on::text as "nextStepOn", r.updated_at as "updatedAt", r.custom, r.invented`)

/** What each order sorts by, its type, and the way it goes unless said. The id breaks ties in the same direction. */
export const orders: Readonly<Record<RecordSort, { key: string; type: string; usual: Direction }>> = {
  name: { key: 'r.plain_name', type: 'text', usual: 'up' },
  updated: { key: 'r.updated_at', type: 'timestamptz', usual: 'down' },
  followers: { key: 'coalesce(r.followers, -1)', type: 'bigint', usual: 'down' },
  score: { key: 'coalesce(r.score, -1)', type: 'real', usual: 'down' },
  lastContact: { key: `coalesce(r.last_contact_at, '-infinity'::timestamptz)`, type: 'timestamptz', usual: 'down' },
  stage: { key: 'r.stage_rank', type: 'int', usual: 'up' },
}

export interface Wanted {
  filter: RecordFilter
  sort: RecordSort
  direction?: Direction | undefined
  after: { key: string; id: string } | null
  limit: number
}

export async function listRows(db: Db, workspaceId: string, { filter, sort, direction, after, limit }: Wanted): Promise<(LineRow & { key: string })[]> {
  const { key, type, usual } = orders[sort]
  const up = (direction ?? usual) === 'up'
  const [by, than, way] = [sql.raw(key), sql.raw(up ? '>' : '<'), sql.raw(up ? 'asc' : 'desc')]
  const from: RawBuilder<unknown> = after ? sql`(${by}, r.id) ${than} (${after.key}::${sql.raw(type)}, ${after.id}::uuid)` : sql`true`
  const { rows } = await sql<LineRow & { key: string }>`
    select ${lineColumns}, (${by})::text as key from crm.records r where ${conditions(workspaceId, filter)} and ${from} order by ${by} ${way}, r.id ${way} limit ${limit}`.execute(
    db,
  )
  return rows
}

export const mostCounted = 1_000

/** How many fit, up to `mostCounted` + 1. */
export async function countRows(db: Db, workspaceId: string, filter: RecordFilter): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from (select 1 from crm.records r where ${conditions(workspaceId, filter)} limit ${mostCounted + 1}) counted`.execute(db)
  return rows[0]!.n
}

type Like = Pick<LineRow, 'id' | 'kind' | 'name' | 'city' | 'role' | 'country'>

/** Records of these workspaces whose name resembles what was typed, the nearest first; accents and typing mistakes forgiven. */
export async function findLike(db: Db, workspaceIds: readonly string[], plain: string, limit: number): Promise<Like[]> {
  const { rows } = await sql<Like>`
    select r.id, r.kind, r.name, r.city, r.role, r.country from crm.find_like(${[...workspaceIds]}::uuid[], ${plain}, ${limit}::int) with ordinality as f (id, rank, place)
      join crm.records r on r.id = f.id order by f.place`.execute(db)
  return rows
}
