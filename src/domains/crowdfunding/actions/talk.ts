import { callerIn } from '#domains/identity'
import { notify } from '#domains/messaging'
import { isStaff, may } from '#platform/actor'
import type { Ctx } from '#platform/context'
import { announce } from '#platform/events'
import { later } from '#platform/jobs'
import { found, Refusal } from '#platform/refusal'
import type { z } from 'zod'
import { commentsOf, questionsOf, updateOf } from '../reading/conversation.ts'
import { projectPosted } from '../events.ts'
import { publicProject } from '../queries.ts'
import { isLaunched } from '../rules/project.ts'
import type { Comment, Question, Update, UpdateDraft } from '../schema.ts'
import { hasGiven, hideMessage } from '../store/contributions.ts'
import { readProject } from '../store/projects.ts'
import { answerRow, insertComment, insertQuestion, insertUpdate, readComment, removeCommentRow, setFollowing } from '../store/talk.ts'
import { tellPostedLater } from '../work.ts'
import { tellMakers } from './tell.ts'

/** What people say around a project. */

/** News from the makers, once the campaign was launched; everyone who gave or follows is told. */
export async function postUpdate(ctx: Ctx, { id, title, text, forContributors }: z.output<typeof UpdateDraft>): Promise<z.output<typeof Update>> {
  const { id: by, name } = callerIn(ctx)
  const project = found(await readProject(ctx.db, id), 'crowdfunding.noSuchProject')
  if (!isLaunched(project.state)) throw new Refusal('conflict', 'crowdfunding.notLive')
  const row = { title, text, forContributors, by, at: ctx.now }
  const updateId = await insertUpdate(ctx.db, id, row)
  await announce(ctx.db, projectPosted(project, by))
  await later(ctx.db, tellPostedLater, { projectId: id, updateId, headline: title })
  return updateOf({ ...row, id: updateId }, name, true)
}

export async function followProject(ctx: Ctx, { slug }: { slug: string }): Promise<Record<string, never>> {
  return follow(ctx, slug, true)
}

export async function unfollowProject(ctx: Ctx, { slug }: { slug: string }): Promise<Record<string, never>> {
  return follow(ctx, slug, false)
}

async function follow(ctx: Ctx, slug: string, follows: boolean): Promise<Record<string, never>> {
  const project = await publicProject(ctx, slug)
  await setFollowing(ctx.db, project.id, callerIn(ctx).id, follows)
  return {}
}

export async function commentProject(ctx: Ctx, { slug, text }: { slug: string; text: string }): Promise<z.output<typeof Comment>> {
  const project = await publicProject(ctx, slug)
  const userId = callerIn(ctx).id
  const row = { projectId: project.id, userId, text, at: ctx.now }
  const id = await insertComment(ctx.db, row)
  return found((await commentsOf(ctx, project, [{ ...row, id, contributor: await hasGiven(ctx.db, project.id, userId) }]))[0])
}

/** By its author, the makers of the project, or a moderator. */
export async function removeComment(ctx: Ctx, { id }: { id: string }): Promise<Record<string, never>> {
  const caller = callerIn(ctx)
  const comment = found(await readComment(ctx.db, id), 'crowdfunding.noSuchComment')
  const allowed = comment.userId === caller.id || may(caller, comment.workspaceId, 'projects.edit') || isStaff(caller, 'moderator')
  if (!allowed) throw new Refusal('forbidden', 'crowdfunding.notMine')
  await removeCommentRow(ctx.db, id, caller.id, ctx.now)
  return {}
}

export async function askQuestion(ctx: Ctx, { slug, text }: { slug: string; text: string }): Promise<z.output<typeof Question>> {
  const project = await publicProject(ctx, slug)
  const row = await insertQuestion(ctx.db, { projectId: project.id, userId: callerIn(ctx).id, text, at: ctx.now })
  await tellMakers(ctx.db, project, 'asked', { name: callerIn(ctx).name })
  return found((await questionsOf(ctx, [row]))[0])
}

/** The makers answer for everyone to read; whoever asked is told. */
export async function answerQuestion(ctx: Ctx, { id, answer }: { id: string; answer: string }): Promise<z.output<typeof Question>> {
  const row = found(await answerRow(ctx.db, id, { answer, by: callerIn(ctx).id, at: ctx.now }), 'crowdfunding.noSuchQuestion')
  const project = found(await readProject(ctx.db, row.projectId))
  const notice = { kind: 'crowdfunding.answered', params: { title: project.title }, href: `/karangou/projects/${project.slug}`, key: `answered:${id}` }
  if (row.userId) await notify(ctx.db, { userId: row.userId, ...notice })
  return found((await questionsOf(ctx, [row]))[0])
}

export async function moderateMessage(ctx: Ctx, { id, hidden }: { id: string; hidden: boolean }): Promise<Record<string, never>> {
  await hideMessage(ctx.db, id, hidden)
  return {}
}
