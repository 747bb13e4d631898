import { sql } from 'kysely'
import type { Db } from '#platform/context'
import type { Lang } from '#platform/text'

export interface DeviceRow {
  id: string
  userId: string
  endpoint: string
  p256dh: string
  auth: string
  name: string
  lang: Lang
  createdAt: Date
  heardAt: Date | null
}

export interface NewDevice {
  userId: string
  endpoint: string
  p256dh: string
  auth: string
  name: string
  lang: Lang
}

const columns = sql`id, user_id as "userId", endpoint, p256dh, auth, name, lang, created_at as "createdAt", heard_at as "heardAt"`

/** A browser is one device, whoever signed in there last. */
export async function putDevice(db: Db, { userId, endpoint, p256dh, auth, name, lang }: NewDevice): Promise<DeviceRow> {
  const { rows } =
    await sql<DeviceRow>`insert into messaging.push_devices (user_id, endpoint, p256dh, auth, name, lang) values (${userId}, ${endpoint}, ${p256dh}, ${auth}, ${name}, ${lang})
    on conflict (endpoint) do update set user_id = excluded.user_id, p256dh = excluded.p256dh, auth = excluded.auth, name = excluded.name, lang = excluded.lang
    returning ${columns}`.execute(db)
  return rows[0]!
}

export async function findDevices(db: Db, userId: string): Promise<DeviceRow[]> {
  const { rows } = await sql<DeviceRow>`select ${columns} from messaging.push_devices where user_id = ${userId} order by id`.execute(db)
  return rows
}

export async function findDevice(db: Db, id: string): Promise<DeviceRow | null> {
  const { rows } = await sql<DeviceRow>`select ${columns} from messaging.push_devices where id = ${id}`.execute(db)
  return rows[0] ?? null
}

export async function dropDevice(db: Db, id: string): Promise<void> {
  await sql`delete from messaging.push_devices where id = ${id}`.execute(db)
}

/** Keeps the newest so many devices of a person. */
export async function trimDevices(db: Db, userId: string, most: number): Promise<void> {
  await sql`delete from messaging.push_devices where id in (select id from messaging.push_devices where user_id = ${userId} order by id desc offset ${most})`.execute(db)
}

export async function noteHeard(db: Db, id: string, now: Date): Promise<void> {
  await sql`update messaging.push_devices set heard_at = ${now} where id = ${id}`.execute(db)
}
