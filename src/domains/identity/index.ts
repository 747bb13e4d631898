import type { StaffRole } from '#platform/actor'
import type { Ctx, Db } from '#platform/context'
import { found } from '#platform/refusal'
import { hasMail } from './rules.ts'
import { deletePerson as removePerson, findPeopleByEmails, findPeopleByIds, findPersonByEmail as byEmail, findStaffWith, type PersonRow } from './store/people.ts'
import { findMembersWith as membersWith, findStanding, findWorkspaceBySlug as bySlug, findWorkspacesByIds, type WorkspaceRow } from './store/workspaces.ts'

/** The caller as a person. Refuses `platform.signInNeeded`. */
export { callerIn } from './me.ts'
export { deviceName } from './rules.ts'

/** What other rooms may know of a person. `email` is null for someone who gave none. */
export interface PersonFacts {
  id: string
  name: string
  image: string | null
  email: string | null
  lang: 'fr' | 'en' | null
}

export interface WorkspaceFacts {
  id: string
  slug: string
  name: string
  kind: string
}

/** The people with these ids, by id. Unknown ids are left out. */
export async function findPeople(db: Db, ids: readonly string[]): Promise<Map<string, PersonFacts>> {
  const rows = ids.length === 0 ? [] : await findPeopleByIds(db, [...new Set(ids)])
  return new Map(rows.map((row) => [row.id, factsOf(row)]))
}

/** One person. Refuses `platform.missing`. */
export async function personOf(db: Db, id: string): Promise<PersonFacts> {
  return found((await findPeople(db, [id])).get(id))
}

/** The telephone number a person has proven to hold (E.164), or null. */
export async function findPhone(db: Db, id: string): Promise<string | null> {
  return (await findPeopleByIds(db, [id]))[0]?.phone ?? null
}

/** The person with this address, or null. */
export async function findPersonByEmail(db: Db, email: string): Promise<PersonFacts | null> {
  const row = await byEmail(db, email)
  return row && factsOf(row)
}

/** The people who have proven that one of these addresses is theirs, by address in lower case. */
export async function findPeopleByEmail(db: Db, emails: readonly string[]): Promise<Map<string, PersonFacts>> {
  const rows = emails.length === 0 ? [] : await findPeopleByEmails(db, emails)
  return new Map(rows.map((row) => [row.email.toLowerCase(), factsOf(row)]))
}

/** The workspaces with these ids, by id. */
export async function findWorkspaces(db: Db, ids: readonly string[]): Promise<Map<string, WorkspaceFacts>> {
  const rows = ids.length === 0 ? [] : await findWorkspacesByIds(db, [...new Set(ids)])
  return new Map(rows.map((row) => [row.id, workspaceFacts(row)]))
}

/** One workspace. Refuses `platform.missing`. */
export async function workspaceOf(db: Db, id: string): Promise<WorkspaceFacts> {
  return found((await findWorkspaces(db, [id])).get(id))
}

export async function findWorkspaceBySlug(db: Db, slug: string): Promise<WorkspaceFacts | null> {
  const row = await bySlug(db, slug)
  return row && workspaceFacts(row)
}

/** Ids of the members of a workspace who may do something there: whom to tell. */
export function findMembersWith(db: Db, workspaceId: string, permission: string): Promise<string[]> {
  return membersWith(db, workspaceId, permission)
}

/**
 * The workspace of this kind in which the caller stands: the one named, else the one they chose last (`identity.chooseWorkspace`), else the first they joined.
 * Null when they are in none. For `member(…)`, which then checks the permission there.
 */
export async function workspaceIn(ctx: Ctx, kind: string, workspaceId?: string): Promise<string | null> {
  if (workspaceId !== undefined) return workspaceId
  if (ctx.actor.kind === 'nobody') return null
  const all = ctx.actor.memberships.filter((one) => one.kind === kind)
  const chosen = all.length > 1 ? await findStanding(ctx.db, ctx.actor.id, kind) : null
  return (all.find((one) => one.workspaceId === chosen) ?? all[0])?.workspaceId ?? null
}

/** Ids of the platform's staff with this role: whom to tell. */
export function findStaff(db: Db, role: StaffRole): Promise<string[]> {
  return findStaffWith(db, role)
}

function factsOf({ id, name, image, email, lang }: PersonRow): PersonFacts {
  return { id, name, image, email: hasMail(email) ? email : null, lang }
}

function workspaceFacts({ id, slug, name, kind }: WorkspaceRow): WorkspaceFacts {
  return { id, slug, name, kind }
}

/** Takes the person out of the house, with everything that hangs on them (on delete cascade). Only the room of trust calls this, after the others let go. */
export function deletePerson(db: Db, id: string): Promise<void> {
  return removePerson(db, id)
}
