import { cancelPayment, channels, checkPhone, retryRefund } from '#domains/payments'
import type { Ctx } from '#platform/context'
import { found, Refusal, unless } from '#platform/refusal'
import type { z } from 'zod'
import { isTheirs, ownContribution, shown } from '../gifts.ts'
import { whyCannotTakeBack } from '../rules/contribution.ts'
import type { Contribution, NewWallet } from '../schema.ts'
import { type ContributionRow, holdContribution, moveContribution, readContribution, releasePlace } from '../store/contributions.ts'
import { enterProject, type ProjectRow } from '../store/projects.ts'
import { barMoved } from '../work.ts'
import { sendBack } from './arrive.ts'

interface Asked {
  id: string
  token?: string | undefined
}

/** Takes a contribution back: what is not paid is called off, what is paid is refunded. Refuses `crowdfunding.notRefundable`, which says why. */
export async function takeBack(ctx: Ctx, asked: Asked): Promise<Contribution> {
  const { project, row } = await held(ctx, asked)
  // Asked a second time while the first is under way: the same answer.
  if (row.refundWhy === 'own-wish') return shown(ctx, row)
  const { state, confirmedAt, rewardLost } = row
  unless(whyCannotTakeBack({ state, confirmedAt, rewardLost, model: project.model, projectState: project.state, endsAt: project.endsAt }, ctx.now))
  if (state === 'confirmed') await sendBack(ctx, project, row, 'own-wish')
  else await callOff(ctx, project, row)
  return shown(ctx, found(await readContribution(ctx.db, row.id)))
}

async function callOff(ctx: Ctx, project: ProjectRow, row: ContributionRow): Promise<void> {
  await releasePlace(ctx.db, row.id)
  await moveContribution(ctx.db, row.id, { state: 'failed', reason: 'cancelled', refundWhy: 'own-wish', closedAt: ctx.now })
  if (row.paymentId) await cancelPayment(ctx, row.paymentId)
  await barMoved(ctx.db, project.id)
}

async function held(ctx: Ctx, asked: Asked): Promise<{ project: ProjectRow; row: ContributionRow }> {
  const first = await ownContribution(ctx, asked)
  const project = found(await enterProject(ctx.db, first.projectId))
  return { project, row: found(await holdContribution(ctx.db, first.id)) }
}

/** Another wallet for a refund that could not arrive. With an account or the secret. Refuses `crowdfunding.notStuck`, `payments.wrongPhone`. */
export async function renewWallet(ctx: Ctx, { id, token, channel, phone, name }: z.output<typeof NewWallet>): Promise<Contribution> {
  const { row } = await held(ctx, { id, token })
  if (!isTheirs(ctx, row, token)) throw new Refusal('missing', 'crowdfunding.noSuchContribution')
  if (row.state !== 'refund-stuck' || !row.refundId) throw new Refusal('conflict', 'crowdfunding.notStuck')
  const known = channels.find((one) => one === channel)
  if (!known) throw new Refusal('invalid', 'crowdfunding.noSuchMethod', {}, [{ field: 'channel', code: 'crowdfunding.noSuchMethod' }])
  const checked = checkPhone(phone, row.country, known).phone
  await retryRefund(ctx, { refundId: row.refundId, to: { kind: 'wallet', channel: known, phone: checked, name: name || row.name } })
  await moveContribution(ctx.db, id, { state: 'refunding', phone: checked, stuckAt: null, reason: null })
  return shown(ctx, found(await readContribution(ctx.db, id)))
}
