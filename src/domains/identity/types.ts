/** What a workspace is for. A closed list: roles and their permissions are rows of `identity.roles`. */
export const workspaceKinds = ['production', 'agency', 'studio', 'venue', 'booker'] as const
export type WorkspaceKind = (typeof workspaceKinds)[number]

export const roleNames = ['owner', 'administrator', 'editor', 'viewer'] as const
export type RoleName = (typeof roleNames)[number]

export const invitationStates = ['pending', 'accepted', 'declined', 'revoked', 'expired'] as const
export type InvitationState = (typeof invitationStates)[number]

/** What a ticket lets its holder finish. */
export const ticketPurposes = ['sign-up', 'sign-in-link', 'sign-in-phone', 'second-factor', 'password-reset', 'email-change', 'phone-change'] as const
export type TicketPurpose = (typeof ticketPurposes)[number]

export const signInMethods = ['password', 'link', 'phone', 'passkey', 'provider', 'demo', 'sign-up', 'reset'] as const
export type SignInMethod = (typeof signInMethods)[number]

/** A ticket as stored: only its digest is kept. */
export interface Ticket {
  hash: string
  purpose: TicketPurpose
  address: string
  userId: string | null
  codeHash: string | null
  attempts: number
  data: Record<string, unknown>
  expiresAt: Date
}

/** A role inside one kind of workspace. Rank 1 is the highest. */
export interface Role {
  role: string
  rank: number
  permissions: readonly string[]
}
