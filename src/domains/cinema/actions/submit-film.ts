import { announce } from '#platform/events'
import type { Ctx } from '#platform/context'
import { found, unless } from '#platform/refusal'
import { filmSubmitted } from '../events.ts'
import { whyCannotSubmit } from '../rules.ts'
import { holdFilm, moveFilm } from '../store/films.ts'

/** Hands a complete film to the reviewers. */
export async function submitFilm(ctx: Ctx, { id, note }: { id: string; note?: string | undefined }): Promise<{ id: string; slug: string }> {
  const film = found(await holdFilm(ctx.db, id), 'cinema.noSuchFilm')
  unless(whyCannotSubmit(film))
  const by = ctx.actor.kind === 'person' ? ctx.actor.id : null
  await moveFilm(ctx.db, id, 'submitted', ctx.now, { kind: 'submitted', by, note: note || null, points: [] })
  await announce(ctx.db, filmSubmitted(film, by))
  return { id, slug: film.slug }
}
