import { z } from 'zod'
import { workspaceIn } from '#domains/identity'
import type { Ctx } from '#platform/context'
import { command, member, pageOf, paging, query } from '#platform/operation'
import { editGrid, measureGrid } from '../actions/grid/edit.ts'
import { getGrid, gridVersions } from '../reading/grid.ts'
import { Grid, GridEdit, GridQuery, GridRef, GridVersion, ofAgency } from '../schema/grid.ts'

const inAgency = (ctx: Ctx, input: { workspaceId?: string | undefined }) => workspaceIn(ctx, 'agency', input.workspaceId)

/** The agency's grid and its versions. */
export const grid = {
  getCheckupGrid: query({
    summary: 'The grid of check-ups: criteria, weights, bands, sources; the last version unless one is named',
    route: 'GET /checkup-grid',
    who: member('artists.view', inAgency),
    input: GridQuery,
    output: Grid,
    run: getGrid,
  }),
  checkupGridVersions: query({
    summary: 'The versions of the grid, newest first, each with what it changed',
    route: 'GET /checkup-grid/versions',
    who: member('artists.view', inAgency),
    input: z.object({ ...ofAgency, ...paging }),
    output: pageOf(GridVersion),
    run: gridVersions,
  }),
  editCheckupGrid: command({
    summary: 'Change weights and bands: makes the next version',
    route: 'PUT /checkup-grid',
    who: member('artists.manage', inAgency),
    input: GridEdit,
    output: GridRef,
    run: editGrid,
  }),
  measureCheckupGrid: command({
    summary: 'Take the bands from the agency’s own artists, from 200 on',
    route: 'POST /checkup-grid/measure',
    who: member('artists.manage', inAgency),
    input: z.object(ofAgency),
    output: GridRef,
    run: measureGrid,
    perMinute: 10,
  }),
}
