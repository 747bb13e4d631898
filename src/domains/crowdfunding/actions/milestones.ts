import { balanceOf, postTransfer } from '#domains/ledger'
import { payOut } from '#domains/payments'
import { membershipIn } from '#platform/actor'
import type { Ctx } from '#platform/context'
import { announce, type GriotEvent } from '#platform/events'
import { found, Refusal, unless } from '#platform/refusal'
import type { z } from 'zod'
import { payable, receivable } from '../accounts.ts'
import { milestonePaid, projectCompleted } from '../events.ts'
import { payoutOfStep } from '../rules/dispute.ts'
import { milestoneSubject, withheldKey } from '../rules/keys.ts'
import { whyCannotAsk, whyCannotDecideMilestone } from '../rules/milestone.ts'
import type { MilestoneAsk, MilestoneDecision } from '../schema.ts'
import { proveWith } from '../store/documents.ts'
import { answerRow, askRow, closeRow, endPayout, type MilestoneRow, payRow, readMilestone, readMilestones, withholdRow } from '../store/parts.ts'
import { holdProject, moveProject, type ProjectRow, recordDecision } from '../store/projects.ts'
import { personId, type Ref, refOf } from './edit.ts'
import { payoutOf } from './payout-to.ts'
import { tellMakers, tellReviewers } from './tell.ts'

async function held(ctx: Ctx, id: string): Promise<{ project: ProjectRow; milestone: MilestoneRow }> {
  const first = found(await readMilestone(ctx.db, id), 'crowdfunding.noSuchMilestone')
  const project = found(await holdProject(ctx.db, first.projectId), 'crowdfunding.noSuchProject')
  return { project, milestone: found(await readMilestone(ctx.db, id), 'crowdfunding.noSuchMilestone') }
}

/** Asks for the part of the money that a step of the film frees, with proof. Refuses `crowdfunding.notAskable`, `crowdfunding.needsProof`. */
export async function askMilestone(ctx: Ctx, { id, note, documentIds }: z.output<typeof MilestoneAsk>): Promise<Ref> {
  const { project, milestone } = await held(ctx, id)
  unless(whyCannotAsk({ state: milestone.state, projectState: project.state, settled: project.settledAt !== null }))
  const proofs = await proveWith(ctx.db, project.id, id, documentIds)
  if (proofs === 0) throw new Refusal('invalid', 'crowdfunding.needsProof', {}, [{ field: 'documentIds', code: 'crowdfunding.needsProof' }])
  await askRow(ctx.db, id, { note, by: personId(ctx), at: ctx.now })
  await tellReviewers(ctx.db, project, 'milestoneAsked', '/karangou/review/milestones', { milestone: milestone.title })
  return refOf(project)
}

/** A reviewer frees the money, which leaves at once for the producer's account, or sends the request back with a word. */
export async function decideMilestone(ctx: Ctx, { id, verdict, note }: z.output<typeof MilestoneDecision>): Promise<Ref> {
  const { project, milestone } = await held(ctx, id)
  const ownWorkspace = membershipIn(ctx.actor, project.workspaceId) !== undefined
  unless(whyCannotDecideMilestone({ state: milestone.state, ownWorkspace, verdict, note }))
  await answerRow(ctx.db, id, { state: verdict, answer: note || null, by: personId(ctx) })
  if (verdict === 'approved') await pay(ctx, project, milestone)
  await tellMakers(ctx.db, project, verdict === 'approved' ? 'milestoneApproved' : 'milestoneReturned', { milestone: milestone.title, note: note ?? '' }, { money: true })
  return refOf(project)
}

/** What the producer owes is kept back first; a step of which nothing is left is done with. */
async function pay(ctx: Ctx, project: ProjectRow, milestone: MilestoneRow): Promise<void> {
  const { posted: debt } = await balanceOf(ctx.db, receivable(project))
  const { withhold, pay: amount } = payoutOfStep({ amount: milestone.amount ?? 0, withheld: milestone.withheld }, debt)
  if (withhold > 0) await keepBack(ctx, project, milestone, withhold)
  if (amount === 0) {
    await closeRow(ctx.db, milestone.id, ctx.now)
    return completeIfPaid(ctx, project)
  }
  const payout = await payOut(ctx, {
    key: `${milestoneSubject(milestone.id)}:payout:${milestone.payouts + 1}`,
    subject: milestoneSubject(milestone.id),
    workspaceId: project.workspaceId,
    money: { amount, currency: project.currency },
    to: payoutOf(project),
    debit: payable(project),
    description: `${project.title} · ${milestone.title}`.slice(0, 120),
  })
  await payRow(ctx.db, milestone.id, payout.id)
}

async function keepBack(ctx: Ctx, project: ProjectRow, { id, payouts }: MilestoneRow, amount: number): Promise<void> {
  const legs = [{ debit: payable(project), credit: receivable(project), amount }]
  await postTransfer(ctx.db, { key: withheldKey(id, payouts + 1), reason: 'withheld', legs, reference: milestoneSubject(id), at: ctx.now, late: true })
  await withholdRow(ctx.db, id, amount)
}

/** The money has reached the producer; with the last milestone the project is whole. */
export async function hearPaid(ctx: Ctx, event: GriotEvent): Promise<void> {
  const milestone = await endPayout(ctx.db, event.subject, 'paid', ctx.now)
  if (!milestone) return
  const project = found(await holdProject(ctx.db, milestone.projectId))
  const amount = (milestone.amount ?? 0) - milestone.withheld
  const money = { amount, currency: project.currency }
  await announce(ctx.db, milestonePaid(project, { id: milestone.id, amount }))
  await tellMakers(ctx.db, project, 'milestonePaid', { milestone: milestone.title, amount: money }, { money: true })
  await completeIfPaid(ctx, project)
}

async function completeIfPaid(ctx: Ctx, project: ProjectRow): Promise<void> {
  const all = await readMilestones(ctx.db, project.id)
  if (project.state !== 'succeeded' || all.some((one) => one.state !== 'paid')) return
  await moveProject(ctx.db, project.id, 'completed', ctx.now)
  await recordDecision(ctx.db, project.id, { kind: 'completed', by: null, note: null }, ctx.now)
  await announce(ctx.db, projectCompleted(project))
}

/** It could not arrive: the makers give another account, and a reviewer approves again. */
export async function hearPayoutStuck(ctx: Ctx, event: GriotEvent): Promise<void> {
  const milestone = await endPayout(ctx.db, event.subject, 'stuck', ctx.now)
  if (!milestone) return
  const project = found(await holdProject(ctx.db, milestone.projectId))
  await tellMakers(ctx.db, project, 'milestoneStuck', { milestone: milestone.title }, { money: true })
}
