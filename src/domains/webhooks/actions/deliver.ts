import { findMembersWith, workspaceOf } from '#domains/identity'
import { notify } from '#domains/messaging'
import { after, clock, second } from '#platform/clock'
import type { Ctx, Db } from '#platform/context'
import { transaction } from '#platform/database/pool'
import { count } from '#platform/metrics'
import { fetchOutside } from '#platform/outgoing'
import { isRefusal } from '#platform/refusal'
import { nextWait, shouldPause, succeeded } from '../rules.ts'
import { openSecret, signedHeaders } from '../signature.ts'
import * as store from '../store.ts'
import type { Outcome } from '../types.ts'

/** One try of one delivery, outside any transaction; then what came of it, and the next try (`again`), in one. Safe to run twice: the receiver sees the same id. */
export async function deliver(ctx: Ctx, { deliveryId }: { deliveryId: string }, again: (db: Db, endpointId: string, at: Date) => Promise<void>): Promise<void> {
  const delivery = await store.findDelivery(ctx.db, deliveryId)
  const endpoint = delivery && (await store.findEndpoint(ctx.db, delivery.webhookId))
  if (!endpoint || delivery.state !== 'waiting' || endpoint.state !== 'active') return
  const outcome = await send(ctx, delivery, endpoint)
  count(succeeded(outcome) ? 'webhook_delivered' : 'webhook_failed')
  await transaction(ctx, async ({ db, now }) => {
    const tries = await store.noteTry(db, deliveryId, now, outcome)
    if (tries === null) return
    const { failures, failingSince } = await store.noteHealth(db, endpoint.id, succeeded(outcome), now)
    if (succeeded(outcome)) return store.setDelivery(db, deliveryId, 'delivered', null)
    const wait = nextWait(tries, outcome, Math.random())
    await store.setDelivery(db, deliveryId, wait === null ? 'failed' : 'waiting', wait === null ? null : after(now, wait))
    if (wait !== null) await again(db, endpoint.id, after(now, wait))
    if (failingSince && shouldPause(outcome, failures, failingSince, now) && (await store.giveUp(db, endpoint.id))) await tellPaused(db, endpoint)
  })
}

async function send(ctx: Ctx, delivery: store.DeliveryRow, endpoint: store.Endpoint): Promise<Outcome> {
  const sealed = await store.findSecrets(ctx.db, endpoint.id)
  const overlaps = sealed?.formerSecret && endpoint.formerUntil && endpoint.formerUntil > ctx.now
  const secrets = [sealed?.secret, overlaps ? sealed.formerSecret : null].flatMap((one) => (one ? [openSecret(one)] : []))
  const begun = Date.now()
  const ended = (rest: Pick<Outcome, 'status' | 'problem' | 'answer' | 'retryAfter'>): Outcome => ({ ...rest, ms: Date.now() - begun })
  try {
    const answer = await fetchOutside(endpoint.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'user-agent': 'Griot-Webhooks/1.0', ...signedHeaders(delivery.id, clock.now(), delivery.body, secrets) },
      body: delivery.body,
      timeoutMs: 15 * second,
      maxBytes: 256 * 1024,
    })
    const asked = Number(answer.headers['retry-after'])
    return ended({ status: answer.status, problem: null, answer: printable(answer.body), retryAfter: Number.isFinite(asked) && asked > 0 ? asked : null })
  } catch (error) {
    if (!isRefusal(error)) throw error
    return ended({ status: null, problem: error.code, answer: '', retryAfter: null })
  }
}

/** The beginning of an answer, for the log: no character that a database or a screen would choke on. */
function printable(body: Buffer): string {
  return body
    .subarray(0, 1_000)
    .toString('utf8')
    .replaceAll(/[\0-\x08\x0B\x0C\x0E-\x1F\x7F\uFFFD]/g, '')
    .slice(0, 500)
}

async function tellPaused(db: Db, endpoint: store.Endpoint): Promise<void> {
  const { slug, name } = await workspaceOf(db, endpoint.workspaceId)
  const params = { host: new URL(endpoint.url).host, workspace: name }
  for (const userId of await findMembersWith(db, endpoint.workspaceId, 'workspace.edit')) {
    await notify(db, { userId, kind: 'webhooks.paused', params, href: `/account/workspaces/${slug}/webhooks/${endpoint.id}`, mail: true })
  }
}
