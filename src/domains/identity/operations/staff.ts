import { z } from 'zod'
import { staffRoles } from '#platform/actor'
import { command, id, pageOf, paging, query, staff } from '#platform/operation'
import { grantStaffRole, listPeople, revokeStaffRole } from '../actions/staff.ts'
import * as shape from '../schema.ts'

const role = z.enum(staffRoles)

export const staffOperations = {
  listPeople: query({
    summary: 'People of the platform, newest first',
    route: 'GET /people',
    who: staff('administrator', 'support'),
    input: z.object({ search: z.string().max(100).optional(), staffOnly: z.boolean().optional(), ...paging }),
    output: pageOf(shape.StaffPerson),
    run: listPeople,
  }),
  grantStaffRole: command({
    summary: 'Give a person a staff role',
    route: 'PUT /people/:personId/staff-roles/:role',
    who: staff('administrator'),
    input: z.object({ personId: id, role }),
    output: shape.Done,
    run: async (ctx, input) => (await grantStaffRole(ctx, input), shape.done),
  }),
  revokeStaffRole: command({
    summary: 'Take a staff role away',
    route: 'DELETE /people/:personId/staff-roles/:role',
    who: staff('administrator'),
    input: z.object({ personId: id, role }),
    output: shape.Done,
    run: async (ctx, input) => (await revokeStaffRole(ctx, input), shape.done),
  }),
}
