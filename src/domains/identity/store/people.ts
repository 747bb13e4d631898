import { sql } from 'kysely'
import type { StaffRole } from '#platform/actor'
import type { Db } from '#platform/context'
import type { Lang } from '#platform/text'
import type { Theme } from '#platform/page'

/** Every `users` row as the actions see it. */
export interface PersonRow {
  id: string
  name: string
  email: string
  emailVerified: boolean
  phone: string | null
  image: string | null
  lang: Lang | null
  theme: Theme
  createdAt: Date
}

const columns = sql`u.id, u.name, u.email, u.email_verified as "emailVerified", u.phone, u.image, u.lang, u.theme, u.created_at as "createdAt"`

export async function findPerson(db: Db, id: string): Promise<PersonRow | null> {
  const { rows } = await sql<PersonRow>`select ${columns} from identity.users u where u.id = ${id}`.execute(db)
  return rows[0] ?? null
}

export async function findPeopleByIds(db: Db, ids: readonly string[]): Promise<PersonRow[]> {
  const { rows } = await sql<PersonRow>`select ${columns} from identity.users u where u.id = any(${[...ids]}::uuid[])`.execute(db)
  return rows
}

export async function findPersonByEmail(db: Db, email: string): Promise<PersonRow | null> {
  const { rows } = await sql<PersonRow>`select ${columns} from identity.users u where u.email = ${email}`.execute(db)
  return rows[0] ?? null
}

/** Those with one of these addresses, proven to be theirs. */
export async function findPeopleByEmails(db: Db, emails: readonly string[]): Promise<PersonRow[]> {
  const { rows } =
    await sql<PersonRow>`select ${columns} from identity.users u where u.email = any(${emails.map((email) => email.toLowerCase())}::text[]) and u.email_verified`.execute(db)
  return rows
}

export async function findPersonByPhone(db: Db, phone: string): Promise<PersonRow | null> {
  const { rows } = await sql<PersonRow>`select ${columns} from identity.users u where u.phone = ${phone}`.execute(db)
  return rows[0] ?? null
}

export interface NewPerson {
  name: string
  email: string | null
  phone?: string | null
  lang?: Lang | null
  passwordHash?: string | null
}

/** Null when the address or the number is taken: the unique index decides, not a read before. */
export async function insertPerson(db: Db, person: NewPerson): Promise<PersonRow | null> {
  const { rows } = await sql<PersonRow>`
    with new_id as (select uuidv7() as id)
    insert into identity.users as u (id, name, email, email_verified, phone, lang)
    select id, ${person.name}, coalesce(${person.email}::text, id::text || '@phone.invalid'), ${person.email !== null}, ${person.phone ?? null}, ${person.lang ?? null} from new_id
    on conflict do nothing returning ${columns}`.execute(db)
  const made = rows[0] ?? null
  if (made && person.passwordHash) await putPassword(db, made.id, person.passwordHash)
  return made
}

export async function changePerson(db: Db, id: string, change: { name?: string; lang?: Lang | null; theme?: Theme }): Promise<void> {
  await sql`update identity.users set name = coalesce(${change.name ?? null}, name), lang = coalesce(${change.lang ?? null}, lang),
    theme = coalesce(${change.theme ?? null}, theme), updated_at = now() where id = ${id}`.execute(db)
}

/** False when another account has that address. */
export async function changeEmail(db: Db, id: string, email: string): Promise<boolean> {
  const { rows } = await sql`update identity.users set email = ${email}, email_verified = true, updated_at = now()
    where id = ${id} and not exists (select 1 from identity.users where email = ${email} and id <> ${id}) returning 1`.execute(db)
  return rows.length > 0
}

/** False when another account has that number. */
export async function changePhone(db: Db, id: string, phone: string | null): Promise<boolean> {
  const { rows } = await sql`update identity.users set phone = ${phone}::text, updated_at = now()
    where id = ${id} and not exists (select 1 from identity.users where phone = ${phone}::text and id <> ${id}) returning 1`.execute(db)
  return rows.length > 0
}

export async function findPassword(db: Db, userId: string): Promise<string | null> {
  const { rows } = await sql<{ password: string | null }>`select password from identity.accounts where user_id = ${userId} and provider_id = 'credential'`.execute(db)
  return rows[0]?.password ?? null
}

export async function putPassword(db: Db, userId: string, hash: string): Promise<void> {
  await sql`insert into identity.accounts (user_id, provider_id, account_id, password) values (${userId}, 'credential', ${userId}, ${hash})
    on conflict (provider_id, account_id) do update set password = excluded.password, updated_at = now()`.execute(db)
}

export async function findProviders(db: Db, userId: string): Promise<string[]> {
  const { rows } = await sql<{
    provider: string
  }>`select provider_id as provider from identity.accounts where user_id = ${userId} and provider_id <> 'credential' order by created_at`.execute(db)
  return rows.map((row) => row.provider)
}

export interface StaffPersonRow {
  id: string
  name: string
  email: string
  image: string | null
  createdAt: Date
  staff: StaffRole[]
  workspaces: number
}

/** People, newest first; `search` forgives accents and capitals. `before` is the id of the last row of the previous page. */
export async function searchPeople(db: Db, search: string | null, staffOnly: boolean, before: string | null, limit: number): Promise<StaffPersonRow[]> {
  const { rows } = await sql<StaffPersonRow>`
    select u.id, u.name, u.email, u.image, u.created_at as "createdAt",
      array(select role from identity.staff_roles s where s.user_id = u.id order by role) as staff,
      (select count(*)::int from identity.members m where m.user_id = u.id) as workspaces
    from identity.users u
    where (${search}::text is null or public.fold(u.name || ' ' || u.email) like '%' || public.fold(${search ?? ''}) || '%')
      and (${before}::uuid is null or u.id < ${before}::uuid)
      and (not ${staffOnly}::boolean or exists (select 1 from identity.staff_roles s where s.user_id = u.id))
    order by u.id desc limit ${limit}`.execute(db)
  return rows
}

export async function putStaffRole(db: Db, userId: string, role: StaffRole, by: string | null): Promise<boolean> {
  const { rows } = await sql`insert into identity.staff_roles (user_id, role, granted_by) values (${userId}, ${role}, ${by}) on conflict do nothing returning 1`.execute(db)
  return rows.length > 0
}

export async function dropStaffRole(db: Db, userId: string, role: StaffRole): Promise<boolean> {
  const { rows } = await sql`delete from identity.staff_roles where user_id = ${userId} and role = ${role} returning 1`.execute(db)
  return rows.length > 0
}

/** Locks the rows, so that two administrators cannot take each other's role at the same instant. */
export async function lockAdministrators(db: Db): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select user_id as id from identity.staff_roles where role = 'administrator' order by user_id for update`.execute(db)
  return rows.map((row) => row.id)
}

/** True when a workspace would be left without an owner. */
export async function ownsAlone(db: Db, userId: string): Promise<boolean> {
  const { rows } = await sql`select 1 from identity.members m where m.user_id = ${userId}::uuid and m.role = 'owner'
    and not exists (select 1 from identity.members o where o.workspace_id = m.workspace_id and o.role = 'owner' and o.user_id <> m.user_id) limit 1`.execute(db)
  return rows.length > 0
}

/** True when the house would be left without an administrator. */
export async function keepsAdministrator(db: Db, userId: string): Promise<boolean> {
  const administrators = await lockAdministrators(db)
  return administrators.length === 1 && administrators[0] === userId
}

export async function deletePerson(db: Db, userId: string): Promise<void> {
  await sql`delete from identity.users where id = ${userId}::uuid`.execute(db)
}

export async function findStaffWith(db: Db, role: string): Promise<string[]> {
  return (await sql<{ id: string }>`select user_id as id from identity.staff_roles where role = ${role} order by user_id`.execute(db)).rows.map(({ id }) => id)
}
