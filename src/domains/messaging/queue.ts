import { z } from 'zod'
import type { Db } from '#platform/context'
import { later } from '#platform/jobs'
import { channels, type Channel } from './types.ts'

/** The shapes of this room's jobs, apart from what runs them: actions queue each other. */
export const planLater = { name: 'messaging.planLater', input: z.object({ noticeId: z.uuid(), mail: z.boolean(), only: z.enum(channels).optional() }) }
export const deliverLater = { name: 'messaging.deliverLater', input: z.object({ deliveryId: z.uuid() }) }
export const digestLater = { name: 'messaging.digestLater', input: z.object({ userId: z.uuid() }) }

export function queuePlan(db: Db, noticeId: string, mail: boolean, only?: Channel): Promise<void> {
  return later(db, planLater, { noticeId, mail, ...(only ? { only } : {}) })
}

/** One try of a delivery, now or then. What is not essential lets everything else go first: a thousand mails at the end of a campaign hold up no payment. */
export function queueDelivery(db: Db, deliveryId: string, { at, essential }: { at?: Date | null; essential: boolean }): Promise<void> {
  return later(db, deliverLater, { deliveryId }, { key: `messaging.deliver:${deliveryId}`, priority: essential ? 0 : 5, ...(at ? { at } : {}) })
}

/** One job a person and hour: what is gathered later for the same hour finds it. */
export function queueDigest(db: Db, userId: string, at: Date): Promise<void> {
  return later(db, digestLater, { userId }, { key: `messaging.digest:${userId}:${at.toISOString()}`, at, priority: 5 })
}
