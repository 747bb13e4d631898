import { z } from 'zod'
import { workspaceIn } from '#domains/identity'
import { workspaceOfRecord } from '#domains/crm'
import type { Ctx } from '#platform/context'
import { command, member, nothing, pageOf, query, signedIn } from '#platform/operation'
import { fillCheckup } from '../actions/checkup/fill.ts'
import { dropCheckup, finishCheckup, startCheckup } from '../actions/checkup/run.ts'
import { checkMany, getCheckup, listCheckups, myResults } from '../reading/checkups.ts'
import { CheckedMany, Checkup, CheckupById, CheckupFill, CheckupLine, CheckupQuery, CheckupRef, CheckupScore, ManyCheckups, MyResult } from '../schema/checkup.ts'
import { OfArtist } from '../schema/figures.ts'
import { workspaceOfCheckup } from '../store/checkups.ts'

const ofCheckup = (ctx: Ctx, input: { id: string }) => workspaceOfCheckup(ctx.db, input.id)
const ofRecord = (ctx: Ctx, input: { recordId: string }) => workspaceOfRecord(ctx.db, input.recordId)
const inAgency = (ctx: Ctx, input: { workspaceId?: string | undefined }) => workspaceIn(ctx, 'agency', input.workspaceId)
const edits = member('checkups.edit', ofCheckup)

/** Check-ups of an agency's artists. */
export const checkups = {
  startCheckup: command({
    summary: 'Open a check-up of an artist, filled with all that is known; the open one is answered again',
    route: 'POST /artists/:recordId/checkups',
    who: member('checkups.edit', ofRecord),
    input: OfArtist,
    output: CheckupRef,
    run: startCheckup,
    status: 201,
    subject: (_input, output) => output.id,
  }),
  getCheckup: query({
    summary: 'One check-up: a finished one as it was, an open one from what is known now',
    route: 'GET /checkups/:id',
    who: member('artists.view', ofCheckup),
    input: CheckupById,
    output: Checkup,
    run: getCheckup,
  }),
  listCheckups: query({
    summary: 'Check-ups of an agency or of one artist, newest first',
    route: 'GET /checkups',
    who: member('artists.view', inAgency),
    input: CheckupQuery,
    output: pageOf(CheckupLine),
    run: listCheckups,
  }),
  fillCheckup: command({
    summary: 'Answer criteria by hand, or set their score with a reason; others stay as they are',
    route: 'PATCH /checkups/:id',
    who: edits,
    input: CheckupFill,
    output: CheckupScore,
    run: fillCheckup,
  }),
  finishCheckup: command({
    summary: 'Finish a check-up: its result stays as it is',
    route: 'POST /checkups/:id/finish',
    who: edits,
    input: CheckupById,
    output: CheckupRef,
    run: finishCheckup,
  }),
  dropCheckup: command({
    summary: 'Take back a check-up that is not finished',
    route: 'DELETE /checkups/:id',
    who: edits,
    input: CheckupById,
    output: nothing,
    run: dropCheckup,
    status: 204,
  }),
  checkupMany: command({
    summary: 'Scores of up to 1,000 artists with the grid of today; nothing is kept',
    route: 'POST /checkups/many',
    who: member('artists.view', inAgency),
    input: ManyCheckups,
    output: CheckedMany,
    run: checkMany,
    unaudited: true,
    perMinute: 60,
  }),
  myCheckups: query({
    summary: 'What the last check-ups say to the artist themselves, in every agency that follows them',
    route: 'GET /me/checkups',
    who: signedIn,
    input: z.object({}),
    output: z.object({ items: z.array(MyResult) }),
    run: myResults,
  }),
}
