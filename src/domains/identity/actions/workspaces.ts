import type { Ctx } from '#platform/context'
import { found } from '#platform/refusal'
import { forgetActor } from '../actor.ts'
import { memberJoined, workspaceCreated, workspaceRenamed } from '../events.ts'
import { callerIn } from '../me.ts'
import { slugOf } from '../rules.ts'
import { findRoles, findWorkspaceBySlug, findWorkspacesOf, insertMember, insertWorkspace, putStanding, renameWorkspace as rename } from '../store/workspaces.ts'
import type { WorkspaceKind } from '../types.ts'

/** Makes a workspace whose owner is the caller. */
export async function createWorkspace(ctx: Ctx, input: { name: string; kind: WorkspaceKind }) {
  const { id: userId } = callerIn(ctx)
  const { id, slug } = await insertWorkspace(ctx.db, { slug: slugOf(input.name), name: input.name, kind: input.kind, createdBy: userId })
  await insertMember(ctx.db, id, userId, 'owner')
  await workspaceCreated(ctx, id, input.kind)
  await memberJoined(ctx, id, userId, 'owner')
  forgetActor(userId)
  return found(await findWorkspaceBySlug(ctx.db, slug))
}

export async function renameWorkspace(ctx: Ctx, input: { slug: string; name: string }) {
  const workspace = await getWorkspace(ctx, input)
  await rename(ctx.db, workspace.id, input.name)
  await workspaceRenamed(ctx, workspace.id, input.name)
  return { ...workspace, name: input.name }
}

/** What names no workspace of this kind is from now on about this one, for the caller. */
export async function chooseWorkspace(ctx: Ctx, input: { slug: string }) {
  const { id, kind } = await getWorkspace(ctx, input)
  await putStanding(ctx.db, callerIn(ctx).id, kind, id)
  return { done: true } as const
}

export async function getWorkspace(ctx: Ctx, input: { slug: string }) {
  return found(await findWorkspaceBySlug(ctx.db, input.slug))
}

export async function listMyWorkspaces(ctx: Ctx) {
  return { items: await findWorkspacesOf(ctx.db, callerIn(ctx).id) }
}

/** The roles of this kind of workspace and what each permits. */
export async function listRoles(ctx: Ctx, input: { slug: string }) {
  const { kind } = await getWorkspace(ctx, input)
  const roles = await findRoles(ctx.db, kind)
  return { items: roles.map((role) => ({ ...role, permissions: [...role.permissions] })) }
}
