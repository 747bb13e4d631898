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
    { table: 'crm.imports', by: 'created_by', columns: ['id', 'name', 'kind', 'rows', 'created_at'], ...work },
    { table: 'crm.imports', by: 'undone_by', ...work },
    { table: 'crm.pairs', by: 'decided_by', ...work },
    { table: 'crm.merges', by: 'merged_by', ...work },
    { table: 'crm.merges', by: 'undone_by', ...work },
    { table: 'crm.changes', by: 'made_by', ...work },
    { table: 'crm.cards', by: 'created_by', ...work },
    { table: 'crm.cards', by: 'removed_by', ...work },
    { table: 'crm.moves', by: 'by', ...work },
  ],
}

export const retentions: readonly Retention[] = [
  // Merged records wait for an undo as long as removed ones.
  { name: 'crm.removed', table: 'crm.records', at: 'removed_at', days: 30, least: 30, most: 365, where: 'removed_at is not null' },
  // The rows of a file, with what is in them; the records stay.
  { name: 'crm.imports', table: 'crm.imports', at: 'created_at', days: 60, least: 14, most: 730 },
  { name: 'crm.changes', table: 'crm.changes', at: 'at', days: 30, least: 1, most: 365 },
]
