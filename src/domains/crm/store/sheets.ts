import { sql } from 'kysely'
import type { Db } from '#platform/context'
import type { Audience, Network } from '../types.ts'
import { lineColumns, type LineRow } from './lists.ts'

/** One record with all that stands on its sheet, in one statement. */

export interface SheetRow extends LineRow {
  version: number
  biography: string | null
  languages: string[]
  selfProduced: boolean | null
  hasTeam: boolean | null
  accountId: string | null
  audience: Partial<Record<Network, Audience>>
  links: { network: Network; identifier: string; url: string | null }[]
  relations: { id: string; kind: LineRow['kind']; name: string; role: string; direction: 'from' | 'to' }[]
  files: { id: string; name: string; type: string; size: number; addedAt: string; addedBy: string | null }[]
  createdAt: Date
}

export async function readSheet(db: Db, id: string, lock = false): Promise<SheetRow | null> {
  const { rows } = await sql<SheetRow>`
    select ${lineColumns}, r.version, r.biography, r.languages, r.self_produced as "selfProduced", r.has_team as "hasTeam", r.account_id as "accountId", r.audience, r.created_at as "createdAt",
      coalesce((select jsonb_agg(jsonb_build_object('network', l.network, 'identifier', l.identifier, 'url', l.url) order by l.network, l.identifier)
        from crm.links l where l.record_id = r.id), '[]') as links,
      coalesce((select jsonb_agg(to_jsonb(o) order by o.role, o.name) from (
        select t.id, t.kind, t.name, x.role, 'from' as direction from crm.relations x join crm.records t on t.id = x.to_id where x.from_id = r.id and t.removed_at is null
        union all select t.id, t.kind, t.name, x.role, 'to' from crm.relations x join crm.records t on t.id = x.from_id where x.to_id = r.id and t.removed_at is null) o), '[]') as relations,
      coalesce((select jsonb_agg(jsonb_build_object('id', f.id, 'name', f.name, 'type', f.type, 'size', f.size, 'addedAt', f.added_at, 'addedBy', f.added_by) order by f.added_at desc, f.id)
        from crm.files f where f.record_id = r.id), '[]') as files
    from crm.records r where r.id = ${id}::uuid and r.removed_at is null ${lock ? sql`for no key update of r` : sql``}`.execute(db)
  return rows[0] ?? null
}
