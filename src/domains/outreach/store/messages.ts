import { sql } from 'kysely'
import type { Db } from '#platform/context'
import type { Lang } from '#platform/text'
import type { Channel, MessageState } from '../types.ts'

export interface MessageRow {
  id: string
  workspaceId: string
  recordId: string
  enrolmentId: string | null
  stepId: string | null
  templateId: string | null
  mailboxId: string | null
  senderId: string | null
  channel: Channel
  email: string | null
  lang: Lang
  subject: string
  body: string
  messageId: string | null
  inReplyTo: string | null
  refs: string[]
  state: MessageState
  claimedAt: Date | null
  tries: number
  problem: string | null
  sentAt: Date | null
  createdAt: Date
  answeredAt: Date | null
  bouncedAt: Date | null
  leftAt: Date | null
}

const columns =
  sql.raw(`m.id, m.workspace_id as "workspaceId", m.record_id as "recordId", m.enrolment_id as "enrolmentId", m.step_id as "stepId", m.template_id as "templateId", m.mailbox_id as "mailboxId",
  m.sender_id as "senderId", m.channel, m.email::text as email, m.lang, m.subject, m.body, m.message_id as "messageId", m.in_reply_to as "inReplyTo", m.refs, m.state, m.claimed_at as "claimedAt",
  m.tries, m.problem, m.sent_at as "sentAt", m.created_at as "createdAt", m.answered_at as "answeredAt", m.bounced_at as "bouncedAt", m.left_at as "leftAt"`)

export interface NewMessage {
  workspaceId: string
  recordId: string
  enrolmentId?: string | null
  stepId?: string | null
  templateId?: string | null
  templateVersion?: number | null
  mailboxId?: string | null
  senderId: string | null
  channel: Channel
  email?: string | null
  lang: Lang
  subject: string
  body: string
  /** The part of the Message-ID after the @. */
  domain?: string
  inReplyTo?: string | null
  refs?: readonly string[]
  state: MessageState
  sentAt?: Date | null
  now: Date
}

/** The Message-ID of a step is made of its enrolment: taken back and written again, it bears the same name, so that whoever did get it is not written to anew. */
const nameOf = ({ enrolmentId, stepId }: NewMessage) => (enrolmentId && stepId ? sql`md5(${enrolmentId}::text || ${stepId}::text)::uuid::text` : sql`gen_random_uuid()::text`)

/** Writes a message down before anything leaves. The same step of the same enrolment a second time: null. */
export async function insertMessage(db: Db, one: NewMessage): Promise<MessageRow | null> {
  const { rows } = await sql<MessageRow>`
    insert into outreach.messages as m (workspace_id, record_id, enrolment_id, step_id, template_id, template_version, mailbox_id, sender_id, channel, email, lang, subject, body, message_id, in_reply_to,
      refs, state, sent_at, created_at)
    values (${one.workspaceId}::uuid, ${one.recordId}::uuid, ${one.enrolmentId ?? null}::uuid, ${one.stepId ?? null}::uuid, ${one.templateId ?? null}::uuid, ${one.templateVersion ?? null},
      ${one.mailboxId ?? null}::uuid, ${one.senderId}::uuid, ${one.channel}, ${one.email ?? null}, ${one.lang}, ${one.subject}, ${one.body},
      ${one.domain ? sql`${nameOf(one)} || ${`@${one.domain}`}::text` : null}, ${one.inReplyTo ?? null}, ${[...(one.refs ?? [])]}::text[], ${one.state}, ${one.sentAt ?? null}, ${one.now})
    on conflict (enrolment_id, step_id) where enrolment_id is not null do nothing returning ${columns}`.execute(db)
  return rows[0] ?? null
}

export type NewTask = Pick<NewMessage, 'recordId' | 'lang' | 'subject' | 'body'> & {
  channel: Channel
  enrolmentId: string
  stepId: string
  templateId: string | null
  templateVersion: number | null
}

/** Writes down many steps that people do by hand, in one statement. The same step of the same enrolment a second time is left out. Answers ids by enrolment. */
export async function insertTasks(db: Db, workspaceId: string, senderId: string | null, tasks: readonly NewTask[], now: Date): Promise<Map<string, string>> {
  const { rows } = await sql<{ id: string; enrolmentId: string }>`
    insert into outreach.messages (workspace_id, sender_id, state, created_at, record_id, enrolment_id, step_id, template_id, template_version, channel, lang, subject, body)
    select ${workspaceId}::uuid, ${senderId}::uuid, 'planned', ${now}, "recordId", "enrolmentId", "stepId", "templateId", "templateVersion", channel, lang, subject, body
    from jsonb_to_recordset(${JSON.stringify(tasks)}::jsonb)
      as g ("recordId" uuid, "enrolmentId" uuid, "stepId" uuid, "templateId" uuid, "templateVersion" int, channel text, lang text, subject text, body text)
    on conflict (enrolment_id, step_id) where enrolment_id is not null do nothing returning id, enrolment_id as "enrolmentId"`.execute(db)
  return new Map(rows.map(({ id, enrolmentId }) => [enrolmentId, id]))
}

export async function readMessage(db: Db, id: string, lock = false): Promise<MessageRow | null> {
  const { rows } = await sql<MessageRow>`select ${columns} from outreach.messages m where m.id = ${id}::uuid ${lock ? sql`for update` : sql``}`.execute(db)
  return rows[0] ?? null
}

/** Takes a message in hand for one try, before the server is spoken to; null when it has left, or another worker has held it for less than the lease. */
export async function claimMessage(db: Db, id: string, now: Date, staleBefore: Date): Promise<MessageRow | null> {
  const { rows } = await sql<MessageRow>`update outreach.messages m set state = 'sending', claimed_at = ${now}, tries = m.tries + 1
    where m.id = ${id}::uuid and (m.state = 'queued' or (m.state = 'sending' and m.claimed_at < ${staleBefore})) returning ${columns}`.execute(db)
  return rows[0] ?? null
}

/** What came of a try. Only what is on its way changes. */
export async function settleMessage(db: Db, id: string, { state, problem = null, at }: { state: MessageState; problem?: string | null; at: Date | null }): Promise<boolean> {
  const { rows } =
    await sql`update outreach.messages set state = ${state}, problem = ${problem}, sent_at = coalesce(${at}::timestamptz, sent_at), claimed_at = case when ${state}::text = 'queued' then null else claimed_at end
    where id = ${id}::uuid and state in ('sending', 'queued', 'planned', 'failed') returning 1`.execute(db)
  return rows.length > 0
}

/** What was written for steps that wait or failed is taken back, so that it can be written again. Answers the ids of these messages. */
export async function dropUnsent(db: Db, enrolmentIds: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{
    id: string
  }>`delete from outreach.messages where enrolment_id = any(${[...enrolmentIds]}::uuid[]) and state in ('queued', 'failed', 'planned') returning id`.execute(db)
  return rows.map(({ id }) => id)
}

/** Messages that these Message-IDs name. */
export async function findByMessageIds(db: Db, workspaceId: string, ids: readonly string[]): Promise<MessageRow | null> {
  const { rows } =
    await sql<MessageRow>`select ${columns} from outreach.messages m where m.workspace_id = ${workspaceId}::uuid and m.message_id = any(${[...ids]}::text[]) order by m.id desc limit 1`.execute(
      db,
    )
  return rows[0] ?? null
}

/** The last mail to an address. */
export async function lastTo(db: Db, workspaceId: string, email: string): Promise<MessageRow | null> {
  const { rows } =
    await sql<MessageRow>`select ${columns} from outreach.messages m where m.workspace_id = ${workspaceId}::uuid and m.email = ${email}::citext and m.state = 'sent' order by m.sent_at desc limit 1`.execute(
      db,
    )
  return rows[0] ?? null
}

/** The mails of an enrolment that have left, first first: the thread goes on from the last. */
export async function thread(db: Db, enrolmentId: string): Promise<MessageRow[]> {
  const { rows } =
    await sql<MessageRow>`select ${columns} from outreach.messages m where m.enrolment_id = ${enrolmentId}::uuid and m.channel = 'mail' and m.state = 'sent' order by m.sent_at, m.id`.execute(
      db,
    )
  return rows
}

/** Notes on a message what came of it; the first instant stays. */
export async function noteOutcome(db: Db, id: string, what: 'answered' | 'bounced' | 'left', at: Date): Promise<void> {
  const column = sql.raw(`${what}_at`)
  await sql`update outreach.messages set ${column} = coalesce(${column}, ${at}) where id = ${id}::uuid`.execute(db)
}

/** Messages of a workspace, newest first. */
export async function listMessageRows(
  db: Db,
  workspaceId: string,
  { recordId, state, sequenceId }: { recordId?: string | undefined; state?: MessageState | undefined; sequenceId?: string | undefined },
  before: string | null,
  limit: number,
): Promise<MessageRow[]> {
  const { rows } =
    await sql<MessageRow>`select ${columns} from outreach.messages m left join outreach.enrolments e on e.id = m.enrolment_id where m.workspace_id = ${workspaceId}::uuid
    and (${recordId ?? null}::uuid is null or m.record_id = ${recordId ?? null}::uuid) and (${state ?? null}::text is null or m.state = ${state ?? null})
    and (${sequenceId ?? null}::uuid is null or e.sequence_id = ${sequenceId ?? null}::uuid) and (${before}::uuid is null or m.id < ${before}::uuid) order by m.id desc limit ${limit}`.execute(
      db,
    )
  return rows
}
