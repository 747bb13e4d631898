import { z } from 'zod'
import type { Db } from '#platform/context'
import { job, later, type Timed } from '#platform/jobs'
import { deliver } from './actions/deliver.ts'
import { forgetDeliveries } from './actions/forget.ts'

/** The tries are ours to count: the job itself is only run again after a bug. */
const deliverLater = job({
  name: 'webhooks.deliverLater',
  input: z.object({ deliveryId: z.uuid() }),
  run: (ctx, { deliveryId }) => deliver(ctx, { deliveryId }, (db, endpointId, at) => queueTry(db, deliveryId, endpointId, at)),
})

/** Queues the next try of a delivery, now or then. Those of one endpoint run one after the other: a slow receiver holds up nobody else. */
export function queueTry(db: Db, deliveryId: string, endpointId: string, at?: Date): Promise<void> {
  return later(db, deliverLater, { deliveryId }, { key: `webhooks.deliver:${deliveryId}`, queue: `webhooks:${endpointId}`, ...(at ? { at } : {}) })
}

export const jobs = [deliverLater]
export const timed: readonly Timed[] = [{ name: 'webhooks.forgetLater', cron: '41 3 * * *', run: forgetDeliveries }]
