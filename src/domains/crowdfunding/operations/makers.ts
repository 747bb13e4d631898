import { z } from 'zod'
import type { Ctx } from '#platform/context'
import { command, id, member, nothing, pageOf, query, signedIn } from '#platform/operation'
import { createProject, editProject, removeProject } from '../actions/drafts.ts'
import { askMilestone } from '../actions/milestones.ts'
import { removeProjectDocument, removeProjectPicture } from '../actions/papers.ts'
import { setBudget, setMilestones, setRewards, setTeam } from '../actions/parts.ts'
import { setPayoutTo } from '../actions/payout-to.ts'
import { cancelProject, launchProject, submitProject } from '../actions/review.ts'
import { answerQuestion, moderateMessage, postUpdate } from '../actions/talk.ts'
import { projectFigures } from '../reading/figures.ts'
import { getStudioProject, listContributors, studioProjects } from '../reading/studio.ts'
import {
  BudgetEdit,
  Contributor,
  ContributorQuery,
  MilestoneAsk,
  MilestonesEdit,
  PayoutTo,
  ProjectDraft,
  ProjectEdit,
  ProjectFigures,
  ProjectRef,
  Question,
  RewardsEdit,
  StudioProject,
  StudioProjectCard,
  TeamEdit,
  text,
  Update,
  UpdateDraft,
} from '../schema.ts'
import { workspaceOfContribution, workspaceOfMilestone, workspaceOfProject, workspaceOfQuestion } from '../store/owners.ts'

const byId = z.object({ id })
const ofProject = (ctx: Ctx, input: { id: string }) => workspaceOfProject(ctx.db, input.id)
const edits = member('projects.edit', ofProject)
const withNote = z.object({ id, note: text(4_000).optional() })

/** What the makers of a project may. `:id` is the project's unless the path says otherwise. */
export const makers = {
  studioProjects: query({
    summary: 'The projects of my workspaces',
    route: 'GET /studio/projects',
    who: signedIn,
    input: z.object({}),
    output: z.object({ items: z.array(StudioProjectCard) }),
    run: studioProjects,
  }),
  getStudioProject: query({
    summary: 'One project as its makers and reviewers see it',
    route: 'GET /studio/projects/:id',
    who: member('projects.view', ofProject, 'reviewer'),
    input: byId,
    output: StudioProject,
    run: getStudioProject,
  }),
  createProject: command({
    summary: 'Open a project as a draft',
    route: 'POST /studio/projects',
    who: member('projects.edit', (_ctx, input: { workspaceId: string }) => input.workspaceId),
    input: ProjectDraft,
    output: ProjectRef,
    run: createProject,
    status: 201,
  }),
  editProject: command({ summary: 'Change facts of a project', route: 'PATCH /studio/projects/:id', who: edits, input: ProjectEdit, output: ProjectRef, run: editProject }),
  setBudget: command({ summary: 'Replace the budget', route: 'PUT /studio/projects/:id/budget', who: edits, input: BudgetEdit, output: ProjectRef, run: setBudget }),
  setRewards: command({ summary: 'Replace the rewards', route: 'PUT /studio/projects/:id/rewards', who: edits, input: RewardsEdit, output: ProjectRef, run: setRewards }),
  setTeam: command({ summary: 'Replace the team', route: 'PUT /studio/projects/:id/team', who: edits, input: TeamEdit, output: ProjectRef, run: setTeam }),
  setMilestones: command({
    summary: 'Replace the milestones of payout',
    route: 'PUT /studio/projects/:id/milestones',
    who: edits,
    input: MilestonesEdit,
    output: ProjectRef,
    run: setMilestones,
  }),
  setPayoutTo: command({
    summary: 'Say where the producer is paid',
    route: 'PUT /studio/projects/:id/payout',
    who: member('projects.money', ofProject),
    input: PayoutTo,
    output: ProjectRef,
    run: setPayoutTo,
  }),
  removeProjectDocument: command({
    summary: 'Take a document of a project away',
    route: 'DELETE /studio/projects/:id/documents/:documentId',
    who: edits,
    input: z.object({ id, documentId: id }),
    output: ProjectRef,
    run: removeProjectDocument,
  }),
  removeProjectPicture: command({
    summary: 'Take a picture of a project away, named by its address',
    route: 'DELETE /studio/projects/:id/pictures',
    who: edits,
    input: z.object({ id, src: z.string().max(300) }),
    output: ProjectRef,
    run: removeProjectPicture,
  }),
  submitProject: command({
    summary: 'Submit a project to the reviewers',
    route: 'POST /studio/projects/:id/submission',
    who: member('projects.submit', ofProject),
    input: withNote,
    output: ProjectRef,
    run: submitProject,
  }),
  launchProject: command({
    summary: 'Open an approved project to contributions',
    route: 'POST /studio/projects/:id/launch',
    who: member('projects.money', ofProject),
    input: byId,
    output: ProjectRef,
    run: launchProject,
  }),
  cancelProject: command({
    summary: 'End a campaign before its day: everyone is refunded',
    route: 'POST /studio/projects/:id/cancellation',
    who: member('projects.money', ofProject, 'moderator'),
    input: withNote,
    output: ProjectRef,
    run: cancelProject,
  }),
  removeProject: command({ summary: 'Throw a draft away', route: 'DELETE /studio/projects/:id', who: edits, input: byId, output: ProjectRef, run: removeProject }),

  postUpdate: command({
    summary: 'Post news of a project',
    route: 'POST /studio/projects/:id/updates',
    who: edits,
    input: UpdateDraft,
    output: Update,
    run: postUpdate,
    status: 201,
  }),
  answerQuestion: command({
    summary: 'Answer a question',
    route: 'POST /studio/questions/:id/answer',
    who: member('projects.edit', (ctx, input: { id: string }) => workspaceOfQuestion(ctx.db, input.id)),
    input: z.object({ id, answer: text(4_000).min(1) }),
    output: Question,
    run: answerQuestion,
  }),
  moderateMessage: command({
    summary: 'Hide the message of a contribution, or show it again',
    route: 'PUT /studio/contributions/:id/message',
    who: member('projects.edit', (ctx, input: { id: string }) => workspaceOfContribution(ctx.db, input.id), 'moderator'),
    input: z.object({ id, hidden: z.boolean() }),
    output: nothing,
    run: moderateMessage,
  }),
  projectFigures: query({
    summary: 'How a campaign goes, and where it is heading',
    route: 'GET /studio/projects/:id/figures',
    who: member('projects.view', ofProject),
    input: byId,
    output: ProjectFigures,
    run: projectFigures,
  }),
  listContributors: query({
    summary: 'Those who contributed, with what they are owed',
    route: 'GET /studio/projects/:id/contributors',
    who: edits,
    input: ContributorQuery,
    output: pageOf(Contributor),
    run: listContributors,
  }),
  askMilestone: command({
    summary: 'Ask for the payout of a milestone, with proof',
    route: 'POST /studio/milestones/:id/request',
    who: member('projects.money', (ctx, input: { id: string }) => workspaceOfMilestone(ctx.db, input.id)),
    input: MilestoneAsk,
    output: ProjectRef,
    run: askMilestone,
    idempotent: true,
  }),
}
