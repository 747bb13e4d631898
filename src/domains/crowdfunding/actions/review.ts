import { makeClip } from '#domains/media'
import { isStaff, membershipIn } from '#platform/actor'
import type { Ctx } from '#platform/context'
import { announce } from '#platform/events'
import { later } from '#platform/jobs'
import { found, unless } from '#platform/refusal'
import type { z } from 'zod'
import { projectApproved, projectCancelled, projectLaunched, projectRefused, projectReturned, projectSubmitted } from '../events.ts'
import { endOf, whyCannotCancel, whyCannotDecide, whyCannotLaunch, whyCannotSubmit } from '../rules/project.ts'
import type { ProjectDecision } from '../schema.ts'
import { holdProject, launchRow, moveProject, recordDecision } from '../store/projects.ts'
import { readFacts } from '../reading/studio.ts'
import { decideLater } from '../work.ts'
import { personId, type Ref, refOf } from './edit.ts'
import { giveAllBack } from './give-back.ts'
import { tellMakers, tellReviewers } from './tell.ts'

interface Noted {
  id: string
  note?: string | undefined
}

/** Hands a complete project to the reviewers. Refuses with every missing piece at once. */
export async function submitProject(ctx: Ctx, { id, note }: Noted): Promise<Ref> {
  const project = found(await holdProject(ctx.db, id), 'crowdfunding.noSuchProject')
  unless(whyCannotSubmit(await readFacts(ctx, project), ctx.now))
  await moveProject(ctx.db, id, 'submitted', ctx.now)
  if (project.videoTitleId) await makeClip(ctx.db, project.videoTitleId)
  await recordDecision(ctx.db, id, { kind: 'submitted', by: personId(ctx), note: note || null }, ctx.now)
  await announce(ctx.db, projectSubmitted(project, personId(ctx)))
  await tellReviewers(ctx.db, project, 'submitted', `/karangou/review/projects/${id}`)
  return refOf(project)
}

const announced = { approved: projectApproved, 'changes-asked': projectReturned, refused: projectRefused }
const told = { approved: 'approved', 'changes-asked': 'changesAsked', refused: 'refused' } as const

/** A reviewer's answer, never about a project of their own house. */
export async function decideProject(ctx: Ctx, { id, verdict, note }: z.output<typeof ProjectDecision>): Promise<Ref> {
  const project = found(await holdProject(ctx.db, id), 'crowdfunding.noSuchProject')
  const ownWorkspace = membershipIn(ctx.actor, project.workspaceId) !== undefined
  unless(whyCannotDecide({ state: project.state, ownWorkspace, verdict, note }))
  await moveProject(ctx.db, id, verdict, ctx.now)
  await recordDecision(ctx.db, id, { kind: verdict, by: personId(ctx), note: note || null }, ctx.now)
  await announce(ctx.db, announced[verdict](project, personId(ctx)))
  await tellMakers(ctx.db, project, told[verdict])
  return refOf(project)
}

/** Opens to contributions. The fee is that of the day; the end is the last instant of the last day. */
export async function launchProject(ctx: Ctx, { id }: { id: string }): Promise<Ref> {
  const project = found(await holdProject(ctx.db, id), 'crowdfunding.noSuchProject')
  unless(whyCannotLaunch(project, ctx.now))
  const endsAt = endOf(project.endsOn!)
  await launchRow(ctx.db, id, endsAt, ctx.now)
  await recordDecision(ctx.db, id, { kind: 'launched', by: personId(ctx), note: null }, ctx.now)
  await announce(ctx.db, projectLaunched(project, personId(ctx)))
  await later(ctx.db, decideLater, { projectId: id }, { key: `crowdfunding.decide:${id}`, at: endsAt })
  return refOf(project)
}

/** Ends a campaign before its day, by its makers or by a moderator who says why: everyone is refunded. */
export async function cancelProject(ctx: Ctx, { id, note }: Noted): Promise<Ref> {
  const project = found(await holdProject(ctx.db, id), 'crowdfunding.noSuchProject')
  const byModerator = membershipIn(ctx.actor, project.workspaceId) === undefined && isStaff(ctx.actor, 'moderator')
  unless(whyCannotCancel({ state: project.state, byModerator, note }))
  await moveProject(ctx.db, id, 'cancelled', ctx.now)
  await recordDecision(ctx.db, id, { kind: 'cancelled', by: personId(ctx), note: note || null }, ctx.now)
  await giveAllBack(ctx, project, 'cancelled')
  await announce(ctx.db, projectCancelled(project, personId(ctx)))
  if (byModerator) await tellMakers(ctx.db, project, 'stopped', { note: note ?? '' })
  return refOf(project)
}
