import { type RawBuilder, sql } from 'kysely'
import type { Db } from '#platform/context'
import type { Lang } from '#platform/text'
import type { Facets, FilmCard, Filters } from '../schema.ts'
import type { FilmSort } from '../types.ts'

/** SQL of the public catalogue: cards, filters, sorts, counts. */

/** The columns of a card, from `cinema.films f`. */
export function cardColumns(lang: Lang): RawBuilder<FilmCard> {
  return sql<FilmCard>`f.id, f.slug, coalesce(f.titles->>${lang}, f.original_title) as title, f.original_title as "originalTitle", f.year, f.minutes, f.countries, f.languages, f.genres,
    array(select p.name from cinema.credits c join cinema.people p on p.id = c.person_id where c.film_id = f.id and c.role = 'director' order by c.position) as directors,
    f.cut, f.watchable, f.poster, f.views, f.likes, f.ratings, f.rating::float8 as rating`
}

interface Order {
  key: RawBuilder<unknown>
  type: string
  down: boolean
}

const orders: Record<FilmSort, Order> = {
  newest: { key: sql`f.listed_at`, type: 'timestamptz', down: true },
  title: { key: sql`public.fold(f.original_title)`, type: 'text', down: false },
  year: { key: sql`coalesce(f.year, 0)`, type: 'int', down: true },
  watched: { key: sql`f.views`, type: 'int', down: true },
  liked: { key: sql`f.likes`, type: 'int', down: true },
  length: { key: sql`coalesce(f.minutes, 32767)`, type: 'int', down: false },
}

export type CardRow = FilmCard & { key: string }
/** Where the previous page ended: the sort's value and the film. */
export type Mark = readonly [key: string, id: string]

/** Filters of the catalogue, perhaps within the films that a search found. */
export type Wanted = Filters & { among?: readonly string[] }

/** Listed films that match, in order, from the mark on. One statement. */
export async function readCards(db: Db, lang: Lang, filters: Wanted, sort: FilmSort, after: Mark | null, limit: number): Promise<CardRow[]> {
  const { key, type, down } = orders[sort]
  const way = sql.raw(down ? 'desc' : 'asc')
  const from = after ? sql`and (${key}, f.id) ${sql.raw(down ? '<' : '>')} (${after[0]}::${sql.raw(type)}, ${after[1]}::uuid)` : sql``
  const { rows } = await sql<CardRow>`select ${cardColumns(lang)}, ${key}::text as key from cinema.films f
    where f.listed ${conditions(filters)} ${from} order by ${key} ${way}, f.id ${way} limit ${limit}`.execute(db)
  return rows
}

/** Of these films, those listed and matching, in the order given. */
export async function readCardsOf(db: Db, lang: Lang, ids: readonly string[], filters: Filters = {}): Promise<FilmCard[]> {
  if (ids.length === 0) return []
  const { rows } = await sql<FilmCard>`select ${cardColumns(lang)} from unnest(${ids}::uuid[]) with ordinality o (id, n) join cinema.films f on f.id = o.id
    where f.listed ${conditions(filters)} order by o.n`.execute(db)
  return rows
}

type Field = 'country' | 'language' | 'genre' | 'subtitles' | 'year' | 'minutes' | 'watchable'

/** Each filter that was given, as a condition on `f`. */
function given(filters: Filters): Map<Field, RawBuilder<unknown>> {
  const found = new Map<Field, RawBuilder<unknown>>()
  if (filters.country?.length) found.set('country', sql`f.countries && ${filters.country}::text[]`)
  if (filters.language?.length) found.set('language', sql`f.languages && ${filters.language}::text[]`)
  if (filters.genre?.length) found.set('genre', sql`f.genres && ${filters.genre}::text[]`)
  if (filters.subtitles?.length) found.set('subtitles', sql`f.subtitles && ${filters.subtitles}::text[]`)
  if (filters.yearFrom !== undefined || filters.yearTo !== undefined) found.set('year', sql`f.year between ${filters.yearFrom ?? 0} and ${filters.yearTo ?? 9999}`)
  if (filters.minutesFrom !== undefined || filters.minutesTo !== undefined)
    found.set('minutes', sql`f.minutes between ${filters.minutesFrom ?? 0} and ${filters.minutesTo ?? 9999}`)
  if (filters.watchable) found.set('watchable', sql`f.watchable`)
  return found
}

function conditions(filters: Wanted): RawBuilder<unknown> {
  const among = filters.among ? [sql`f.id = any(${[...filters.among]}::uuid[])`] : []
  return sql.join([sql``, ...given(filters).values(), ...among], sql` and `)
}

interface FacetRow {
  facet: 'country' | 'language' | 'genre' | 'subtitles' | 'all'
  value: string
  label: string | null
  count: number
  watchable: number
  first: number | null
  last: number | null
}

/** How many films each choice would show, every other filter kept. `among`: the films a search found, else all listed ones. */
export async function readFacets(db: Db, lang: Lang, filters: Filters, among: readonly string[] | null): Promise<Facets> {
  const fields = given(filters)
  const kept = (field: Field) => fields.get(field) ?? sql`true`
  const others = (own: Field | null) =>
    sql.join(
      (['country', 'language', 'genre', 'subtitles', 'year', 'minutes', 'watchable'] as const)
        .filter((field) => field !== own && fields.has(field))
        .map((field) => sql.ref(`in_${field}`))
        .concat(sql.ref('f.listed')),
      sql` and `,
    )
  const choices = (facet: string, column: string, own: Field) =>
    sql`select ${facet} as facet, value, count(*)::int as count, 0 as watchable, null::int as first, null::int as last from f, unnest(f.${sql.ref(column)}) value where ${others(own)} group by value`
  const { rows } = await sql<FacetRow>`
    with f as materialized (select f.listed, f.countries, f.languages, f.genres, f.subtitles, f.year, f.watchable, ${sql.join([...fields.keys()].map((field) => sql`(${kept(field)}) as ${sql.ref(`in_${field}`)}`).concat(sql`true as "every"`))}
      from cinema.films f where f.listed ${among ? sql`and f.id = any(${among}::uuid[])` : sql``}),
    counts as (
      ${choices('country', 'countries', 'country')} union all ${choices('language', 'languages', 'language')} union all ${choices('genre', 'genres', 'genre')} union all ${choices('subtitles', 'subtitles', 'subtitles')}
      union all select 'all', '', count(*)::int, (count(*) filter (where f.watchable))::int, min(f.year)::int, max(f.year)::int from f where ${others(null)})
    select counts.*, case when ${lang} = 'fr' then g.label_fr else g.label_en end as label from counts left join cinema.genres g on counts.facet = 'genre' and g.slug = counts.value
    order by count desc, value`.execute(db)
  const of = (facet: FacetRow['facet']) => rows.filter((row) => row.facet === facet).map(({ value, label, count }) => ({ value, label, count }))
  const all = rows.find((row) => row.facet === 'all')
  return {
    total: all?.count ?? 0,
    watchable: all?.watchable ?? 0,
    yearFirst: all?.first ?? null,
    yearLast: all?.last ?? null,
    countries: of('country'),
    languages: of('language'),
    genres: of('genre'),
    subtitles: of('subtitles'),
  }
}

export async function readGenres(db: Db, lang: Lang): Promise<{ slug: string; label: string }[]> {
  const { rows } = await sql<{
    slug: string
    label: string
  }>`select slug, case when ${lang} = 'fr' then label_fr else label_en end as label from cinema.genres order by position`.execute(db)
  return rows
}
