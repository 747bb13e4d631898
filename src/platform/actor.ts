import { Refusal } from './refusal.ts'
import type { Lang } from './text.ts'

/** Platform staff roles. */
export const staffRoles = ['reviewer', 'moderator', 'support', 'finance', 'agent', 'administrator'] as const
export type StaffRole = (typeof staffRoles)[number]

export function isStaffRole(name: string): name is StaffRole {
  return staffRoles.some((role) => role === name)
}

/** A person's place in a workspace: the role's permissions are already resolved to plain names such as `films.edit`. */
export interface Membership {
  workspaceId: string
  name: string
  slug: string
  kind: string
  role: string
  permissions: readonly string[]
}

/** Who is calling. */
export type Actor = Nobody | Person

export interface Nobody {
  kind: 'nobody'
}

export interface Person {
  kind: 'person'
  id: string
  name: string
  email: string
  emailVerified: boolean
  lang: Lang | null
  staff: readonly StaffRole[]
  memberships: readonly Membership[]
  /** How the call proved who it is: a browser session, an access token, a personal key. */
  via: 'session' | 'token' | 'key'
  /** The session or key the call came with. */
  sessionId: string
  /** Scopes of a personal key (`cinema:read`); null = everything the person may do. */
  scopes: readonly string[] | null
}

export const nobody: Nobody = { kind: 'nobody' }

export function isStaff(actor: Actor, ...roles: StaffRole[]): boolean {
  return actor.kind === 'person' && (actor.staff.includes('administrator') || roles.some((role) => actor.staff.includes(role)))
}

export function membershipIn(actor: Actor, workspaceId: string): Membership | undefined {
  return actor.kind === 'person' ? actor.memberships.find((m) => m.workspaceId === workspaceId) : undefined
}

export function may(actor: Actor, workspaceId: string, permission: string): boolean {
  return membershipIn(actor, workspaceId)?.permissions.includes(permission) ?? false
}

/** A personal key opens what it was made for. Refuses `platform.scopeMissing`. */
export function mustHaveScope(actor: Actor, scope: string): void {
  if (actor.kind === 'person' && actor.scopes && !actor.scopes.includes(scope)) throw new Refusal('forbidden', 'platform.scopeMissing', { scope })
}
