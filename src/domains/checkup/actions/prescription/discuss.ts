import { recordOf } from '#domains/crm'
import { callerIn } from '#domains/identity'
import type { Ctx } from '#platform/context'
import { found, Refusal, unless } from '#platform/refusal'
import type { z } from 'zod'
import { isShown, whyCannotAnswer } from '../../rules/prescription/plan.ts'
import type { AgencyRemark, ArtistRemark, PlanRef } from '../../schema/prescription.ts'
import { countRemarks, insertRemark, readVersion, type VersionRow } from '../../store/plan-parts.ts'
import { lockPlan, type PlanRow } from '../../store/prescriptions.ts'
import { changedRef } from './draft.ts'
import { announcePlan, onTimeline, tellAgency, tellArtist } from './tell.ts'

const mostRemarks = 500

/** The artist comments, proposes another day, sets a line aside with a reason or takes it back; of the version they have read. Comments are welcome while the plan runs, too. */
export async function discussPlan(ctx: Ctx, { id, version, line, kind, body, day }: z.output<typeof ArtistRemark>): Promise<z.input<typeof PlanRef>> {
  const plan = found(await lockPlan(ctx.db, id))
  if (!isShown(plan.state, plan.sentVersion)) throw new Refusal('missing', 'platform.missing')
  if (kind !== 'comment') unless(whyCannotAnswer(plan, version))
  const read = found(await readVersion(ctx.db, id, plan.sentVersion!))
  const title = titleOf(read, line)
  await roomFor(ctx, id)
  const remark = await insertRemark(ctx.db, id, { number: read.number, line: line ?? null, side: 'artist', kind, body, day: day ?? null, by: callerIn(ctx).id, at: ctx.now })
  await onTimeline(ctx, plan, `planDiscussed`, `said:${remark}`, { kind, title, about: line ? 'line' : 'whole' })
  await announcePlan(ctx, plan, 'discussed', { line: line ?? null, kind })
  await tellAgency(ctx, plan, await recordOf(ctx.db, plan.recordId), 'planDiscussed', `said:${remark}`, { kind, title, about: line ? 'line' : 'whole' })
  return changedRef(ctx, id)
}

/** The agency answers, of the whole or of one line. */
export async function answerPrescription(ctx: Ctx, { id, line, body }: z.output<typeof AgencyRemark>): Promise<z.input<typeof PlanRef>> {
  const plan = found(await lockPlan(ctx.db, id))
  if (plan.sentVersion === null) throw new Refusal('refused', 'checkup.planNotSent')
  const read = found(await readVersion(ctx.db, id, plan.sentVersion))
  const title = titleOf(read, line)
  await roomFor(ctx, id)
  const remark = await insertRemark(ctx.db, id, { number: read.number, line: line ?? null, side: 'agency', kind: 'comment', body, day: null, by: callerIn(ctx).id, at: ctx.now })
  if (isShown(plan.state, plan.sentVersion) && (await recordOf(ctx.db, plan.recordId)).accountId)
    await tellArtist(ctx, plan, 'planAnswered', `said:${remark}`, { coach: callerIn(ctx).name, title })
  return changedRef(ctx, id)
}

function titleOf({ lines }: VersionRow, line: string | undefined): string {
  return line === undefined
    ? ''
    : found(
        lines.find(({ key }) => key === line),
        'checkup.noSuchLine',
      ).title
}

async function roomFor(ctx: Ctx, id: PlanRow['id']): Promise<void> {
  if ((await countRemarks(ctx.db, id)) >= mostRemarks) throw new Refusal('refused', 'checkup.tooManyRemarks', { most: mostRemarks })
}
