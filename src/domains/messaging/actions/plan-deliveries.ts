import type { z } from 'zod'
import type { Ctx, Db } from '#platform/context'
import { transaction } from '#platform/database/pool'
import { kindOf } from '../kinds.ts'
import { type planLater, queueDelivery, queueDigest } from '../queue.ts'
import { type Reader, readerOf } from '../reader.ts'
import { decide, type Decision } from '../rules.ts'
import { insertDelivery } from '../store/deliveries.ts'
import { findNotice } from '../store/notices.ts'
import type { Channel } from '../types.ts'

/** Decides by which ways a notice leaves, and writes a line for each. Run twice, it finds its lines and does nothing. */
export async function planDeliveries(ctx: Ctx, { noticeId, mail, only }: z.output<typeof planLater.input>): Promise<void> {
  await transaction(ctx, async ({ db, now }) => {
    const notice = await findNotice(db, noticeId)
    const reader = notice && (await readerOf(db, notice))
    if (!notice || !reader) return
    const kind = kindOf(notice.kind, mail)
    for (const way of waysTo(reader)) {
      if (only && way.channel !== only) continue
      const decision: Decision = only ? { state: 'queued' } : decide(kind, way.channel, reader.choices, now)
      if (decision) await write(db, noticeId, reader.userId, way, decision, { essential: kind.essential === true, now })
    }
  })
}

interface Way {
  channel: Channel
  target: string
}

export function waysTo({ email, phone, devices }: Pick<Reader, 'email' | 'phone' | 'devices'>): Way[] {
  return [
    ...(email ? [{ channel: 'mail' as const, target: '' }] : []),
    ...devices.map(({ id }) => ({ channel: 'push' as const, target: id })),
    ...(phone ? [{ channel: 'sms' as const, target: '' }] : []),
  ]
}

async function write(
  db: Db,
  noticeId: string,
  userId: string | null,
  way: Way,
  decision: NonNullable<Decision>,
  { essential, now }: { essential: boolean; now: Date },
): Promise<void> {
  const until = 'until' in decision ? decision.until : null
  const id = await insertDelivery(db, { noticeId, userId, ...way, state: decision.state, dueAt: until }, now)
  if (!id || decision.state === 'muted') return
  if (decision.state === 'gathered' && userId && until) await queueDigest(db, userId, until)
  else await queueDelivery(db, id, { at: until, essential })
}
