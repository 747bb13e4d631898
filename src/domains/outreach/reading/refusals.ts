import { refusedAmong, type RefusalFinder } from '#domains/messaging'
import type { Db } from '#platform/context'
import { findSuppressed } from '../store/suppressions.ts'
import type { SuppressionReason } from '../types.ts'

/** Of these addresses, those nobody of the agency writes to, in lower case, with the reason: its own list, and whoever refused the mails of the house. */
export async function findRefused(db: Db, workspaceId: string, emails: readonly string[]): Promise<Map<string, SuppressionReason>> {
  const [own, house] = [await findSuppressed(db, workspaceId, emails), await refusedAmong(db, emails)]
  return new Map([...[...house].map((email) => [email, 'unsubscribed'] as const), ...own])
}

/** Who told the agency « no more »: the house's mails on its behalf know it too. An address that only bounced refused nothing. */
export const refusals: RefusalFinder = async (db, workspaceId, emails) =>
  new Set([...(await findSuppressed(db, workspaceId, emails))].flatMap(([email, reason]) => (reason === 'bounced' ? [] : [email])))
