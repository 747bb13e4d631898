import { after, day } from '#platform/clock'
import type { Ctx } from '#platform/context'
import { found, Refusal, unless } from '#platform/refusal'
import { digest, randomToken } from '#platform/secrets'
import { forgetActor } from '../actor.ts'
import { memberInvited, memberJoined } from '../events.ts'
import { writeLetter } from '../letters.ts'
import { limit } from '../limits.ts'
import { callerIn } from '../me.ts'
import { stateOfInvitation, whyCannotAnswer, whyCannotGive } from '../rules.ts'
import { answerInvitation, findInvitations, findOffer, type OfferRow, putInvitation } from '../store/invitations.ts'
import { findPersonByEmail } from '../store/people.ts'
import { findMember, insertMember } from '../store/workspaces.ts'
import { rankOf } from './members.ts'
import { getWorkspace } from './workspaces.ts'

export const invitationFor = 14 * day

/** Invites an address, with or without an account. Asking again replaces the waiting invitation and its link. */
export async function inviteMember(ctx: Ctx, input: { slug: string; email: string; role: string }) {
  const caller = callerIn(ctx)
  const workspace = await getWorkspace(ctx, input)
  const mine = found(await findMember(ctx.db, workspace.id, caller.id))
  unless(whyCannotGive(mine.rank, { from: null, to: await rankOf(ctx, workspace, input.role) }))
  await limit(ctx, 'invitations', workspace.id)
  const person = await findPersonByEmail(ctx.db, input.email)
  if (person && (await findMember(ctx.db, workspace.id, person.id))) throw new Refusal('conflict', 'identity.alreadyMember')
  const token = randomToken()
  const expiresAt = after(ctx.now, invitationFor)
  const id = await putInvitation(ctx.db, { workspaceId: workspace.id, email: input.email, role: input.role, tokenHash: digest(token), invitedBy: caller.id, expiresAt })
  await writeLetter(
    ctx,
    { email: input.email, name: person?.name, lang: person?.lang },
    'invitation',
    { by: caller.name, workspace: workspace.name, role: input.role, days: invitationFor / day },
    `/invitations/${token}`,
  )
  await memberInvited(ctx, workspace.id, id, input.role, person?.id ?? null)
  return found((await listInvitations(ctx, input)).items.find((one) => one.id === id))
}

export async function listInvitations(ctx: Ctx, input: { slug: string }) {
  const workspace = await getWorkspace(ctx, input)
  const rows = await findInvitations(ctx.db, workspace.id)
  return { items: rows.map((row) => ({ ...row, state: stateOfInvitation(row, ctx.now) })) }
}

export async function revokeInvitation(ctx: Ctx, input: { slug: string; invitationId: string }): Promise<void> {
  const workspace = await getWorkspace(ctx, input)
  if (!(await answerInvitation(ctx.db, input.invitationId, 'revoked', workspace.id, ctx.now))) throw new Refusal('missing', 'platform.missing')
}

/** What the holder of the link sees. */
export async function getInvitation(ctx: Ctx, input: { token: string }) {
  const offer = await offerOf(ctx, input.token)
  const { workspaceName, workspaceSlug, kind, role, email, expiresAt } = offer
  return { workspaceName, workspaceSlug, kind, role, email, invitedBy: offer.invitedBy?.name ?? null, state: stateOfInvitation(offer, ctx.now), expiresAt }
}

export async function acceptInvitation(ctx: Ctx, input: { token: string }) {
  const caller = callerIn(ctx)
  const offer = await offerOf(ctx, input.token)
  unless(whyCannotAnswer(offer, caller, ctx.now))
  await answer(ctx, offer, 'accepted')
  if (await insertMember(ctx.db, offer.workspaceId, caller.id, offer.role)) await memberJoined(ctx, offer.workspaceId, caller.id, offer.role)
  forgetActor(caller.id)
  return getWorkspace(ctx, { slug: offer.workspaceSlug })
}

export async function declineInvitation(ctx: Ctx, input: { token: string }): Promise<void> {
  const offer = await offerOf(ctx, input.token)
  unless(whyCannotAnswer(offer, callerIn(ctx), ctx.now))
  await answer(ctx, offer, 'declined')
}

async function answer(ctx: Ctx, offer: OfferRow, state: 'accepted' | 'declined'): Promise<void> {
  if (!(await answerInvitation(ctx.db, offer.id, state, offer.workspaceId, ctx.now))) throw new Refusal('refused', 'identity.invitationOver')
}

async function offerOf(ctx: Ctx, token: string): Promise<OfferRow> {
  return found(await findOffer(ctx.db, digest(token)), 'identity.invitationMissing')
}
