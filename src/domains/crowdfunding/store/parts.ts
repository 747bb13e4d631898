import { sql } from 'kysely'
import type { Db } from '#platform/context'
import type { MilestoneState } from '../types.ts'

/** Rewards, documents and decisions of a project. */

export interface RewardRow {
  id: string
  title: string
  text: string
  amount: number
  quantity: number | null
  taken: number
  deliveredBy: string | null
  shipped: boolean
}

const rewardColumns = sql.raw('id, title, text, amount, quantity, taken, delivered_by::text as "deliveredBy", shipped')

export async function readRewards(db: Db, projectId: string): Promise<RewardRow[]> {
  const { rows } = await sql<RewardRow>`select ${rewardColumns} from crowdfunding.rewards where project_id = ${projectId}::uuid order by position, id`.execute(db)
  return rows
}

export async function readReward(db: Db, projectId: string, id: string): Promise<RewardRow | null> {
  const { rows } = await sql<RewardRow>`select ${rewardColumns} from crowdfunding.rewards where project_id = ${projectId}::uuid and id = ${id}::uuid`.execute(db)
  return rows[0] ?? null
}

type Terms = Omit<RewardRow, 'id' | 'taken'>

export async function insertReward(db: Db, projectId: string, position: number, one: Terms): Promise<void> {
  await sql`insert into crowdfunding.rewards (project_id, position, title, text, amount, quantity, delivered_by, shipped)
    values (${projectId}, ${position}, ${one.title}, ${one.text}, ${one.amount}, ${one.quantity}, ${one.deliveredBy}, ${one.shipped})`.execute(db)
}

export async function updateReward(db: Db, projectId: string, position: number, one: Terms & { id: string }): Promise<void> {
  await sql`update crowdfunding.rewards set position = ${position}, title = ${one.title}, text = ${one.text}, amount = ${one.amount}, quantity = ${one.quantity},
    delivered_by = ${one.deliveredBy}, shipped = ${one.shipped} where id = ${one.id}::uuid and project_id = ${projectId}::uuid`.execute(db)
}

export async function deleteRewards(db: Db, projectId: string, ids: readonly string[]): Promise<void> {
  await sql`delete from crowdfunding.rewards where project_id = ${projectId}::uuid and id = any(${ids}::uuid[])`.execute(db)
}

/** Takes one place, if there is one: two who race for the last one wait for each other here, and one of them gets it. */
export async function takePlace(db: Db, rewardId: string): Promise<boolean> {
  const done = await sql`update crowdfunding.rewards set taken = taken + 1 where id = ${rewardId}::uuid and (quantity is null or taken < quantity)`.execute(db)
  return Number(done.numAffectedRows ?? 0) > 0
}

export interface MilestoneRow {
  id: string
  projectId: string
  title: string
  text: string
  basisPoints: number
  dueOn: string | null
  amount: number | null
  withheld: number
  state: MilestoneState
  note: string | null
  answer: string | null
  askedAt: Date | null
  payoutId: string | null
  payouts: number
  paidAt: Date | null
}

const milestoneColumns = sql.raw(
  'id, project_id as "projectId", title, text, basis_points as "basisPoints", due_on::text as "dueOn", amount, withheld, state, note, answer, asked_at as "askedAt", payout_id as "payoutId", payouts, paid_at as "paidAt"',
)

export async function readMilestones(db: Db, projectId: string): Promise<MilestoneRow[]> {
  const { rows } = await sql<MilestoneRow>`select ${milestoneColumns} from crowdfunding.milestones where project_id = ${projectId}::uuid order by position, id`.execute(db)
  return rows
}

export async function readMilestone(db: Db, id: string): Promise<MilestoneRow | null> {
  const { rows } = await sql<MilestoneRow>`select ${milestoneColumns} from crowdfunding.milestones where id = ${id}::uuid`.execute(db)
  return rows[0] ?? null
}

export async function readAskedMilestones(db: Db): Promise<MilestoneRow[]> {
  const { rows } = await sql<MilestoneRow>`select ${milestoneColumns} from crowdfunding.milestones where state in ('asked', 'stuck') order by asked_at limit 200`.execute(db)
  return rows
}

export async function replaceMilestones(
  db: Db,
  projectId: string,
  milestones: readonly { title: string; text: string; basisPoints: number; dueOn: string | null }[],
): Promise<void> {
  await sql`delete from crowdfunding.milestones where project_id = ${projectId}::uuid`.execute(db)
  for (const [position, one] of milestones.entries()) {
    await sql`insert into crowdfunding.milestones (project_id, position, title, text, basis_points, due_on)
      values (${projectId}, ${position}, ${one.title}, ${one.text}, ${one.basisPoints}, ${one.dueOn})`.execute(db)
  }
}

export async function fixAmount(db: Db, milestoneId: string, amount: number): Promise<void> {
  await sql`update crowdfunding.milestones set amount = ${amount} where id = ${milestoneId}::uuid`.execute(db)
}

export async function askRow(db: Db, id: string, { note, by, at }: { note: string; by: string | null; at: Date }): Promise<void> {
  await sql`update crowdfunding.milestones set state = 'asked', note = ${note}, asked_by = ${by}, asked_at = ${at}, answer = null where id = ${id}::uuid`.execute(db)
}

export async function answerRow(db: Db, id: string, { state, answer, by }: { state: 'approved' | 'sent-back'; answer: string | null; by: string | null }): Promise<void> {
  await sql`update crowdfunding.milestones set state = ${state}, answer = ${answer}, decided_by = ${by} where id = ${id}::uuid`.execute(db)
}

export async function payRow(db: Db, id: string, payoutId: string): Promise<void> {
  await sql`update crowdfunding.milestones set state = 'paying', payout_id = ${payoutId}, payouts = payouts + 1 where id = ${id}::uuid`.execute(db)
}

/** A part of it is not paid out. */
export async function withholdRow(db: Db, id: string, amount: number): Promise<void> {
  await sql`update crowdfunding.milestones set withheld = withheld + ${amount} where id = ${id}::uuid`.execute(db)
}

/** Nothing of it is left to pay out. */
export async function closeRow(db: Db, id: string, at: Date): Promise<void> {
  await sql`update crowdfunding.milestones set state = 'paid', paid_at = ${at} where id = ${id}::uuid`.execute(db)
}

/** The milestone this payout pays, moved on if it was being paid; null when it was told before. */
export async function endPayout(db: Db, payoutId: string, state: 'paid' | 'stuck', at: Date): Promise<MilestoneRow | null> {
  const { rows } = await sql<MilestoneRow>`update crowdfunding.milestones set state = ${state}, paid_at = ${state === 'paid' ? at : null}::timestamptz
    where payout_id = ${payoutId}::uuid and state in ('paying', 'stuck') and state <> ${state} returning ${milestoneColumns}`.execute(db)
  return rows[0] ?? null
}

export interface DecisionRow {
  kind: string
  by: string | null
  note: string | null
  at: Date
}

/** Newest first. `by` is an id. */
export async function readDecisions(db: Db, projectId: string): Promise<DecisionRow[]> {
  const { rows } = await sql<DecisionRow>`select kind, by, note, at from crowdfunding.decisions where project_id = ${projectId}::uuid order by id desc`.execute(db)
  return rows
}
