import { sql } from 'kysely'
import type { Db } from '#platform/context'
import type { SuppressionReason } from '../types.ts'

export interface SuppressionRow {
  email: string
  reason: SuppressionReason
  byId: string | null
  at: Date
}

/** From now on nobody of this workspace writes there. What a person asked for is never replaced by a lesser reason. */
export async function suppress(db: Db, workspaceId: string, email: string, reason: SuppressionReason, byId: string | null, now: Date): Promise<void> {
  await sql`insert into outreach.suppressions (workspace_id, email, reason, by_id, at) values (${workspaceId}::uuid, ${email.trim()}, ${reason}, ${byId}::uuid, ${now})
    on conflict (workspace_id, email) do update set reason = excluded.reason, by_id = excluded.by_id, at = excluded.at
    where outreach.suppressions.reason in ('manual', 'bounced') and excluded.reason in ('unsubscribed', 'objected')`.execute(db)
}

/** Lifts it; with `own`, only what the person's own click had set. */
export async function lift(db: Db, workspaceId: string, email: string): Promise<boolean> {
  const { rows } = await sql`delete from outreach.suppressions where workspace_id = ${workspaceId}::uuid and email = ${email.trim()}::citext returning 1`.execute(db)
  return rows.length > 0
}

/** Of these addresses, those one may not write to, in lower case, with the reason. */
export async function findSuppressed(db: Db, workspaceId: string, emails: readonly string[]): Promise<Map<string, SuppressionReason>> {
  const { rows } = await sql<{ email: string; reason: SuppressionReason }>`select lower(email::text) as email, reason from outreach.suppressions
    where workspace_id = ${workspaceId}::uuid and email = any(${[...emails]}::citext[])`.execute(db)
  return new Map(rows.map(({ email, reason }) => [email, reason]))
}

/** The list, in the order of addresses. */
export async function listSuppressionRows(db: Db, workspaceId: string, after: string | null, limit: number): Promise<SuppressionRow[]> {
  const { rows } = await sql<SuppressionRow>`select email::text as email, reason, by_id as "byId", at from outreach.suppressions
    where workspace_id = ${workspaceId}::uuid and (${after}::citext is null or email > ${after}::citext) order by email limit ${limit}`.execute(db)
  return rows
}
