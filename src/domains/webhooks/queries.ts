import { z } from 'zod'
import { findWorkspaceBySlug } from '#domains/identity'
import type { Ctx } from '#platform/context'
import { decodeCursor, type Page, toPage } from '#platform/operation'
import { found, Refusal } from '#platform/refusal'
import type * as shapes from './schema.ts'
import * as store from './store.ts'
import { eventTypes } from './types.ts'

/** Endpoints of a workspace. */
export async function listWebhooks(ctx: Ctx, { slug }: z.output<typeof shapes.ofWorkspace>): Promise<{ items: store.Endpoint[] }> {
  const workspace = found(await findWorkspaceBySlug(ctx.db, slug))
  return { items: await store.listEndpoints(ctx.db, workspace.id) }
}

export async function getWebhook(ctx: Ctx, { webhookId }: z.output<typeof shapes.byId>): Promise<store.Endpoint> {
  return found(await store.findEndpoint(ctx.db, webhookId))
}

/** The log, newest first. */
export async function listWebhookDeliveries(ctx: Ctx, { webhookId, state, after, limit }: z.output<typeof shapes.deliveriesInput>): Promise<Page<store.DeliveryRow>> {
  const before = decodeCursor(after, z.uuid())
  if (after && !before) throw new Refusal('invalid', 'platform.badCursor')
  return toPage(await store.listDeliveries(ctx.db, webhookId, state ?? null, before, limit), limit, (row) => row.id)
}

/** One delivery with its body and every try. */
export async function getWebhookDelivery(ctx: Ctx, { deliveryId }: z.output<typeof shapes.byDelivery>): Promise<z.input<typeof shapes.DeliveryWhole>> {
  const { body, ...delivery } = found(await store.findDelivery(ctx.db, deliveryId))
  return { delivery, body, tries: await store.listTries(ctx.db, deliveryId) }
}

export async function listWebhookEvents(): Promise<z.input<typeof shapes.EventTypes>> {
  return { items: [...eventTypes] }
}
