import { callerIn, findMembersWith, workspaceIn } from '#domains/identity'
import type { z } from 'zod'
import type { Ctx, Db } from '#platform/context'
import { transaction } from '#platform/database/pool'
import { found, Refusal } from '#platform/refusal'
import { localDay } from '../rules/days.ts'
import { datedSteps, monthToMake } from '../rules/rhythm.ts'
import type { MonthOfRhythm, RhythmDraft, RhythmEdit } from '../schema.ts'
import { deleteRhythm, insertRhythm, keyOf, lockRhythm, markMonth, type RhythmRow, rhythmsWithout, unmarkMonth, updateRhythm } from '../store/rhythms.ts'
import { say } from '../topics.ts'
import type { RhythmStep } from '../types.ts'
import { dropTasks, planTasks } from './plan.ts'

export async function createRhythm(ctx: Ctx, { workspaceId: named, ...draft }: z.output<typeof RhythmDraft>) {
  const workspaceId = found(await workspaceIn(ctx, 'agency', named))
  await checkOwners(ctx.db, workspaceId, draft.steps)
  return insertRhythm(ctx.db, { workspaceId, ...draft })
}

/** Months already made stay as they are; those to come follow the change. */
export async function editRhythm(ctx: Ctx, { id, version, ...change }: z.output<typeof RhythmEdit>) {
  const rhythm = found(await lockRhythm(ctx.db, id))
  if (version !== undefined && version !== rhythm.version) throw new Refusal('conflict', 'planning.changedMeanwhile')
  if (change.steps) await checkOwners(ctx.db, rhythm.workspaceId, change.steps, rhythm.steps)
  const named = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined))
  return { id, version: await updateRhythm(ctx.db, id, named) }
}

/** The template goes; the tasks it made stay. */
export async function removeRhythm(ctx: Ctx, { id }: { id: string }) {
  await deleteRhythm(ctx.db, id)
  return {}
}

/** Makes the dated tasks of a month, once: refuses `planning.monthMade` after that, whoever asks at the same moment. */
export async function makeRhythmMonth(ctx: Ctx, { id, month }: z.output<typeof MonthOfRhythm>) {
  const rhythm = found(await lockRhythm(ctx.db, id))
  if (!(await markMonth(ctx.db, id, month, ctx.now))) throw new Refusal('conflict', 'planning.monthMade')
  return { id, month, tasks: await plant(ctx.db, rhythm, month) }
}

/** Takes a month back: its tasks that are still open go; what was done stays. */
export async function unmakeRhythmMonth(ctx: Ctx, { id, month }: z.output<typeof MonthOfRhythm>) {
  const rhythm = found(await lockRhythm(ctx.db, id))
  if (!(await unmarkMonth(ctx.db, id, month))) throw new Refusal('refused', 'planning.monthNotMade')
  await dropTasks(ctx.db, rhythm.workspaceId, keyOf(id, month))
  await say(ctx.db, rhythm.workspaceId, callerIn(ctx).id)
  return { id, month, tasks: 0 }
}

async function plant(db: Db, { id, workspaceId, steps }: RhythmRow, month: string): Promise<number> {
  const members = new Set(await findMembersWith(db, workspaceId, 'tasks.view'))
  const tasks = datedSteps(steps, month).map(({ title, day, place, ownerId, priority }) => ({
    workspaceId,
    title,
    dueOn: day,
    key: `${keyOf(id, month)}${place}`,
    // Whoever left since the template was written is asked nothing.
    ownerId: ownerId && members.has(ownerId) ? ownerId : null,
    ...(priority ? { priority } : {}),
  }))
  return (await planTasks(db, tasks)).length
}

/** The daily work: a week before a month's first week, the rhythms that run by themselves make it. */
export async function makeComingMonth(ctx: Ctx): Promise<void> {
  const month = monthToMake(localDay(ctx.now, 'Africa/Lome').day)
  if (!month) return
  for (const id of await rhythmsWithout(ctx.db, month))
    await transaction(ctx, async (inside) => {
      const rhythm = await lockRhythm(inside.db, id)
      if (rhythm?.active && (await markMonth(inside.db, id, month, ctx.now))) await plant(inside.db, rhythm, month)
    })
}

async function checkOwners(db: Db, workspaceId: string, steps: readonly RhythmStep[], before: readonly RhythmStep[] = []): Promise<void> {
  const known = new Set([...(await findMembersWith(db, workspaceId, 'tasks.view')), ...before.map(({ ownerId }) => ownerId)])
  const wrong = steps.flatMap(({ ownerId }, place) => (ownerId && !known.has(ownerId) ? [{ field: `steps.${place}.ownerId`, code: 'planning.notAMember' as const }] : []))
  if (wrong.length > 0) throw new Refusal('invalid', 'platform.invalid', {}, wrong)
}
