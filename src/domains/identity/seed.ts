import type { StaffRole } from '#platform/actor'
import type { Ctx, Db } from '#platform/context'
import { found } from '#platform/refusal'
import type { Lang } from '#platform/text'
import { demoAccounts, demoPassword } from './demo-accounts.ts'
import { personJoined } from './events.ts'
import { hashPassword } from './proofs/password.ts'
import { slugOf } from './rules.ts'
import { findPersonByEmail, insertPerson, type PersonRow, putStaffRole } from './store/people.ts'
import { insertMember, insertWorkspace } from './store/workspaces.ts'
import type { RoleName, WorkspaceKind } from './types.ts'

export { demoAccounts } from './demo-accounts.ts'

/** The demo: one person a role, and the production company of the director. */
export async function seed(ctx: Ctx): Promise<void> {
  const passwordHash = await hashPassword(demoPassword)
  const people = new Map<string, PersonRow>()
  for (const { account, name, email, lang, staff } of demoAccounts) {
    people.set(account, await makePerson(ctx.db, { name, email, lang, passwordHash, staff: staff ? [staff] : [] }))
    await personJoined(ctx, people.get(account)!.id, 'demo')
  }
  await makeWorkspace(ctx.db, { name: 'Harmattan Films', kind: 'production', owner: people.get('director')!.id, members: { [people.get('editor')!.id]: 'editor' } })
  await makeWorkspace(ctx.db, { name: 'Ateliers du Wouri', kind: 'agency', owner: people.get('director')!.id })
  await makeWorkspace(ctx.db, { name: 'Nyala Agence', kind: 'agency', owner: people.get('coordinator')!.id, members: { [people.get('coach')!.id]: 'editor' } })
}

let counted = 0

/** A person with a proven address. For seeds and tests. */
export async function makePerson(
  db: Db,
  wanted: { name?: string; email?: string; lang?: Lang; passwordHash?: string; password?: string; staff?: readonly StaffRole[] } = {},
): Promise<PersonRow> {
  counted += 1
  const name = wanted.name ?? `Yao Koffi ${counted}`
  const email = wanted.email ?? `${slugOf(name)}.${counted}@test.griot.example`
  const passwordHash = wanted.passwordHash ?? (wanted.password ? await hashPassword(wanted.password) : null)
  const person = (await insertPerson(db, { name, email, lang: wanted.lang ?? 'fr', passwordHash })) ?? found(await findPersonByEmail(db, email))
  for (const role of wanted.staff ?? []) await putStaffRole(db, person.id, role, null)
  return person
}

/** A workspace with its owner and members (person's id → role). For seeds and tests. */
export async function makeWorkspace(
  db: Db,
  wanted: { name: string; kind: WorkspaceKind; owner: string; members?: Readonly<Record<string, RoleName>> },
): Promise<{ id: string; slug: string }> {
  const made = await insertWorkspace(db, { slug: slugOf(wanted.name), name: wanted.name, kind: wanted.kind, createdBy: wanted.owner })
  await insertMember(db, made.id, wanted.owner, 'owner')
  for (const [userId, role] of Object.entries(wanted.members ?? {})) await insertMember(db, made.id, userId, role)
  return made
}
