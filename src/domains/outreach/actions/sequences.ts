import { callerIn } from '#domains/identity'
import type { Ctx } from '#platform/context'
import { found, Refusal, unless } from '#platform/refusal'
import { agencyOf } from '../agency.ts'
import { whyCannotBecome, whyCannotTurn } from '../rules/states.ts'
import type { SequenceDraft, SequenceEdit } from '../schema/sequences.ts'
import { type EnrolmentRow, findBusy, holdEnrolling, readEnrolment, takeRunningIn } from '../store/enrolments.ts'
import { listSteps, putSteps, readSequence, renameSequence, setSequence, insertSequence, type StepDraft } from '../store/sequences.ts'
import { realign } from '../store/positions.ts'
import { templatesByIds } from '../store/templates.ts'
import { say } from '../topics.ts'
import type { SequenceState, Turn } from '../types.ts'
import { turnAll } from './turns.ts'

type Steps = SequenceDraft['steps']

/** Every step names a template of this agency and of its own channel; a call names what to do. */
async function checkedSteps(ctx: Ctx, workspaceId: string, steps: Steps): Promise<StepDraft[]> {
  const templates = await templatesByIds(
    ctx.db,
    workspaceId,
    steps.flatMap(({ templateId }) => templateId ?? []),
  )
  return steps.map(({ id, kind, templateId, title, wait, working }, at) => {
    const template = templateId ? templates.get(templateId) : undefined
    if (kind !== 'call' && template?.channel !== kind)
      throw new Refusal('invalid', 'platform.invalid', {}, [{ field: `steps.${at}.templateId`, code: 'outreach.stepNeedsTemplate' }])
    return { id, kind, templateId: kind === 'call' ? null : (templateId ?? null), title: kind === 'call' ? title || null : null, wait, working }
  })
}

export async function createSequence(ctx: Ctx, { workspaceId: asked, name, steps }: SequenceDraft): Promise<{ id: string }> {
  const workspaceId = await agencyOf(ctx, asked)
  const checked = await checkedSteps(ctx, workspaceId, steps)
  const id = await insertSequence(ctx.db, workspaceId, name, callerIn(ctx).id, ctx.now)
  await putSteps(
    ctx.db,
    id,
    checked.map(({ id: _id, ...step }) => step),
  )
  await say(ctx.db, workspaceId)
  return { id }
}

/** Name and steps, also while it runs: whoever has had a step does not get it again. Refuses `outreach.changedMeanwhile`. */
export async function editSequence(ctx: Ctx, { id, name, steps, version }: SequenceEdit): Promise<{ id: string; version: number }> {
  const before = found(await readSequence(ctx.db, id, true))
  if (version !== before.version) throw new Refusal('conflict', 'outreach.changedMeanwhile', { version: before.version })
  if (before.state === 'active' && steps.length === 0) throw new Refusal('refused', 'outreach.noSteps')
  const own = new Set((await listSteps(ctx.db, id)).map((step) => step.id))
  const checked = await checkedSteps(ctx, before.workspaceId, steps)
  await renameSequence(ctx.db, id, name, ctx.now)
  await putSteps(
    ctx.db,
    id,
    checked.map((step) => (step.id && own.has(step.id) ? step : { ...step, id: undefined })),
  )
  await realign(ctx.db, id)
  await say(ctx.db, before.workspaceId)
  return { id, version: before.version + 1 }
}

/** Starts, holds or puts away a sequence. Held, nothing of it leaves; put away, everything that runs in it stops. */
export async function setSequenceState(ctx: Ctx, { id, state }: { id: string; state: SequenceState }): Promise<Record<string, never>> {
  const before = found(await readSequence(ctx.db, id, true))
  if (before.state === state) return {}
  unless(whyCannotBecome(before.state, state, (await listSteps(ctx.db, id)).length))
  await setSequence(ctx.db, id, state, ctx.now)
  if (state === 'archived') await turnAll(ctx, await takeRunningIn(ctx.db, id), 'stop', 'outreach.reason.archived')
  await say(ctx.db, before.workspaceId)
  return {}
}

const acts: Readonly<Record<'pause' | 'resume' | 'stop', Turn>> = { pause: 'pause', resume: 'resume', stop: 'stop' }

/** Holds, goes on with, or stops one enrolment. Refuses what its state does not allow, and `outreach.alreadyRunning` to take up what ended while another sequence writes to the same person. */
export async function changeEnrolment(ctx: Ctx, { id, act }: { id: string; act: 'pause' | 'resume' | 'stop' }): Promise<{ state: string }> {
  const { workspaceId } = found(await readEnrolment(ctx.db, id))
  if (act === 'resume') await holdEnrolling(ctx.db, workspaceId)
  const before = found(await readEnrolment(ctx.db, id, true))
  unless(whyCannotTurn(before.state, acts[act]))
  if (before.endedAt && act === 'resume') await refuseBusy(ctx, before)
  await turnAll(ctx, [before], acts[act], act === 'resume' ? null : 'outreach.reason.manual')
  return { state: found(await readEnrolment(ctx.db, id)).state }
}

async function refuseBusy(ctx: Ctx, { workspaceId, recordId, email }: EnrolmentRow): Promise<void> {
  const { records, emails } = await findBusy(ctx.db, workspaceId, [recordId], email ? [email] : [])
  if (records.size + emails.size > 0) throw new Refusal('conflict', 'outreach.alreadyRunning')
}
