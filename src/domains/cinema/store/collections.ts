import { sql } from 'kysely'
import type { Db } from '#platform/context'
import type { Lang } from '#platform/text'
import type { FilmCard } from '../schema.ts'
import { cardColumns } from './catalogue.ts'

/** SQL of collections: ordered choices of films. */

export interface CollectionRow {
  id: string
  slug: string
  titles: Record<string, string>
  notes: Record<string, string>
}

export async function readCollection(db: Db, idOrSlug: string): Promise<CollectionRow | null> {
  const { rows } = await sql<CollectionRow>`select id, slug, titles, notes from cinema.collections where slug = ${idOrSlug} or id::text = ${idOrSlug}`.execute(db)
  return rows[0] ?? null
}

export async function readCollectionFilms(db: Db, lang: Lang, collectionId: string): Promise<FilmCard[]> {
  const { rows } = await sql<FilmCard>`select ${cardColumns(lang)} from cinema.collection_films x join cinema.films f on f.id = x.film_id
    where x.collection_id = ${collectionId}::uuid and f.listed order by x.position, f.id`.execute(db)
  return rows
}

export interface CollectionCardRow {
  id: string
  slug: string
  title: string
  note: string | null
  count: number
  covers: { title: string; poster: FilmCard['poster'] }[]
}

/** Collections with something to show, in their order, with their first films. */
export async function readCollectionCards(db: Db, lang: Lang, limit: number): Promise<CollectionCardRow[]> {
  const { rows } =
    await sql<CollectionCardRow>`select o.id, o.slug, coalesce(o.titles->>${lang}, o.titles->>'fr') as title, coalesce(o.notes->>${lang}, o.notes->>'fr') as note, n.count,
      (select coalesce(jsonb_agg(jsonb_build_object('title', c.title, 'poster', c.poster) order by c.position), '[]') from (
        select coalesce(f.titles->>${lang}, f.original_title) as title, f.poster, x.position from cinema.collection_films x join cinema.films f on f.id = x.film_id
        where x.collection_id = o.id and f.listed order by x.position limit 3) c) as covers
    from cinema.collections o, lateral (select count(*)::int as count from cinema.collection_films x join cinema.films f on f.id = x.film_id where x.collection_id = o.id and f.listed) n
    where n.count > 0 order by o.position, o.id limit ${limit}`.execute(db)
  return rows
}

export async function insertCollection(db: Db, collection: Omit<CollectionRow, 'id'>): Promise<string> {
  const { rows } = await sql<{ id: string }>`insert into cinema.collections (slug, titles, notes, position)
    values (${collection.slug}, ${JSON.stringify(collection.titles)}::jsonb, ${JSON.stringify(collection.notes)}::jsonb, (select coalesce(max(position), 0) + 1 from cinema.collections)) returning id`.execute(
    db,
  )
  return rows[0]!.id
}

export async function updateCollection(db: Db, collectionId: string, words: Pick<CollectionRow, 'titles' | 'notes'>): Promise<void> {
  await sql`update cinema.collections set titles = ${JSON.stringify(words.titles)}::jsonb, notes = ${JSON.stringify(words.notes)}::jsonb, updated_at = now() where id = ${collectionId}::uuid`.execute(
    db,
  )
}

/** Puts these listed films in the collection, in this order, and nothing else. Slugs that name no listed film are left out. */
export async function arrangeCollection(db: Db, collectionId: string, slugs: readonly string[]): Promise<number> {
  await sql`delete from cinema.collection_films where collection_id = ${collectionId}::uuid`.execute(db)
  const put = await sql`insert into cinema.collection_films (collection_id, film_id, position)
    select ${collectionId}::uuid, f.id, min(s.n) from unnest(${slugs}::text[]) with ordinality s (slug, n) join cinema.films f on f.slug = s.slug where f.listed group by f.id`.execute(
    db,
  )
  return Number(put.numAffectedRows ?? 0)
}

export async function deleteCollection(db: Db, collectionId: string): Promise<void> {
  await sql`delete from cinema.collections where id = ${collectionId}::uuid`.execute(db)
}
