import { z } from 'zod'
import { command, id, nothing, query } from '#platform/operation'
import { enrolRecords } from '../actions/enrol.ts'
import { changeEnrolment, createSequence, editSequence, setSequenceState } from '../actions/sequences.ts'
import { editsSequence, looks, looksAtSequence, sends, turnsEnrolment } from '../agency.ts'
import { getSequence, listDueSteps, listEnrolments, listSequences } from '../reading/sequences.ts'
import * as shape from '../schema/sequences.ts'
import { sequenceStates } from '../types.ts'

const byId = z.object({ id })
const made = z.object({ id }).meta({ id: 'SequenceRef' })

export const sequences = {
  listSequences: query({
    summary: 'Sequences of my agency, with what came of them',
    route: 'GET /sequences',
    who: looks,
    input: shape.SequenceQuery,
    output: shape.Sequences,
    run: listSequences,
  }),
  getSequence: query({ summary: 'One sequence with its steps', route: 'GET /sequences/:id', who: looksAtSequence, input: byId, output: shape.SequenceShown, run: getSequence }),
  createSequence: command({
    summary: 'Make a sequence of mails, private messages and calls',
    route: 'POST /sequences',
    who: sends,
    input: shape.SequenceDraft,
    output: made,
    run: createSequence,
    status: 201,
    subject: (_input, { id: one }) => one,
  }),
  editSequence: command({
    summary: 'Change the name and steps of a sequence; nobody gets a step twice',
    route: 'PUT /sequences/:id',
    who: editsSequence,
    input: shape.SequenceEdit,
    output: made.extend({ version: z.int() }).meta({ id: 'SequenceVersion' }),
    run: editSequence,
  }),
  setSequenceState: command({
    summary: 'Start, hold or put away a sequence',
    route: 'PUT /sequences/:id/state',
    who: editsSequence,
    input: z.object({ id, state: z.enum(sequenceStates) }),
    output: nothing,
    run: setSequenceState,
  }),
  enrolRecords: command({
    summary: 'Put artists or contacts into a sequence, one by one or a saved filter; `trial` only says what would happen',
    route: 'POST /sequences/:id/enrolments',
    who: editsSequence,
    input: shape.Enrolling,
    output: shape.Enrolled,
    run: enrolRecords,
    idempotent: true,
  }),
  listEnrolments: query({
    summary: 'Who is or was in sequences, newest first',
    route: 'GET /enrolments',
    who: looks,
    input: shape.EnrolmentQuery,
    output: shape.EnrolmentPage,
    run: listEnrolments,
  }),
  listDueSteps: query({
    summary: 'Who comes next in running sequences, soonest first',
    route: 'GET /due-steps',
    who: looks,
    input: z.object({ workspaceId: id.optional(), limit: z.int().min(1).max(100).default(20) }),
    output: shape.DueList,
    run: listDueSteps,
  }),
  changeEnrolment: command({
    summary: 'Hold, go on with or stop what runs for one record',
    route: 'PUT /enrolments/:id/state',
    who: turnsEnrolment,
    input: z.object({ id, act: z.enum(['pause', 'resume', 'stop']) }),
    output: z.object({ state: z.string() }).meta({ id: 'EnrolmentState' }),
    run: changeEnrolment,
  }),
}
