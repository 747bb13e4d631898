import type { Ctx } from '#platform/context'
import { announce, type GriotEvent } from '#platform/events'
import { found, unless } from '#platform/refusal'
import { queueTry } from '../jobs.ts'
import { wants, whyCannotSend } from '../rules.ts'
import * as store from '../store.ts'
import { testType } from '../types.ts'

/** Writes an event down for each endpoint of its workspace that wants it, and queues the sending. */
export async function tellEndpoints(ctx: Ctx, event: GriotEvent): Promise<void> {
  if (!event.workspaceId) return
  for (const endpoint of await store.listEndpoints(ctx.db, event.workspaceId)) {
    const isMeant = event.type === testType ? event.subject === endpoint.id : wants(endpoint.events, event.type)
    if (endpoint.state !== 'active' || !isMeant) continue
    const id = await store.insertDelivery(ctx.db, { endpointId: endpoint.id, eventId: event.id, type: event.type, body: bodyOf(event), nextAt: ctx.now })
    if (id) await queueTry(ctx.db, id, endpoint.id)
  }
}

/** What is sent: the type, the instant, and the event's ids and facts under `data` (Standard Webhooks, thin payload). */
function bodyOf({ type, at, subject, workspaceId, actorId, payload }: GriotEvent): string {
  return JSON.stringify({ type, timestamp: at.toISOString(), data: { ...payload, subject, workspaceId, actorId } })
}

/** Sends a trial event to this endpoint alone. Refuses `webhooks.isPaused`. */
export async function testWebhook(ctx: Ctx, { webhookId }: { webhookId: string }): Promise<Record<string, never>> {
  const endpoint = found(await store.findEndpoint(ctx.db, webhookId))
  unless(whyCannotSend(endpoint.state))
  await announce(ctx.db, { type: testType, subject: webhookId, workspaceId: endpoint.workspaceId, actorId: ctx.actor.kind === 'person' ? ctx.actor.id : null, payload: {} })
  return {}
}

/** Sends a delivery once more, under the same id and with the same body. Refuses `webhooks.isPaused`. */
export async function redeliverWebhook(ctx: Ctx, { deliveryId }: { deliveryId: string }): Promise<store.DeliveryRow> {
  const delivery = found(await store.findDelivery(ctx.db, deliveryId))
  unless(whyCannotSend(found(await store.findEndpoint(ctx.db, delivery.webhookId)).state))
  await store.setDelivery(ctx.db, deliveryId, 'waiting', ctx.now)
  await queueTry(ctx.db, deliveryId, delivery.webhookId)
  return found(await store.findDelivery(ctx.db, deliveryId))
}
