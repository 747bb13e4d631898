import { findWorkspaceBySlug } from '#domains/identity'
import { outcomesOf, selectRecords } from '#domains/crm'
import { after, day } from '#platform/clock'
import type { Ctx } from '#platform/context'
import { analyseRecords } from './actions/analyse.ts'
import { learn } from './actions/rounds.ts'

/** Days before their result on which the artists of the demo are taken to have come into the pipeline. */
const before = 30

/** The demo: every artist analysed by the real rules on invented figures; those whose card ended also as if on the day they came, so that there are results to learn from. */
export async function seed(ctx: Ctx): Promise<void> {
  const agency = await findWorkspaceBySlug(ctx.db, 'nyala-agence')
  if (!agency) return
  const workspaceId = agency.id
  for (const { recordId, pipelineId, at } of await outcomesOf(ctx.db, workspaceId)) {
    await analyseRecords({ ...ctx, now: after(at, -before * day) }, { workspaceId, recordIds: [recordId], occasion: 'entry', pipelineId })
  }
  await analyseRecords(ctx, { workspaceId, recordIds: await selectRecords(ctx.db, workspaceId, { kind: 'artist' }), occasion: 'daily' })
  await learn(ctx, { workspaceId })
}
