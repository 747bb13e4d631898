import { sql } from 'kysely'
import type { Db } from '#platform/context'

/** SQL of favourites and ratings. */

export async function setSaved(db: Db, userId: string, filmId: string, saved: boolean, at: Date): Promise<void> {
  if (saved) await sql`insert into audience.favourites (user_id, film_id, at) values (${userId}, ${filmId}, ${at}) on conflict do nothing`.execute(db)
  else await sql`delete from audience.favourites where user_id = ${userId} and film_id = ${filmId}`.execute(db)
}

export async function setStars(db: Db, userId: string, filmId: string, stars: number | null, at: Date): Promise<void> {
  if (stars === null) await sql`delete from audience.ratings where user_id = ${userId} and film_id = ${filmId}`.execute(db)
  else
    await sql`insert into audience.ratings (user_id, film_id, stars, at) values (${userId}, ${filmId}, ${stars}, ${at}) on conflict (user_id, film_id) do update set stars = excluded.stars, at = excluded.at`.execute(
      db,
    )
}

export interface Totals {
  likes: number
  ratings: number
  rating: number | null
}

/** What all say of a film. The lock makes two simultaneous opinions count one after the other, so the last total written is the true one. */
export async function totalsOf(db: Db, filmId: string): Promise<Totals> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${'audience.totals:' + filmId}, 0))`.execute(db)
  const { rows } = await sql<Totals>`select (select count(*)::int from audience.favourites where film_id = ${filmId}) as likes,
    count(*)::int as ratings, round(avg(stars), 2)::float8 as rating from audience.ratings where film_id = ${filmId}`.execute(db)
  return rows[0]!
}

export async function ownOpinion(db: Db, userId: string | null, filmId: string): Promise<{ stars: number | null; saved: boolean }> {
  if (!userId) return { stars: null, saved: false }
  const { rows } = await sql<{ stars: number | null; saved: boolean }>`select (select stars from audience.ratings where user_id = ${userId} and film_id = ${filmId}) as stars,
    exists (select 1 from audience.favourites where user_id = ${userId} and film_id = ${filmId}) as saved`.execute(db)
  return rows[0]!
}

export interface Saved {
  filmId: string
  at: Date
}

export async function savedOf(db: Db, userId: string, before: { at: Date; filmId: string } | null, limit: number): Promise<Saved[]> {
  const { rows } = await sql<Saved>`select film_id as "filmId", at from audience.favourites
    where user_id = ${userId} and (${before === null} or (at, film_id) < (${before?.at ?? null}::timestamptz, ${before?.filmId ?? null}::uuid)) order by at desc, film_id desc limit ${limit}`.execute(
    db,
  )
  return rows
}

/** Stars of everybody, for the neighbours; and of one person, for the recommendations. */
export async function allStars(db: Db): Promise<{ userId: string; filmId: string; stars: number }[]> {
  const { rows } = await sql<{
    userId: string
    filmId: string
    stars: number
  }>`select user_id as "userId", film_id as "filmId", stars from audience.ratings order by user_id, film_id`.execute(db)
  return rows
}

export async function tastesOf(db: Db, userId: string): Promise<{ filmId: string; stars: number | null; saved: boolean; at: Date }[]> {
  const { rows } = await sql<{ filmId: string; stars: number | null; saved: boolean; at: Date }>`
    select coalesce(r.film_id, f.film_id) as "filmId", r.stars, f.film_id is not null as saved, greatest(r.at, f.at) as at
    from (select * from audience.ratings where user_id = ${userId}) r full join (select * from audience.favourites where user_id = ${userId}) f on f.film_id = r.film_id
    order by at desc, "filmId" limit 60`.execute(db)
  return rows
}

/** Takes every star and favourite of a person away. Answers the films whose totals change. */
export async function dropOpinions(db: Db, userId: string): Promise<string[]> {
  const { rows } = await sql<{ filmId: string }>`
    with stars as (delete from audience.ratings where user_id = ${userId}::uuid returning film_id), saves as (delete from audience.favourites where user_id = ${userId}::uuid returning film_id)
    select film_id as "filmId" from stars union select film_id from saves order by 1`.execute(db)
  return rows.map((row) => row.filmId)
}
