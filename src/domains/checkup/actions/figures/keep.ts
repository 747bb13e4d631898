import { noteAudiences } from '#domains/crm'
import type { Ctx } from '#platform/context'
import { announce } from '#platform/events'
import { publish } from '#platform/stream'
import { type FigureRow, type NewFigure, putFigures, readAudiences } from '../../store/figures.ts'

/** Keeps figures, tells crm the last audience, and everyone who looks. Answers how many are new or changed. */
export async function keepFigures(ctx: Ctx, workspaceId: string, figures: readonly NewFigure[], by: Pick<FigureRow, 'source' | 'invented' | 'notedBy'>): Promise<number> {
  const changed = await putFigures(ctx.db, workspaceId, figures, { ...by, notedAt: ctx.now })
  if (changed.length === 0) return 0
  const audiences = await readAudiences(
    ctx.db,
    changed.filter(({ metric }) => metric === 'followers' || metric === 'engagement'),
  )
  // What crm itself told us stands there already.
  if (by.source !== 'noted')
    await noteAudiences(
      ctx.db,
      audiences.map(({ recordId, network, ...audience }) => ({ recordId, network, audience })),
    )
  const actorId = by.notedBy
  for (const recordId of new Set(changed.map((one) => one.recordId))) {
    await announce(ctx.db, { type: 'figures.noted', subject: recordId, workspaceId, actorId, payload: { figures: changed.filter((one) => one.recordId === recordId).length } })
    await publish(ctx.db, `figures:${recordId}`, { at: ctx.now.toISOString() })
  }
  return changed.length
}
