import { findPeopleByEmail } from '#domains/identity'
import type { Db } from '#platform/context'
import { markOf } from './leave.ts'
import { findSilent, marksRefused } from './store/choices.ts'

/** Says which of these addresses told a workspace « no more », in lower case. A room above this one that writes on behalf of workspaces knows. */
export type RefusalFinder = (db: Db, workspaceId: string, emails: readonly string[]) => Promise<ReadonlySet<string>>

let finders: readonly RefusalFinder[] = []

/** Called by the app when a process begins. */
export function registerRefusals(found: readonly RefusalFinder[]): void {
  finders = found
}

/** Whether the owner of an address told this workspace « no more », in whatever room. */
export async function toldWorkspace(db: Db, workspaceId: string, email: string): Promise<boolean> {
  for (const find of finders) if ((await find(db, workspaceId, [email])).has(email.toLowerCase())) return true
  return false
}

/**
 * Of these addresses, in lower case, those that refused mails of the house at one click: of any topic without an account, of the topic « work » with one. Nobody prospects them.
 */
export async function refusedAmong(db: Db, emails: readonly string[]): Promise<Set<string>> {
  const marks = new Map(emails.map((email) => [markOf(email), email.toLowerCase()]))
  if (marks.size === 0) return new Set()
  const people = await findPeopleByEmail(db, [...marks.values()])
  const silent = await findSilent(
    db,
    [...people.values()].map(({ id }) => id),
    'work',
  )
  const refused = [...(await marksRefused(db, [...marks.keys()]))].map((mark) => marks.get(mark)!)
  return new Set([...refused, ...[...people].flatMap(([email, { id }]) => (silent.has(id) ? [email] : []))])
}
