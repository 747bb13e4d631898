import type { z } from 'zod'
import type { Ctx } from '#platform/context'
import type { FilmDraft } from '../schema.ts'
import { freeSlugs } from '../slugs.ts'
import { insertFilm } from '../store/films.ts'

/** Opens a film of a workspace as a draft. */
export async function createFilm(ctx: Ctx, { workspaceId, originalTitle, year = null }: z.output<typeof FilmDraft>): Promise<{ id: string; slug: string }> {
  const [slug] = await freeSlugs(ctx.db, 'films', [{ text: originalTitle, hint: year }])
  const id = await insertFilm(ctx.db, { slug: slug!, workspaceId, createdBy: ctx.actor.kind === 'person' ? ctx.actor.id : null, originalTitle, year })
  return { id, slug: slug! }
}
