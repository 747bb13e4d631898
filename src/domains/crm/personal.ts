import type { Personal, Retention } from '#platform/personal'

const work = { atErasure: { unnamed: {} }, why: 'the agency keeps its work; nobody is named in it' } as const

export const personal: Personal = {
  tables: [
    {
      table: 'crm.records',
      by: 'account_id',
      columns: ['id', 'name', 'role', 'email', 'phone', 'country', 'city', 'biography', 'genres', 'tags', 'audience', 'source', 'created_at'],
      atErasure: { unnamed: {} },
      why: 'an agency’s record of an artist is the agency’s; the account behind it is forgotten',
    },
    { table: 'crm.records', by: 'owner_id', ...work },
    { table: 'crm.records', by: 'created_by', ...work },
    { table: 'crm.records', by: 'removed_by', ...work },
    { table: 'crm.happenings', by: 'actor_id', ...work },
    { table: 'crm.files', by: 'added_by', ...work },
    { table: 'crm.views', by: 'owner_id', columns: ['id', 'name', 'kind', 'filter', 'created_at'], atErasure: 'goes' },
    { table: 'crm.changes', by: 'made_by', ...work },
    { table: 'crm.cards', by: 'created_by', ...work },
    { table: 'crm.moves', by: 'by', ...work },
  ],
}

export const retentions: readonly Retention[] = [
  // Merged records wait for an undo as long as removed ones.
  { name: 'crm.removed', table: 'crm.records', at: 'removed_at', days: 30, least: 30, most: 365, where: 'removed_at is not null' },
  { name: 'crm.changes', table: 'crm.changes', at: 'at', days: 30, least: 1, most: 365 },
]
