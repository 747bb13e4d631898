import type { Db } from '#platform/context'
import { publish } from '#platform/stream'
import { queuePlan } from '../queue.ts'
import { insertNotice } from '../store/notices.ts'
import type { Channel, NoticeParams } from '../types.ts'

export interface NewNotice {
  userId: string
  /** `room.what`: its words are the announcing room's texts `room.notice.what.title`, `.body` and, if wanted, `.action` and `.sms`. */
  kind: string
  params?: NoticeParams
  /** Where it leads, a path of this house. */
  href?: string | null
  /** For kinds that no room declares: also by mail. Declared kinds say themselves how they go out. */
  mail?: boolean
  /** The same key tells the same person the same kind once, however often it is announced. */
  key?: string
}

/**
 * Tells a person something: on screen at once (stream topic `notices:<userId>`), and by the channels of its kind as the person chose.
 * All in the caller's transaction: nothing is told, and nothing leaves, unless it commits.
 */
export function notify(db: Db, notice: NewNotice): Promise<void> {
  return tell(db, notice)
}

/** The same by one channel alone, whatever was chosen: for trials. */
export async function tell(db: Db, { userId, kind, params = {}, href = null, mail = false, key }: NewNotice, only?: Channel): Promise<void> {
  const id = await insertNotice(db, { userId, kind, params, href, key: key ?? null })
  if (!id) return
  await publish(db, `notices:${userId}`, { id })
  await queuePlan(db, id, mail, only)
}
