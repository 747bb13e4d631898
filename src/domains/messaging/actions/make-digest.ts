import type { Ctx } from '#platform/context'
import { transaction } from '#platform/database/pool'
import { kindOf } from '../kinds.ts'
import { queueDelivery } from '../queue.ts'
import { decide } from '../rules.ts'
import { findChoices } from '../store/choices.ts'
import { gather, holdGathered, insertDelivery, muteGathered } from '../store/deliveries.ts'

/** Gathers the mails of a person that waited until now into one delivery. Topics turned off meanwhile are left out. Run twice, it finds nothing left to gather. */
export async function makeDigest(ctx: Ctx, { userId }: { userId: string }): Promise<void> {
  await transaction(ctx, async ({ db, now }) => {
    const due = await holdGathered(db, userId, now)
    const choices = await findChoices(db, userId)
    const isWanted = (kind: string): boolean => !['muted', undefined].includes(decide(kindOf(kind, true), 'mail', choices, now)?.state)
    const [told, silent] = [due.filter(({ kind }) => isWanted(kind)), due.filter(({ kind }) => !isWanted(kind))]
    await muteGathered(
      db,
      silent.map(({ id }) => id),
      now,
    )
    if (told.length === 0) return
    const digestId = await insertDelivery(db, { noticeId: null, userId, channel: 'mail', target: '', state: 'queued', dueAt: null }, now)
    await gather(
      db,
      digestId!,
      told.map(({ id }) => id),
    )
    await queueDelivery(db, digestId!, { essential: false })
  })
}
