import { callerIn } from '#domains/identity'
import type { Ctx, Db } from '#platform/context'
import { type FieldRefusal, Refusal } from '#platform/refusal'
import { inAgency } from '../../reading/agency.ts'
import { drawFacts } from '../../reading/facts.ts'
import { today } from '../../reading/figures.ts'
import { latestGrid } from '../../reading/grid.ts'
import { daysBefore, staleAfter } from '../../rules/figures/growth.ts'
import { changed, differences, type Grid, type LineChange, whyCannotChange } from '../../rules/grid/grid.ts'
import { ownFrom, withOwnBands } from '../../rules/grid/own.ts'
import { insertGrid, measuredArtists } from '../../store/grids.ts'

/**
 * Makes the next version of the agency's grid; older check-ups keep theirs. Refuses `checkup.gridMoved` when somebody made a version meanwhile, `checkup.nothingChanged`,
 * and a field for each line that cannot be so.
 */
export async function editGrid(
  ctx: Ctx,
  input: { workspaceId?: string | undefined; version: number; changes: readonly LineChange[]; note?: string | undefined },
): Promise<{ version: number }> {
  const person = callerIn(ctx)
  const workspaceId = await inAgency(ctx, input.workspaceId)
  const { grid, version } = await latestGrid(ctx.db, workspaceId)
  if (version !== input.version) throw new Refusal('conflict', 'checkup.gridMoved', { version })
  const wrong = input.changes.flatMap((change, place): FieldRefusal[] => {
    const why = whyCannotChange(grid, change)
    return why ? [{ field: `changes.${place}.${why === 'bandsCrossed' ? 'high' : 'criterion'}`, code: `checkup.${why}` }] : []
  })
  if (wrong.length > 0) throw new Refusal('invalid', 'platform.invalid', {}, wrong)
  const next = changed(grid, input.changes)
  if (differences(grid, next).length === 0) throw new Refusal('refused', 'checkup.nothingChanged')
  if (Object.values(next).every(({ weight }) => weight === 0)) throw new Refusal('refused', 'checkup.noWeightLeft')
  return keep(ctx, workspaceId, version + 1, next, { origin: 'edited', note: input.note || null, madeBy: person.id })
}

/** Takes the bands from the agency's own artists, from 200 on. Refuses `checkup.tooFewMeasured`, `checkup.nothingChanged`. */
export async function measureGrid(ctx: Ctx, input: { workspaceId?: string | undefined }): Promise<{ version: number }> {
  const person = callerIn(ctx)
  const workspaceId = await inAgency(ctx, input.workspaceId)
  const { grid, version, artists } = await measured(ctx.db, workspaceId, ctx.now)
  if (artists < ownFrom) throw new Refusal('refused', 'checkup.tooFewMeasured', { artists, needed: ownFrom })
  if (!grid) throw new Refusal('refused', 'checkup.nothingChanged')
  return keep(ctx, workspaceId, version + 1, grid, { origin: 'measured', note: null, madeBy: person.id })
}

/** The same by itself. Does nothing when the bands would stay. */
export async function refreshGrid(ctx: Ctx, { workspaceId }: { workspaceId: string }): Promise<void> {
  const { grid, version } = await measured(ctx.db, workspaceId, ctx.now)
  if (grid) await insertGrid(ctx.db, workspaceId, { version: version + 1, criteria: grid, origin: 'measured', note: null, madeBy: null, madeAt: ctx.now })
}

/** The grid with the agency's own bands; null when nothing would change. */
async function measured(db: Db, workspaceId: string, now: Date): Promise<{ grid: Grid | null; version: number; artists: number }> {
  const { grid, version } = await latestGrid(db, workspaceId)
  const ids = await measuredArtists(db, workspaceId, daysBefore(today(now), staleAfter))
  if (ids.length < ownFrom) return { grid: null, version, artists: ids.length }
  const next = withOwnBands(
    grid,
    [...(await drawFacts(db, ids, now)).values()].map(({ facts }) => facts),
  )
  return { grid: next === grid ? null : next, version, artists: ids.length }
}

async function keep(
  ctx: Ctx,
  workspaceId: string,
  version: number,
  criteria: Grid,
  by: { origin: 'edited' | 'measured'; note: string | null; madeBy: string },
): Promise<{ version: number }> {
  if (!(await insertGrid(ctx.db, workspaceId, { version, criteria, ...by, madeAt: ctx.now }))) throw new Refusal('conflict', 'checkup.gridMoved', { version })
  return { version }
}
