import { dropTasks, planTasks } from '#domains/planning'
import type { Ctx } from '#platform/context'
import { hrefOf } from '../../rules/edits.ts'
import type { RecordKind } from '../../types.ts'

export interface Step {
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
  await planNextSteps(ctx, step.workspaceId, [step])
}

/** The same for many records of one agency. */
export async function planNextSteps(ctx: Ctx, workspaceId: string, steps: readonly Step[]): Promise<void> {
  await dropNextSteps(
    ctx,
    workspaceId,
    steps.filter(({ version }) => version > 1).map(({ id }) => id),
  )
  const me = ctx.actor.kind === 'person' ? ctx.actor.id : null
  await planTasks(
    ctx.db,
    steps.flatMap((step) =>
      step.nextStep && step.nextStepOn
        ? {
            workspaceId,
            title: step.nextStep,
            ownerId: step.ownerId ?? me,
            dueOn: step.nextStepOn,
            subject: { kind: step.kind, id: step.id, label: step.name, href: hrefOf(step) },
            key: `${stepKey(step.id)}${step.version}`,
          }
        : [],
    ),
  )
}

/** Their open tasks go; the steps stay written on the records. */
export async function dropNextSteps(ctx: Ctx, workspaceId: string, recordIds: readonly string[]): Promise<void> {
  if (recordIds.length > 0) await dropTasks(ctx.db, workspaceId, recordIds.map(stepKey))
}
