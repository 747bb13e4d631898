import { callerIn } from '#domains/identity'
import type { Ctx } from '#platform/context'
import { transaction } from '#platform/database/pool'
import { later } from '#platform/jobs'
import { found, Refusal } from '#platform/refusal'
import { publish } from '#platform/stream'
import { agencyOf } from '../../agency.ts'
import { workspaceOfRow } from '../../store/facts.ts'
import { comparedUpto, comparePairs, dropDistinct, noteCompared, putDistinct } from '../../store/pairs.ts'
import { readSides } from '../../store/sides.ts'
import { tickets } from '../../tickets.ts'

/** Compares what has changed in an agency since the last time with all it has. */
export async function compareRecords(ctx: Ctx, { workspaceId }: { workspaceId: string }): Promise<void> {
  await transaction(ctx, async ({ db }) => {
    const { since, now } = await comparedUpto(db, workspaceId)
    await comparePairs(db, workspaceId, since)
    await noteCompared(db, workspaceId, now)
    await publish(db, `duplicates:${workspaceId}`, {})
  })
}

/** Compares soon; asked again before it begins, it is done once. */
export async function findDuplicates(ctx: Ctx, { workspaceId: asked }: { workspaceId?: string | undefined }): Promise<Record<string, never>> {
  const workspaceId = await agencyOf(ctx, asked)
  await later(ctx.db, tickets.compare, { workspaceId }, { key: `crm.compare:${workspaceId}` })
  return {}
}

/** These two are not one: they are not proposed again. Refuses `crm.merge.same`. */
export async function rejectDuplicate(ctx: Ctx, { id, otherId }: { id: string; otherId: string }): Promise<Record<string, never>> {
  const workspaceId = found(await workspaceOfRow(ctx.db, id))
  if (id === otherId) throw new Refusal('invalid', 'crm.merge.same')
  found((await readSides(ctx.db, workspaceId, [otherId]))[0])
  await putDistinct(ctx.db, workspaceId, id, otherId, callerIn(ctx).id)
  return {}
}

/** Takes that back. */
export async function reopenDuplicate(ctx: Ctx, { id, otherId }: { id: string; otherId: string }): Promise<Record<string, never>> {
  const workspaceId = found(await workspaceOfRow(ctx.db, id))
  found((await dropDistinct(ctx.db, workspaceId, id, otherId)) || null)
  return {}
}
