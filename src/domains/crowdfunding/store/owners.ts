import { sql } from 'kysely'
import type { Db } from '#platform/context'

/** Whose workspace a row belongs to; null when there is no such row. */

export async function workspaceOfProject(db: Db, projectId: string): Promise<string | null> {
  const row = await db.selectFrom('crowdfunding.projects').select('workspace_id as workspaceId').where('id', '=', projectId).executeTakeFirst()
  return row?.workspaceId ?? null
}

export async function workspaceOfMilestone(db: Db, milestoneId: string): Promise<string | null> {
  const { rows } = await sql<{ workspaceId: string }>`select p.workspace_id as "workspaceId" from crowdfunding.milestones m
    join crowdfunding.projects p on p.id = m.project_id where m.id = ${milestoneId}::uuid`.execute(db)
  return rows[0]?.workspaceId ?? null
}

export async function workspaceOfQuestion(db: Db, questionId: string): Promise<string | null> {
  const { rows } = await sql<{ workspaceId: string }>`select p.workspace_id as "workspaceId" from crowdfunding.questions q
    join crowdfunding.projects p on p.id = q.project_id where q.id = ${questionId}::uuid`.execute(db)
  return rows[0]?.workspaceId ?? null
}

export async function workspaceOfContribution(db: Db, contributionId: string): Promise<string | null> {
  const { rows } = await sql<{ workspaceId: string }>`select p.workspace_id as "workspaceId" from crowdfunding.contributions c
    join crowdfunding.projects p on p.id = c.project_id where c.id = ${contributionId}::uuid`.execute(db)
  return rows[0]?.workspaceId ?? null
}
