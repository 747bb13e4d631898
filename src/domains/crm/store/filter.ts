import { type RawBuilder, sql } from 'kysely'
import type { Db } from '#platform/context'
import type { RecordFilter } from '../facts.ts'
import { plainMail, plainName } from '../rules/names.ts'

const like = (text: string): string => text.replaceAll(/[%_\\]/g, '\\$&')

/** The conditions of a filter, on `crm.records r` of one workspace, written as the indexes and the statistics of the lists are (migrations 0141, 0146 and 0185). Words of a search are compared as names are. */
export function conditions(workspaceId: string, filter: RecordFilter): RawBuilder<unknown> {
  const all = [sql`r.workspace_id = ${workspaceId}::uuid`, sql`r.removed_at is null`]
  const put = <T>(given: T | undefined | null, condition: (value: T) => RawBuilder<unknown>): void => {
    if (given !== undefined && given !== null && given !== ('' as T) && !(Array.isArray(given) && given.length === 0)) all.push(condition(given))
  }
  put(filter.kind, (kind) => sql`r.kind = ${kind}`)
  put(filter.ids, (ids) => sql`r.id = any(${[...ids]}::uuid[])`)
  put(filter.q?.trim(), searched)
  put(filter.tags, (tags) => sql`r.tags @> ${[...tags]}::text[]`)
  put(filter.genres, (genres) => sql`r.genres && ${[...genres]}::text[]`)
  put(filter.country, (country) => sql`r.country = any(${[...country]}::text[])`)
  put(filter.ownerId, (owner) => sql`r.owner_id = ${owner}::uuid`)
  if (filter.withoutOwner) all.push(sql`r.owner_id is null`)
  put(filter.target, (target) => sql`r.target = ${target}`)
  put(filter.stage, (stage) =>
    stage === 'none'
      ? sql`r.stage_id is null`
      : sql`r.stage_id = any(array(select s.id from crm.stages s join crm.pipelines p on p.id = s.pipeline_id where p.workspace_id = ${workspaceId}::uuid and s.key = ${stage}))`,
  )
  all.push(...within('followers', 'bigint', filter.followersFrom, filter.followersTo), ...within('score', 'real', filter.scoreFrom, filter.scoreTo))
  put(filter.source, (source) => sql`r.source = ${source}`)
  put(filter.role, (role) => sql`r.role = ${role}`)
  put(filter.hasEmail, (has) => (has ? sql`r.email is not null` : sql`r.email is null`))
  put(filter.silentDays, (days) => sql`coalesce(r.last_contact_at, '-infinity'::timestamptz) < now() - make_interval(days => ${days}::int)`)
  for (const [key, value] of Object.entries(filter.custom ?? {})) put(value, (wanted) => holds(key, wanted))
  return sql.join(all, sql` and `)
}

/** A range as its index has it: unknown counts as -1, and never lies in a range that ends somewhere. One bound a side, or PostgreSQL takes them for independent. */
function within(column: 'followers' | 'score', type: 'bigint' | 'real', from: number | undefined, to: number | undefined): RawBuilder<unknown>[] {
  const [value, as] = [sql.raw(`coalesce(r.${column}, -1)`), sql.raw(type)]
  const least = from ?? (to === undefined ? undefined : 0)
  return [...(least === undefined ? [] : [sql`${value} >= ${least}::${as}`]), ...(to === undefined ? [] : [sql`${value} <= ${to}::${as}`])]
}

/** A name by any part of it; a whole mail address finds whose it is. */
function searched(q: string): RawBuilder<unknown> {
  const mail = q.includes('@') ? plainMail(q) : null
  if (mail) return sql`r.email = ${mail}::citext`
  return sql`r.plain_name like '%' || ${like(plainName(q))} || '%'`
}

/** The agency's own field has this value, or its list holds it. */
const holds = (key: string, value: string): RawBuilder<unknown> =>
  sql`(lower(r.custom ->> ${key}) = lower(${value}) or (jsonb_typeof(r.custom -> ${key}) = 'array' and r.custom -> ${key} @> to_jsonb(${value}::text)))`

export async function idsMatching(db: Db, workspaceId: string, filter: RecordFilter, limit: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select r.id from crm.records r where ${conditions(workspaceId, filter)} order by r.plain_name, r.id limit ${limit}`.execute(db)
  return rows.map((row) => row.id)
}
