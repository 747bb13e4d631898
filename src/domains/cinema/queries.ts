import { z } from 'zod'
import { isStaff, may } from '#platform/actor'
import type { Ctx } from '#platform/context'
import { decodeCursor, encodeCursor, type Page, toPage } from '#platform/operation'
import { found, Refusal } from '#platform/refusal'
import { say } from './say.ts'
import { findAll, findFilms } from './search/finder.ts'
import type { Facets, Film, FilmCard, FilmQuery, Filters, Found, PersonFilms } from './schema.ts'
import { type Mark, readCards, readCardsOf, readFacets } from './store/catalogue.ts'
import { readFilmPage } from './store/films.ts'
import { readAwardsOf, readFilmsOf, readPerson } from './store/people.ts'
import { readFoundFilms, readFoundPeople } from './store/search.ts'
import { creditRoles } from './types.ts'

const mark = z.tuple([z.string(), z.uuid()])
const place = z.int().min(0)
/** How many films a question may lead to: beyond, nobody reads. */
const depth = 200

/** Listed films, filtered and sorted; with words, those that answer them, the best first unless another sort is asked. */
export async function listFilms(ctx: Ctx, { sort, after, limit, ...filters }: FilmQuery): Promise<Page<FilmCard>> {
  const among = filters.q ? (await findFilms(ctx.db, filters.q, depth)).map((hit) => hit.id) : undefined
  if (among && !sort) return byRelevance(ctx, among, filters, after, limit)
  const rows = await readCards(ctx.db, ctx.lang, { ...filters, ...(among ? { among } : {}) }, sort ?? 'newest', decodeCursor<Mark>(after, mark), limit + 1)
  return toPage(rows, limit, (row) => [row.key, row.id])
}

/** The films found, in their order, cut into pages by place. */
async function byRelevance(ctx: Ctx, ids: readonly string[], filters: Filters, after: string | undefined, limit: number): Promise<Page<FilmCard>> {
  const cards = await readCardsOf(ctx.db, ctx.lang, ids, filters)
  const from = decodeCursor(after, place) ?? 0
  return { items: cards.slice(from, from + limit), next: cards.length > from + limit ? encodeCursor(from + limit) : null }
}

/** How many films each further choice would leave. */
export async function filmFacets(ctx: Ctx, filters: Filters): Promise<Facets> {
  const among = filters.q ? (await findFilms(ctx.db, filters.q, depth)).map((hit) => hit.id) : null
  return readFacets(ctx.db, ctx.lang, filters, among)
}

/** A film's page. Unlisted films are shown to their makers and to reviewers only. */
export async function getFilm(ctx: Ctx, { slug }: { slug: string }): Promise<Film> {
  const { workspaceId, ...film } = found(await readFilmPage(ctx.db, ctx.lang, slug, ctx.actor.kind === 'person' ? ctx.actor.id : null), 'cinema.noSuchFilm')
  const mayEdit = workspaceId !== null && may(ctx.actor, workspaceId, 'films.edit')
  if (!film.listed && !mayEdit && !isStaff(ctx.actor, 'reviewer')) throw new Refusal('missing', 'cinema.noSuchFilm')
  return { ...film, mayEdit }
}

/** A person with their listed films by role, and the prizes that name them. */
export async function getPerson(ctx: Ctx, { slug }: { slug: string }): Promise<z.output<typeof PersonFilms>> {
  const person = found(await readPerson(ctx.db, slug), 'cinema.noSuchPerson')
  const [films, awards] = await Promise.all([readFilmsOf(ctx.db, ctx.lang, person.id), readAwardsOf(ctx.db, ctx.lang, person)])
  if (films.length === 0) throw new Refusal('missing', 'cinema.noSuchPerson')
  const roles = creditRoles.map((role) => ({ role, films: films.filter((film) => film.role === role) })).filter(({ films: some }) => some.length > 0)
  return { slug: person.slug, name: person.name, roles, awards }
}

/** Films and people for a few letters or a mistyped name, the best first. */
export async function search(ctx: Ctx, { q, limit }: { q: string; limit: number }): Promise<{ items: z.output<typeof Found>[] }> {
  const { films: filmHits, people: personHits } = await findAll(ctx.db, q, limit)
  const [films, people] = await Promise.all([
    readFoundFilms(
      ctx.db,
      ctx.lang,
      filmHits.map((hit) => hit.id),
    ),
    readFoundPeople(
      ctx.db,
      personHits.map((hit) => hit.id),
    ),
  ])
  const t = say[ctx.lang]
  const filmOf = new Map(films.map((film) => [film.id, film]))
  const personOf = new Map(people.map((person) => [person.id, person]))
  const shown = [
    ...filmHits.flatMap(({ id, score }) => {
      const film = filmOf.get(id)
      return film
        ? [{ score, kind: 'film' as const, title: film.title, detail: [film.directors.join(', '), film.year].filter(Boolean).join(' · '), href: `/karangou/films/${film.slug}` }]
        : []
    }),
    ...personHits.flatMap(({ id, score }) => {
      const person = personOf.get(id)
      return person
        ? [
            {
              score: score - 0.001,
              kind: 'person' as const,
              title: person.name,
              detail: `${t(`cinema.role.${person.role}`)} · ${t('cinema.filmCount', { n: person.films })}`,
              href: `/karangou/people/${person.slug}`,
            },
          ]
        : []
    }),
  ]
  return {
    items: shown
      .toSorted((a, b) => b.score - a.score)
      .slice(0, limit)
      .map(({ kind, title, detail, href }) => ({ kind, title, detail, href })),
  }
}
