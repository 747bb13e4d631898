import { isStaff, may } from '#platform/actor'
import type { Ctx } from '#platform/context'
import { id } from '#platform/operation'
import { found, Refusal } from '#platform/refusal'
import { workspaceOf } from './store.ts'

/** Permissions of a workspace that the room asks for. */
export const mayView = 'films.view'
export const mayEdit = 'films.edit'

/** The person at the door of the raw addresses (uploads), where no operation asks: who may change this title. Refuses like an operation does. */
export async function demandEditor(ctx: Ctx, titleId: string): Promise<{ personId: string; workspaceId: string }> {
  const { actor } = ctx
  if (actor.kind === 'nobody') throw new Refusal('unauthenticated', 'platform.signInNeeded')
  if (actor.scopes && !actor.scopes.includes('media:write')) throw new Refusal('forbidden', 'platform.scopeMissing', { scope: 'media:write' })
  const workspaceId = found(await workspaceOf(ctx.db, titleId))
  if (may(actor, workspaceId, mayEdit)) return { personId: actor.id, workspaceId }
  throw actor.memberships.some((m) => m.workspaceId === workspaceId) ? new Refusal('forbidden', 'platform.forbidden') : new Refusal('missing', 'platform.missing')
}

/** Who may hear of a title's progress: its workspace, and the staff who help it. */
export async function mayHear(ctx: Ctx, titleId: string): Promise<boolean> {
  if (!id.safeParse(titleId).success) return false
  const workspaceId = await workspaceOf(ctx.db, titleId)
  return workspaceId !== null && (may(ctx.actor, workspaceId, mayView) || isStaff(ctx.actor, 'reviewer', 'support'))
}

export const personId = (ctx: Ctx): string | null => (ctx.actor.kind === 'person' ? ctx.actor.id : null)
