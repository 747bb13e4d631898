import { sql } from 'kysely'
import type { Person } from '#platform/actor'
import type { TestHouse } from '#tests/house.ts'
import { bandOf } from '#domains/checkup/rules/grid/bands.ts'
import { criteria } from '#domains/checkup/rules/grid/criteria.ts'
import { resultOf } from '#domains/checkup/rules/grid/score.ts'
import { findNotice } from '#domains/messaging/store/notices.ts'

/** An agency with an artist whose check-up is finished: where stories of prescriptions begin. */
export interface Agency {
  workspaceId: string
  owner: Person
  coach: Person
}

export async function openAgency(house: TestHouse, name = 'Nyala'): Promise<Agency> {
  const owner = await house.person({ name: 'Mariam Koné' })
  const workspaceId = await house.workspace(owner, { name, kind: 'agency' })
  const coach = await house.person({ name: 'Julien Mercier' })
  await house.join(workspaceId, coach, 'editor')
  return { workspaceId, owner, coach }
}

/** A sheet, and a finished check-up in which every criterion has this score. */
export async function checkedArtist(
  house: TestHouse,
  workspaceId: string,
  { name = 'Ama Sika', email = 'ama@griot.example', score = 30, accountId = null }: { name?: string; email?: string | null; score?: number; accountId?: string | null } = {},
): Promise<string> {
  const { rows } = await sql<{ id: string }>`insert into crm.records (workspace_id, kind, name, plain_name, email, account_id)
    values (${workspaceId}, 'artist', ${name}, ${name.toLowerCase()}, ${email}, ${accountId}) returning id`.execute(house.db)
  const id = rows[0]!.id
  const result = resultOf(
    criteria.map(({ key, area, weight }) => ({
      criterion: key,
      area,
      score,
      weight,
      band: bandOf(score),
      origin: 'manual',
      because: { code: 'override', params: { score } },
      reason: 'test',
    })),
  )
  await sql`insert into checkup.checkups (workspace_id, record_id, grid_version, result, facts, score, started_at, finished_at)
    values (${workspaceId}, ${id}, 1, ${JSON.stringify(result)}::jsonb, '{}', ${score}, now(), now())`.execute(house.db)
  return id
}

export interface Ref {
  id: string
  state: string
  version: number
  sentVersion: number | null
}

/** A prescription that was sent: version 1 waits for the artist. */
export async function sentPlan(house: TestHouse, coach: Person, recordId: string, offer = '390'): Promise<Ref> {
  const draft = await house.call<Ref>(coach, 'checkup.draftPrescription', { recordId, offer })
  return house.call<Ref>(coach, 'checkup.sendPrescription', { id: draft.id, version: draft.version })
}

/** The secret of the last link that was sent to this address. */
export async function linkTo(house: TestHouse, email: string): Promise<string> {
  const { rows } = await sql<{ id: string }>`select id from messaging.notices where email = ${email} order by id desc`.execute(house.db)
  for (const { id } of rows) {
    const { href } = (await findNotice(house.db, id))!
    if (href?.startsWith('/mona/join/')) return href.split('/').at(-1)!
  }
  throw new Error(`no link was sent to ${email}`)
}

/** An artist with an account, and a plan that waits for them. */
export async function waitingPlan(house: TestHouse, { workspaceId, coach }: Agency, offer = '390'): Promise<{ artist: Person; recordId: string; plan: Ref }> {
  const artist = await house.person({ name: 'Ama Sika' })
  const recordId = await checkedArtist(house, workspaceId, { accountId: artist.id })
  return { artist, recordId, plan: await sentPlan(house, coach, recordId, offer) }
}

interface TaskRow {
  id: string
  key: string
  state: string
  ownerId: string | null
}

/** The tasks a plan has become. */
export async function tasksOf(house: TestHouse, planId: string): Promise<TaskRow[]> {
  const { rows } = await sql<TaskRow>`select id, key, state, owner_id as "ownerId" from planning.tasks where key like ${`plan:${planId}:%`} order by key`.execute(house.db)
  return rows
}
