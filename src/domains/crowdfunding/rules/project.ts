import { after, day } from '#platform/clock'
import { type FieldRefusal, Refusal, type RefusalCode } from '#platform/refusal'
import type { Model, ProjectFacts, ProjectState, ProjectVerdict } from '../types.ts'

/** The whole life of a project: where each state may lead. */
export const moves: Readonly<Record<ProjectState, readonly ProjectState[]>> = {
  draft: ['submitted'],
  submitted: ['changes-asked', 'approved', 'refused'],
  'changes-asked': ['submitted'],
  approved: ['live'],
  refused: [],
  live: ['closing', 'cancelled'],
  closing: ['succeeded', 'failed'],
  succeeded: ['completed'],
  failed: [],
  cancelled: [],
  completed: [],
}

export const leadsTo = (from: ProjectState, to: ProjectState): boolean => moves[from].includes(to)

/** A campaign lasts between a week and three months: longer ones raise no more, and hold people's money for longer. */
export const shortest = 7
export const longest = 90

/** Before the launch everything is open, except in a reviewer's hands; after it, what was promised stays. */
export function whyCannotEdit(state: ProjectState): Refusal | null {
  const open = state === 'draft' || state === 'changes-asked' || state === 'live' || state === 'succeeded'
  return open ? null : new Refusal('conflict', 'crowdfunding.notEditable', { state })
}

export const isLaunched = (state: ProjectState): boolean => !['draft', 'submitted', 'changes-asked', 'approved', 'refused'].includes(state)
const fixed = ['goal', 'minimum', 'currency', 'model', 'endsOn', 'country', 'language'] as const

/** After the launch goal, currency, model and end never change. `changed` are the names of the fields that would. */
export function whyCannotChange(state: ProjectState, changed: readonly string[]): Refusal | null {
  const broken = isLaunched(state) ? fixed.filter((field) => changed.includes(field)) : []
  if (broken.length === 0) return null
  return new Refusal(
    'conflict',
    'crowdfunding.fixedAfterLaunch',
    {},
    broken.map((field) => ({ field, code: 'crowdfunding.fixedAfterLaunch' })),
  )
}

/** The last instant of a day in UTC, which is the time of Lomé, Accra and Dakar. */
export function endOf(isoDay: string): Date {
  return new Date(`${isoDay}T23:59:59.999Z`)
}

/** Names every missing piece at once, each as the field to fill. */
export function whyCannotSubmit(project: ProjectFacts, now: Date): Refusal | null {
  if (!leadsTo(project.state, 'submitted')) return new Refusal('conflict', 'crowdfunding.notSubmittable', { state: project.state })
  const missing = missingPieces(project, now)
  return missing.length === 0 ? null : new Refusal('invalid', 'crowdfunding.incomplete', { count: missing.length }, missing)
}

/** What a project lacks before it can be submitted; empty when nothing. */
export function missingPieces(project: ProjectFacts, now: Date): FieldRefusal[] {
  const planned = project.budget.reduce((sum, amount) => sum + amount, 0)
  const share = project.milestones.reduce((sum, points) => sum + points, 0)
  const keepsBadly = project.model === 'keep' && !(project.minimum !== null && project.minimum > 0 && project.minimum <= project.goal)
  const pieces: [boolean, string, RefusalCode, FieldRefusal['params']?][] = [
    [project.summary === '', 'summary', 'crowdfunding.needsSummary'],
    [project.story.length < 200, 'story', 'crowdfunding.needsStory'],
    [project.risks === '', 'risks', 'crowdfunding.needsRisks'],
    [project.country === null, 'country', 'crowdfunding.needsCountry'],
    [project.goal === 0, 'goal', 'crowdfunding.needsGoal'],
    [keepsBadly, 'minimum', 'crowdfunding.needsMinimum'],
    [project.budget.length === 0, 'budget', 'crowdfunding.needsBudget'],
    [project.budget.length > 0 && planned < project.goal, 'budget', 'crowdfunding.budgetBelowGoal'],
    [project.team === 0, 'team', 'crowdfunding.needsTeam'],
    [!project.hasCover, 'cover', 'crowdfunding.needsCover'],
    [project.milestones.length === 0, 'milestones', 'crowdfunding.needsMilestones'],
    [project.milestones.length > 0 && share !== 10_000, 'milestones', 'crowdfunding.milestonesSum', { percent: share / 100 }],
    [project.documents === 0, 'documents', 'crowdfunding.needsDocument'],
    [!project.hasPayout, 'payoutTo', 'crowdfunding.needsPayout'],
  ]
  const found = pieces.filter(([missing]) => missing).map(([, field, code, params]): FieldRefusal => (params ? { field, code, params } : { field, code }))
  const end = whyBadEnd(project.endsOn, now)
  return end ? [...found, end] : found
}

/** A last day too near or too far. */
export function whyBadEnd(endsOn: string | null, now: Date): FieldRefusal | null {
  if (endsOn === null) return { field: 'endsOn', code: 'crowdfunding.needsEnd' }
  const end = endOf(endsOn)
  if (end < after(now, shortest * day)) return { field: 'endsOn', code: 'crowdfunding.endTooSoon', params: { days: shortest } }
  if (end > after(now, (longest + 1) * day)) return { field: 'endsOn', code: 'crowdfunding.endTooLate', params: { days: longest } }
  return null
}

export interface Judgement {
  state: ProjectState
  /** True when the reviewer is a member of the project's workspace. */
  ownWorkspace: boolean
  verdict: ProjectVerdict
  note: string | undefined
}

/** A reviewer answers a submission, not one of their own house, and never says no without saying why. */
export function whyCannotDecide({ state, ownWorkspace, verdict, note }: Judgement): Refusal | null {
  if (ownWorkspace) return new Refusal('forbidden', 'crowdfunding.ownWorkspace')
  if (!leadsTo(state, verdict)) return new Refusal('conflict', 'crowdfunding.notUnderReview')
  if (verdict !== 'approved' && !note) return new Refusal('invalid', 'crowdfunding.needsReasons', {}, [{ field: 'note', code: 'crowdfunding.needsReasons' }])
  return null
}

/** An approved project opens to contributions if its last day is still far enough. */
export function whyCannotLaunch({ state, endsOn }: { state: ProjectState; endsOn: string | null }, now: Date): Refusal | null {
  if (!leadsTo(state, 'live')) return new Refusal('conflict', 'crowdfunding.notApproved')
  const end = whyBadEnd(endsOn, now)
  return end && new Refusal('refused', end.code, end.params ?? {}, [end])
}

export function whyCannotCancel({ state, byModerator, note }: { state: ProjectState; byModerator: boolean; note: string | undefined }): Refusal | null {
  if (!leadsTo(state, 'cancelled')) return new Refusal('conflict', 'crowdfunding.notCancellable')
  return byModerator && !note ? new Refusal('invalid', 'crowdfunding.needsReasons', {}, [{ field: 'note', code: 'crowdfunding.needsReasons' }]) : null
}

export function whyCannotDelete({ state, submitted }: { state: ProjectState; submitted: boolean }): Refusal | null {
  return state === 'draft' && !submitted ? null : new Refusal('conflict', 'crowdfunding.notDeletable')
}

/** All or nothing: the goal. Keep: the stated minimum. */
export function outcomeOf({ model, goal, minimum }: { model: Model; goal: number; minimum: number | null }, raised: number): 'succeeded' | 'failed' {
  const enough = model === 'keep' ? (minimum ?? goal) : goal
  return raised >= enough && raised > 0 ? 'succeeded' : 'failed'
}

/** Whole percent of the goal, rounded down; may exceed 100. */
export function percentOf(raised: number, goal: number): number {
  return goal <= 0 ? 0 : Number((BigInt(raised) * 100n) / BigInt(goal))
}

/** What the makers are told of while the bar moves: halfway, then the goal. Null when they know already. */
export function milestoneOfBar(percent: number, told: number): 50 | 100 | null {
  if (percent >= 100 && told < 100) return 100
  return percent >= 50 && told < 50 ? 50 : null
}

const marks = [1, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000]

/** The largest number of contributions worth telling the makers of that is reached; 0 before the first. */
export function markOf(contributors: number): number {
  return marks.findLast((mark) => mark <= contributors) ?? 0
}
