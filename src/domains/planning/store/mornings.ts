import { sql } from 'kysely'
import type { Db } from '#platform/context'

export async function isMorningWanted(db: Db, userId: string): Promise<boolean> {
  const { rows } = await sql<{ wanted: boolean }>`select wanted from planning.mornings where user_id = ${userId}::uuid`.execute(db)
  return rows[0]?.wanted ?? true
}

export async function putMorning(db: Db, userId: string, wanted: boolean): Promise<void> {
  await sql`insert into planning.mornings (user_id, wanted) values (${userId}::uuid, ${wanted}) on conflict (user_id) do update set wanted = excluded.wanted`.execute(db)
}

/** People with open tasks that are due by that day and who want to be told, in pages by id. */
export async function findAwaited(db: Db, by: string, after: string, limit: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select distinct t.owner_id as id from planning.tasks t left join planning.mornings m on m.user_id = t.owner_id
    where t.state = 'open' and t.due_on <= ${by}::date and t.owner_id > ${after}::uuid and coalesce(m.wanted, true) and coalesce(m.told_on, '-infinity') < ${by}::date
    order by 1 limit ${limit}`.execute(db)
  return rows.map(({ id }) => id)
}

/** Claims the morning of a day for somebody; false when they were told already or want none. */
export async function claimMorning(db: Db, userId: string, day: string): Promise<boolean> {
  const { rows } = await sql`insert into planning.mornings as m (user_id, told_on) values (${userId}::uuid, ${day}::date)
    on conflict (user_id) do update set told_on = excluded.told_on where m.wanted and coalesce(m.told_on, '-infinity') < excluded.told_on returning 1`.execute(db)
  return rows.length > 0
}

/** What of somebody's open tasks is due by a day, workspace by workspace. */
export async function countDue(db: Db, userId: string, day: string): Promise<{ workspaceId: string; overdue: number; today: number }[]> {
  const { rows } = await sql<{ workspaceId: string; overdue: number; today: number }>`
    select workspace_id as "workspaceId", count(*) filter (where due_on < ${day}::date)::int as overdue, count(*) filter (where due_on = ${day}::date)::int as today
    from planning.tasks where owner_id = ${userId}::uuid and state = 'open' and due_on <= ${day}::date group by 1`.execute(db)
  return rows
}

export interface Reminder {
  id: string
  title: string
  ownerId: string
  workspaceId: string
  ownerHref: string | null
  remindOn: string
}

/** Open tasks whose owner is to be reminded by that day, in pages by id. */
export async function findReminders(db: Db, by: string, after: string, limit: number): Promise<Reminder[]> {
  const { rows } =
    await sql<Reminder>`select id, title, owner_id as "ownerId", workspace_id as "workspaceId", owner_href as "ownerHref", remind_on::text as "remindOn" from planning.tasks
    where state = 'open' and remind_on <= ${by}::date and reminded_at is null and owner_id is not null and id > ${after}::uuid order by id limit ${limit}`.execute(db)
  return rows
}

/** False when it was told already, moved or ended meanwhile. */
export async function claimReminder(db: Db, { id, ownerId, remindOn }: Reminder, now: Date): Promise<boolean> {
  const { rows } = await sql`update planning.tasks set reminded_at = ${now}
    where id = ${id}::uuid and state = 'open' and reminded_at is null and owner_id = ${ownerId}::uuid and remind_on = ${remindOn}::date returning 1`.execute(db)
  return rows.length > 0
}
