import { sql } from 'kysely'
import type { Db } from '#platform/context'
import type { AnswerKind, Attachment } from '../types.ts'

export interface AnswerRow {
  id: string
  workspaceId: string
  mailboxId: string | null
  recordId: string
  toId: string | null
  kind: AnswerKind
  fromAddress: string
  fromName: string
  subject: string
  body: string
  messageId: string
  attachments: Attachment[]
  at: Date
}

const columns =
  sql.raw(`id, workspace_id as "workspaceId", mailbox_id as "mailboxId", record_id as "recordId", to_id as "toId", kind, from_address::text as "fromAddress", from_name as "fromName", subject, body,
  message_id as "messageId", attachments, at`)

/** Keeps what came back, once: the same Message-ID a second time answers null. */
export async function insertAnswer(db: Db, one: Omit<AnswerRow, 'id'>): Promise<string | null> {
  const { rows } = await sql<{ id: string }>`
    insert into outreach.answers (workspace_id, mailbox_id, record_id, to_id, kind, from_address, from_name, subject, body, message_id, attachments, at)
    values (${one.workspaceId}::uuid, ${one.mailboxId}::uuid, ${one.recordId}::uuid, ${one.toId}::uuid, ${one.kind}, ${one.fromAddress}, ${one.fromName}, ${one.subject}, ${one.body}, ${one.messageId},
      ${JSON.stringify(one.attachments)}::jsonb, ${one.at})
    on conflict (workspace_id, message_id) do nothing returning id`.execute(db)
  return rows[0]?.id ?? null
}

export async function readAnswer(db: Db, id: string): Promise<AnswerRow | null> {
  const { rows } = await sql<AnswerRow>`select ${columns} from outreach.answers where id = ${id}::uuid`.execute(db)
  return rows[0] ?? null
}

/** What came back in a workspace, newest first. */
export async function listAnswerRows(
  db: Db,
  workspaceId: string,
  { recordId, kind }: { recordId?: string | undefined; kind?: AnswerKind | undefined },
  before: string | null,
  limit: number,
): Promise<AnswerRow[]> {
  const { rows } =
    await sql<AnswerRow>`select ${columns} from outreach.answers where workspace_id = ${workspaceId}::uuid and (${recordId ?? null}::uuid is null or record_id = ${recordId ?? null}::uuid)
    and (${kind ?? null}::text is null or kind = ${kind ?? null}) and (${before}::uuid is null or id < ${before}::uuid) order by id desc limit ${limit}`.execute(db)
  return rows
}
