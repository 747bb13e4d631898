import { z } from 'zod'
import { callerIn, findPhone, personOf } from '#domains/identity'
import type { Ctx, Db } from '#platform/context'
import { decodeCursor, toPage } from '#platform/operation'
import { Refusal } from '#platform/refusal'
import { digest } from '#platform/secrets'
import { smsWorks } from './channels/sms.ts'
import { vapidKeys } from './channels/vapid.ts'
import { sayIn, wordsOf } from './dictionary.ts'
import { isWanted, offers } from './offers.ts'
import { timeOf } from './rules.ts'
import { findChoices, findZones } from './store/choices.ts'
import { findHistory } from './store/deliveries.ts'
import { type DeviceRow, findDevices } from './store/devices.ts'
import { findNotices } from './store/notices.ts'
import { defaultZone, noticeTopics } from './types.ts'

interface Paging {
  after?: string | undefined
  limit: number
}

function cursorOf({ after }: Paging): string | null {
  const before = decodeCursor(after, z.uuid())
  if (after && !before) throw new Refusal('invalid', 'platform.badCursor')
  return before
}

/** The caller's notices, newest first, in the language they read. */
export async function listNotices(ctx: Ctx, input: Paging) {
  const rows = await findNotices(ctx.db, callerIn(ctx).id, cursorOf(input), input.limit + 1)
  const { items, next } = toPage(rows, input.limit, (row) => row.id)
  return { items: items.map(({ params, ...row }) => ({ ...row, ...wordsOf(ctx.lang, row.kind, params) })), next }
}

/** What left for the caller by mail, push and SMS, or why it did not: newest first. */
export async function listDeliveries(ctx: Ctx, input: Paging) {
  const rows = await findHistory(ctx.db, callerIn(ctx).id, cursorOf(input), input.limit + 1)
  const { items, next } = toPage(rows, input.limit, (row) => row.id)
  const t = sayIn(ctx.lang)
  return {
    items: items.map(({ kind, params, problem, ...row }) => ({ ...row, problem: problem && t(problem), title: kind && wordsOf(ctx.lang, kind, params ?? {}).title })),
    next,
  }
}

/** Everything the caller can choose about being told, as it stands. */
export async function getNoticeSettings(ctx: Ctx) {
  const { id } = callerIn(ctx)
  const [person, phone, choices, devices] = [await personOf(ctx.db, id), await findPhone(ctx.db, id), await findChoices(ctx.db, id), await findDevices(ctx.db, id)]
  const shown = offers()
  return {
    topics: noticeTopics
      .filter((topic) => shown.some((offer) => offer.topic === topic))
      .map((topic) => ({
        topic,
        channels: shown.filter((offer) => offer.topic === topic).map((offer) => ({ channel: offer.channel, wanted: isWanted(choices, offer) })),
        digest: choices.digests[topic] ?? ('none' as const),
      })),
    timeZone: choices.timeZone,
    quietFrom: choices.quiet && timeOf(choices.quiet.from),
    quietTo: choices.quiet && timeOf(choices.quiet.to),
    email: person.email,
    phone: smsWorks() ? phone : null,
    pushKey: vapidKeys().publicKey,
    devices: devices.map(deviceFacts),
  }
}

export function deviceFacts({ id, name, endpoint, createdAt, heardAt }: DeviceRow) {
  return { id, name, mark: digest(endpoint).slice(0, 16), createdAt, heardAt }
}

/** Where these people live, as time zones (IANA), by person; Lomé for whoever said nothing. */
export async function timeZonesOf(db: Db, userIds: readonly string[]): Promise<Map<string, string>> {
  const chosen = await findZones(db, userIds)
  return new Map(userIds.map((id) => [id, chosen.get(id) ?? defaultZone]))
}
