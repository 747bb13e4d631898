import type { Db } from '#platform/context'
import type { Personal, Retention } from '#platform/personal'
import { keepsAdministrator, ownsAlone } from './store/people.ts'

const goes = { by: 'user_id', atErasure: 'goes' } as const
const unnamed = { atErasure: { unnamed: {} }, why: 'belongs to the workspace' } as const

export const personal: Personal = {
  tables: [
    { table: 'identity.users', by: 'id', columns: ['id', 'name', 'email', 'email_verified', 'phone', 'image', 'lang', 'theme', 'created_at', 'updated_at'], atErasure: 'goes' },
    { table: 'identity.accounts', ...goes, columns: ['provider_id', 'account_id', 'created_at'] },
    { table: 'identity.sessions', ...goes, columns: ['kind', 'method', 'ip_address', 'user_agent', 'created_at', 'last_seen_at', 'expires_at'] },
    { table: 'identity.keys', ...goes, columns: ['name', 'start', 'scopes', 'created_at', 'expires_at', 'last_used_at', 'revoked_at'] },
    { table: 'identity.passkeys', ...goes, columns: ['name', 'device_type', 'backed_up', 'created_at'] },
    { table: 'identity.devices', ...goes, columns: ['first_seen_at', 'last_seen_at'] },
    { table: 'identity.members', ...goes, columns: ['workspace_id', 'role', 'joined_at'] },
    { table: 'identity.standing', ...goes, columns: ['kind', 'workspace_id'] },
    { table: 'identity.staff_roles', ...goes, columns: ['role', 'granted_at'] },
    { table: 'identity.staff_roles', by: 'granted_by', ...unnamed, why: 'says that the role was given' },
    { table: 'identity.tickets', ...goes },
    { table: 'identity.second_factors', ...goes },
    { table: 'identity.recovery_codes', ...goes },
    { table: 'identity.workspaces', by: 'created_by', columns: ['id', 'slug', 'name', 'kind', 'created_at'], ...unnamed },
    { table: 'identity.invitations', by: 'invited_by', columns: ['workspace_id', 'email', 'role', 'state', 'created_at'], ...unnamed },
  ],
  whyCannotErase: async (db: Db, userId: string) => {
    if (await ownsAlone(db, userId)) return 'identity.lastOwner'
    return (await keepsAdministrator(db, userId)) ? 'identity.lastAdministrator' : null
  },
}

export const retentions: readonly Retention[] = [
  { name: 'identity.sessions', table: 'identity.sessions', at: 'expires_at', days: 30, least: 1, most: 365 },
  { name: 'identity.invitations', table: 'identity.invitations', at: 'expires_at', days: 180, least: 30, most: 730 },
]
