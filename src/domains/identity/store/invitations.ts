import { sql } from 'kysely'
import type { Db } from '#platform/context'
import type { WorkspaceKind } from '../types.ts'

export interface InvitationRow {
  id: string
  workspaceId: string
  email: string
  role: string
  state: string
  invitedBy: { id: string; name: string; image: string | null } | null
  createdAt: Date
  expiresAt: Date
}

const columns = sql`i.id, i.workspace_id as "workspaceId", i.email, i.role, i.state, i.created_at as "createdAt", i.expires_at as "expiresAt",
  case when u.id is null then null else jsonb_build_object('id', u.id, 'name', u.name, 'image', u.image) end as "invitedBy"`

/** A new invitation to the same address replaces the waiting one: its old link stops working. */
export async function putInvitation(
  db: Db,
  invitation: { workspaceId: string; email: string; role: string; tokenHash: string; invitedBy: string; expiresAt: Date },
): Promise<string> {
  const { rows } = await sql<{ id: string }>`
    insert into identity.invitations (workspace_id, kind, email, role, token_hash, invited_by, expires_at)
    select w.id, w.kind, ${invitation.email}, ${invitation.role}, ${invitation.tokenHash}, ${invitation.invitedBy}, ${invitation.expiresAt} from identity.workspaces w where w.id = ${invitation.workspaceId}
    on conflict (workspace_id, email) where state = 'pending' do update set role = excluded.role, token_hash = excluded.token_hash,
      invited_by = excluded.invited_by, expires_at = excluded.expires_at, created_at = now()
    returning id`.execute(db)
  return rows[0]!.id
}

export async function findInvitations(db: Db, workspaceId: string): Promise<InvitationRow[]> {
  const { rows } = await sql<InvitationRow>`select ${columns} from identity.invitations i left join identity.users u on u.id = i.invited_by
    where i.workspace_id = ${workspaceId} and i.state = 'pending' order by i.id desc limit 500`.execute(db)
  return rows
}

export type OfferRow = InvitationRow & { workspaceName: string; workspaceSlug: string; kind: WorkspaceKind }

export async function findOffer(db: Db, tokenHash: string): Promise<OfferRow | null> {
  const { rows } = await sql<OfferRow>`select ${columns}, w.name as "workspaceName", w.slug as "workspaceSlug", w.kind
    from identity.invitations i join identity.workspaces w on w.id = i.workspace_id left join identity.users u on u.id = i.invited_by where i.token_hash = ${tokenHash}`.execute(db)
  return rows[0] ?? null
}

/** True for the one answer that counts. */
export async function answerInvitation(db: Db, id: string, state: 'accepted' | 'declined' | 'revoked', workspaceId: string, now: Date): Promise<boolean> {
  const { rows } = await sql`update identity.invitations set state = ${state}, answered_at = ${now}
    where id = ${id} and workspace_id = ${workspaceId} and state = 'pending' returning 1`.execute(db)
  return rows.length > 0
}
