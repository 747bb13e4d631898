import type { z } from 'zod'
import { callerIn, deviceName } from '#domains/identity'
import { config } from '#platform/config'
import type { Ctx } from '#platform/context'
import { Refusal } from '#platform/refusal'
import { deviceFacts } from '../queries.ts'
import type { deviceInput } from '../schema.ts'
import { dropDevice, putDevice, trimDevices } from '../store/devices.ts'

const mostDevices = 10

/** This browser wants to be told. Push services speak https; http only with hosts of OUTGOING_ALLOW. Refuses `messaging.pushAddress`. */
export async function subscribePush(ctx: Ctx, { endpoint, p256dh, auth }: z.output<typeof deviceInput>) {
  const { protocol, host } = new URL(endpoint)
  if (protocol !== 'https:' && !config().OUTGOING_ALLOW.includes(host))
    throw new Refusal('invalid', 'messaging.pushAddress', {}, [{ field: 'endpoint', code: 'messaging.pushAddress' }])
  const { browser, system } = deviceName(ctx.request.userAgent)
  const userId = callerIn(ctx).id
  const name = [browser, system].filter(Boolean).join(' · ')
  const device = await putDevice(ctx.db, { userId, endpoint, p256dh: p256dh.replace('=', ''), auth: auth.replaceAll('=', ''), name, lang: ctx.lang })
  await trimDevices(ctx.db, userId, mostDevices)
  return deviceFacts(device)
}

export async function unsubscribePush(ctx: Ctx, { deviceId }: { deviceId: string }): Promise<Record<string, never>> {
  await dropDevice(ctx.db, deviceId)
  return {}
}
