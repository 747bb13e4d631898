import type { Ctx } from '#platform/context'
import { found, unless } from '#platform/refusal'
import { forgetActor } from '../actor.ts'
import { memberLeft, memberRoleChanged } from '../events.ts'
import { callerIn } from '../me.ts'
import { hasMail, whyCannotGive, whyCannotLoseOwner } from '../rules.ts'
import { changeRole, countOwners, dropMember, findMember, findMembers, findRoles, lockWorkspace, type WorkspaceRow } from '../store/workspaces.ts'
import { getWorkspace } from './workspaces.ts'

export async function listMembers(ctx: Ctx, input: { slug: string }) {
  const workspace = await getWorkspace(ctx, input)
  const rows = await findMembers(ctx.db, workspace.id)
  return { items: rows.map(({ userId, name, image, email, role, joinedAt }) => ({ person: { id: userId, name, image }, email: hasMail(email) ? email : null, role, joinedAt })) }
}

/** Gives a member another role: nobody above their own, and the last owner stays one. */
export async function changeMemberRole(ctx: Ctx, input: { slug: string; personId: string; role: string }): Promise<void> {
  const workspace = await locked(ctx, input.slug)
  const member = found(await findMember(ctx.db, workspace.id, input.personId))
  if (member.role === input.role) return
  unless(whyCannotGive(await rankOfCaller(ctx, workspace), { from: member.rank, to: await rankOf(ctx, workspace, input.role) }))
  unless(whyCannotLoseOwner(member.role, await countOwners(ctx.db, workspace.id)))
  await changeRole(ctx.db, workspace.id, input.personId, input.role)
  await memberRoleChanged(ctx, workspace.id, input.personId, member.role, input.role)
  forgetActor(input.personId)
}

export async function removeMember(ctx: Ctx, input: { slug: string; personId: string }): Promise<void> {
  const workspace = await locked(ctx, input.slug)
  const member = found(await findMember(ctx.db, workspace.id, input.personId))
  unless(whyCannotGive(await rankOfCaller(ctx, workspace), { from: member.rank, to: null }))
  await drop(ctx, workspace, input.personId, member.role, 'removed')
}

/** The caller goes. The last owner hands the workspace over first (`identity.lastOwner`). */
export async function leaveWorkspace(ctx: Ctx, input: { slug: string }): Promise<void> {
  const workspace = await locked(ctx, input.slug)
  const { id } = callerIn(ctx)
  const member = found(await findMember(ctx.db, workspace.id, id))
  await drop(ctx, workspace, id, member.role, 'left')
}

/** Hands the workspace over to another member: they become owner, the caller becomes administrator. */
export async function transferWorkspace(ctx: Ctx, input: { slug: string; personId: string }): Promise<void> {
  const workspace = await locked(ctx, input.slug)
  const { id } = callerIn(ctx)
  const heir = found(await findMember(ctx.db, workspace.id, input.personId))
  if (input.personId === id) return
  await changeRole(ctx.db, workspace.id, input.personId, 'owner')
  await changeRole(ctx.db, workspace.id, id, 'administrator')
  await memberRoleChanged(ctx, workspace.id, input.personId, heir.role, 'owner')
  await memberRoleChanged(ctx, workspace.id, id, 'owner', 'administrator')
  forgetActor(id)
  forgetActor(input.personId)
}

async function drop(ctx: Ctx, workspace: WorkspaceRow, userId: string, role: string, how: 'left' | 'removed'): Promise<void> {
  unless(whyCannotLoseOwner(role, await countOwners(ctx.db, workspace.id)))
  await dropMember(ctx.db, workspace.id, userId)
  await memberLeft(ctx, workspace.id, userId, how)
  forgetActor(userId)
}

async function locked(ctx: Ctx, slug: string): Promise<WorkspaceRow> {
  const workspace = await getWorkspace(ctx, { slug })
  await lockWorkspace(ctx.db, workspace.id)
  return workspace
}

async function rankOfCaller(ctx: Ctx, workspace: WorkspaceRow): Promise<number> {
  return found(await findMember(ctx.db, workspace.id, callerIn(ctx).id)).rank
}

export async function rankOf(ctx: Ctx, workspace: WorkspaceRow, role: string): Promise<number> {
  const roles = await findRoles(ctx.db, workspace.kind)
  return found(roles.find((one) => one.role === role)).rank
}
