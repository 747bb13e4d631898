import { sql } from 'kysely'
import type { Db } from '#platform/context'
import { Refusal } from '#platform/refusal'
import type { Role, WorkspaceKind } from '../types.ts'

export interface WorkspaceRow {
  id: string
  slug: string
  name: string
  kind: WorkspaceKind
  createdAt: Date
  members: number
}

const columns = sql`w.id, w.slug, w.name, w.kind, w.created_at as "createdAt", (select count(*)::int from identity.members m where m.workspace_id = w.id) as members`

/** Takes the first free slug of `name`, `name-2`, `name-3`… The unique index decides. */
export async function insertWorkspace(db: Db, workspace: { slug: string; name: string; kind: WorkspaceKind; createdBy: string }): Promise<{ id: string; slug: string }> {
  for (let n = 1; ; n += 1) {
    const slug = n === 1 ? workspace.slug : `${workspace.slug}-${n}`
    const { rows } = await sql<{ id: string; slug: string }>`insert into identity.workspaces (slug, name, kind, created_by)
      values (${slug}, ${workspace.name}, ${workspace.kind}, ${workspace.createdBy}) on conflict (slug) do nothing returning id, slug`.execute(db)
    if (rows[0]) return rows[0]
  }
}

export async function findWorkspaceBySlug(db: Db, slug: string): Promise<WorkspaceRow | null> {
  const { rows } = await sql<WorkspaceRow>`select ${columns} from identity.workspaces w where w.slug = ${slug}`.execute(db)
  return rows[0] ?? null
}

export async function findWorkspacesByIds(db: Db, ids: readonly string[]): Promise<WorkspaceRow[]> {
  const { rows } = await sql<WorkspaceRow>`select ${columns} from identity.workspaces w where w.id = any(${[...ids]}::uuid[])`.execute(db)
  return rows
}

/** Their workspaces by name. `standing`: the one of its kind in which they stand (see `workspaceIn`). */
export async function findWorkspacesOf(db: Db, userId: string): Promise<(WorkspaceRow & { role: string; standing: boolean })[]> {
  const { rows } = await sql<WorkspaceRow & { role: string; standing: boolean }>`select ${columns}, mine.role,
      w.id = coalesce(s.workspace_id, first_value(w.id) over (partition by w.kind order by mine.joined_at, w.id)) as standing
    from identity.members mine join identity.workspaces w on w.id = mine.workspace_id left join identity.standing s on s.user_id = mine.user_id and s.kind = w.kind
    where mine.user_id = ${userId} order by w.name limit 500`.execute(db)
  return rows
}

export async function renameWorkspace(db: Db, id: string, name: string): Promise<void> {
  await sql`update identity.workspaces set name = ${name} where id = ${id}`.execute(db)
}

/** Those who change the members of a workspace wait for each other. */
export async function lockWorkspace(db: Db, id: string): Promise<void> {
  await sql`select 1 from identity.workspaces where id = ${id} for update`.execute(db)
}

export interface MemberRow {
  userId: string
  name: string
  email: string
  image: string | null
  role: string
  joinedAt: Date
}

export async function findMembers(db: Db, workspaceId: string): Promise<MemberRow[]> {
  const { rows } = await sql<MemberRow>`
    select u.id as "userId", u.name, u.email, u.image, m.role, m.joined_at as "joinedAt"
    from identity.members m join identity.users u on u.id = m.user_id join identity.roles r on r.kind = m.kind and r.role = m.role
    where m.workspace_id = ${workspaceId} order by r.rank, public.fold(u.name), u.id limit 1000`.execute(db)
  return rows
}

export async function findMember(db: Db, workspaceId: string, userId: string): Promise<{ role: string; rank: number } | null> {
  const { rows } = await sql<{ role: string; rank: number }>`select m.role, r.rank from identity.members m join identity.roles r on r.kind = m.kind and r.role = m.role
    where m.workspace_id = ${workspaceId} and m.user_id = ${userId}`.execute(db)
  return rows[0] ?? null
}

export async function countOwners(db: Db, workspaceId: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*)::int as count from identity.members where workspace_id = ${workspaceId} and role = 'owner'`.execute(db)
  return rows[0]!.count
}

/** False when the person is a member already. */
export async function insertMember(db: Db, workspaceId: string, userId: string, role: string): Promise<boolean> {
  const { rows } = await sql`insert into identity.members (workspace_id, kind, user_id, role)
    select w.id, w.kind, ${userId}, ${role} from identity.workspaces w where w.id = ${workspaceId} on conflict do nothing returning 1`.execute(db)
  return rows.length > 0
}

export async function changeRole(db: Db, workspaceId: string, userId: string, role: string): Promise<void> {
  await keepingAnOwner(() => sql`update identity.members set role = ${role} where workspace_id = ${workspaceId} and user_id = ${userId}`.execute(db))
}

export async function dropMember(db: Db, workspaceId: string, userId: string): Promise<void> {
  await keepingAnOwner(() => sql`delete from identity.members where workspace_id = ${workspaceId} and user_id = ${userId}`.execute(db))
}

export async function findRoles(db: Db, kind: WorkspaceKind): Promise<Role[]> {
  const { rows } =
    await sql<Role>`select r.role, r.rank::int as rank, array(select p.permission from identity.role_permissions p where p.kind = r.kind and p.role = r.role order by 1) as permissions
    from identity.roles r where r.kind = ${kind} order by r.rank`.execute(db)
  return rows
}

/** Ids of the members who may do something in a workspace. */
export async function findMembersWith(db: Db, workspaceId: string, permission: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select m.user_id as id from identity.members m join identity.role_permissions p on p.kind = m.kind and p.role = m.role
    where m.workspace_id = ${workspaceId} and p.permission = ${permission}`.execute(db)
  return rows.map((row) => row.id)
}

/** The workspace of a kind that somebody chose to stand in, or null. */
export async function findStanding(db: Db, userId: string, kind: string): Promise<string | null> {
  const { rows } = await sql<{ id: string }>`select workspace_id as id from identity.standing where user_id = ${userId} and kind = ${kind}`.execute(db)
  return rows[0]?.id ?? null
}

export async function putStanding(db: Db, userId: string, kind: string, workspaceId: string): Promise<void> {
  await sql`insert into identity.standing (user_id, kind, workspace_id) values (${userId}, ${kind}, ${workspaceId})
    on conflict (user_id, kind) do update set workspace_id = excluded.workspace_id`.execute(db)
}

async function keepingAnOwner(run: () => Promise<unknown>): Promise<void> {
  try {
    await run()
  } catch (error) {
    if ((error as { constraint?: string }).constraint === 'members_keep_an_owner') throw new Refusal('refused', 'identity.lastOwner')
    throw error
  }
}
