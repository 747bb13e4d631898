import type { Personal } from '#platform/personal'

export const personal: Personal = {
  tables: [{ table: 'webhooks.endpoints', by: 'created_by', columns: ['id', 'url', 'name', 'created_at'], atErasure: { unnamed: {} }, why: 'belongs to the workspace' }],
}
