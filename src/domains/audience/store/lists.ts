import { sql } from 'kysely'
import type { Db } from '#platform/context'

/** SQL of lists. */

export interface ListRow {
  id: string
  userId: string
  name: string
  shareToken: string | null
  updatedAt: Date
  films: number
}

const columns = sql.raw(
  `l.id, l.user_id as "userId", l.name, l.share_token as "shareToken", l.updated_at as "updatedAt", (select count(*)::int from audience.list_films f where f.list_id = l.id) as films`,
)

export async function listsOf(db: Db, userId: string): Promise<ListRow[]> {
  const { rows } = await sql<ListRow>`select ${columns} from audience.lists l where l.user_id = ${userId} order by l.updated_at desc, l.id`.execute(db)
  return rows
}

export async function listsHolding(db: Db, userId: string, filmId: string): Promise<(ListRow & { has: boolean })[]> {
  const { rows } = await sql<ListRow & { has: boolean }>`select ${columns}, exists (select 1 from audience.list_films f where f.list_id = l.id and f.film_id = ${filmId}) as has
    from audience.lists l where l.user_id = ${userId} order by l.updated_at desc, l.id`.execute(db)
  return rows
}

export async function findList(db: Db, id: string): Promise<ListRow | null> {
  const { rows } = await sql<ListRow>`select ${columns} from audience.lists l where l.id = ${id}`.execute(db)
  return rows[0] ?? null
}

/** Holds the list until the end of the transaction: changes of its order come one after the other. */
export async function holdList(db: Db, id: string): Promise<ListRow | null> {
  await sql`select 1 from audience.lists where id = ${id} for update`.execute(db)
  return findList(db, id)
}

export async function findListByToken(db: Db, token: string): Promise<ListRow | null> {
  const { rows } = await sql<ListRow>`select ${columns} from audience.lists l where l.share_token = ${token}`.execute(db)
  return rows[0] ?? null
}

export async function insertList(db: Db, userId: string, name: string, at: Date): Promise<string> {
  const { rows } = await sql<{ id: string }>`insert into audience.lists (user_id, name, created_at, updated_at) values (${userId}, ${name}, ${at}, ${at}) returning id`.execute(db)
  return rows[0]!.id
}

export async function updateList(db: Db, id: string, patch: { name?: string; shareToken?: string | null }, at: Date): Promise<void> {
  await sql`update audience.lists set updated_at = ${at}, name = coalesce(${patch.name ?? null}, name),
    share_token = case when ${patch.shareToken === undefined} then share_token else ${patch.shareToken ?? null} end where id = ${id}`.execute(db)
}

export async function deleteList(db: Db, id: string): Promise<void> {
  await sql`delete from audience.lists where id = ${id}`.execute(db)
}

export async function filmsOf(db: Db, id: string): Promise<string[]> {
  const { rows } = await sql<{ filmId: string }>`select film_id as "filmId" from audience.list_films where list_id = ${id} order by position, film_id`.execute(db)
  return rows.map((row) => row.filmId)
}

/** The first films of several lists, for their covers. */
export async function coversOf(db: Db, ids: readonly string[], each: number): Promise<Map<string, string[]>> {
  const { rows } = await sql<{ listId: string; filmId: string }>`select list_id as "listId", film_id as "filmId" from
    (select list_id, film_id, position, row_number() over (partition by list_id order by position, film_id) as n from audience.list_films where list_id = any(${[...ids]}::uuid[])) ranked
    where n <= ${each} order by list_id, n`.execute(db)
  const covers = new Map<string, string[]>()
  for (const row of rows) covers.set(row.listId, [...(covers.get(row.listId) ?? []), row.filmId])
  return covers
}

export async function addToList(db: Db, id: string, filmId: string, at: Date): Promise<void> {
  await sql`insert into audience.list_films (list_id, film_id, position, at)
    select ${id}::uuid, ${filmId}::uuid, coalesce(max(position) + 1, 0), ${at}::timestamptz from audience.list_films where list_id = ${id}::uuid on conflict do nothing`.execute(db)
}

export async function takeFromList(db: Db, id: string, filmId: string): Promise<void> {
  await sql`delete from audience.list_films where list_id = ${id} and film_id = ${filmId}`.execute(db)
}

export async function setOrder(db: Db, id: string, films: readonly string[]): Promise<void> {
  await sql`update audience.list_films f set position = o.place from unnest(${[...films]}::uuid[]) with ordinality as o (film_id, place) where f.list_id = ${id} and f.film_id = o.film_id`.execute(
    db,
  )
}
