import { z } from 'zod'
import { id, instant, pageOf, paging } from '#platform/operation'
import { deliveryStates, endpointStates, eventTypes, wanted } from './types.ts'

/** Shapes at the door. */

export const slug = z.string().max(80)
const url = z.string().trim().min(1).max(2000)
const name = z.string().trim().max(120)
const events = z.array(z.enum(wanted)).min(1).max(wanted.length)

export const Webhook = z
  .object({
    id,
    workspaceId: id,
    url: z.string(),
    name: z.string(),
    events: z.array(z.string()),
    state: z.enum(endpointStates).meta({ id: 'WebhookState' }),
    /** Tries that failed since the last that succeeded. */
    failures: z.int(),
    failingSince: instant.nullable(),
    /** Until then the former secret signs too. */
    formerUntil: instant.nullable(),
    createdAt: instant,
  })
  .meta({ id: 'Webhook' })

export const Secret = z.object({ webhook: Webhook, secret: z.string() }).meta({ id: 'WebhookSecret', description: 'The secret is shown this once.' })
export const Webhooks = z.object({ items: z.array(Webhook) }).meta({ id: 'Webhooks' })

export const Delivery = z
  .object({
    id,
    webhookId: id,
    type: z.string(),
    state: z.enum(deliveryStates).meta({ id: 'DeliveryState' }),
    tries: z.int(),
    nextAt: instant.nullable(),
    createdAt: instant,
    last: z.object({ at: instant, status: z.int().nullable(), problem: z.string().nullable(), ms: z.int() }).meta({ id: 'DeliveryTry' }).nullable(),
  })
  .meta({ id: 'Delivery' })

export const DeliveryWhole = z
  .object({
    delivery: Delivery,
    body: z.string(),
    tries: z.array(
      z.object({ number: z.int(), at: instant, status: z.int().nullable(), problem: z.string().nullable(), ms: z.int(), answer: z.string() }).meta({ id: 'DeliveryTryWhole' }),
    ),
  })
  .meta({ id: 'DeliveryWhole' })

export const Deliveries = pageOf(Delivery)
export const EventTypes = z.object({ items: z.array(z.enum(eventTypes)) }).meta({ id: 'WebhookEvents' })

export const ofWorkspace = z.object({ slug })
export const byId = z.object({ webhookId: id })
export const byDelivery = z.object({ deliveryId: id })
export const newWebhook = z.object({ slug, url, name: name.default(''), events })
export const webhookEdit = z.object({ webhookId: id, url: url.optional(), name: name.optional(), events: events.optional(), state: z.enum(['active', 'paused']).optional() })
export const deliveriesInput = z.object({ webhookId: id, state: z.enum(deliveryStates).optional(), ...paging })
