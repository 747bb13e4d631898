import { findPeople, workspaceIn } from '#domains/identity'
import { may } from '#platform/actor'
import type { Ctx } from '#platform/context'
import { found } from '#platform/refusal'
import { readTask } from '../store/rows.ts'
import { nextOf, readSeries } from '../store/series.ts'
import { monthsOf, readRhythms } from '../store/rhythms.ts'
import { present } from './present.ts'

/** One task as its own page shows it. */
export async function getTask(ctx: Ctx, { id }: { id: string }) {
  const row = found(await readTask(ctx.db, id))
  const [[task], series, people] = await Promise.all([
    present(ctx.db, [row]),
    row.seriesId ? readSeries(ctx.db, row.seriesId) : null,
    findPeople(
      ctx.db,
      [row.doneBy, row.createdBy].filter((one) => one !== null),
    ),
  ])
  return {
    ...task!,
    series:
      series && row.seriesOn
        ? {
            rule: { weekdays: [], monthDay: null, until: null, times: null, ...series.rule },
            startsOn: series.startsOn,
            endedAt: series.endedAt,
            next: await nextOf(ctx.db, series.id, row.seriesOn),
          }
        : null,
    doneBy: row.doneBy ? (people.get(row.doneBy)?.name ?? null) : null,
    createdBy: row.createdBy ? (people.get(row.createdBy)?.name ?? null) : null,
    mayEdit: may(ctx.actor, row.workspaceId, 'tasks.edit'),
  }
}

/** The rhythms of a workspace, each with the months it has made. */
export async function listRhythms(ctx: Ctx, input: { workspaceId?: string | undefined }) {
  const workspaceId = found(await workspaceIn(ctx, 'agency', input.workspaceId))
  const rhythms = await readRhythms(ctx.db, workspaceId)
  const months = Map.groupBy(
    await monthsOf(
      ctx.db,
      workspaceId,
      rhythms.map(({ id }) => id),
    ),
    ({ rhythmId }) => rhythmId,
  )
  return {
    items: rhythms.map((one) => ({
      ...one,
      steps: one.steps.map((step) => ({ phase: null, ownerId: null, ...step, afterDays: step.afterDays ?? 0, priority: step.priority ?? 'normal' })),
      made: (months.get(one.id) ?? []).map(({ month, madeAt, open, done }) => ({ month, madeAt, open, done })),
    })),
  }
}
