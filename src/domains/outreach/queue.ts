import { z } from 'zod'
import type { Db } from '#platform/context'
import { cancelLater, later } from '#platform/jobs'

/** The shapes of this room's jobs, apart from what runs them: actions queue each other. */
export const sendLater = { name: 'outreach.sendLater', input: z.object({ id: z.uuid() }) }
export const readLater = { name: 'outreach.readLater', input: z.object({ id: z.uuid() }), tries: 2 }

/** One try of a message, now or then. Whatever brings in money goes first. */
export function queueSend(db: Db, id: string, at?: Date): Promise<void> {
  return later(db, sendLater, { id }, { key: `outreach.send:${id}`, priority: 5, ...(at ? { at } : {}) })
}

export async function unqueueSends(db: Db, ids: readonly string[]): Promise<void> {
  for (const id of ids) await cancelLater(db, `outreach.send:${id}`)
}

/** A mailbox is read by one worker at a time. */
export function queueRead(db: Db, id: string, at?: Date): Promise<void> {
  return later(db, readLater, { id }, { key: `outreach.read:${id}`, queue: `outreach.read:${id}`, priority: 5, ...(at ? { at } : {}) })
}
