import { z } from 'zod'
import { anyone, command, id, member, nothing, query, signedIn } from '#platform/operation'
import type { Ctx } from '#platform/context'
import { acceptInvitation, declineInvitation, getInvitation, inviteMember, listInvitations, revokeInvitation } from '../actions/invitations.ts'
import { changeMemberRole, leaveWorkspace, listMembers, removeMember, transferWorkspace } from '../actions/members.ts'
import { chooseWorkspace, createWorkspace, getWorkspace, listMyWorkspaces, listRoles, renameWorkspace } from '../actions/workspaces.ts'
import * as shape from '../schema.ts'
import { findWorkspaceBySlug } from '../store/workspaces.ts'

const { done } = shape
const slug = z.string().max(80)
const ofSlug = async (ctx: Ctx, input: { slug: string }): Promise<string | null> => (await findWorkspaceBySlug(ctx.db, input.slug))?.id ?? null
const may = (permission: string) => member<{ slug: string }>(permission, ofSlug)
const token = z.string().min(20).max(100)

export const workspaceOperations = {
  createWorkspace: command({
    summary: 'Make a workspace; you own it',
    route: 'POST /workspaces',
    who: signedIn,
    status: 201,
    perMinute: 20,
    input: z.object({ name: shape.workspaceName, kind: shape.workspaceKind }),
    output: shape.Workspace,
    run: createWorkspace,
    subject: (_input, { id: made }) => made as string,
  }),
  listMyWorkspaces: query({
    summary: 'Workspaces you belong to',
    route: 'GET /workspaces',
    who: signedIn,
    input: nothing,
    output: z.object({ items: z.array(shape.Workspace.extend({ role: z.string(), standing: z.boolean() }).meta({ id: 'MyWorkspace' })) }).meta({ id: 'MyWorkspaces' }),
    run: listMyWorkspaces,
  }),
  chooseWorkspace: command({
    summary: 'Stand in a workspace: what names none is then about this one',
    route: 'PUT /workspaces/:slug/standing',
    who: may('workspace.view'),
    input: z.object({ slug }),
    output: shape.Done,
    run: chooseWorkspace,
  }),
  getWorkspace: query({
    summary: 'One workspace',
    route: 'GET /workspaces/:slug',
    who: may('workspace.view'),
    input: z.object({ slug }),
    output: shape.Workspace,
    run: getWorkspace,
  }),
  renameWorkspace: command({
    summary: 'Rename a workspace',
    route: 'PATCH /workspaces/:slug',
    who: may('workspace.edit'),
    input: z.object({ slug, name: shape.workspaceName }),
    output: shape.Workspace,
    run: renameWorkspace,
  }),
  listRoles: query({
    summary: 'Roles of a workspace and what they permit',
    route: 'GET /workspaces/:slug/roles',
    who: may('members.view'),
    input: z.object({ slug }),
    output: z.object({ items: z.array(shape.RoleShape) }).meta({ id: 'WorkspaceRoles' }),
    run: listRoles,
  }),
  listMembers: query({
    summary: 'Members of a workspace',
    route: 'GET /workspaces/:slug/members',
    who: may('members.view'),
    input: z.object({ slug }),
    output: z.object({ items: z.array(shape.Member) }).meta({ id: 'Members' }),
    run: listMembers,
  }),
  changeMemberRole: command({
    summary: 'Give a member another role',
    route: 'PATCH /workspaces/:slug/members/:personId',
    who: may('members.manage'),
    input: z.object({ slug, personId: id, role: shape.roleName }),
    output: shape.Done,
    run: async (ctx, input) => (await changeMemberRole(ctx, input), done),
  }),
  removeMember: command({
    summary: 'Remove a member',
    route: 'DELETE /workspaces/:slug/members/:personId',
    who: may('members.manage'),
    input: z.object({ slug, personId: id }),
    output: shape.Done,
    run: async (ctx, input) => (await removeMember(ctx, input), done),
  }),
  leaveWorkspace: command({
    summary: 'Leave a workspace',
    route: 'POST /workspaces/:slug/departures',
    who: may('workspace.view'),
    input: z.object({ slug }),
    output: shape.Done,
    run: async (ctx, input) => (await leaveWorkspace(ctx, input), done),
  }),
  transferWorkspace: command({
    summary: 'Hand a workspace over to another member',
    route: 'POST /workspaces/:slug/transfers',
    who: may('workspace.transfer'),
    input: z.object({ slug, personId: id }),
    output: shape.Done,
    run: async (ctx, input) => (await transferWorkspace(ctx, input), done),
  }),
  inviteMember: command({
    summary: 'Invite someone by mail',
    route: 'POST /workspaces/:slug/invitations',
    who: may('members.manage'),
    status: 201,
    idempotent: true,
    perMinute: 60,
    input: z.object({ slug, email: shape.email, role: shape.roleName }),
    output: shape.Invitation,
    run: inviteMember,
  }),
  listInvitations: query({
    summary: 'Invitations that wait for an answer',
    route: 'GET /workspaces/:slug/invitations',
    who: may('members.manage'),
    input: z.object({ slug }),
    output: z.object({ items: z.array(shape.Invitation) }).meta({ id: 'Invitations' }),
    run: listInvitations,
  }),
  revokeInvitation: command({
    summary: 'Take an invitation back',
    route: 'DELETE /workspaces/:slug/invitations/:invitationId',
    who: may('members.manage'),
    input: z.object({ slug, invitationId: id }),
    output: shape.Done,
    run: async (ctx, input) => (await revokeInvitation(ctx, input), done),
  }),
  getInvitation: query({
    summary: 'What an invitation offers',
    route: 'GET /invitations/:token',
    who: anyone,
    perMinute: 60,
    input: z.object({ token }),
    output: shape.InvitationOffer,
    run: getInvitation,
  }),
  acceptInvitation: command({
    summary: 'Join the workspace you are invited to',
    route: 'POST /invitations/:token/acceptance',
    who: signedIn,
    input: z.object({ token }),
    output: shape.Workspace,
    run: acceptInvitation,
    subject: (_input, { id: joined }) => joined as string,
  }),
  declineInvitation: command({
    summary: 'Decline an invitation',
    route: 'POST /invitations/:token/refusal',
    who: signedIn,
    input: z.object({ token }),
    output: shape.Done,
    run: async (ctx, input) => (await declineInvitation(ctx, input), done),
    subject: () => null,
  }),
}
