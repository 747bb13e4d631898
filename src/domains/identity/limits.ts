import { after, hour, minute } from '#platform/clock'
import { config } from '#platform/config'
import type { Ctx } from '#platform/context'
import { pool } from '#platform/database/pool.ts'
import { Refusal } from '#platform/refusal'
import { digest } from '#platform/secrets'
import { countAttempt, forgetAttempts } from './store/proofs.ts'

/** How often something may be tried, per address of the target and per network address. What the general rate limit cannot know. */
const limits = {
  /** Wrong passwords for one account from one network address, then from anywhere. */
  passwordHere: { max: 10, within: 15 * minute },
  password: { max: 60, within: hour },
  secondFactor: { max: 10, within: 15 * minute },
  mail: { max: 6, within: hour },
  mailHere: { max: 30, within: hour },
  sms: { max: 5, within: hour },
  smsHere: { max: 15, within: hour },
  providerHere: { max: 60, within: 15 * minute },
  invitations: { max: 100, within: 24 * hour },
} as const
type Limit = keyof typeof limits

/** Counts one attempt, outside any transaction. Refuses `identity.tooManyTries` once the limit is passed. */
export async function limit(ctx: Ctx, name: Limit, target: string): Promise<void> {
  const { max, within } = limits[name]
  const factor = config().RATE_LIMIT_FACTOR
  if (factor === 0) return
  const { count, until } = await countAttempt(pool(), keyOf(name, target), after(ctx.now, within), ctx.now)
  if (count > max * factor) throw new Refusal('refused', 'identity.tooManyTries', { minutes: Math.max(1, Math.ceil((until.getTime() - ctx.now.getTime()) / minute)) })
}

/** A success wipes the slate: only failures in a row count. */
export async function forget(name: Limit, target: string): Promise<void> {
  await forgetAttempts(pool(), keyOf(name, target))
}

function keyOf(name: Limit, target: string): string {
  return `${name}:${digest(target)}`
}
