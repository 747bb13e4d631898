import { z } from 'zod'
import { command, nothing, pageOf, paging, query, staff } from '#platform/operation'
import { decideMilestone } from '../actions/milestones.ts'
import { decideProject } from '../actions/review.ts'
import { contributionMessages, milestoneQueue, projectQueue, stuckRefunds } from '../reading/desk.ts'
import { MilestoneDecision, MilestoneRequest, ProjectDecision, ProjectRef, QueuedProject, SaidMessage, StuckRefund } from '../schema.ts'

/** What reviewers, moderators and finance may. */
export const desk = {
  projectQueue: query({
    summary: 'Submitted projects, the one that waits longest first',
    route: 'GET /review/projects',
    who: staff('reviewer'),
    input: nothing,
    output: z.object({ items: z.array(QueuedProject) }),
    run: projectQueue,
  }),
  decideProject: command({
    summary: 'Approve a submitted project, ask for changes or refuse it, with words',
    route: 'POST /review/projects/:id/decision',
    who: staff('reviewer'),
    input: ProjectDecision,
    output: ProjectRef,
    run: decideProject,
  }),
  milestoneQueue: query({
    summary: 'Milestones whose payout is asked for, with their proof',
    route: 'GET /review/milestones',
    who: staff('reviewer'),
    input: nothing,
    output: z.object({ items: z.array(MilestoneRequest) }),
    run: milestoneQueue,
  }),
  decideMilestone: command({
    summary: 'Approve the payout of a milestone, or send it back with a word',
    route: 'POST /review/milestones/:id/decision',
    who: staff('reviewer'),
    input: MilestoneDecision,
    output: ProjectRef,
    run: decideMilestone,
    idempotent: true,
  }),
  contributionMessages: query({
    summary: 'What contributors said on the walls of projects, or what was hidden of it, newest first',
    route: 'GET /review/messages',
    who: staff('moderator'),
    input: z.object({ hidden: z.boolean().default(false), ...paging }),
    output: pageOf(SaidMessage),
    run: contributionMessages,
  }),
  stuckRefunds: query({
    summary: 'Refunds that wait for another wallet',
    route: 'GET /stuck-refunds',
    who: staff('finance', 'support'),
    input: z.object(paging),
    output: pageOf(StuckRefund),
    run: stuckRefunds,
  }),
}
