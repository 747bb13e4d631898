import type { Ctx } from '#platform/context'
import { found, unless } from '#platform/refusal'
import { whyCannotDelete, whyCannotEdit } from '../rules.ts'
import type { FilmEdit } from '../schema.ts'
import { deleteFilm, type FilmRow, holdFilm, updateFacts } from '../store/films.ts'

/** The film, held and open to its makers; refuses otherwise. */
export async function openFilm(ctx: Ctx, id: string): Promise<FilmRow> {
  const film = found(await holdFilm(ctx.db, id), 'cinema.noSuchFilm')
  unless(whyCannotEdit(film.state))
  return film
}

/** Changes the facts that are given. */
export async function editFilm(ctx: Ctx, { id, titleFr, titleEn, ...facts }: FilmEdit): Promise<{ id: string; slug: string }> {
  const film = await openFilm(ctx, id)
  const titles = { ...(titleFr === undefined ? {} : { fr: titleFr || null }), ...(titleEn === undefined ? {} : { en: titleEn || null }) }
  await updateFacts(ctx.db, id, {
    ...facts,
    synopsisFr: emptied(facts.synopsisFr),
    synopsisEn: emptied(facts.synopsisEn),
    rights: emptied(facts.rights),
    ...(Object.keys(titles).length ? { titles } : {}),
  })
  return { id, slug: film.slug }
}

/** Throws away a draft that nobody has seen. The video stays in the workspace's media. */
export async function removeDraft(ctx: Ctx, { id }: { id: string }): Promise<{ id: string; slug: string }> {
  const film = found(await holdFilm(ctx.db, id), 'cinema.noSuchFilm')
  unless(whyCannotDelete({ state: film.state, notice: film.notice, submitted: film.submittedAt !== null }))
  await deleteFilm(ctx.db, id)
  return { id, slug: film.slug }
}

const emptied = (text: string | null | undefined) => (text === '' ? null : text)
