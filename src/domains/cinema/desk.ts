import type { z } from 'zod'
import { membershipIn } from '#platform/actor'
import type { Ctx } from '#platform/context'
import { found } from '#platform/refusal'
import { workspaceNames } from './neighbours.ts'
import { missingPieces, whyCannotDelete, whyCannotEdit } from './rules.ts'
import type { ReviewFilm, ReviewQueue, StudioCard, StudioFilm } from './schema.ts'
import { readDecided, readQueue, readStudioCards, readStudioFilm, type StudioFilmRow } from './store/review.ts'
import type { FilmFacts } from './types.ts'

/** The films of every workspace where the caller sees films. */
export async function studioFilms(ctx: Ctx): Promise<{ items: z.output<typeof StudioCard>[] }> {
  const memberships = ctx.actor.kind === 'person' ? ctx.actor.memberships.filter((m) => m.permissions.includes('films.view')) : []
  if (memberships.length === 0) return { items: [] }
  const names = new Map(memberships.map((m) => [m.workspaceId, m.name]))
  const rows = await readStudioCards(ctx.db, ctx.lang, [...names.keys()])
  return { items: rows.map((row) => ({ ...row, workspaceName: names.get(row.workspaceId)!, missing: missingPieces({ ...row, directors: row.directors.length }).length })) }
}

/** All that the makers see of one film, with what it still lacks. */
export async function getStudioFilm(ctx: Ctx, { id }: { id: string }): Promise<z.output<typeof StudioFilm>> {
  return studioView(found(await readStudioFilm(ctx.db, ctx.lang, id), 'cinema.noSuchFilm'))
}

export async function reviewQueue(ctx: Ctx): Promise<z.output<typeof ReviewQueue>> {
  const [rows, decided] = await Promise.all([readQueue(ctx.db, ctx.lang), readDecided(ctx.db, 10)])
  const names = await workspaceNames(
    ctx.db,
    rows.map((row) => row.workspaceId),
  )
  return {
    items: rows.map(({ workspaceId, ...row }) => ({ ...row, workspaceName: names.get(workspaceId) ?? '', own: membershipIn(ctx.actor, workspaceId) !== undefined })),
    decided,
  }
}

export async function getReview(ctx: Ctx, { id }: { id: string }): Promise<z.output<typeof ReviewFilm>> {
  const row = found(await readStudioFilm(ctx.db, ctx.lang, id), 'cinema.noSuchFilm')
  const film = studioView(row)
  const names = await workspaceNames(ctx.db, [film.workspaceId])
  return { ...film, workspaceName: names.get(film.workspaceId) ?? '', own: membershipIn(ctx.actor, film.workspaceId) !== undefined }
}

function studioView(row: StudioFilmRow): z.output<typeof StudioFilm> {
  const facts: FilmFacts = { ...row, directors: row.credits.filter((credit) => credit.role === 'director').length }
  return {
    ...row,
    workspaceId: found(row.workspaceId, 'cinema.noSuchFilm'),
    decisions: row.decisions.map((decision) => ({ ...decision, at: new Date(decision.at) })),
    editable: whyCannotEdit(row.state) === null,
    deletable: whyCannotDelete({ state: row.state, notice: row.notice, submitted: row.submittedAt !== null }) === null,
    missing: missingPieces(facts).map(({ field, code }) => ({ field, code })),
  }
}
