import type { RecordFacts } from '#domains/crm'
import { after, day } from '#platform/clock'
import type { Ctx } from '#platform/context'
import { digest, randomToken } from '#platform/secrets'
import { putInvitation } from '../../store/invitations.ts'

export const linkDays = 30

/** A private link to the artist's own space, for thirty days; the one given before opens nothing more. The house keeps its digest only. */
export async function newLink(ctx: Ctx, { id, workspaceId }: Pick<RecordFacts, 'id' | 'workspaceId'>, prescriptionId: string | null): Promise<{ href: string; expiresAt: Date }> {
  const token = randomToken()
  const expiresAt = after(ctx.now, linkDays * day)
  const invitedBy = ctx.actor.kind === 'person' ? ctx.actor.id : null
  await putInvitation(ctx.db, { workspaceId, recordId: id, prescriptionId, tokenHash: digest(token), invitedBy, createdAt: ctx.now, expiresAt })
  return { href: `/mona/join/${token}`, expiresAt }
}
