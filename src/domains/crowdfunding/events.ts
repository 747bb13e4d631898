import type { Announcement } from '#platform/events'
import type { ContributionRow } from './store/contributions.ts'
import type { ProjectRow } from './store/projects.ts'

type Told = Pick<ProjectRow, 'id' | 'slug' | 'workspaceId'>

const ofProject =
  (type: Announcement['type']) =>
  (project: Told, actorId: string | null = null): Announcement => ({ type, subject: project.id, workspaceId: project.workspaceId, actorId, payload: { slug: project.slug } })

/** Announced by the room; `subject` is the project's id, the payload has its slug. */
export const projectSubmitted = ofProject('project.submitted')
export const projectApproved = ofProject('project.approved')
export const projectReturned = ofProject('project.changesAsked')
export const projectRefused = ofProject('project.refused')
export const projectLaunched = ofProject('project.launched')
/** Something promised was changed after the launch: a version was kept. */
export const projectEdited = ofProject('project.edited')
/** News were posted. */
export const projectPosted = ofProject('project.posted')
export const projectHalfway = ofProject('project.halfway')
export const projectSucceeded = ofProject('project.succeeded')
export const projectFailed = ofProject('project.failed')
export const projectCancelled = ofProject('project.cancelled')
/** Its last milestone was paid. */
export const projectCompleted = ofProject('project.completed')

const ofContribution =
  (type: Announcement['type']) =>
  (project: Told, { id, amount, currency }: Pick<ContributionRow, 'id' | 'amount' | 'currency'>): Announcement => ({
    type,
    subject: id,
    workspaceId: project.workspaceId,
    payload: { projectId: project.id, slug: project.slug, amount, currency },
  })

/** `subject` is the contribution's id; who gave is not told. */
export const contributionStarted = ofContribution('contribution.started')
export const contributionConfirmed = ofContribution('contribution.confirmed')
export const contributionPledged = ofContribution('contribution.pledged')
export const contributionFailed = ofContribution('contribution.failed')
export const contributionExpired = ofContribution('contribution.expired')
export const contributionRefunded = ofContribution('contribution.refunded')
/** A bank took it back; and returned it. */
export const contributionDisputed = ofContribution('contribution.disputed')
export const contributionReinstated = ofContribution('contribution.reinstated')

export const milestonePaid = (project: Told, { id, amount }: { id: string; amount: number | null }): Announcement => ({
  type: 'milestone.paid',
  subject: id,
  workspaceId: project.workspaceId,
  payload: { projectId: project.id, slug: project.slug, amount },
})
