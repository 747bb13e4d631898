import { linkAccount, recordOf } from '#domains/crm'
import { callerIn, findPeople, workspaceOf } from '#domains/identity'
import { notify, notifyContact } from '#domains/messaging'
import { membershipIn } from '#platform/actor'
import type { Ctx } from '#platform/context'
import { found, Refusal } from '#platform/refusal'
import { digest } from '#platform/secrets'
import type { z } from 'zod'
import type { ArtistInvitation, InvitationRef } from '../../schema/prescription.ts'
import { claimInvitation, findInvitation, type InvitationRow } from '../../store/invitations.ts'
import { readPlan } from '../../store/prescriptions.ts'
import { handOver } from './hear.ts'
import { newLink } from './link.ts'

/** A private link to the artist's own space: by letter to their address, or handed to the coach to pass on. The link before opens nothing more. */
export async function inviteArtist(ctx: Ctx, { recordId, by }: { recordId: string; by: 'letter' | 'hand' }): Promise<{ link: string | null; expiresAt: Date }> {
  const record = await recordOf(ctx.db, recordId)
  if (record.kind !== 'artist') throw new Refusal('refused', 'checkup.artistsOnly')
  if (record.accountId) throw new Refusal('conflict', 'checkup.alreadyJoined')
  if (by === 'letter' && !record.email) throw new Refusal('refused', 'checkup.noAddress')
  const { href, expiresAt } = await newLink(ctx, record, null)
  if (by === 'hand') return { link: `${ctx.request.origin}${href}`, expiresAt }
  const agency = (await workspaceOf(ctx.db, record.workspaceId)).name
  const params = { agency, name: record.name, coach: callerIn(ctx).name }
  await notifyContact(ctx.db, { email: record.email, lang: ctx.lang, workspaceId: record.workspaceId, kind: 'checkup.invited', params, href })
  return { link: null, expiresAt }
}

/** What the holder of the link sees: who invites whom, and whether it still opens something. */
export async function getArtistInvitation(ctx: Ctx, { token }: z.output<typeof InvitationRef>): Promise<z.input<typeof ArtistInvitation>> {
  const row = await invitationOf(ctx, token)
  const record = await recordOf(ctx.db, row.recordId)
  const [people, agency] = [await findPeople(ctx.db, row.invitedBy ? [row.invitedBy] : []), await workspaceOf(ctx.db, row.workspaceId)]
  const state = stateOf(ctx, row, record.accountId)
  return {
    state,
    agency: agency.name,
    artist: record.name,
    invitedBy: (row.invitedBy && people.get(row.invitedBy)?.name) || null,
    expiresAt: row.expiresAt,
    planId: row.prescriptionId,
    email: state === 'open' ? record.email : null,
  }
}

function stateOf(ctx: Ctx, row: InvitationRow, accountId: string | null): z.input<typeof ArtistInvitation>['state'] {
  if (ctx.actor.kind === 'person' && accountId === ctx.actor.id) return 'mine'
  if (row.claimedAt !== null || accountId !== null) return 'taken'
  if (row.revokedAt !== null) return 'renewed'
  if (row.expiresAt <= ctx.now) return 'expired'
  return membershipIn(ctx.actor, row.workspaceId) ? 'staff' : 'open'
}

/** The artist enters with their account: from now on the sheet, its plans and its tasks are theirs to see. One account, once. */
export async function joinAgency(ctx: Ctx, { token }: z.output<typeof InvitationRef>): Promise<{ recordId: string; planId: string | null }> {
  const caller = callerIn(ctx)
  const row = await invitationOf(ctx, token)
  const record = await recordOf(ctx.db, row.recordId)
  const state = stateOf(ctx, row, record.accountId)
  const plan = row.prescriptionId ? await readPlan(ctx.db, row.prescriptionId) : null
  const answer = { recordId: row.recordId, planId: plan && plan.state !== 'withdrawn' ? plan.id : null }
  if (state === 'mine') return answer
  if (state !== 'open') throw new Refusal(state === 'staff' ? 'forbidden' : 'conflict', `checkup.invitation.${state}`)
  if (!(await claimInvitation(ctx.db, row.id, caller.id, ctx.now))) throw new Refusal('conflict', 'checkup.invitation.taken')
  await linkAccount(ctx.db, row.recordId, caller.id)
  await handOver(ctx, row.recordId)
  if (row.invitedBy)
    await notify(ctx.db, { userId: row.invitedBy, kind: 'checkup.artistJoined', params: { name: record.name }, href: `/mona/artists/${record.id}`, key: `joined:${record.id}` })
  return answer
}

async function invitationOf(ctx: Ctx, token: string): Promise<InvitationRow> {
  return found(await findInvitation(ctx.db, digest(token)), 'checkup.invitation.missing')
}
