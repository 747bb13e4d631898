import { createHash, createHmac } from 'node:crypto'
import { sql } from 'kysely'
import { config } from './config.ts'
import type { Ctx, Db } from './context.ts'
import { pool, transaction } from './database/pool.ts'

interface Line {
  id: string
  at: string
  actorId: string | null
  via: string | null
  operation: string
  subject: string | null
  requestId: string
  ip: string | null
  outcome: string
}

// The instant as text: a JavaScript date would lose the microseconds.
const columns = sql`a.id, to_char(a.at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at, a.actor_id as "actorId", a.via, a.operation, a.subject, a.request_id as "requestId", host(a.ip) as ip, a.outcome`
const start: Buffer = Buffer.alloc(32)
const batch = 1_000
/** A line that is sealed this much later than it says it happened was slipped in, or the sealing was stopped. */
const lateAfter = 15 * 60_000

/** What an address leaves in the chain: enough to prove it, not to read it back without the house's secret. */
const ipHash = (id: string, ip: string): Buffer => createHmac('sha256', config().secret).update(`audit-ip ${id} ${ip}`).digest()

/** The hash of one line over the hash before it: SHA-256 of a JSON array, in this order. */
function hashOf(before: Buffer, seq: number, line: Line, ip: Buffer | null): Buffer {
  const told = [seq, line.id, line.at, line.actorId, line.via, line.operation, line.subject, line.requestId, ip?.toString('hex') ?? null, line.outcome]
  return createHash('sha256').update(before).update(JSON.stringify(told)).digest()
}

/** Seals every line of the audit trail that is not yet in the chain. One at a time for the whole house, apart from what it seals: nobody waits for it. Answers how many. */
export async function sealAudit(ctx: Ctx): Promise<number> {
  let sealed = 0
  for (;;) {
    const some = await transaction(ctx, async ({ db }) => {
      await sql`select pg_advisory_xact_lock(hashtext('platform.audit_chain'))`.execute(db)
      return sealSome(db, ctx.now)
    })
    sealed += some
    if (some < batch) return sealed
  }
}

async function sealSome(db: Db, now: Date): Promise<number> {
  const { rows: last } = await sql<{ seq: number; hash: Buffer }>`select seq, hash from platform.audit_chain order by seq desc limit 1`.execute(db)
  const { rows } = await sql<Line>`select ${columns} from platform.audit a where not exists (select 1 from platform.audit_chain c where c.audit_id = a.id)
    order by a.id limit ${batch}`.execute(db)
  let { seq, hash } = last[0] ?? { seq: 0, hash: start }
  const links = rows.map((line) => {
    const ip = line.ip === null ? null : ipHash(line.id, line.ip)
    seq += 1
    hash = hashOf(hash, seq, line, ip)
    return { seq, id: line.id, ip, hash }
  })
  if (links.length > 0)
    await sql`insert into platform.audit_chain (seq, audit_id, ip_hash, hash, sealed_at)
      select s, i, p, h, ${now} from unnest(${links.map((l) => l.seq)}::bigint[], ${links.map((l) => l.id)}::uuid[], ${links.map((l) => l.ip)}::bytea[], ${links.map((l) => l.hash)}::bytea[]) as t (s, i, p, h)`.execute(
      db,
    )
  return links.length
}

export interface AuditVerdict {
  /** Lines sealed, and lines that wait for their seal. */
  sealed: number
  waiting: number
  /** The last hash, hex: note it elsewhere, and ask later whether the chain still holds it. */
  head: string
  /** What does not hold, at most twenty, in the order of the chain. */
  faults: { seq: number; what: 'changed' | 'missing' | 'gap' | 'late'; id: string }[]
  /** Whether the chain holds the hash that was noted elsewhere. Null when none was given. */
  holdsNoted: boolean | null
}

/**
 * Reads the whole chain again. `changed` a line or its link no longer gives its hash; `missing` a sealed line is gone; `gap` a number is left out;
 * `late` a line was sealed long after the time it tells. A chain cut at its end is seen by its noted head only: note it.
 */
export async function verifyAudit(noted?: string): Promise<AuditVerdict> {
  const verdict: AuditVerdict = { sealed: 0, waiting: 0, head: start.toString('hex'), faults: [], holdsNoted: noted === undefined ? null : false }
  let before: Buffer = start
  let seq = 0
  for (;;) {
    const { rows } = await sql<Line & { seq: number; found: boolean; chainId: string; ipHash: Buffer | null; hash: Buffer; sealedAt: Date }>`
      select c.seq, c.audit_id as "chainId", c.ip_hash as "ipHash", c.hash, c.sealed_at as "sealedAt", a.id is not null as found, ${columns}
      from platform.audit_chain c left join platform.audit a on a.id = c.audit_id where c.seq > ${seq} order by c.seq limit ${batch}`.execute(pool())
    for (const row of rows) {
      const fault = faultOf(before, seq, row)
      if (fault && verdict.faults.length < 20) verdict.faults.push({ seq: row.seq, what: fault, id: row.chainId })
      seq = row.seq
      before = row.hash
      verdict.sealed += 1
      if (noted && row.hash.toString('hex') === noted.toLowerCase()) verdict.holdsNoted = true
    }
    if (rows.length < batch) break
  }
  const { rows: waiting } = await sql<{
    n: number
  }>`select count(*) as n from platform.audit a where not exists (select 1 from platform.audit_chain c where c.audit_id = a.id)`.execute(pool())
  return { ...verdict, head: before.toString('hex'), waiting: waiting[0]!.n }
}

function faultOf(
  before: Buffer,
  last: number,
  row: Line & { seq: number; found: boolean; ipHash: Buffer | null; hash: Buffer; sealedAt: Date },
): AuditVerdict['faults'][number]['what'] | null {
  if (row.seq !== last + 1) return 'gap'
  if (!row.found) return 'missing'
  if (row.ip !== null && (row.ipHash === null || !row.ipHash.equals(ipHash(row.id, row.ip)))) return 'changed'
  if (!hashOf(before, row.seq, row, row.ipHash).equals(row.hash)) return 'changed'
  return row.sealedAt.getTime() - Date.parse(row.at) > lateAfter ? 'late' : null
}

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
