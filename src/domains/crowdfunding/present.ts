import { filmCards, findFilm } from '#domains/cinema'
import { findWorkspaces } from '#domains/identity'
import { findClips } from '#domains/media'
import { isStaff, may } from '#platform/actor'
import type { Ctx, Db } from '#platform/context'
import type { z } from 'zod'
import { barsOf } from './bar.ts'
import type { Milestone, Project, ProjectCard, ProjectDocument, Reward, TiedFilm } from './schema.ts'
import { hasGiven } from './store/contributions.ts'
import { type DocumentRow, readDocuments } from './store/documents.ts'
import { type MilestoneRow, readMilestones, readRewards, type RewardRow } from './store/parts.ts'
import { type ProjectRow, readFee } from './store/projects.ts'
import { countTalk, isFollowing } from './store/talk.ts'
import { shownStates } from './types.ts'

/** How rows become what is shown. */

export const isShown = (project: ProjectRow): boolean => shownStates.some((state) => state === project.state)
export const mayEdit = (ctx: Ctx, project: ProjectRow): boolean => may(ctx.actor, project.workspaceId, 'projects.edit')
/** Before its launch a project is seen by its makers and by reviewers. */
export const maySee = (ctx: Ctx, project: ProjectRow): boolean => isShown(project) || may(ctx.actor, project.workspaceId, 'projects.view') || isStaff(ctx.actor, 'reviewer')

/** Cards in the order of the rows. */
export async function cardsOf(db: Db, rows: readonly ProjectRow[]): Promise<ProjectCard[]> {
  const [bars, workspaces] = await Promise.all([
    barsOf(db, rows),
    findWorkspaces(
      db,
      rows.map((row) => row.workspaceId),
    ),
  ])
  return rows.map((row) => ({
    id: row.id,
    slug: row.slug,
    title: row.title,
    summary: row.summary,
    country: row.country,
    cover: row.cover,
    makers: workspaces.get(row.workspaceId)?.name ?? '',
    model: row.model,
    funding: bars.get(row.id)!,
    publishedAt: row.launchedAt,
  }))
}

/** All that a reader of the project sees; `documents` are those the reader may open. */
export async function projectOf(ctx: Ctx, row: ProjectRow): Promise<Project> {
  const { db, actor } = ctx
  const userId = actor.kind === 'person' ? actor.id : null
  const [[card], workspaces, rewards, milestones, documents, films, talk, follows, contributed, fee, video] = await Promise.all([
    cardsOf(db, [row]),
    findWorkspaces(db, [row.workspaceId]),
    readRewards(db, row.id),
    readMilestones(db, row.id),
    readDocuments(db, row.id),
    tiedFilms(ctx, row),
    countTalk(db, row.id),
    userId ? isFollowing(db, row.id, userId) : false,
    userId ? hasGiven(db, row.id, userId) : false,
    row.feeBasisPoints ?? readFee(db, ctx.now),
    videoOf(db, row),
  ])
  const workspace = workspaces.get(row.workspaceId)
  const { versions, followers: _followers, ...counts } = talk
  return {
    ...card!,
    workspaceName: workspace?.name ?? '',
    workspaceSlug: workspace?.slug ?? '',
    story: row.story,
    risks: row.risks,
    language: row.language,
    videoTitleId: row.videoTitleId,
    video,
    pictures: row.pictures,
    budget: row.budget,
    rewards: rewards.map(rewardOf),
    team: row.team,
    documents: documents.filter((one) => one.visibility === 'public' || mayReadPrivate(ctx, row)).map((one) => documentOf(one)),
    milestones: milestones.map(milestoneOf),
    films,
    versions,
    counts,
    mine: { follows, contributed, edits: mayEdit(ctx, row) },
    feeBasisPoints: fee,
  }
}

/** The cover stands before the video; without one, the video's own poster. */
async function videoOf(db: Db, { videoTitleId, cover }: ProjectRow): Promise<Project['video']> {
  const clip = videoTitleId ? (await findClips(db, [videoTitleId])).get(videoTitleId) : undefined
  return clip ? { ...clip, poster: cover?.src ?? clip.poster } : null
}

export const mayReadPrivate = (ctx: Ctx, row: ProjectRow): boolean => may(ctx.actor, row.workspaceId, 'projects.view') || isStaff(ctx.actor, 'reviewer')

export function rewardOf({ id, title, text, amount, quantity, taken, deliveredBy, shipped }: RewardRow): z.output<typeof Reward> {
  return { id, title, text, amount, quantity, left: quantity === null ? null : quantity - taken, deliveredBy, shipped }
}

/** `proof` tells what the makers said when they asked, once it was accepted. */
export function milestoneOf({ id, title, text, basisPoints, amount, withheld, dueOn, state, paidAt, note }: MilestoneRow): z.output<typeof Milestone> {
  const accepted = state === 'approved' || state === 'paying' || state === 'paid'
  return { id, title, text, basisPoints, amount, withheld, dueOn, state, paidAt, proof: accepted ? note : null }
}

export function documentOf({ id, projectId, name, visibility, size }: DocumentRow): z.output<typeof ProjectDocument> {
  return { id, name, visibility, size, href: `/api/projects/${projectId}/documents/${id}` }
}

/** The film it follows from and the film that came of it, where the public may see them. */
async function tiedFilms(ctx: Ctx, row: ProjectRow): Promise<z.output<typeof TiedFilm>[]> {
  const ties = [
    { id: row.filmId, relation: 'follows' as const },
    { id: row.resultFilmId, relation: 'result' as const },
  ].filter((tie): tie is { id: string; relation: 'follows' | 'result' } => tie.id !== null)
  const cards = new Map(
    (
      await filmCards(
        ctx.db,
        ctx.lang,
        ties.map((tie) => tie.id),
      )
    ).map((card) => [card.id, card]),
  )
  const own = mayReadPrivate(ctx, row)
  const shown = await Promise.all(
    ties.map(async ({ id, relation }) => {
      const card = cards.get(id)
      if (card) return { slug: card.slug, title: card.title, year: card.year, relation, watchable: card.watchable }
      const film = own ? await findFilm(ctx.db, id) : null
      return film && { slug: film.slug, title: film.title, year: null, relation, watchable: film.watchable }
    }),
  )
  return shown.filter((film) => film !== null)
}
