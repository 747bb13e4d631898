import { sql } from 'kysely'
import type { Db } from '#platform/context'

export interface AuditRow {
  id: string
  at: Date
  actorId: string | null
  via: string | null
  operation: string
  subject: string | null
  requestId: string
  outcome: string
  seq: number | null
}

export interface AuditFilter {
  actorId?: string | undefined
  subject?: string | undefined
  operation?: string | undefined
}

/** Lines of the trail, newest first, with their number in the chain. */
export async function readAudit(db: Db, { actorId, subject, operation }: AuditFilter, before: string | null, limit: number): Promise<AuditRow[]> {
  const { rows } = await sql<AuditRow>`
    select a.id, a.at, a.actor_id as "actorId", a.via, a.operation, a.subject, a.request_id as "requestId", a.outcome, c.seq
    from platform.audit a left join platform.audit_chain c on c.audit_id = a.id
    where (${actorId ?? null}::uuid is null or a.actor_id = ${actorId ?? null}::uuid) and (${subject ?? null}::text is null or a.subject = ${subject ?? null})
      and (${operation ?? null}::text is null or a.operation = ${operation ?? null}) and (${before}::uuid is null or a.id < ${before}::uuid)
    order by a.id desc limit ${limit}`.execute(db)
  return rows
}
