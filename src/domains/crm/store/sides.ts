import { sql } from 'kysely'
import type { Db } from '#platform/context'
import type { RecordKind } from '../types.ts'

/** A record as it stands beside another. */
export interface SideRow {
  id: string
  kind: RecordKind
  name: string
  role: string | null
  email: string | null
  phone: string | null
  country: string | null
  city: string | null
  biography: string | null
  self_produced: boolean | null
  has_team: boolean | null
  source: string | null
  owner_id: string | null
  next_step: string | null
  next_step_on: string | null
  genres: string[]
  languages: string[]
  tags: string[]
  custom: Record<string, unknown>
  links: string[]
  followers: number | null
  happenings: number
  cards: number
  files: number
  updatedAt: Date
}

export async function readSides(db: Db, workspaceId: string, ids: readonly string[]): Promise<SideRow[]> {
  const { rows } = await sql<SideRow>`
    select r.id, r.kind, r.name, r.role, r.email::text, r.phone, r.country, r.city, r.biography, r.self_produced, r.has_team, r.source, r.owner_id, r.next_step, r.next_step_on::text, r.genres,
      r.languages, r.tags, r.custom, r.followers::float8 as followers, r.updated_at as "updatedAt",
      array(select l.network || ' ' || l.identifier from crm.links l where l.record_id = r.id order by 1) as links,
      (select count(*)::int from crm.happenings h where h.record_id = r.id) as happenings, (select count(*)::int from crm.files f where f.record_id = r.id) as files,
      (select count(*)::int from crm.cards c where c.record_id = r.id and c.removed_at is null) as cards
    from crm.records r where r.workspace_id = ${workspaceId}::uuid and r.id = any(${[...ids]}::uuid[]) and r.removed_at is null`.execute(db)
  return rows
}
