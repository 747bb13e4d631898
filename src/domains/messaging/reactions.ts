import { findMembersWith, personOf, workspaceOf } from '#domains/identity'
import { type GriotEvent, reaction } from '#platform/events'
import { notify } from './actions/notify.ts'

/** The words are those of the room that announced: `identity.notice.*`. */
export const reactions = [
  reaction('messaging.tellOfNewMember', 'member.joined', async (ctx, event) => {
    const [person, workspace] = await Promise.all([personOf(ctx.db, event.subject), workspaceOf(ctx.db, workspaceIdOf(event))])
    const others = (await findMembersWith(ctx.db, workspace.id, 'members.manage')).filter((id) => id !== person.id)
    for (const userId of others)
      await notify(ctx.db, { userId, kind: 'identity.memberJoined', params: { name: person.name, workspace: workspace.name }, href: `/account/workspaces/${workspace.slug}` })
  }),
  reaction('messaging.tellOfNewRole', 'member.roleChanged', async (ctx, event) => {
    const workspace = await workspaceOf(ctx.db, workspaceIdOf(event))
    if (event.actorId === event.subject) return
    await notify(ctx.db, {
      userId: event.subject,
      kind: 'identity.roleChanged',
      params: { workspace: workspace.name, role: String(event.payload.to) },
      href: `/account/workspaces/${workspace.slug}`,
    })
  }),
  reaction('messaging.tellOfStaffRole', 'staff.granted', (ctx, event) =>
    notify(ctx.db, { userId: event.subject, kind: 'identity.staffGranted', params: { role: String(event.payload.role) }, href: '/office' }),
  ),
]

function workspaceIdOf(event: GriotEvent): string {
  if (!event.workspaceId) throw new Error(`${event.type} ${event.id} names no workspace`)
  return event.workspaceId
}
