import { sql } from 'kysely'
import type { Db } from '#platform/context'
import { shownStates } from '../types.ts'
import { projectColumns, type ProjectRow } from './projects.ts'

/** Projects by some order, for lists and queues. */

export interface Wanted {
  q?: string | undefined
  state: 'open' | 'succeeded' | 'ended'
  country?: string | undefined
  sort: 'ending' | 'new' | 'most-funded'
  after: { key: string; id: string } | null
  limit: number
}

const statesOf: Record<Wanted['state'], string[]> = { open: ['live', 'closing'], succeeded: ['succeeded', 'completed'], ended: ['failed', 'cancelled'] }
/** What each order sorts by, and which way; the id breaks ties in the same direction. */
const orders = {
  ending: { key: 'p.ends_at', type: 'timestamptz', up: true },
  new: { key: 'p.launched_at', type: 'timestamptz', up: false },
  'most-funded': { key: 'p.sorted_percent', type: 'int', up: false },
} as const

export async function listShown(db: Db, { q, state, country, sort, after, limit }: Wanted): Promise<(ProjectRow & { key: string })[]> {
  const { key, type, up } = orders[state === 'open' || sort !== 'ending' ? sort : 'new']
  const [column, compare, direction] = [sql.raw(key), sql.raw(up ? '>' : '<'), sql.raw(up ? 'asc' : 'desc')]
  const from = after ? sql`(${column}, p.id) ${compare} (${after.key}::${sql.raw(type)}, ${after.id}::uuid)` : sql`true`
  const words = q ? sql`public.fold(p.title || ' ' || p.summary) like '%' || public.fold(${q}) || '%'` : sql`true`
  const { rows } = await sql<ProjectRow & { key: string }>`select ${projectColumns}, ${column}::text as key from crowdfunding.projects p
    where p.state = any(${statesOf[state]}::text[]) and (${country ?? null}::text is null or p.country = ${country ?? null}) and ${words} and ${from}
    order by ${column} ${direction}, p.id ${direction} limit ${limit}`.execute(db)
  return rows
}

/** Open projects that follow this film, what ends first first. */
export async function listAfterFilm(db: Db, filmId: string, limit: number): Promise<ProjectRow[]> {
  const { rows } = await sql<ProjectRow>`select ${projectColumns} from crowdfunding.projects p where p.film_id = ${filmId}::uuid and p.state in ('live', 'closing')
    order by p.ends_at, p.id limit ${limit}`.execute(db)
  return rows
}

export async function listOpenOf(db: Db, workspaceId: string, limit: number): Promise<ProjectRow[]> {
  const { rows } = await sql<ProjectRow>`select ${projectColumns} from crowdfunding.projects p where p.workspace_id = ${workspaceId}::uuid and p.state in ('live', 'closing')
    order by p.ends_at, p.id limit ${limit}`.execute(db)
  return rows
}

export async function listOf(db: Db, workspaceIds: readonly string[]): Promise<ProjectRow[]> {
  const { rows } = await sql<ProjectRow>`select ${projectColumns} from crowdfunding.projects p where p.workspace_id = any(${workspaceIds}::uuid[])
    order by p.updated_at desc, p.id desc limit 500`.execute(db)
  return rows
}

export async function listSubmitted(db: Db): Promise<ProjectRow[]> {
  const { rows } = await sql<ProjectRow>`select ${projectColumns} from crowdfunding.projects p where p.state = 'submitted' order by p.submitted_at, p.id limit 200`.execute(db)
  return rows
}

/** Projects that have this film as their result. */
export async function listMade(db: Db, filmId: string): Promise<ProjectRow[]> {
  const { rows } = await sql<ProjectRow>`select ${projectColumns} from crowdfunding.projects p where p.result_film_id = ${filmId}::uuid`.execute(db)
  return rows
}

export interface Counts {
  id: string
  contributors: number
  pending: number
  pledged: number
  confirmed: number
}

/** People and promises of each project. `pledged` and `confirmed` are amounts; after a failure those who are refunded still count as contributors. */
export async function countAll(db: Db, ids: readonly string[]): Promise<Map<string, Counts>> {
  const { rows } = await sql<Counts>`select project_id as id,
    count(*) filter (where state in ('confirmed', 'pledged') or refund_why in ('failed', 'cancelled'))::int as contributors,
    count(*) filter (where state = 'pending')::int as pending,
    coalesce(sum(amount) filter (where state = 'pledged'), 0)::bigint as pledged,
    coalesce(sum(amount) filter (where state = 'confirmed'), 0)::bigint as confirmed
    from crowdfunding.contributions where project_id = any(${ids}::uuid[]) group by project_id`.execute(db)
  return new Map(rows.map((row) => [row.id, row]))
}

/** Public pages of projects, for search engines. */
export const pages = {
  async count(db: Db): Promise<number> {
    const { rows } = await sql<{ count: number }>`select count(*)::int as count from crowdfunding.projects where state = any(${[...shownStates]}::text[])`.execute(db)
    return rows[0]!.count
  },
  async read(db: Db, limit: number, offset: number): Promise<{ path: string; at: Date | null }[]> {
    const { rows } = await sql<{ path: string; at: Date | null }>`select '/karangou/projects/' || slug as path, updated_at as at from crowdfunding.projects
      where state = any(${[...shownStates]}::text[]) order by path limit ${limit} offset ${offset}`.execute(db)
    return rows
  },
}
