import type { Ctx } from '#platform/context'
import { found } from '#platform/refusal'
import { readLeave, type Leave } from '../leave.ts'
import { findChoices, findRefused, putRefused, putWanted } from '../store/choices.ts'

const leaveOf = (token: string): Leave => found(readLeave(token), 'messaging.leaveUnknown')

/** What the signed address ends, and whether it has. Refuses `messaging.leaveUnknown` a forged one. */
export async function readUnsubscription(ctx: Ctx, { token }: { token: string }) {
  const { userId, contact = '', topics } = leaveOf(token)
  const silent = userId ? silentIn((await findChoices(ctx.db, userId)).wanted) : await findRefused(ctx.db, contact)
  return { topics, stopped: topics.every((topic) => silent.includes(topic)) }
}

const silentIn = (wanted: Readonly<Record<string, boolean>>): string[] => Object.entries(wanted).flatMap(([pair, on]) => (on ? [] : [pair.replace(/:mail$/, '')]))

/** Ends mails of these topics for whoever holds the signed address, without signing in (RFC 8058); `again` takes it back. Doing it twice changes nothing. */
export async function unsubscribe(ctx: Ctx, { token, again }: { token: string; again: boolean }) {
  const { userId, contact = '', topics } = leaveOf(token)
  if (userId) await putWanted(ctx.db, userId, topics, 'mail', again ? null : false, ctx.now)
  else await putRefused(ctx.db, contact, topics, !again, ctx.now)
  return { topics, stopped: !again }
}
