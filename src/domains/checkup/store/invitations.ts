import { sql } from 'kysely'
import type { Db } from '#platform/context'

export interface InvitationRow {
  id: string
  workspaceId: string
  recordId: string
  prescriptionId: string | null
  invitedBy: string | null
  createdAt: Date
  expiresAt: Date
  claimedBy: string | null
  claimedAt: Date | null
  revokedAt: Date | null
}
const columns = sql.raw(`id, workspace_id as "workspaceId", record_id as "recordId", prescription_id as "prescriptionId", invited_by as "invitedBy", created_at as "createdAt",
  expires_at as "expiresAt", claimed_by as "claimedBy", claimed_at as "claimedAt", revoked_at as "revokedAt"`)

export interface NewInvitation {
  workspaceId: string
  recordId: string
  prescriptionId: string | null
  tokenHash: string
  invitedBy: string | null
  createdAt: Date
  expiresAt: Date
}

/** A new link for the artist; the one that waited until now opens nothing more. Two at once follow one another. */
export async function putInvitation(db: Db, one: NewInvitation): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext(${one.recordId}))`.execute(db)
  await sql`update checkup.invitations set revoked_at = ${one.createdAt} where record_id = ${one.recordId}::uuid and claimed_at is null and revoked_at is null`.execute(db)
  await sql`insert into checkup.invitations (workspace_id, record_id, prescription_id, token_hash, invited_by, created_at, expires_at)
    values (${one.workspaceId}, ${one.recordId}, ${one.prescriptionId}, ${one.tokenHash}, ${one.invitedBy}, ${one.createdAt}, ${one.expiresAt})`.execute(db)
}

export async function findInvitation(db: Db, tokenHash: string): Promise<InvitationRow | null> {
  const { rows } = await sql<InvitationRow>`select ${columns} from checkup.invitations where token_hash = ${tokenHash}`.execute(db)
  return rows[0] ?? null
}

/** Uses the link up. False when somebody did, or it was taken back, a moment before. */
export async function claimInvitation(db: Db, id: string, userId: string, at: Date): Promise<boolean> {
  const { rows } = await sql`update checkup.invitations set claimed_by = ${userId}::uuid, claimed_at = ${at}
    where id = ${id}::uuid and claimed_at is null and revoked_at is null and expires_at > ${at} returning 1`.execute(db)
  return rows.length > 0
}
