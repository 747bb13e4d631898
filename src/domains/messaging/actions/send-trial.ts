import { callerIn } from '#domains/identity'
import type { Ctx } from '#platform/context'
import { Refusal } from '#platform/refusal'
import { personReader } from '../reader.ts'
import type { Channel } from '../types.ts'
import { tell } from './notify.ts'
import { waysTo } from './plan-deliveries.ts'

/** A trial by one channel, to see that it arrives. Refuses `messaging.noWay.<channel>` when there is no address, number or device. */
export async function sendTrialNotice(ctx: Ctx, { channel }: { channel: Channel }): Promise<Record<string, never>> {
  const { id, name } = callerIn(ctx)
  const reader = await personReader(ctx.db, id)
  if (!reader || !waysTo(reader).some((way) => way.channel === channel)) throw new Refusal('refused', `messaging.noWay.${channel}`)
  await tell(ctx.db, { userId: id, kind: 'messaging.trial', params: { name, channel }, href: '/account/notifications' }, channel)
  return {}
}
