import { postTransfer } from '#domains/ledger'
import { cancelPayment } from '#domains/payments'
import type { Ctx } from '#platform/context'
import { transaction } from '#platform/database/pool'
import { later } from '#platform/jobs'
import { pot, refunds } from '../accounts.ts'
import { allBackKey } from '../rules/keys.ts'
import { dueAll, holdContribution, idsIn, releasePlace, moveContribution, takeDue } from '../store/contributions.ts'
import { countAll } from '../store/lists.ts'
import { enterProject, type ProjectRow, settleRow } from '../store/projects.ts'
import { barMoved, refundLater } from '../work.ts'
import { askRefund, lapse } from './arrive.ts'

/** A campaign without success: everything in the pot is owed back, promises are let go, payments under way are called off. The project is held. */
export async function giveAllBack(ctx: Ctx, project: ProjectRow, why: 'failed' | 'cancelled'): Promise<void> {
  const { db } = ctx
  for (const id of await idsIn(db, project.id, ['pending'])) {
    const row = await holdContribution(db, id)
    if (row) await lapse(ctx, project, row)
  }
  const counted = (await countAll(db, [project.id])).get(project.id)
  await dropPledges(ctx, project)
  const { amount } = await dueAll(db, project.id, why)
  if (amount > 0) {
    const legs = [{ debit: pot(project), credit: refunds(project), amount }]
    await postTransfer(db, { key: allBackKey(project.id), reason: 'refund', legs, reference: `project:${project.id}`, metadata: { why }, at: ctx.now, late: true })
  }
  await settleRow(db, project.id, amount + (counted?.pledged ?? 0), ctx.now)
  await later(db, refundLater, { projectId: project.id }, { key: `crowdfunding.refund:${project.id}` })
  await barMoved(db, project.id)
}

async function dropPledges(ctx: Ctx, project: ProjectRow): Promise<void> {
  for (const id of await idsIn(ctx.db, project.id, ['pledged'])) {
    const row = await holdContribution(ctx.db, id)
    if (!row) continue
    await releasePlace(ctx.db, id)
    await moveContribution(ctx.db, id, { state: 'failed', reason: 'not-charged', closedAt: ctx.now })
    if (row.paymentId) await cancelPayment(ctx, row.paymentId)
  }
}

const batch = 50

/** Asks for the refunds that are due, some at a time, each batch whole or not at all; a batch that fails is taken up again by the job. */
export async function sendRefunds(ctx: Ctx, { projectId }: { projectId: string }): Promise<void> {
  for (;;) {
    const sent = await transaction(ctx, async (inside) => {
      const project = await enterProject(inside.db, projectId)
      if (!project) return 0
      const due = await takeDue(inside.db, projectId, batch)
      for (const one of due) await askRefund(inside, project, one)
      return due.length
    })
    if (sent < batch) return
  }
}
