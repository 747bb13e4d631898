import { sql } from 'kysely'
import type { Db } from '#platform/context'

/** Joins a provider's account to a person; nothing happens when it is joined already. */
export async function linkProvider(db: Db, userId: string, account: { providerId: string; accountId: string }): Promise<void> {
  await sql`insert into identity.accounts (user_id, provider_id, account_id) values (${userId}, ${account.providerId}, ${account.accountId}) on conflict do nothing`.execute(db)
}

/** Takes a provider away. */
export async function unlinkProvider(db: Db, userId: string, providerId: string): Promise<boolean> {
  const { rows } = await sql`delete from identity.accounts where user_id = ${userId} and provider_id = ${providerId} and provider_id <> 'credential' returning 1`.execute(db)
  return rows.length > 0
}

/** True on the first sign-in of an account made in the last minute: by that very sign-in. */
export async function isNew(db: Db, userId: string): Promise<boolean> {
  const { rows } = await sql`select 1 from identity.users u where id = ${userId} and created_at > now() - interval '1 minute'
    and not exists (select 1 from identity.sessions s where s.user_id = u.id)`.execute(db)
  return rows.length > 0
}
