import type { Ctx } from '#platform/context'
import { type Currency, toMajor } from '#platform/money'
import { Refusal, unless } from '#platform/refusal'
import type { z } from 'zod'
import { isLaunched } from '../rules/project.ts'
import { rewardChanges, type RewardTerms, whyCannotChangeRewards } from '../rules/rewards.ts'
import { changesBetween } from '../rules/versions.ts'
import type { BudgetEdit, MilestonesEdit, RewardsEdit, TeamEdit } from '../schema.ts'
import { deleteRewards, insertReward, readRewards, replaceMilestones, updateReward } from '../store/parts.ts'
import { updateProject } from '../store/projects.ts'
import { keepVersion, openProject, type Ref, refOf, touch } from './edit.ts'

/** Budget, team, rewards and milestones, each replaced whole. Versions tell them line by line. */

/** As people write it, in no language. */
const sum = (amount: number, currency: Currency): string => `${toMajor({ amount, currency })} ${currency}`

export async function setBudget(ctx: Ctx, { id, seen, note, lines }: z.output<typeof BudgetEdit>): Promise<Ref> {
  const project = await openProject(ctx, { id, seen })
  const told = (some: readonly { label: string; amount: number }[]) => some.map((line) => `${line.label} : ${sum(line.amount, project.currency)}`).join('\n')
  const changes = changesBetween({ budget: told(project.budget) }, { budget: told(lines) })
  if (changes.length === 0) return refOf(project)
  await updateProject(ctx.db, id, { budget: lines }, ctx.now)
  return keepVersion(ctx, project, changes, note)
}

export async function setTeam(ctx: Ctx, { id, seen, note, team }: z.output<typeof TeamEdit>): Promise<Ref> {
  const project = await openProject(ctx, { id, seen })
  const told = (some: readonly { name: string; role: string; bio: string }[]) => some.map((one) => [one.name, one.role, one.bio].filter(Boolean).join(' · ')).join('\n')
  const changes = changesBetween({ team: told(project.team) }, { team: told(team) })
  if (changes.length === 0) return refOf(project)
  await updateProject(ctx.db, id, { team }, ctx.now)
  return keepVersion(ctx, project, changes, note)
}

/** After the launch rewards are only added, or there are more of one. Refuses `crowdfunding.rewardFixed`, `crowdfunding.tooManyRewards`. */
export async function setRewards(ctx: Ctx, { id, seen, note, rewards }: z.output<typeof RewardsEdit>): Promise<Ref> {
  const project = await openProject(ctx, { id, seen })
  const known = await readRewards(ctx.db, id)
  const launched = isLaunched(project.state)
  unless(whyCannotChangeRewards(launched, known, rewards))
  const changes = changesBetween({ rewards: written(known, project.currency) }, { rewards: written(rewards, project.currency) })
  if (changes.length === 0) return refOf(project)
  const { removed } = rewardChanges(known, rewards)
  const knownIds = new Set(known.map((one) => one.id))
  await deleteRewards(
    ctx.db,
    id,
    removed.map((one) => one.id),
  )
  for (const [position, one] of rewards.entries()) {
    if (one.id !== undefined && knownIds.has(one.id)) await updateReward(ctx.db, id, position, { ...one, id: one.id })
    else await insertReward(ctx.db, id, position, one)
  }
  await touch(ctx, project)
  return keepVersion(ctx, project, changes, note)
}

const written = (rewards: readonly RewardTerms[], currency: Currency) =>
  rewards
    .map(({ title, amount, quantity, deliveredBy, text }) =>
      [title, sum(amount, currency), quantity === null ? '' : `× ${quantity}`, deliveredBy ?? '', text].filter(Boolean).join(' · '),
    )
    .join('\n')

/** At which steps the money is paid out. What they sum to is asked at submission; above 100 % never. */
export async function setMilestones(ctx: Ctx, { id, seen, milestones }: z.output<typeof MilestonesEdit>): Promise<Ref> {
  const project = await openProject(ctx, { id, seen })
  if (isLaunched(project.state)) throw new Refusal('conflict', 'crowdfunding.milestonesFixed')
  const points = milestones.reduce((all, one) => all + one.basisPoints, 0)
  if (points > 10_000)
    throw new Refusal('invalid', 'crowdfunding.milestonesSum', { percent: points / 100 }, [
      { field: 'milestones', code: 'crowdfunding.milestonesSum', params: { percent: points / 100 } },
    ])
  await replaceMilestones(ctx.db, id, milestones)
  await touch(ctx, project)
  return keepVersion(ctx, project, [])
}
