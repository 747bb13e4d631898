import type { Ctx } from '#platform/context'
import { found, Refusal } from '#platform/refusal'
import { ownContribution } from '../gifts.ts'
import type { Contribution } from '../schema.ts'
import { readProject } from '../store/projects.ts'
import { contribute } from './contribute.ts'

/** A new contribution just like one that failed or ran out of time: nobody types anything twice. Refuses `crowdfunding.notFailed`, and all that `contribute` refuses. */
export async function contributeAgain(ctx: Ctx, ref: { id: string; token?: string | undefined }): Promise<Contribution> {
  const row = await ownContribution(ctx, ref)
  if (row.state !== 'failed' && row.state !== 'expired') throw new Refusal('conflict', 'crowdfunding.notFailed')
  const { slug } = found(await readProject(ctx.db, row.projectId))
  const { amount, name, provider, channel, anonymous, hideAmount, source } = row
  return contribute(ctx, {
    ...{ slug, amount, name, provider, channel, anonymous, hideAmount, source },
    rewardId: row.rewardId ?? undefined,
    email: row.email ?? undefined,
    phone: row.phone ?? undefined,
    country: row.country ?? undefined,
    message: row.message ?? undefined,
    shipping: row.shipping ?? undefined,
  })
}
