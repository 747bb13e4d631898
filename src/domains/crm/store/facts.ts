import { sql } from 'kysely'
import type { Db } from '#platform/context'
import type { ArtistFacts, RecordFacts } from '../facts.ts'

const columns = sql.raw(
  'r.id, r.workspace_id as "workspaceId", r.kind, r.name, r.role, r.email, r.phone, r.country, r.city, r.owner_id as "ownerId", r.account_id as "accountId", r.invented',
)

/** The records with these ids that are there still. */
export async function recordRows(db: Db, ids: readonly string[]): Promise<RecordFacts[]> {
  const { rows } = await sql<RecordFacts>`select ${columns} from crm.records r where r.id = any(${[...ids]}::uuid[]) and r.removed_at is null`.execute(db)
  return rows
}

/** The same with what check-ups and scores are made from. */
export async function artistRows(db: Db, ids: readonly string[]): Promise<ArtistFacts[]> {
  const { rows } = await sql<ArtistFacts>`
    select ${columns}, r.biography, r.genres, r.languages, r.tags, r.self_produced as "selfProduced", r.has_team as "hasTeam", r.audience, r.followers::float8 as followers, r.custom,
      r.created_at as "createdAt", array(select f.name from crm.files f where f.record_id = r.id order by f.name) as files,
      coalesce((select jsonb_agg(jsonb_build_object('network', l.network, 'identifier', l.identifier, 'url', l.url) order by l.network, l.identifier) from crm.links l where l.record_id = r.id), '[]') as links
    from crm.records r where r.id = any(${[...ids]}::uuid[]) and r.kind = 'artist' and r.removed_at is null`.execute(db)
  return rows
}

/** The records whose own account is one of these. */
export async function recordRowsOfAccounts(db: Db, userIds: readonly string[]): Promise<RecordFacts[]> {
  const { rows } =
    await sql<RecordFacts>`select ${columns} from crm.records r where r.account_id = any(${[...userIds]}::uuid[]) and r.removed_at is null order by r.created_at`.execute(db)
  return rows
}

/** Where a record belongs, removed or not; null = no such record. */
export async function workspaceOfRow(db: Db, id: string): Promise<string | null> {
  const { rows } = await sql<{ workspaceId: string }>`select workspace_id as "workspaceId" from crm.records where id = ${id}::uuid and removed_at is null`.execute(db)
  return rows[0]?.workspaceId ?? null
}
