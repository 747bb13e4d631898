import { findWorkspaceBySlug } from '#domains/identity'
import type { Ctx } from '#platform/context'
import { anyone, command, member, nothing, query } from '#platform/operation'
import { createWebhook, editWebhook, removeWebhook, rotateWebhookSecret } from './actions/endpoints.ts'
import { redeliverWebhook, testWebhook } from './actions/send.ts'
import * as queries from './queries.ts'
import * as shapes from './schema.ts'
import { findDelivery, findEndpoint } from './store.ts'

const may = 'workspace.edit'
const ofSlug = member(may, async (ctx: Ctx, input: { slug: string }) => (await findWorkspaceBySlug(ctx.db, input.slug))?.id ?? null)
const ofWebhook = member(may, async (ctx: Ctx, input: { webhookId: string }) => (await findEndpoint(ctx.db, input.webhookId))?.workspaceId ?? null)
const ofDelivery = member(may, async (ctx: Ctx, input: { deliveryId: string }) => {
  const delivery = await findDelivery(ctx.db, input.deliveryId)
  return (delivery && (await findEndpoint(ctx.db, delivery.webhookId))?.workspaceId) ?? null
})

/** Everything this room does for the outside world. */
export const operations = {
  listWebhookEvents: query({
    summary: 'Types of events a webhook can be told of',
    route: 'GET /webhook-events',
    who: anyone,
    input: nothing,
    output: shapes.EventTypes,
    run: queries.listWebhookEvents,
    cache: 'public, max-age=300',
  }),
  listWebhooks: query({
    summary: 'Webhooks of a workspace',
    route: 'GET /workspaces/:slug/webhooks',
    who: ofSlug,
    input: shapes.ofWorkspace,
    output: shapes.Webhooks,
    run: queries.listWebhooks,
  }),
  createWebhook: command({
    summary: 'Register an https address to be told of events; the secret is shown this once',
    route: 'POST /workspaces/:slug/webhooks',
    who: ofSlug,
    status: 201,
    perMinute: 20,
    input: shapes.newWebhook,
    output: shapes.Secret,
    run: createWebhook,
    subject: (_input, { webhook }) => webhook.id,
  }),
  getWebhook: query({ summary: 'One webhook', route: 'GET /webhooks/:webhookId', who: ofWebhook, input: shapes.byId, output: shapes.Webhook, run: queries.getWebhook }),
  editWebhook: command({
    summary: 'Change, pause or take up again a webhook',
    route: 'PATCH /webhooks/:webhookId',
    who: ofWebhook,
    input: shapes.webhookEdit,
    output: shapes.Webhook,
    run: editWebhook,
  }),
  removeWebhook: command({
    summary: 'Remove a webhook and its log',
    route: 'DELETE /webhooks/:webhookId',
    who: ofWebhook,
    input: shapes.byId,
    output: nothing,
    run: removeWebhook,
  }),
  rotateWebhookSecret: command({
    summary: 'Make a new secret; for a day the former one signs too',
    route: 'POST /webhooks/:webhookId/secrets',
    who: ofWebhook,
    status: 201,
    perMinute: 20,
    input: shapes.byId,
    output: shapes.Secret,
    run: rotateWebhookSecret,
  }),
  testWebhook: command({
    summary: 'Send a trial event to a webhook',
    route: 'POST /webhooks/:webhookId/trials',
    who: ofWebhook,
    status: 202,
    perMinute: 20,
    input: shapes.byId,
    output: nothing,
    run: testWebhook,
  }),
  listWebhookDeliveries: query({
    summary: 'What was sent to a webhook, newest first',
    route: 'GET /webhooks/:webhookId/deliveries',
    who: ofWebhook,
    input: shapes.deliveriesInput,
    output: shapes.Deliveries,
    run: queries.listWebhookDeliveries,
  }),
  getWebhookDelivery: query({
    summary: 'One delivery with its body and every try',
    route: 'GET /webhook-deliveries/:deliveryId',
    who: ofDelivery,
    input: shapes.byDelivery,
    output: shapes.DeliveryWhole,
    run: queries.getWebhookDelivery,
  }),
  redeliverWebhook: command({
    summary: 'Send a delivery once more, under the same id',
    route: 'POST /webhook-deliveries/:deliveryId/redeliveries',
    who: ofDelivery,
    status: 202,
    perMinute: 60,
    input: shapes.byDelivery,
    output: shapes.Delivery,
    run: redeliverWebhook,
  }),
}
