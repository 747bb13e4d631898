import type { z } from 'zod'
import { standingOf } from '#domains/crm'
import type { Ctx } from '#platform/context'
import { funnelOf } from '../rules/funnel.ts'
import type { Funnel } from '../schema.ts'
import { readScores } from '../store/scores.ts'
import { agencyOf } from './agency.ts'
import { inForce } from './weights.ts'

const middle = 50

/** The score that changes nobody's chances: the middle of the agency's own. */
export function centreOf(scores: ReadonlyMap<string, number | null>): number {
  const known = [...scores.values()].filter((one) => one !== null).toSorted((a, b) => a - b)
  return known.length === 0 ? middle : known[known.length >> 1]!
}

/** Expected numbers at each stage from where artists stand today and how well they fit; of one owner, or of all. */
export async function fitFunnel(ctx: Ctx, { workspaceId: asked, ownerId }: { workspaceId?: string | undefined; ownerId?: string | undefined }): Promise<z.input<typeof Funnel>> {
  const workspaceId = await agencyOf(ctx, asked)
  const [{ stages, artists }, scores, { slope }] = [await standingOf(ctx.db, workspaceId), await readScores(ctx.db, workspaceId), await inForce(ctx.db, workspaceId)]
  const own = artists.filter((one) => ownerId === undefined || one.ownerId === ownerId).map(({ recordId, stage }) => ({ stage, score: scores.get(recordId) ?? null }))
  const centre = centreOf(scores)
  return { stages: funnelOf(stages, own, slope, centre), slope, centre }
}
