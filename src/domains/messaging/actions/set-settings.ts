import type { z } from 'zod'
import { callerIn } from '#domains/identity'
import type { Ctx } from '#platform/context'
import { Refusal } from '#platform/refusal'
import { wantedOf } from '../offers.ts'
import { minutesOf } from '../rules.ts'
import type { settingsInput } from '../schema.ts'
import { findChoices, putChoices } from '../store/choices.ts'
import type { Choices, Quiet } from '../types.ts'

/** Puts the caller's choices in the place of what was chosen before. Refuses `messaging.quietTimes` quiet hours without two different times. */
export async function setNoticeSettings(ctx: Ctx, input: z.output<typeof settingsInput>): Promise<Record<string, never>> {
  const { id } = callerIn(ctx)
  const before = await findChoices(ctx.db, id)
  const digests = Object.fromEntries(input.digests.map((one) => one.split(':')).filter(([, every]) => every !== 'none')) as Choices['digests']
  await putChoices(ctx.db, id, { wanted: wantedOf(new Set(input.wanted), before.wanted), digests, timeZone: input.timeZone, quiet: quietOf(input) }, ctx.now)
  return {}
}

function quietOf({ quiet, quietFrom = '', quietTo = '' }: z.output<typeof settingsInput>): Quiet | null {
  if (!quiet) return null
  const [from, to] = [minutesOf(quietFrom), minutesOf(quietTo)]
  if (from === null || to === null || from === to) throw new Refusal('invalid', 'messaging.quietTimes', {}, [{ field: 'quietTo', code: 'messaging.quietTimes' }])
  return { from, to }
}
