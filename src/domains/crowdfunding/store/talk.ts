import { sql } from 'kysely'
import { z } from 'zod'
import type { Db } from '#platform/context'
import { decodeCursor, type Page, toPage } from '#platform/operation'
import type { Change } from '../rules/versions.ts'

/** What is said around a project: the wall, news, comments, questions, versions, followers. */

interface Paging {
  after?: string | undefined
  limit: number
}
const mark = z.string()

export interface WallRow {
  id: string
  name: string | null
  message: string | null
  hidden: boolean
  amount: number | null
  at: Date
}

export async function listWall(db: Db, projectId: string, { after, limit }: Paging): Promise<Page<WallRow>> {
  const from = decodeCursor(after, z.tuple([z.string(), z.uuid()]))
  const { rows } = await sql<WallRow & { key: string }>`select id, case when anonymous then null else name end as name, message, message_hidden as hidden,
      case when hide_amount then null else amount end as amount, coalesce(confirmed_at, created_at) as at, coalesce(confirmed_at, created_at)::text as key
    from crowdfunding.contributions where project_id = ${projectId}::uuid and state in ('confirmed', 'pledged')
      and (${from === null} or (coalesce(confirmed_at, created_at), id) < (${from?.[0] ?? null}::timestamptz, ${from?.[1] ?? null}::uuid))
    order by coalesce(confirmed_at, created_at) desc, id desc limit ${limit + 1}`.execute(db)
  return toPage(rows, limit, (row) => [row.key, row.id])
}

export interface MessageRow {
  id: string
  projectId: string
  name: string | null
  message: string
  hidden: boolean
  at: Date
}

/** Words on the walls of all projects, or those taken off them, newest first. */
export async function listMessages(db: Db, hidden: boolean, { after, limit }: Paging): Promise<Page<MessageRow>> {
  const from = decodeCursor(after, z.tuple([z.string(), z.uuid()]))
  const { rows } = await sql<
    MessageRow & { key: string }
  >`select id, project_id as "projectId", case when anonymous then null else name end as name, message, message_hidden as hidden, created_at as at, created_at::text as key
    from crowdfunding.contributions where message is not null and message_hidden = ${hidden} and state in ('confirmed', 'pledged')
      and (${from === null} or (created_at, id) < (${from?.[0] ?? null}::timestamptz, ${from?.[1] ?? null}::uuid))
    order by created_at desc, id desc limit ${limit + 1}`.execute(db)
  const { items, next } = toPage(rows, limit, (row) => [row.key, row.id])
  return { items: items.map(({ key: _key, ...row }) => row), next }
}

export interface UpdateRow {
  id: string
  title: string
  text: string
  forContributors: boolean
  by: string | null
  at: Date
}

export async function listUpdates(db: Db, projectId: string, { after, limit }: Paging): Promise<Page<UpdateRow>> {
  const from = decodeCursor(after, mark)
  const { rows } = await sql<UpdateRow>`select id, title, text, for_contributors as "forContributors", by, at from crowdfunding.updates
    where project_id = ${projectId}::uuid and (${from}::uuid is null or id < ${from}::uuid) order by id desc limit ${limit + 1}`.execute(db)
  return toPage(rows, limit, (row) => row.id)
}

export async function insertUpdate(db: Db, projectId: string, one: Omit<UpdateRow, 'id'>): Promise<string> {
  const { rows } = await sql<{ id: string }>`insert into crowdfunding.updates (project_id, title, text, for_contributors, by, at)
    values (${projectId}, ${one.title}, ${one.text}, ${one.forContributors}, ${one.by}, ${one.at}) returning id`.execute(db)
  return rows[0]!.id
}

export interface CommentRow {
  id: string
  projectId: string
  userId: string | null
  text: string
  at: Date
  contributor: boolean
}

export async function listComments(db: Db, projectId: string, { after, limit }: Paging): Promise<Page<CommentRow>> {
  const from = decodeCursor(after, mark)
  const { rows } = await sql<CommentRow>`select t.id, t.project_id as "projectId", t.user_id as "userId", t.text, t.at, exists (select from crowdfunding.contributions c
      where c.project_id = t.project_id and c.user_id = t.user_id and c.state in ('confirmed', 'pledged')) as contributor
    from crowdfunding.comments t where t.project_id = ${projectId}::uuid and t.removed_at is null and (${from}::uuid is null or t.id < ${from}::uuid)
    order by t.id desc limit ${limit + 1}`.execute(db)
  return toPage(rows, limit, (row) => row.id)
}

export async function insertComment(db: Db, one: { projectId: string; userId: string; text: string; at: Date }): Promise<string> {
  const { rows } = await sql<{ id: string }>`insert into crowdfunding.comments (project_id, user_id, text, at) values (${one.projectId}, ${one.userId}, ${one.text}, ${one.at})
    returning id`.execute(db)
  return rows[0]!.id
}

/** The comment with the workspace of its project, so that its makers may take it away. */
export async function readComment(db: Db, id: string): Promise<{ id: string; userId: string | null; workspaceId: string } | null> {
  const { rows } = await sql<{ id: string; userId: string | null; workspaceId: string }>`select t.id, t.user_id as "userId", p.workspace_id as "workspaceId"
    from crowdfunding.comments t join crowdfunding.projects p on p.id = t.project_id where t.id = ${id}::uuid and t.removed_at is null`.execute(db)
  return rows[0] ?? null
}

export async function removeCommentRow(db: Db, id: string, by: string, at: Date): Promise<void> {
  await sql`update crowdfunding.comments set removed_at = ${at}, removed_by = ${by} where id = ${id}::uuid`.execute(db)
}

export interface QuestionRow {
  id: string
  projectId: string
  userId: string | null
  text: string
  at: Date
  answer: string | null
  answeredAt: Date | null
}

const question = sql.raw('id, project_id as "projectId", user_id as "userId", text, at, answer, answered_at as "answeredAt"')

export async function listQuestions(db: Db, projectId: string, { after, limit }: Paging): Promise<Page<QuestionRow>> {
  const from = decodeCursor(after, mark)
  const { rows } = await sql<QuestionRow>`select ${question} from crowdfunding.questions where project_id = ${projectId}::uuid and (${from}::uuid is null or id < ${from}::uuid)
    order by id desc limit ${limit + 1}`.execute(db)
  return toPage(rows, limit, (row) => row.id)
}

export async function insertQuestion(db: Db, one: { projectId: string; userId: string; text: string; at: Date }): Promise<QuestionRow> {
  const { rows } = await sql<QuestionRow>`insert into crowdfunding.questions (project_id, user_id, text, at) values (${one.projectId}, ${one.userId}, ${one.text}, ${one.at})
    returning ${question}`.execute(db)
  return rows[0]!
}

export async function answerRow(db: Db, id: string, { answer, by, at }: { answer: string; by: string; at: Date }): Promise<QuestionRow | null> {
  const { rows } = await sql<QuestionRow>`update crowdfunding.questions set answer = ${answer}, answered_by = ${by}, answered_at = ${at} where id = ${id}::uuid
    returning ${question}`.execute(db)
  return rows[0] ?? null
}

export interface VersionRow {
  number: number
  by: string | null
  note: string | null
  changes: Change[]
  at: Date
}

export async function listVersions(db: Db, projectId: string, { after, limit }: Paging): Promise<Page<VersionRow>> {
  const from = decodeCursor(after, z.int())
  const { rows } = await sql<VersionRow>`select number, by, note, changes, at from crowdfunding.versions where project_id = ${projectId}::uuid
    and (${from}::int is null or number < ${from}::int) order by number desc limit ${limit + 1}`.execute(db)
  return toPage(rows, limit, (row) => row.number)
}

/** Whoever calls it holds the project, so numbers follow each other. */
export async function insertVersion(db: Db, projectId: string, one: Omit<VersionRow, 'number'>): Promise<void> {
  await sql`insert into crowdfunding.versions (project_id, number, by, note, changes, at)
    values (${projectId}, (select coalesce(max(number), 0) + 1 from crowdfunding.versions where project_id = ${projectId}::uuid), ${one.by}, ${one.note},
      ${JSON.stringify(one.changes)}::jsonb, ${one.at})`.execute(db)
}

export async function countTalk(db: Db, projectId: string): Promise<{ updates: number; comments: number; questions: number; versions: number; followers: number }> {
  const { rows } = await sql<{ updates: number; comments: number; questions: number; versions: number; followers: number }>`select
    (select count(*)::int from crowdfunding.updates where project_id = ${projectId}::uuid) as updates,
    (select count(*)::int from crowdfunding.comments where project_id = ${projectId}::uuid and removed_at is null) as comments,
    (select count(*)::int from crowdfunding.questions where project_id = ${projectId}::uuid) as questions,
    (select count(*)::int from crowdfunding.versions where project_id = ${projectId}::uuid) as versions,
    (select count(*)::int from crowdfunding.followers where project_id = ${projectId}::uuid) as followers`.execute(db)
  return rows[0]!
}

export async function setFollowing(db: Db, projectId: string, userId: string, follows: boolean): Promise<void> {
  await (follows
    ? sql`insert into crowdfunding.followers (project_id, user_id) values (${projectId}, ${userId}) on conflict do nothing`.execute(db)
    : sql`delete from crowdfunding.followers where project_id = ${projectId}::uuid and user_id = ${userId}::uuid`.execute(db))
}

export async function isFollowing(db: Db, projectId: string, userId: string): Promise<boolean> {
  const { rows } = await sql`select 1 from crowdfunding.followers where project_id = ${projectId}::uuid and user_id = ${userId}::uuid`.execute(db)
  return rows.length > 0
}

export async function readFollowers(db: Db, projectId: string): Promise<string[]> {
  const { rows } = await sql<{ userId: string }>`select user_id as "userId" from crowdfunding.followers where project_id = ${projectId}::uuid`.execute(db)
  return rows.map((row) => row.userId)
}

/** The words of somebody who leaves. */
export async function blankComments(db: Db, userId: string, at: Date): Promise<void> {
  await sql`update crowdfunding.comments set text = '…', removed_at = coalesce(removed_at, ${at}::timestamptz) where user_id = ${userId}::uuid`.execute(db)
}
