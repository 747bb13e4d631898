import { findFilm } from '#domains/cinema'
import { findTitle, makeClip } from '#domains/media'
import type { Ctx } from '#platform/context'
import { later } from '#platform/jobs'
import { found, Refusal, unless } from '#platform/refusal'
import type { z } from 'zod'
import { whyCannotDelete } from '../rules/project.ts'
import type { ProjectDraft, ProjectEdit } from '../schema.ts'
import { deleteProject, holdProject, insertProject, type ProjectPatch, type ProjectRow, takenSlugs } from '../store/projects.ts'
import { filmOutLater } from '../work.ts'
import { openProject, personId, type Ref, refOf, writeEdit } from './edit.ts'

/** Opens a project of a workspace as a draft, tied to the film it follows from if there is one. */
export async function createProject(ctx: Ctx, { workspaceId, title, filmSlug }: z.output<typeof ProjectDraft>): Promise<Ref> {
  const filmId = filmSlug ? await filmToFollow(ctx, filmSlug, workspaceId) : null
  const slug = await freeSlug(ctx, title)
  const id = await insertProject(ctx.db, { slug, workspaceId, createdBy: personId(ctx), title, filmId, at: ctx.now })
  return { id, slug, updatedAt: ctx.now }
}

/** A free address made from the title: letters of any script, figures, hyphens. */
async function freeSlug(ctx: Ctx, title: string): Promise<string> {
  const folded = title
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, '-')
  const slug = folded.replaceAll(/^-+|-+$/g, '').slice(0, 80) || 'projet'
  const choices = [slug, ...Array.from({ length: 30 }, (_, i) => `${slug}-${i + 2}`)]
  const taken = await takenSlugs(ctx.db, choices)
  return choices.find((one) => !taken.has(one)) ?? `${slug}-${crypto.randomUUID()}`
}

/** Changes the facts that are given. After the launch only those that promise nothing. */
export async function editProject(ctx: Ctx, { id, seen, note, filmSlug, resultFilmSlug, ...facts }: z.output<typeof ProjectEdit>): Promise<Ref> {
  const project = await openProject(ctx, { id, seen })
  const patch: ProjectPatch = defined(facts)
  if (facts.videoTitleId) await ownVideo(ctx, project, facts.videoTitleId)
  if (filmSlug !== undefined) patch.filmId = filmSlug ? await filmToFollow(ctx, filmSlug, project.workspaceId) : null
  if (resultFilmSlug !== undefined) patch.resultFilmId = resultFilmSlug ? await ownFilm(ctx, resultFilmSlug, project.workspaceId) : null
  if ((patch.model ?? project.model) === 'all-or-nothing' && (project.minimum !== null || patch.minimum !== undefined)) patch.minimum = null
  const ref = await writeEdit(ctx, project, patch, note)
  if (facts.videoTitleId && project.submittedAt) await makeClip(ctx.db, facts.videoTitleId)
  if (patch.resultFilmId && patch.resultFilmId !== project.resultFilmId) await later(ctx.db, filmOutLater, { filmId: patch.resultFilmId })
  return ref
}

function defined<T extends object>(fields: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as { [K in keyof T]?: Exclude<T[K], undefined> }
}

/** A film everyone can see, or one of the same house. */
async function filmToFollow(ctx: Ctx, slug: string, workspaceId: string): Promise<string> {
  const film = await findFilm(ctx.db, slug)
  if (!film || !(film.listed || film.workspaceId === workspaceId)) throw noSuch('filmSlug', 'crowdfunding.noSuchFilm')
  return film.id
}

/** The film that comes of a project belongs to the house that makes it. */
async function ownFilm(ctx: Ctx, slug: string, workspaceId: string): Promise<string> {
  const film = await findFilm(ctx.db, slug)
  if (film?.workspaceId !== workspaceId) throw noSuch('resultFilmSlug', 'crowdfunding.noSuchFilm')
  return film.id
}

async function ownVideo(ctx: Ctx, project: ProjectRow, titleId: string): Promise<void> {
  const title = await findTitle(ctx.db, titleId)
  if (title?.workspaceId !== project.workspaceId) throw noSuch('videoTitleId', 'crowdfunding.noSuchVideo')
}

const noSuch = (field: string, code: 'crowdfunding.noSuchFilm' | 'crowdfunding.noSuchVideo') => new Refusal('invalid', code, {}, [{ field, code }])

/** Throws away a draft that no reviewer has seen. */
export async function removeProject(ctx: Ctx, { id }: { id: string }): Promise<Ref> {
  const project = found(await holdProject(ctx.db, id), 'crowdfunding.noSuchProject')
  unless(whyCannotDelete({ state: project.state, submitted: project.submittedAt !== null }))
  await deleteProject(ctx.db, id)
  return refOf(project)
}
