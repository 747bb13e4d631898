import { type RawBuilder, sql } from 'kysely'
import type { Db } from '#platform/context'
import type { RecordFilter } from '../facts.ts'

/** The conditions of a filter, on `crm.records r` of one workspace. */
export function conditions(workspaceId: string, filter: RecordFilter): RawBuilder<unknown> {
  const all = [sql`r.workspace_id = ${workspaceId}::uuid`, sql`r.removed_at is null`]
  const put = (given: unknown, condition: () => RawBuilder<unknown>): void => {
    if (given !== undefined && given !== null && given !== '') all.push(condition())
  }
  put(filter.kind, () => sql`r.kind = ${filter.kind!}`)
  put(filter.q, () => sql`r.plain_name like '%' || lower(unaccent(${filter.q!})) || '%'`)
  put(filter.tags?.length, () => sql`r.tags @> ${[...filter.tags!]}::text[]`)
  put(filter.ownerId, () => sql`r.owner_id = ${filter.ownerId!}::uuid`)
  put(filter.target, () => sql`r.target = ${filter.target!}`)
  put(filter.followersFrom, () => sql`r.followers >= ${filter.followersFrom!}::bigint`)
  put(filter.followersTo, () => sql`r.followers <= ${filter.followersTo!}::bigint`)
  return sql`${sql.join(all, sql` and `)}`
}

export async function idsMatching(db: Db, workspaceId: string, filter: RecordFilter, limit: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select r.id from crm.records r where ${conditions(workspaceId, filter)} order by r.plain_name, r.id limit ${limit}`.execute(db)
  return rows.map((row) => row.id)
}
