import { announce } from '#platform/events'
import type { Ctx } from '#platform/context'
import { found, Refusal, unless } from '#platform/refusal'
import { projectEdited } from '../events.ts'
import { isLaunched, whyCannotChange, whyCannotEdit } from '../rules/project.ts'
import { type Change, changesBetween } from '../rules/versions.ts'
import { holdProject, type ProjectPatch, type ProjectRow, updateProject } from '../store/projects.ts'
import { insertVersion } from '../store/talk.ts'

export interface Ref {
  id: string
  slug: string
  updatedAt: Date
}

export const personId = (ctx: Ctx): string | null => (ctx.actor.kind === 'person' ? ctx.actor.id : null)
export const refOf = ({ id, slug, updatedAt }: ProjectRow): Ref => ({ id, slug, updatedAt })

/** The project, held and open to its makers, as they last saw it. Refuses `crowdfunding.notEditable`, `crowdfunding.editedMeanwhile`. */
export async function openProject(ctx: Ctx, { id, seen }: { id: string; seen?: string | undefined }): Promise<ProjectRow> {
  const project = found(await holdProject(ctx.db, id), 'crowdfunding.noSuchProject')
  unless(whyCannotEdit(project.state))
  if (seen && new Date(seen).getTime() !== project.updatedAt.getTime()) throw new Refusal('conflict', 'crowdfunding.editedMeanwhile')
  return project
}

/** Writes what changed, and after the launch keeps a version with before and after. Nothing changed: nothing is written. */
export async function writeEdit(ctx: Ctx, project: ProjectRow, patch: ProjectPatch, note: string | undefined): Promise<Ref> {
  const known = project as unknown as Readonly<Record<string, unknown>>
  const changes = changesBetween(known, patch)
  if (changes.length === 0) return refOf(project)
  unless(
    whyCannotChange(
      project.state,
      changes.map((change) => change.field),
    ),
  )
  await updateProject(ctx.db, project.id, patch, ctx.now)
  return keepVersion(ctx, project, changes, note)
}

/** Keeps what changed for everyone to see, when the project was launched. The row's own time must have been written. */
export async function keepVersion(ctx: Ctx, project: ProjectRow, changes: Change[], note?: string): Promise<Ref> {
  if (isLaunched(project.state) && changes.length > 0) {
    await insertVersion(ctx.db, project.id, { by: personId(ctx), note: note || null, changes, at: ctx.now })
    await announce(ctx.db, projectEdited(project, personId(ctx)))
  }
  return { id: project.id, slug: project.slug, updatedAt: ctx.now }
}

/** Marks the project as edited now, for parts that stand in other tables. */
export async function touch(ctx: Ctx, project: ProjectRow): Promise<void> {
  await updateProject(ctx.db, project.id, {}, ctx.now)
}
