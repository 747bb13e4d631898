import { sql } from 'kysely'
import type { Db } from '#platform/context'
import type { FilmRecord } from '../import/records.ts'

/** Inserts notices in one statement; ids in the order given. */
export async function insertNotices(db: Db, films: readonly (FilmRecord & { slug: string })[], at: Date): Promise<{ id: string; slug: string }[]> {
  const rows = films.map(({ slug, title, titles, year, minutes, countries, genres, synopsisEn, age, source }) => ({
    slug,
    original_title: title,
    titles,
    year,
    minutes,
    countries,
    genres,
    synopsis_en: synopsisEn,
    age,
    source,
  }))
  const made = await sql<{ id: string; slug: string }>`
    insert into cinema.films (slug, original_title, titles, year, minutes, countries, genres, synopsis_en, age, source, notice, listed_at)
    select slug, original_title, titles, year, minutes, countries, genres, synopsis_en, age, source, true, ${at}::timestamptz
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) r (slug text, original_title text, titles jsonb, year smallint, minutes smallint, countries text[], genres text[], synopsis_en text, age smallint, source text)
    returning id, slug`.execute(db)
  const ids = new Map(made.rows.map((row) => [row.slug, row]))
  return films.map((film) => ids.get(film.slug)!)
}

/** After a bulk load, so that the first questions are planned on what is there. */
export async function refreshStatistics(db: Db): Promise<void> {
  await sql`analyze cinema.films, cinema.credits, cinema.people, cinema.awards`.execute(db)
}
