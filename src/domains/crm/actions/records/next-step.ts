import { dropTasks, planTasks } from '#domains/planning'
import type { Ctx } from '#platform/context'
import { hrefOf } from '../../rules/edits.ts'
import type { RecordKind } from '../../types.ts'

interface Step {
  id: string
  workspaceId: string
  kind: RecordKind
  name: string
  ownerId: string | null
  nextStep: string | null
  nextStepOn: string | null
  version: number
}

/** Where the task of a record's next step is known: one a step, so that a step done yesterday does not swallow today's. */
export const stepKey = (recordId: string): string => `crm.next:${recordId}:`

/** A next step with a day becomes a task of whoever looks after the record; the step before it, if still open, is dropped. */
export async function planNextStep(ctx: Ctx, step: Step): Promise<void> {
  if (step.version > 1) await dropTasks(ctx.db, step.workspaceId, stepKey(step.id))
  if (!step.nextStep || !step.nextStepOn) return
  const me = ctx.actor.kind === 'person' ? ctx.actor.id : null
  await planTasks(ctx.db, [
    {
      workspaceId: step.workspaceId,
      title: step.nextStep,
      ownerId: step.ownerId ?? me,
      dueOn: step.nextStepOn,
      subject: { kind: step.kind, id: step.id, label: step.name, href: hrefOf(step) },
      key: `${stepKey(step.id)}${step.version}`,
    },
  ])
}
