import { z } from 'zod'
import { staffRoles } from '#platform/actor'
import { id, instant } from '#platform/operation'
import { themes } from '#platform/page'
import { languages } from '#platform/text'
import { passwordLength, scopePattern } from './rules.ts'
import { invitationStates, roleNames, workspaceKinds } from './types.ts'

export const email = z
  .email()
  .max(254)
  .transform((value) => value.trim().toLowerCase())
/** Only the longest is checked here: why a password is refused is the rules' business. */
export const newPassword = z
  .string()
  .min(1)
  .max(passwordLength.max * 4)
export const givenPassword = z
  .string()
  .min(1)
  .max(passwordLength.max * 4)
export const personName = z.string().trim().min(1).max(120)
export const code = z.string().trim().min(4).max(40)
export const ticket = z.string().min(20).max(200)
export const returnTo = z.string().max(1_000)
export const lang = z.enum(languages)

/** How a sign-in ended: done, or one more proof is asked for (hand the ticket back with it). */
export const SignIn = z
  .object({
    state: z.enum(['signed-in', 'second-factor']),
    ticket: z.string().nullable(),
    personId: id.nullable(),
  })
  .meta({ id: 'SignIn' })

export const TicketGiven = z.object({ ticket: z.string(), expiresAt: instant }).meta({ id: 'Ticket' })
export const Done = z.object({ done: z.literal(true) }).meta({ id: 'Done' })
export const done = { done: true } as const

export const SignInWays = z
  .object({
    providers: z.array(z.object({ id: z.string(), name: z.string() }).meta({ id: 'SignInProvider' })),
    demoAccounts: z.array(z.object({ account: z.string(), name: z.string(), email: z.string() }).meta({ id: 'DemoAccount' })),
    demoPassword: z.string().nullable(),
  })
  .meta({ id: 'SignInWays' })

export const Tokens = z
  .object({
    accessToken: z.string(),
    accessTokenExpiresAt: instant,
    refreshToken: z.string(),
    refreshTokenExpiresAt: instant,
  })
  .meta({ id: 'Tokens' })

export const Key = z
  .object({
    id,
    name: z.string(),
    start: z.string(),
    scopes: z.array(z.string()),
    createdAt: instant,
    expiresAt: instant.nullable(),
    lastUsedAt: instant.nullable(),
  })
  .meta({ id: 'AccessKey' })
export const NewKey = z.object({ key: Key, secret: z.string() }).meta({ id: 'NewAccessKey' })
export const scope = z.string().regex(scopePattern)

export const PersonSummary = z.object({ id, name: z.string(), image: z.string().nullable() }).meta({ id: 'PersonSummary' })

export const MembershipShape = z
  .object({
    workspaceId: id,
    name: z.string(),
    slug: z.string(),
    kind: z.enum(workspaceKinds),
    role: z.string(),
    permissions: z.array(z.string()),
  })
  .meta({ id: 'Membership' })

export const Me = z
  .object({
    id,
    name: z.string(),
    email: z.string().nullable(),
    emailVerified: z.boolean(),
    phone: z.string().nullable(),
    lang: lang.nullable(),
    theme: z.enum(themes),
    staff: z.array(z.enum(staffRoles)),
    memberships: z.array(MembershipShape),
  })
  .meta({ id: 'Me' })

export const Session = z
  .object({
    id,
    current: z.boolean(),
    kind: z.enum(['browser', 'token']),
    method: z.string(),
    browser: z.string().nullable(),
    system: z.string().nullable(),
    createdAt: instant,
    lastSeenAt: instant,
  })
  .meta({ id: 'Session' })

export const Passkey = z.object({ id, name: z.string().nullable(), backedUp: z.boolean(), createdAt: instant }).meta({ id: 'Passkey' })

export const Security = z
  .object({
    hasPassword: z.boolean(),
    phone: z.string().nullable(),
    secondFactor: z.boolean(),
    recoveryCodesLeft: z.int(),
    passkeys: z.array(Passkey),
    providers: z.array(z.string()),
  })
  .meta({ id: 'Security' })

export const SecondFactorStart = z.object({ secret: z.string(), uri: z.string(), qr: z.string() }).meta({ id: 'SecondFactorStart' })
export const RecoveryCodes = z.object({ recoveryCodes: z.array(z.string()) }).meta({ id: 'RecoveryCodes' })

export const workspaceKind = z.enum(workspaceKinds)
export const roleName = z.enum(roleNames)
export const workspaceName = z.string().trim().min(2).max(120)

export const Workspace = z
  .object({
    id,
    slug: z.string(),
    name: z.string(),
    kind: workspaceKind,
    createdAt: instant,
    members: z.int(),
  })
  .meta({ id: 'Workspace' })

export const Member = z.object({ person: PersonSummary, email: z.string().nullable(), role: z.string(), joinedAt: instant }).meta({ id: 'Member' })

export const Invitation = z
  .object({
    id,
    email: z.string(),
    role: z.string(),
    state: z.enum(invitationStates),
    invitedBy: PersonSummary.nullable(),
    createdAt: instant,
    expiresAt: instant,
  })
  .meta({ id: 'Invitation' })

/** What the holder of an invitation link sees before answering. */
export const InvitationOffer = z
  .object({
    workspaceName: z.string(),
    workspaceSlug: z.string(),
    kind: workspaceKind,
    role: z.string(),
    email: z.string(),
    invitedBy: z.string().nullable(),
    state: z.enum(invitationStates),
    expiresAt: instant,
  })
  .meta({ id: 'InvitationOffer' })

export const RoleShape = z.object({ role: z.string(), rank: z.int(), permissions: z.array(z.string()) }).meta({ id: 'WorkspaceRole' })

export const StaffPerson = z
  .object({
    person: PersonSummary,
    email: z.string().nullable(),
    staff: z.array(z.enum(staffRoles)),
    createdAt: instant,
    workspaces: z.int(),
  })
  .meta({ id: 'StaffPerson' })
