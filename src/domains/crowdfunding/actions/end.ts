import { postTransfer } from '#domains/ledger'
import { chargeSaved, findPayment, findPayments } from '#domains/payments'
import { after } from '#platform/clock'
import type { Ctx } from '#platform/context'
import { transaction } from '#platform/database/pool'
import { announce } from '#platform/events'
import { later } from '#platform/jobs'
import { isRefusal } from '#platform/refusal'
import { payable, platformFees, pot } from '../accounts.ts'
import { projectFailed, projectSucceeded } from '../events.ts'
import { chargeFor, grace } from '../rules/contribution.ts'
import { settlementKey } from '../rules/keys.ts'
import { settlementOf } from '../rules/milestone.ts'
import { outcomeOf } from '../rules/project.ts'
import { type ContributionRow, holdContribution, idsIn, moveContribution, readContribution } from '../store/contributions.ts'
import { countAll } from '../store/lists.ts'
import { fixAmount, readMilestones } from '../store/parts.ts'
import { enterProject, holdProject, moveProject, type ProjectRow, recordDecision, settleRow } from '../store/projects.ts'
import { barMoved, chargeLater, decideLater, settleLater, tellEndLater } from '../work.ts'
import { catchUp, lapse } from './arrive.ts'
import { giveAllBack } from './give-back.ts'
import { giveUp } from './hear.ts'
import { tellMakers } from './tell.ts'

/**
 * Ends a campaign whose day is over, once: closes it to newcomers, waits for payments under way, a quarter of an hour at most, and decides. The row is held, so two who come at the same time
 * come one after the other, and the second finds nothing to do.
 */
export async function decide(ctx: Ctx, { projectId }: { projectId: string }): Promise<void> {
  await transaction(ctx, async (inside) => {
    const project = await holdProject(inside.db, projectId)
    if (!project?.endsAt || inside.now < project.endsAt) return
    if (project.state === 'live') {
      await moveProject(inside.db, projectId, 'closing', inside.now)
      await barMoved(inside.db, projectId)
    } else if (project.state !== 'closing') return
    const closing = { ...project, state: 'closing' as const }
    const until = await waitFor(inside, closing, project.endsAt)
    if (until) return later(inside.db, decideLater, { projectId }, { key: `crowdfunding.decide:${projectId}`, at: until })
    await conclude(inside, closing)
  })
}

/** Brings every contribution to where its payment is. Answers until when to wait for those under way; null when none is left, or time is up and they are let go. */
async function waitFor(ctx: Ctx, project: ProjectRow, endsAt: Date): Promise<Date | null> {
  const last = after(endsAt, grace)
  const waiting: ContributionRow[] = []
  for (const row of await pendingOf(ctx, project)) {
    const payment = row.paymentId ? await findPayment(ctx.db, row.paymentId) : null
    if ((await catchUp(ctx, project, row, payment ?? undefined)) === 'waiting') waiting.push(row)
  }
  const until = (row: ContributionRow) => (row.expiresAt && row.expiresAt < last ? row.expiresAt : last)
  const open = waiting.filter((row) => ctx.now < until(row))
  for (const row of waiting) if (!open.includes(row)) await lapse(ctx, project, row)
  return open.length === 0 ? null : new Date(Math.min(...open.map((row) => until(row).getTime())))
}

async function pendingOf(ctx: Ctx, project: ProjectRow): Promise<ContributionRow[]> {
  const rows: ContributionRow[] = []
  for (const id of await idsIn(ctx.db, project.id, ['pending'])) {
    const row = await holdContribution(ctx.db, id)
    if (row) rows.push(row)
  }
  return rows
}

/** Decides: a project that is held, closed, and waits for no payment any more. */
export async function conclude(ctx: Ctx, project: ProjectRow): Promise<void> {
  const { db } = ctx
  const counted = (await countAll(db, [project.id])).get(project.id)
  const raised = (counted?.confirmed ?? 0) + (counted?.pledged ?? 0)
  const outcome = outcomeOf(project, raised)
  await moveProject(db, project.id, outcome, ctx.now)
  await recordDecision(db, project.id, { kind: outcome, by: null, note: null }, ctx.now)
  if (outcome === 'failed') await giveAllBack(ctx, project, 'failed')
  else {
    for (const id of await idsIn(db, project.id, ['pledged'])) await later(db, chargeLater, { contributionId: id }, { key: `crowdfunding.charge:${id}` })
    await later(db, settleLater, { projectId: project.id }, { key: `crowdfunding.settle:${project.id}` })
  }
  await announce(db, outcome === 'failed' ? projectFailed(project) : projectSucceeded(project))
  await later(db, tellEndLater, { projectId: project.id })
  await barMoved(db, project.id)
}

/** Charges a card that was promised. One that refuses is tried again each day for a week; then the promise is let go. */
export async function charge(ctx: Ctx, { contributionId }: { contributionId: string }): Promise<void> {
  await transaction(ctx, async (inside) => {
    const first = await readContribution(inside.db, contributionId)
    const project = first && (await enterProject(inside.db, first.projectId))
    const row = project && (await holdContribution(inside.db, contributionId))
    if (row?.state !== 'pledged' || project?.state !== 'succeeded' || !row.paymentId) return
    const charges = row.charges + 1
    const chargeUntil = row.chargeUntil ?? after(inside.now, chargeFor)
    try {
      await chargeSaved(inside, { paymentId: row.paymentId, key: `contribution:${row.id}:charge:${charges}`, credit: pot(project) })
      await moveContribution(inside.db, row.id, { state: 'pledged', charges, chargeUntil })
    } catch (error) {
      if (!isRefusal(error) || error.kind === 'unavailable') throw error
      await giveUp(inside, project, row, 'card-refused')
    }
  })
}

/** When nothing is promised any more: one transfer takes the fee and owes the rest to the producer, shared among the milestones to the last unit. */
export async function settle(ctx: Ctx, { projectId }: { projectId: string }): Promise<void> {
  await transaction(ctx, async (inside) => {
    const { db, now } = inside
    const project = await holdProject(db, projectId)
    if (project?.state !== 'succeeded' || project.settledAt) return
    const counted = (await countAll(db, [projectId])).get(projectId)
    if (counted && counted.pledged > 0) return
    const milestones = await readMilestones(db, projectId)
    const raised = counted?.confirmed ?? 0
    const {
      fee,
      payable: owed,
      amounts,
    } = settlementOf(
      raised,
      project.feeBasisPoints ?? 0,
      milestones.map((one) => one.basisPoints),
    )
    const legs = [
      { debit: pot(project), credit: platformFees(project.currency), amount: fee },
      { debit: pot(project), credit: payable(project), amount: owed },
    ].filter((leg) => leg.amount > 0)
    if (legs.length > 0)
      await postTransfer(db, {
        key: settlementKey(projectId),
        reason: 'settlement',
        legs,
        reference: `project:${projectId}`,
        metadata: { fee: project.feeBasisPoints ?? 0 },
        at: now,
        late: true,
      })
    for (const [i, one] of milestones.entries()) await fixAmount(db, one.id, amounts[i]!)
    await settleRow(db, projectId, raised, now)
    const { currency } = project
    await tellMakers(db, project, 'settled', { raised: { amount: raised, currency }, fee: { amount: fee, currency }, owed: { amount: owed, currency } }, { money: true })
    await barMoved(db, projectId)
  })
}

/** Payments under way whose time is over. Each on its own; one that was paid meanwhile is taken. */
export async function lapseOne(ctx: Ctx, { id, projectId }: { id: string; projectId: string }): Promise<void> {
  await transaction(ctx, async (inside) => {
    const project = await enterProject(inside.db, projectId)
    const row = project && (await holdContribution(inside.db, id))
    if (row?.state !== 'pending' || !project || !row.expiresAt || inside.now < row.expiresAt) return
    const payments = await findPayments(inside.db, row.paymentId ? [row.paymentId] : [])
    if ((await catchUp(inside, project, row, payments.get(row.paymentId ?? ''))) === 'waiting') await lapse(inside, project, row)
  })
}
