import { sql } from 'kysely'
import type { Db } from '#platform/context'
import type { MailboxKind, SendingPace, ServerFacts } from '../types.ts'

export interface MailboxRow extends SendingPace {
  id: string
  workspaceId: string
  userId: string | null
  kind: MailboxKind
  fromName: string
  fromAddress: string
  replyTo: string | null
  signature: string
  smtp: ServerFacts | null
  imap: ServerFacts | null
  hasSmtpPassword: boolean
  hasImapPassword: boolean
  markSeen: boolean
  uidValidity: string | null
  lastUid: number | null
  readAt: Date | null
  /** A process hears at once when a mail comes. */
  isListening: boolean
  problem: string | null
  problemAt: Date | null
  createdAt: Date
}

const columns =
  sql.raw(`id, workspace_id as "workspaceId", user_id as "userId", kind, from_name as "fromName", from_address::text as "fromAddress", reply_to::text as "replyTo", signature,
  smtp, imap, smtp_password is not null as "hasSmtpPassword", imap_password is not null as "hasImapPassword", mark_seen as "markSeen", daily_limit as "dailyLimit", pace, time_zone as "timeZone",
  weekdays, from_minute as "fromMinute", to_minute as "toMinute", uid_validity as "uidValidity", last_uid as "lastUid", read_at as "readAt",
  coalesce(listening_until > now(), false) as "isListening", problem, problem_at as "problemAt", created_at as "createdAt"`)

export async function readMailbox(db: Db, id: string): Promise<MailboxRow | null> {
  const { rows } = await sql<MailboxRow>`select ${columns} from outreach.mailboxes where id = ${id}::uuid`.execute(db)
  return rows[0] ?? null
}

/** A person's own mailbox in a workspace, else the workspace's. `lock` holds it for this transaction. */
export async function findMailbox(db: Db, workspaceId: string, userId: string | null, lock = false): Promise<MailboxRow | null> {
  const { rows } = await sql<MailboxRow>`select ${columns} from outreach.mailboxes where workspace_id = ${workspaceId}::uuid and (user_id is null or user_id = ${userId}::uuid)
    order by user_id is null limit 1 ${lock ? sql`for update` : sql``}`.execute(db)
  return rows[0] ?? null
}

/** The mailboxes a person may see: the workspace's and their own. */
export async function listMailboxRows(db: Db, workspaceId: string, userId: string): Promise<MailboxRow[]> {
  const { rows } =
    await sql<MailboxRow>`select ${columns} from outreach.mailboxes where workspace_id = ${workspaceId}::uuid and (user_id is null or user_id = ${userId}::uuid) order by user_id is not null`.execute(
      db,
    )
  return rows
}

/** The addresses that an agency writes from and has answers sent to, in lower case. */
export async function ownAddresses(db: Db, workspaceId: string): Promise<Set<string>> {
  const { rows } = await sql<{ address: string }>`select lower(a::text) as address from outreach.mailboxes, unnest(array[from_address, reply_to]) as a
    where workspace_id = ${workspaceId}::uuid and a is not null`.execute(db)
  return new Set(rows.map(({ address }) => address))
}

/** Those with a server to read answers from, which nobody listens to or were not read for a quarter of an hour. */
export async function listReadable(db: Db, now: Date): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select id from outreach.mailboxes where imap is not null
      and (coalesce(listening_until, '-infinity') < ${now} or coalesce(read_at, '-infinity') < ${now}::timestamptz - interval '15 minutes')
    order by read_at nulls first, id limit 1000`.execute(db)
  return rows.map(({ id }) => id)
}

/** Those with a server to listen to that no process listens to now. */
export async function listUnheard(db: Db, now: Date, except: readonly string[], limit: number): Promise<string[]> {
  const { rows } = await sql<{
    id: string
  }>`select id from outreach.mailboxes where imap is not null and coalesce(listening_until, '-infinity') < ${now} and id <> all(${[...except]}::uuid[])
    order by id limit ${limit}`.execute(db)
  return rows.map(({ id }) => id)
}

/** Takes mailboxes that nobody listens to, or keeps those that this process does. Answers which are its own; those whose servers were changed meanwhile are not. */
export async function holdListening(db: Db, ids: readonly string[], listener: string, { now, until, begin }: { now: Date; until: Date; begin: boolean }): Promise<Set<string>> {
  const { rows } = await sql<{ id: string }>`update outreach.mailboxes set listener = ${listener}::uuid, listening_until = ${until}
    where id = any(${[...ids]}::uuid[]) and (listener = ${listener}::uuid or (${begin} and coalesce(listening_until, '-infinity') < ${now})) returning id`.execute(db)
  return new Set(rows.map(({ id }) => id))
}

export async function endListening(db: Db, id: string, listener: string): Promise<void> {
  await sql`update outreach.mailboxes set listener = null, listening_until = null where id = ${id}::uuid and listener = ${listener}::uuid`.execute(db)
}

export interface MailboxDraft extends SendingPace {
  kind: MailboxKind
  fromName: string
  fromAddress: string
  replyTo: string | null
  signature: string
  smtp: ServerFacts | null
  imap: ServerFacts | null
  markSeen: boolean
  /** Undefined: what is kept stays. */
  smtpPassword?: Buffer | null | undefined
  imapPassword?: Buffer | null | undefined
}

/** Writes the one mailbox of a person, or of the workspace. Another IMAP server or user is read from its present on. */
export async function putMailbox(db: Db, workspaceId: string, userId: string | null, box: MailboxDraft): Promise<string> {
  const [smtp, imap] = [box.smtp && JSON.stringify(box.smtp), box.imap && JSON.stringify(box.imap)]
  const { rows } = await sql<{ id: string }>`
    insert into outreach.mailboxes as m (workspace_id, user_id, kind, from_name, from_address, reply_to, signature, smtp, smtp_password, imap, imap_password, mark_seen, daily_limit, pace, time_zone,
      weekdays, from_minute, to_minute)
    values (${workspaceId}::uuid, ${userId}::uuid, ${box.kind}, ${box.fromName}, ${box.fromAddress}, ${box.replyTo}, ${box.signature}, ${smtp}::jsonb, ${box.smtpPassword ?? null}, ${imap}::jsonb,
      ${box.imapPassword ?? null}, ${box.markSeen}, ${box.dailyLimit}, ${box.pace}, ${box.timeZone}, ${[...box.weekdays]}::smallint[], ${box.fromMinute}, ${box.toMinute})
    on conflict (workspace_id, (coalesce(user_id, '00000000-0000-0000-0000-000000000000'::uuid))) do update set
      kind = excluded.kind, from_name = excluded.from_name, from_address = excluded.from_address, reply_to = excluded.reply_to, signature = excluded.signature, smtp = excluded.smtp, imap = excluded.imap,
      mark_seen = excluded.mark_seen, daily_limit = excluded.daily_limit, pace = excluded.pace, time_zone = excluded.time_zone, weekdays = excluded.weekdays, from_minute = excluded.from_minute,
      to_minute = excluded.to_minute, smtp_password = case when ${box.smtpPassword === undefined} then m.smtp_password else excluded.smtp_password end,
      imap_password = case when ${box.imapPassword === undefined} then m.imap_password else excluded.imap_password end,
      uid_validity = case when m.imap is not distinct from excluded.imap then m.uid_validity end, last_uid = case when m.imap is not distinct from excluded.imap then m.last_uid end,
      problem = null, problem_at = null, listener = null, listening_until = null
    returning id`.execute(db)
  return rows[0]!.id
}

export async function readPasswords(db: Db, id: string): Promise<{ smtp: Buffer | null; imap: Buffer | null }> {
  const { rows } = await sql<{
    smtp: Buffer | null
    imap: Buffer | null
  }>`select smtp_password as smtp, imap_password as imap from outreach.mailboxes where id = ${id}::uuid`.execute(db)
  return rows[0] ?? { smtp: null, imap: null }
}

export async function deleteMailbox(db: Db, id: string): Promise<void> {
  await sql`delete from outreach.mailboxes where id = ${id}::uuid`.execute(db)
}

/** How far reading has come. */
export async function noteRead(db: Db, id: string, { uidValidity, lastUid, now }: { uidValidity: string; lastUid: number; now: Date }): Promise<void> {
  await sql`update outreach.mailboxes set uid_validity = ${uidValidity}, last_uid = ${lastUid}, read_at = ${now}, problem = null, problem_at = null where id = ${id}::uuid`.execute(
    db,
  )
}

export async function noteProblem(db: Db, id: string, problem: string, now: Date): Promise<void> {
  await sql`update outreach.mailboxes set problem = ${problem}, problem_at = ${now} where id = ${id}::uuid`.execute(db)
}

/** How many sequence mails have left or are leaving since then, and when the last one did. */
export async function sentSince(db: Db, id: string, since: Date): Promise<{ count: number; lastAt: Date | null }> {
  const { rows } = await sql<{
    count: number
    lastAt: Date | null
  }>`select count(*) filter (where coalesce(sent_at, claimed_at, created_at) >= ${since})::int as count, max(coalesce(sent_at, claimed_at, created_at)) as "lastAt"
    from outreach.messages where mailbox_id = ${id}::uuid and channel = 'mail' and enrolment_id is not null and state in ('queued', 'sending', 'sent') and created_at >= ${since}::timestamptz - interval '2 days'`.execute(
    db,
  )
  return rows[0]!
}

/** Those that write by the house's own mail. */
export async function listHouse(db: Db): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select id from outreach.mailboxes where kind = 'house' limit 100`.execute(db)
  return rows.map(({ id }) => id)
}
