import type { z } from 'zod'
import type { Ctx } from '#platform/context'
import { found } from '#platform/refusal'
import type { Collection, CollectionCard, Front } from './schema.ts'
import { readCards, readCardsOf, readFacets } from './store/catalogue.ts'
import { readCollection, readCollectionCards, readCollectionFilms } from './store/collections.ts'
import { readFilmPage } from './store/films.ts'
import { readLaureates, readTotals } from './store/front.ts'

/** What the front page of Karangou shows: facts of the catalogue as it stands. */
export async function karangouFront(ctx: Ctx): Promise<z.output<typeof Front>> {
  const { db, lang } = ctx
  const [watchable, newest, collections, facets, laureates, totals] = await Promise.all([
    readCards(db, lang, { watchable: true }, 'newest', null, 12),
    readCards(db, lang, {}, 'year', null, 12),
    readCollectionCards(db, lang, 6),
    readFacets(db, lang, {}, null),
    readLaureates(db, 8),
    readTotals(db),
  ])
  const lead = watchable[0] ?? newest[0]
  const page = lead ? await readFilmPage(db, lang, lead.slug, null) : null
  const cards = await readCardsOf(
    db,
    lang,
    laureates.map((award) => award.filmId),
  )
  return {
    lead: page && { ...page, mayEdit: false },
    watchable,
    newest,
    collections,
    countries: facets.countries.slice(0, 18),
    laureates: cards.flatMap((film) =>
      laureates
        .filter((award) => award.filmId === film.id)
        .slice(0, 1)
        .map((award) => ({ film, award })),
    ),
    totals: { ...totals, films: facets.total, watchable: facets.watchable, countries: facets.countries.length },
  }
}

export async function listCollections(ctx: Ctx): Promise<{ items: z.output<typeof CollectionCard>[] }> {
  return { items: await readCollectionCards(ctx.db, ctx.lang, 200) }
}

export async function getCollection(ctx: Ctx, { slug }: { slug: string }): Promise<z.output<typeof Collection>> {
  const row = found(await readCollection(ctx.db, slug), 'cinema.noSuchCollection')
  const films = await readCollectionFilms(ctx.db, ctx.lang, row.id)
  const listed = (words: Record<string, string>) => Object.entries(words).map(([language, title]) => ({ language, title }))
  return {
    id: row.id,
    slug: row.slug,
    title: row.titles[ctx.lang] ?? row.titles.fr ?? '',
    note: row.notes[ctx.lang] ?? row.notes.fr ?? null,
    titles: listed(row.titles),
    notes: listed(row.notes),
    films,
  }
}
