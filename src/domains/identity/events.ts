import { announce } from '#platform/events'
import type { Ctx } from '#platform/context'

const by = (ctx: Ctx): string | null => (ctx.actor.kind === 'person' ? ctx.actor.id : null)

export const personJoined = (ctx: Ctx, personId: string, how: string) => announce(ctx.db, { type: 'person.joined', subject: personId, actorId: personId, payload: { how } })
export const personRenamed = (ctx: Ctx, personId: string, name: string) => announce(ctx.db, { type: 'person.renamed', subject: personId, actorId: by(ctx), payload: { name } })

export const workspaceCreated = (ctx: Ctx, workspaceId: string, kind: string) =>
  announce(ctx.db, { type: 'workspace.created', subject: workspaceId, workspaceId, actorId: by(ctx), payload: { kind } })
export const workspaceRenamed = (ctx: Ctx, workspaceId: string, name: string) =>
  announce(ctx.db, { type: 'workspace.renamed', subject: workspaceId, workspaceId, actorId: by(ctx), payload: { name } })

export const memberInvited = (ctx: Ctx, workspaceId: string, invitationId: string, role: string, userId: string | null) =>
  announce(ctx.db, { type: 'member.invited', subject: invitationId, workspaceId, actorId: by(ctx), payload: { role, userId } })
export const memberJoined = (ctx: Ctx, workspaceId: string, personId: string, role: string) =>
  announce(ctx.db, { type: 'member.joined', subject: personId, workspaceId, actorId: by(ctx), payload: { role } })
export const memberRoleChanged = (ctx: Ctx, workspaceId: string, personId: string, from: string, to: string) =>
  announce(ctx.db, { type: 'member.roleChanged', subject: personId, workspaceId, actorId: by(ctx), payload: { from, to } })
export const memberLeft = (ctx: Ctx, workspaceId: string, personId: string, how: 'left' | 'removed') =>
  announce(ctx.db, { type: 'member.left', subject: personId, workspaceId, actorId: by(ctx), payload: { how } })

export const staffGranted = (ctx: Ctx, personId: string, role: string) => announce(ctx.db, { type: 'staff.granted', subject: personId, actorId: by(ctx), payload: { role } })
export const staffRevoked = (ctx: Ctx, personId: string, role: string) => announce(ctx.db, { type: 'staff.revoked', subject: personId, actorId: by(ctx), payload: { role } })
