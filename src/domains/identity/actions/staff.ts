import { z } from 'zod'
import type { StaffRole } from '#platform/actor'
import type { Ctx } from '#platform/context'
import { decodeCursor, toPage } from '#platform/operation'
import { found, Refusal, unless } from '#platform/refusal'
import { forgetActor } from '../actor.ts'
import { staffGranted, staffRevoked } from '../events.ts'
import { callerIn } from '../me.ts'
import { hasMail, whyNotByKey } from '../rules.ts'
import { dropStaffRole, findPerson, lockAdministrators, putStaffRole, searchPeople } from '../store/people.ts'

export async function listPeople(ctx: Ctx, input: { search?: string; staffOnly?: boolean; after?: string; limit: number }) {
  const before = decodeCursor(input.after, z.uuid())
  if (input.after && !before) throw new Refusal('invalid', 'platform.badCursor')
  const rows = await searchPeople(ctx.db, input.search?.trim() || null, input.staffOnly ?? false, before, input.limit + 1)
  const { items, next } = toPage(rows, input.limit, (row) => row.id)
  return {
    items: items.map(({ id, name, image, email, staff, createdAt, workspaces }) => ({
      person: { id, name, image },
      email: hasMail(email) ? email : null,
      staff,
      createdAt,
      workspaces,
    })),
    next,
  }
}

export async function grantStaffRole(ctx: Ctx, input: { personId: string; role: StaffRole }): Promise<void> {
  unless(whyNotByKey(ctx.actor))
  const person = found(await findPerson(ctx.db, input.personId))
  if (await putStaffRole(ctx.db, person.id, input.role, callerIn(ctx).id)) await staffGranted(ctx, person.id, input.role)
  forgetActor(person.id)
}

/** The house keeps an administrator (`identity.lastAdministrator`). */
export async function revokeStaffRole(ctx: Ctx, input: { personId: string; role: StaffRole }): Promise<void> {
  unless(whyNotByKey(ctx.actor))
  if (input.role === 'administrator') {
    const administrators = await lockAdministrators(ctx.db)
    if (administrators.length === 1 && administrators[0] === input.personId) throw new Refusal('refused', 'identity.lastAdministrator')
  }
  if (await dropStaffRole(ctx.db, input.personId, input.role)) await staffRevoked(ctx, input.personId, input.role)
  forgetActor(input.personId)
}
