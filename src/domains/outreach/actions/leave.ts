import { happened } from '#domains/crm'
import { callerIn, workspaceOf } from '#domains/identity'
import { refusedAmong } from '#domains/messaging'
import type { Ctx } from '#platform/context'
import { found, Refusal } from '#platform/refusal'
import { agencyOf } from '../agency.ts'
import { readLeaveToken } from '../leave.ts'
import { type MessageRow, noteOutcome, readMessage } from '../store/messages.ts'
import { findSuppressed, lift, suppress } from '../store/suppressions.ts'
import type { SuppressionReason } from '../types.ts'
import { endRunning } from './turns.ts'

async function messageOf(ctx: Ctx, token: string): Promise<MessageRow & { email: string }> {
  const id = readLeaveToken(token)
  const message = id ? await readMessage(ctx.db, id) : null
  return found(message?.email ? { ...message, email: message.email } : null, 'outreach.leaveUnknown')
}

/** What the address at the foot of a mail ends: whose mails, to which address (half hidden), and whether it has. */
export async function readMailStop(ctx: Ctx, { token }: { token: string }) {
  const { workspaceId, email } = await messageOf(ctx, token)
  return { agency: (await workspaceOf(ctx.db, workspaceId)).name, address: masked(email), stopped: (await findSuppressed(ctx.db, workspaceId, [email])).size > 0 }
}

/** Ends all mails of that agency to that address, without signing in (RFC 8058). Doing it twice changes nothing; `again` takes one's own word back. */
export async function stopMails(ctx: Ctx, { token, again }: { token: string; again: boolean }) {
  const message = await messageOf(ctx, token)
  const { workspaceId, email } = message
  if (again) {
    if ((await findSuppressed(ctx.db, workspaceId, [email])).get(email.toLowerCase()) === 'unsubscribed') await lift(ctx.db, workspaceId, email)
    return readMailStop(ctx, { token })
  }
  await suppress(ctx.db, workspaceId, email, 'unsubscribed', null, ctx.now)
  await noteOutcome(ctx.db, message.id, 'left', ctx.now)
  await endRunning(ctx, workspaceId, { recordId: message.recordId, email }, 'unsubscribe', 'outreach.reason.unsubscribed')
  await happened(ctx.db, { recordId: message.recordId, kind: 'outreach.timeline.left', params: { email }, at: ctx.now, key: `outreach.left:${message.id}` })
  return readMailStop(ctx, { token })
}

const masked = (email: string): string => email.replace(/^(.).*(@.*)$/, '$1…$2')

/** Puts an address on the list of those nobody writes to: they said so by phone, by mail, on a stage. */
export async function addSuppression(
  ctx: Ctx,
  { workspaceId: asked, email, reason }: { workspaceId?: string | undefined; email: string; reason: SuppressionReason },
): Promise<Record<string, never>> {
  const workspaceId = await agencyOf(ctx, asked)
  await suppress(ctx.db, workspaceId, email, reason, callerIn(ctx).id, ctx.now)
  await endRunning(ctx, workspaceId, { email }, 'unsubscribe', 'outreach.reason.suppressed')
  return {}
}

/** Refuses `outreach.refusedByThemselves` for whoever refused the house's mails: that is not the agency's to lift. */
export async function liftSuppression(ctx: Ctx, { workspaceId: asked, email }: { workspaceId?: string | undefined; email: string }): Promise<Record<string, never>> {
  const isLifted = await lift(ctx.db, await agencyOf(ctx, asked), email)
  if (!isLifted && (await refusedAmong(ctx.db, [email])).size > 0) throw new Refusal('refused', 'outreach.refusedByThemselves')
  found(isLifted || null)
  return {}
}
