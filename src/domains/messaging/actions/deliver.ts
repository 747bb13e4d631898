import type { Ctx } from '#platform/context'
import { transaction } from '#platform/database/pool'
import { count } from '#platform/metrics'
import { sendPush } from '../channels/push.ts'
import { sendNoticeMail } from '../channels/mail.ts'
import { sendNoticeSms } from '../channels/sms.ts'
import { wordsOf } from '../dictionary.ts'
import { kindOf } from '../kinds.ts'
import { digestLetter, noticeLetter } from '../letters.ts'
import { queueDelivery } from '../queue.ts'
import { personReader, type Reader, readerOf } from '../reader.ts'
import { afterTry, decide } from '../rules.ts'
import { type DeliveryRow, findDelivery, setDelivery } from '../store/deliveries.ts'
import { dropDevice, noteHeard } from '../store/devices.ts'
import { type AddressedNotice, findGathered, findNotice } from '../store/notices.ts'
import type { NoticeKind, Outcome } from '../types.ts'

/**
 * One try of one delivery, outside any transaction; then what came of it, and the next try, in one. What the person chose is asked again: it may have
 * changed while the notice waited. Killed between the sending and the writing down, it is sent again with the same Message-ID, push topic and tag: at least once.
 */
export async function deliver(ctx: Ctx, { deliveryId }: { deliveryId: string }): Promise<void> {
  const delivery = await findDelivery(ctx.db, deliveryId)
  if (!delivery || (delivery.state !== 'queued' && delivery.state !== 'quiet')) return
  const { kind, outcome } = delivery.noticeId ? await deliverNotice(ctx, delivery, delivery.noticeId) : await deliverDigest(ctx, delivery)
  if (outcome) await settle(ctx, delivery, outcome, kind)
}

interface Tried {
  kind: NoticeKind | null
  /** Null: nothing was tried, the line is written already. */
  outcome: Outcome | null
}

async function deliverNotice(ctx: Ctx, delivery: DeliveryRow, noticeId: string): Promise<Tried> {
  const notice = await findNotice(ctx.db, noticeId)
  const reader = notice && (await readerOf(ctx.db, notice))
  if (!notice || !reader) return { kind: null, outcome: null }
  const kind = kindOf(notice.kind, true)
  const decision = decide(kind, delivery.channel, reader.choices, ctx.now)
  if (!decision || decision.state === 'muted') {
    await setDelivery(ctx.db, delivery.id, { state: 'muted' }, ctx.now)
    return { kind, outcome: null }
  }
  if (decision.state === 'quiet') {
    await transaction(ctx, async ({ db, now }) => {
      if (await setDelivery(db, delivery.id, { state: 'quiet', dueAt: decision.until }, now)) await queueDelivery(db, delivery.id, { at: decision.until, essential: false })
    })
    return { kind, outcome: null }
  }
  return { kind, outcome: await send(ctx, delivery, notice, reader, kind) }
}

const unreachable = (problem: string): Outcome => ({ done: false, problem, again: false })

async function send(ctx: Ctx, { id, channel, target }: DeliveryRow, notice: AddressedNotice, reader: Reader, kind: NoticeKind): Promise<Outcome> {
  const words = wordsOf(reader.lang, notice.kind, notice.params)
  if (channel === 'sms') return reader.phone ? sendNoticeSms(ctx, { to: reader.phone, words: words.sms, href: notice.href }) : unreachable('messaging.noPhone')
  if (channel === 'mail') return reader.email ? sendNoticeMail(ctx, { id, to: reader.email, ...noticeLetter(notice, reader, kind) }) : unreachable('messaging.noMail')
  const device = reader.devices.find((one) => one.id === target)
  if (!device) return unreachable('messaging.pushGone')
  const outcome = await sendPush(device, {
    noticeId: notice.id,
    title: words.title,
    body: words.body,
    href: notice.href ?? '/account/notices',
    lang: reader.lang,
    urgent: kind.essential === true,
  })
  if (outcome.done) await noteHeard(ctx.db, device.id, ctx.now)
  else if (outcome.gone) await dropDevice(ctx.db, device.id)
  return outcome
}

/** A digest leaves like any mail; what it gathers ends with it. */
async function deliverDigest(ctx: Ctx, { id, userId }: DeliveryRow): Promise<Tried> {
  const reader = userId ? await personReader(ctx.db, userId) : null
  const notices = await findGathered(ctx.db, id)
  if (!reader || notices.length === 0) return { kind: null, outcome: unreachable('messaging.nothingGathered') }
  return { kind: null, outcome: reader.email ? await sendNoticeMail(ctx, { id, to: reader.email, ...digestLetter(notices, reader) }) : unreachable('messaging.noMail') }
}

async function settle(ctx: Ctx, delivery: DeliveryRow, outcome: Outcome, kind: NoticeKind | null): Promise<void> {
  await transaction(ctx, async ({ db, now }) => {
    const { state, dueAt } = afterTry(outcome, delivery.tries + 1, now, Math.random())
    const changed = await setDelivery(db, delivery.id, { state, dueAt, problem: outcome.done ? null : outcome.problem, tried: true }, now)
    if (changed && dueAt) await queueDelivery(db, delivery.id, { at: dueAt, essential: kind?.essential === true })
  })
  count(outcome.done ? `notice_${delivery.channel}_sent` : `notice_${delivery.channel}_failed`)
}
