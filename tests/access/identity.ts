import { sql } from 'kysely'
import { codeAt } from '#domains/identity/proofs/totp.ts'
import { clock } from '#platform/clock'
import { hush, type Built, type Entries, type Someone, type World } from './world.ts'

const codeIn = (text: string): string => /\b\d{6}\b/.exec(text)?.[0] ?? ''
const tokenIn = (text: string): string => new URL(/https?:\/\/\S+/.exec(text)?.[0] ?? 'http://none').searchParams.get('token') ?? ''
const secretive = (world: World): Promise<Someone> => world.person({ name: `${hush} Sika`, password: true })
const fresh = (): string => `${crypto.randomUUID()}@griot.example`
const newPhone = (): string => `+22890${String(Math.floor(Math.random() * 1e6)).padStart(6, '0')}`

/** A person who has turned the second factor on: their recovery codes, and the secret that makes codes. */
async function withFactor(world: World): Promise<{ by: Someone; recoveryCodes: string[] }> {
  const by = await secretive(world)
  const { secret } = await world.call<{ secret: string }>(by, 'identity.startSecondFactor', { currentPassword: world.password })
  return { by, ...(await world.call<{ recoveryCodes: string[] }>(by, 'identity.confirmSecondFactor', { code: totp(secret) })) }
}

function totp(secret: string): string {
  const bits = [...secret.replaceAll(/[^A-Z2-7]/g, '')].map((letter) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0')).join('')
  const bytes = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)))
  return codeAt(bytes, Math.floor(clock.now().getTime() / 30_000))
}

async function invited(world: World): Promise<Built & { invitationId: string }> {
  const by = await world.person()
  const invitation = await world.call<{ id: string }>(world.maker, 'identity.inviteMember', { slug: world.slug, email: by.email, role: 'editor' })
  const link = /\/invitations\/([\w-]+)/.exec(await world.letter(by.email))
  return { by, input: { token: link?.[1] }, invitationId: invitation.id }
}

async function newcomer(world: World): Promise<Someone> {
  const by = await world.person({ name: `${hush} Membre` })
  await sql`insert into identity.members (workspace_id, kind, user_id, role) values (${world.workspaceId}, 'production', ${by.id}, 'editor')`.execute(world.house.db)
  return by
}

const mine =
  (input: Record<string, unknown> = {}) =>
  (world: World): Built => ({ by: world.maker, input: { slug: world.slug, ...input } })

export const identity: Entries = {
  'identity.listSignInWays': { build: () => ({ by: null, input: {} }) },
  'identity.signUp': { build: (world) => ({ by: null, input: { name: 'Ama', email: fresh(), password: world.password } }) },
  'identity.verifySignUp': {
    isKey: true,
    build: async (world) => {
      const email = fresh()
      const { ticket } = await world.call<{ ticket: string }>(null, 'identity.signUp', { name: 'Ama', email, password: world.password })
      return { by: null, input: { ticket, code: codeIn(await world.letter(email)) } }
    },
  },
  'identity.signIn': { isKey: true, build: async (world) => ({ by: null, input: { email: (await secretive(world)).email, password: world.password } }) },
  'identity.signInWithSecondFactor': {
    isKey: true,
    build: async (world) => {
      const { by, recoveryCodes } = await withFactor(world)
      const { ticket } = await world.call<{ ticket: string }>(null, 'identity.signIn', { email: by.email, password: world.password })
      return { by: null, input: { ticket, code: recoveryCodes[0] } }
    },
  },
  'identity.requestSignInLink': { build: async (world) => ({ by: null, input: { email: (await secretive(world)).email } }) },
  'identity.signInWithLink': {
    isKey: true,
    build: async (world) => {
      const { email } = await secretive(world)
      await world.call(null, 'identity.requestSignInLink', { email })
      return { by: null, input: { token: tokenIn(await world.letter(email)) } }
    },
  },
  'identity.requestPhoneCode': { build: () => ({ by: null, input: { phone: newPhone() } }) },
  'identity.signInWithCode': {
    isKey: true,
    build: async (world) => {
      const phone = newPhone()
      const { ticket } = await world.call<{ ticket: string }>(null, 'identity.requestPhoneCode', { phone })
      return { by: null, input: { ticket, code: codeIn(await world.letter(phone)) } }
    },
  },
  'identity.startProviderSignIn': { build: () => ({ by: null, input: { provider: 'google' } }) },
  'identity.signInAsDemo': { isKey: true, build: () => ({ by: null, input: { account: 'viewer' } }) },
  'identity.requestPasswordReset': { build: async (world) => ({ by: null, input: { email: (await secretive(world)).email } }) },
  'identity.resetPassword': {
    isKey: true,
    build: async (world) => {
      const { email } = await secretive(world)
      await world.call(null, 'identity.requestPasswordReset', { email })
      return { by: null, input: { token: tokenIn(await world.letter(email)), password: 'une-pirogue-et-deux-rames' } }
    },
  },
  'identity.signOut': { build: async (world) => ({ by: await world.person(), input: {} }) },
  'identity.issueTokens': { isKey: true, build: async (world) => ({ by: null, input: { email: (await secretive(world)).email, password: world.password } }) },
  'identity.refreshTokens': {
    isKey: true,
    build: async (world) => {
      const { refreshToken } = await world.call<{ refreshToken: string }>(null, 'identity.issueTokens', { email: (await secretive(world)).email, password: world.password })
      return { by: null, input: { refreshToken } }
    },
  },

  'identity.listKeys': {
    isPrivate: true,
    build: async (world) => {
      const by = await world.person()
      await world.call(by, 'identity.createKey', { name: `${hush} clé`, scopes: ['cinema:read'] })
      return { by, input: {} }
    },
  },
  'identity.createKey': { build: async (world) => ({ by: await world.person(), input: { name: 'clé', scopes: ['cinema:read'] } }) },
  'identity.revokeKey': {
    build: async (world) => {
      const by = await world.person()
      const { key } = await world.call<{ key: { id: string } }>(by, 'identity.createKey', { name: `${hush} clé`, scopes: ['cinema:read'] })
      return { by, input: { keyId: key.id } }
    },
  },
  'identity.getMe': { isPrivate: true, build: async (world) => ({ by: await secretive(world), input: {} }) },
  'identity.updateProfile': { build: async (world) => ({ by: await world.person(), input: { name: 'Nouveau Nom' } }) },
  'identity.getSecurity': { build: async (world) => ({ by: await secretive(world), input: {} }) },
  'identity.changePassword': { build: async (world) => ({ by: await secretive(world), input: { currentPassword: world.password, password: 'une-pirogue-et-deux-rames' } }) },
  'identity.requestEmailChange': { build: async (world) => ({ by: await secretive(world), input: { email: fresh(), currentPassword: world.password } }) },
  'identity.confirmEmailChange': {
    build: async (world) => {
      const by = await secretive(world)
      const email = fresh()
      const { ticket } = await world.call<{ ticket: string }>(by, 'identity.requestEmailChange', { email, currentPassword: world.password })
      return { by, input: { ticket, code: codeIn(await world.letter(email)) } }
    },
  },
  'identity.requestPhoneChange': { build: async (world) => ({ by: await secretive(world), input: { phone: newPhone(), currentPassword: world.password } }) },
  'identity.confirmPhoneChange': {
    build: async (world) => {
      const by = await secretive(world)
      const phone = newPhone()
      const { ticket } = await world.call<{ ticket: string }>(by, 'identity.requestPhoneChange', { phone, currentPassword: world.password })
      return { by, input: { ticket, code: codeIn(await world.letter(phone)) } }
    },
  },
  'identity.startSecondFactor': { build: async (world) => ({ by: await secretive(world), input: { currentPassword: world.password } }) },
  'identity.getPendingSecondFactor': {
    build: async (world) => {
      const by = await secretive(world)
      await world.call(by, 'identity.startSecondFactor', { currentPassword: world.password })
      return { by, input: {} }
    },
  },
  'identity.confirmSecondFactor': {
    build: async (world) => {
      const by = await secretive(world)
      const { secret } = await world.call<{ secret: string }>(by, 'identity.startSecondFactor', { currentPassword: world.password })
      return { by, input: { code: totp(secret) } }
    },
  },
  'identity.renewRecoveryCodes': { build: async (world) => withFactor(world).then(({ by, recoveryCodes }) => ({ by, input: { code: recoveryCodes[0] } })) },
  'identity.removeSecondFactor': { build: async (world) => withFactor(world).then(({ by, recoveryCodes }) => ({ by, input: { code: recoveryCodes[0] } })) },
  'identity.removePasskey': {
    build: async (world) => {
      const by = await secretive(world)
      const { rows } = await sql<{ id: string }>`insert into identity.passkeys (user_id, name, public_key, credential_id, counter, device_type, backed_up)
        values (${by.id}, ${hush}, 'x', ${crypto.randomUUID()}, 0, 'singleDevice', false) returning id`.execute(world.house.db)
      return { by, input: { passkeyId: rows[0]!.id, currentPassword: world.password } }
    },
  },
  'identity.removeProvider': {
    build: async (world) => {
      const by = await secretive(world)
      await sql`insert into identity.accounts (user_id, provider_id, account_id) values (${by.id}, 'google', ${by.id})`.execute(world.house.db)
      return { by, input: { provider: 'google', currentPassword: world.password } }
    },
  },
  'identity.listSessions': { build: async (world) => ({ by: await world.person(), input: {} }) },
  'identity.revokeSession': {
    build: async (world) => {
      const by = await world.person()
      const { rows } = await sql<{
        id: string
      }>`insert into identity.sessions (user_id, token, expires_at) values (${by.id}, ${crypto.randomUUID()}, now() + interval '1 day') returning id`.execute(world.house.db)
      return { by, input: { sessionId: rows[0]!.id } }
    },
  },
  'identity.revokeOtherSessions': { build: async (world) => ({ by: await world.person(), input: {} }) },

  'identity.createWorkspace': { build: async (world) => ({ by: await world.person(), input: { name: `Studio ${crypto.randomUUID().slice(0, 6)}`, kind: 'studio' } }) },
  'identity.listMyWorkspaces': { isPrivate: true, build: (world) => ({ by: world.maker, input: {} }) },
  'identity.getWorkspace': { isPrivate: true, build: mine() },
  'identity.chooseWorkspace': { build: mine({}) },
  'identity.renameWorkspace': { build: mine({ name: `${hush} Films` }) },
  'identity.listRoles': { build: mine() },
  'identity.listMembers': { isPrivate: true, build: async (world) => (await newcomer(world), mine()(world)) },
  'identity.changeMemberRole': {
    build: async (world) => mine({ personId: (await newcomer(world)).id, role: 'viewer' })(world),
    crossed: (world, { input }) => ({ ...input, slug: world.rivals.slug }),
  },
  'identity.removeMember': {
    build: async (world) => mine({ personId: (await newcomer(world)).id })(world),
    crossed: (world, { input }) => ({ ...input, slug: world.rivals.slug }),
  },
  'identity.leaveWorkspace': { build: async (world) => ({ by: await newcomer(world), input: { slug: world.slug } }) },
  'identity.transferWorkspace': {
    build: async (world) => {
      const by = await world.person()
      const { slug } = await world.call<{ slug: string }>(by, 'identity.createWorkspace', { name: `${hush} ${crypto.randomUUID().slice(0, 6)}`, kind: 'studio' })
      const heir = await world.person()
      await sql`insert into identity.members (workspace_id, kind, user_id, role) select id, kind, ${heir.id}, 'editor' from identity.workspaces where slug = ${slug}`.execute(
        world.house.db,
      )
      return { by, input: { slug, personId: heir.id } }
    },
    crossed: (world, { input }) => ({ ...input, slug: world.rivals.slug }),
  },
  'identity.inviteMember': { build: (world) => mine({ email: fresh(), role: 'viewer' })(world) },
  'identity.listInvitations': {
    isPrivate: true,
    build: async (world) => {
      await world.call(world.maker, 'identity.inviteMember', { slug: world.slug, email: `${hush}.${crypto.randomUUID()}@griot.example`.toLowerCase(), role: 'viewer' })
      return mine()(world)
    },
  },
  'identity.revokeInvitation': {
    build: async (world) => mine({ invitationId: (await invited(world)).invitationId })(world),
    crossed: (world, { input }) => ({ ...input, slug: world.rivals.slug }),
  },
  'identity.getInvitation': { isKey: true, build: async (world) => ({ ...(await invited(world)), by: null }) },
  'identity.acceptInvitation': { build: invited },
  'identity.declineInvitation': { build: invited },

  'identity.listPeople': { isPrivate: true, build: async (world) => (await secretive(world), { by: world.administrator, input: { limit: 100 } }) },
  'identity.grantStaffRole': { build: async (world) => ({ by: world.administrator, input: { personId: (await world.person()).id, role: 'support' } }) },
  'identity.revokeStaffRole': { build: async (world) => ({ by: world.administrator, input: { personId: (await world.person({ staff: ['support'] })).id, role: 'support' } }) },
}
