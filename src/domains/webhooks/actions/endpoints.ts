import { isIP } from 'node:net'
import type { z } from 'zod'
import { findWorkspaceBySlug } from '#domains/identity'
import { after } from '#platform/clock'
import { config } from '#platform/config'
import type { Ctx } from '#platform/context'
import { isInner } from '#platform/outgoing'
import { type FieldRefusal, found, Refusal } from '#platform/refusal'
import { queueTry } from '../jobs.ts'
import { overlap } from '../rules.ts'
import type * as shapes from '../schema.ts'
import { newSecret, sealSecret } from '../signature.ts'
import * as store from '../store.ts'
import { mostEndpoints } from '../types.ts'

type In<Shape extends z.ZodType> = z.output<Shape>

/** Registers an address. Answers the secret, this once. Refuses `webhooks.tooMany`, `webhooks.badUrl`, `webhooks.innerUrl`. */
export async function createWebhook(ctx: Ctx, input: In<typeof shapes.newWebhook>): Promise<{ webhook: store.Endpoint; secret: string }> {
  const { id: workspaceId } = found(await findWorkspaceBySlug(ctx.db, input.slug))
  const url = checkedUrl(input.url)
  if ((await store.countEndpointsAlone(ctx.db, workspaceId)) >= mostEndpoints) throw new Refusal('refused', 'webhooks.tooMany', { max: mostEndpoints })
  const secret = newSecret()
  const createdBy = ctx.actor.kind === 'person' ? ctx.actor.id : null
  const webhook = await store.insertEndpoint(ctx.db, { workspaceId, url, name: input.name, events: [...new Set(input.events)], secret: sealSecret(secret), createdBy })
  return { webhook, secret }
}

/** Changes an address, its events or its state. Taken up again, what was waiting is sent. Refuses `webhooks.badUrl`, `webhooks.innerUrl`. */
export async function editWebhook(ctx: Ctx, { webhookId, url, ...rest }: In<typeof shapes.webhookEdit>): Promise<store.Endpoint> {
  const changed = found(await store.updateEndpoint(ctx.db, webhookId, { ...rest, ...(url === undefined ? {} : { url: checkedUrl(url) }) }))
  if (rest.state === 'active') for (const id of await store.listWaiting(ctx.db, webhookId)) await queueTry(ctx.db, id, webhookId)
  return changed
}

export async function removeWebhook(ctx: Ctx, { webhookId }: In<typeof shapes.byId>): Promise<Record<string, never>> {
  await store.deleteEndpoint(ctx.db, webhookId)
  return {}
}

/** Makes a new secret. For a day the former one signs too, so that the receiver can change without a gap. */
export async function rotateWebhookSecret(ctx: Ctx, { webhookId }: In<typeof shapes.byId>): Promise<{ webhook: store.Endpoint; secret: string }> {
  const secret = newSecret()
  return { webhook: found(await store.rotateSecret(ctx.db, webhookId, sealSecret(secret), after(ctx.now, overlap))), secret }
}

/** Only https, no name and password, no address of a private network; stand-ins named in OUTGOING_ALLOW are let through. */
function checkedUrl(text: string): string {
  const wrong = (code: FieldRefusal['code']): Refusal => new Refusal('invalid', 'platform.invalid', {}, [{ field: 'url', code }])
  const url = URL.parse(text)
  if (!url || url.username || url.password) throw wrong('webhooks.badUrl')
  const allowed = config().OUTGOING_ALLOW.includes(url.host)
  if (url.protocol !== 'https:' && !(allowed && url.protocol === 'http:')) throw wrong('webhooks.badUrl')
  const host = url.hostname.replace(/^\[|\]$/g, '')
  if (!allowed && (host === 'localhost' || host.endsWith('.localhost') || (isIP(host) !== 0 && isInner(host)))) throw wrong('webhooks.innerUrl')
  return url.href
}
