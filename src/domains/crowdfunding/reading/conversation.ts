import { findMembersWith, findPeople } from '#domains/identity'
import { isStaff } from '#platform/actor'
import type { Ctx } from '#platform/context'
import type { Page } from '#platform/operation'
import type { z } from 'zod'
import { mayEdit } from '../present.ts'
import { publicProject } from '../queries.ts'
import type { Comment, Question, Update, Version } from '../schema.ts'
import { hasGiven } from '../store/contributions.ts'
import type { ProjectRow } from '../store/projects.ts'
import { type CommentRow, listComments, listQuestions, listUpdates, listVersions, type QuestionRow, type UpdateRow } from '../store/talk.ts'

/** What is said around a project, with the names of those who said it. */

interface Asked {
  slug: string
  after?: string | undefined
  limit: number
}

const names = async (ctx: Ctx, ids: readonly (string | null)[]): Promise<(id: string | null) => string> => {
  const people = await findPeople(
    ctx.db,
    ids.filter((id) => id !== null),
  )
  return (id) => (id ? (people.get(id)?.name ?? '') : '')
}

/** News; what is for contributors only keeps its title for the others. */
export async function projectUpdates(ctx: Ctx, { slug, ...page }: Asked): Promise<Page<z.output<typeof Update>>> {
  const project = await publicProject(ctx, slug)
  const { items, next } = await listUpdates(ctx.db, project.id, page)
  const [nameOf, opens] = await Promise.all([
    names(
      ctx,
      items.map((one) => one.by),
    ),
    opensAll(ctx, project),
  ])
  return { items: items.map((one) => updateOf(one, nameOf(one.by), opens)), next }
}

async function opensAll(ctx: Ctx, project: ProjectRow): Promise<boolean> {
  if (ctx.actor.kind !== 'person') return false
  return mayEdit(ctx, project) || isStaff(ctx.actor, 'moderator') || hasGiven(ctx.db, project.id, ctx.actor.id)
}

export function updateOf({ id, title, text, forContributors, at }: UpdateRow, author: string, opens: boolean): z.output<typeof Update> {
  const locked = forContributors && !opens
  return { id, title, text: locked ? '' : text, forContributors, locked, at, author }
}

export async function projectComments(ctx: Ctx, { slug, ...page }: Asked): Promise<Page<z.output<typeof Comment>>> {
  const project = await publicProject(ctx, slug)
  const { items, next } = await listComments(ctx.db, project.id, page)
  return { items: await commentsOf(ctx, project, items), next }
}

export async function commentsOf(ctx: Ctx, project: ProjectRow, rows: readonly CommentRow[]): Promise<z.output<typeof Comment>[]> {
  const [nameOf, makers] = await Promise.all([
    names(
      ctx,
      rows.map((one) => one.userId),
    ),
    findMembersWith(ctx.db, project.workspaceId, 'projects.edit'),
  ])
  const me = ctx.actor.kind === 'person' ? ctx.actor.id : null
  return rows.map(({ id, userId, text, at, contributor }) => ({
    id,
    author: nameOf(userId),
    contributor,
    maker: userId !== null && makers.includes(userId),
    text,
    at,
    mine: userId !== null && userId === me,
  }))
}

export async function projectQuestions(ctx: Ctx, { slug, ...page }: Asked): Promise<Page<z.output<typeof Question>>> {
  const project = await publicProject(ctx, slug)
  const { items, next } = await listQuestions(ctx.db, project.id, page)
  return { items: await questionsOf(ctx, items), next }
}

export async function questionsOf(ctx: Ctx, rows: readonly QuestionRow[]): Promise<z.output<typeof Question>[]> {
  const nameOf = await names(
    ctx,
    rows.map((one) => one.userId),
  )
  return rows.map(({ id, text, userId, at, answer, answeredAt }) => ({ id, text, author: nameOf(userId), at, answer, answeredAt }))
}

export async function projectVersions(ctx: Ctx, { slug, ...page }: Asked): Promise<Page<z.output<typeof Version>>> {
  const project = await publicProject(ctx, slug)
  const { items, next } = await listVersions(ctx.db, project.id, page)
  const nameOf = await names(
    ctx,
    items.map((one) => one.by),
  )
  return { items: items.map(({ number, at, by, note, changes }) => ({ number, at, by: nameOf(by), note, changes })), next }
}
