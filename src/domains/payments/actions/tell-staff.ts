import { findStaff } from '#domains/identity'
import { notify, type NoticeParams } from '#domains/messaging'
import type { Db } from '#platform/context'

/** Tells those who keep the accounts: `notice.<what>` of this room's texts. */
export async function tellStaff(db: Db, what: 'held' | 'unmatched' | 'stuck' | 'difference' | 'disputed', params: NoticeParams, href: string): Promise<void> {
  for (const userId of await findStaff(db, 'finance')) await notify(db, { userId, kind: `payments.${what}`, params, href })
}
