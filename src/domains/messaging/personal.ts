import { findPeople } from '#domains/identity'
import type { Personal, Retention } from '#platform/personal'
import { dropContact } from './store/choices.ts'

const goes = { by: 'user_id', atErasure: 'goes' } as const

export const personal: Personal = {
  tables: [
    { table: 'messaging.notices', ...goes, columns: ['kind', 'params', 'href', 'created_at', 'read_at'] },
    { table: 'messaging.deliveries', ...goes, columns: ['channel', 'state', 'tries', 'created_at', 'settled_at'] },
    { table: 'messaging.preferences', ...goes, columns: ['topic', 'channel', 'wanted', 'changed_at'] },
    { table: 'messaging.digests', ...goes, columns: ['topic', 'every'] },
    { table: 'messaging.rests', ...goes, columns: ['time_zone', 'quiet_from', 'quiet_to'] },
    // The address and the keys of a device are secrets: whoever has them can write to it.
    { table: 'messaging.push_devices', ...goes, columns: ['name', 'lang', 'created_at', 'heard_at'] },
  ],
  /** What was told to the same address before there was an account. */
  erase: async (ctx, userId) => {
    const email = (await findPeople(ctx.db, [userId])).get(userId)?.email
    if (email) await dropContact(ctx.db, email)
  },
}

export const retentions: readonly Retention[] = [
  { name: 'messaging.notices', table: 'messaging.notices', at: 'created_at', days: 730, least: 90, most: 1_825, where: 'user_id is not null' },
  { name: 'messaging.contactNotices', table: 'messaging.notices', at: 'created_at', days: 180, least: 30, most: 730, where: 'user_id is null' },
  { name: 'messaging.digests', table: 'messaging.deliveries', at: 'settled_at', days: 730, least: 90, most: 1_825, where: 'notice_id is null' },
]
