import { z } from 'zod'
import { workspaceIn } from '#domains/identity'
import type { Ctx } from '#platform/context'
import { command, id, member, nothing, query } from '#platform/operation'
import { createRhythm, editRhythm, makeRhythmMonth, removeRhythm, unmakeRhythmMonth } from '../actions/rhythms.ts'
import { editSeries, endSeries, resumeSeries } from '../actions/series.ts'
import { listRhythms } from '../reading/sheets.ts'
import * as shape from '../schema.ts'
import { workspaceOfTask } from '../store/rows.ts'
import { workspaceOfRhythm } from '../store/rhythms.ts'

const here = (ctx: Ctx, { workspaceId }: { workspaceId?: string | undefined }) => workspaceIn(ctx, 'agency', workspaceId)
const editsSeries = member('tasks.edit', (ctx, input: { id: string }) => workspaceOfTask(ctx.db, input.id))
const editsRhythm = member('tasks.edit', (ctx, input: { id: string }) => workspaceOfRhythm(ctx.db, input.id))
const byId = z.object({ id })

/** What makes tasks: series, and the rhythm of a month. */
export const plans = {
  editSeries: command({
    summary: 'Change this task and all that follow it in its series. Named by the task',
    route: 'PATCH /tasks/:id/series',
    who: editsSeries,
    input: shape.SeriesEdit,
    output: shape.SeriesRef,
    run: editSeries,
  }),
  endSeries: command({ summary: 'End a series after this task', route: 'DELETE /tasks/:id/series', who: editsSeries, input: byId, output: shape.SeriesRef, run: endSeries }),
  resumeSeries: command({ summary: 'Take the end of a series back', route: 'POST /tasks/:id/series', who: editsSeries, input: byId, output: shape.SeriesRef, run: resumeSeries }),
  listRhythms: query({
    summary: 'Templates of a month, and the months they have made',
    route: 'GET /rhythms',
    who: member('tasks.view', here),
    input: z.object({ workspaceId: id.optional() }),
    output: z.object({ items: z.array(shape.Rhythm) }),
    run: listRhythms,
  }),
  createRhythm: command({
    summary: 'Make a template of a month',
    route: 'POST /rhythms',
    who: member('tasks.edit', here),
    input: shape.RhythmDraft,
    output: shape.RhythmRef,
    run: createRhythm,
    status: 201,
  }),
  editRhythm: command({
    summary: 'Change a template; months already made stay as they are',
    route: 'PATCH /rhythms/:id',
    who: editsRhythm,
    input: shape.RhythmEdit,
    output: shape.RhythmRef,
    run: editRhythm,
  }),
  removeRhythm: command({
    summary: 'Throw a template away; the tasks it made stay',
    route: 'DELETE /rhythms/:id',
    who: editsRhythm,
    input: byId,
    output: nothing,
    run: removeRhythm,
  }),
  makeRhythmMonth: command({
    summary: 'Make the dated tasks of a month, once',
    route: 'POST /rhythms/:id/months',
    who: editsRhythm,
    input: shape.MonthOfRhythm,
    output: shape.MadeMonth,
    run: makeRhythmMonth,
    status: 201,
  }),
  unmakeRhythmMonth: command({
    summary: 'Take a month back: its open tasks go, what was done stays',
    route: 'DELETE /rhythms/:id/months/:month',
    who: editsRhythm,
    input: shape.MonthOfRhythm,
    output: shape.MadeMonth,
    run: unmakeRhythmMonth,
  }),
}
