import type { Personal, Retention } from '#platform/personal'

const work = { atErasure: { unnamed: {} }, why: 'the work of the workspace stands without the name' } as const

export const personal: Personal = {
  tables: [
    { table: 'planning.tasks', by: 'owner_id', columns: ['id', 'title', 'notes', 'due_on', 'priority', 'state', 'done_at', 'created_at'], ...work },
    { table: 'planning.tasks', by: 'done_by', ...work },
    { table: 'planning.tasks', by: 'created_by', ...work },
    { table: 'planning.series', by: 'owner_id', ...work },
    { table: 'planning.series', by: 'created_by', ...work },
    { table: 'planning.mornings', by: 'user_id', columns: ['wanted', 'told_on'], atErasure: 'goes' },
  ],
}

/** Tasks that ended long ago say nothing any more. */
export const retentions: readonly Retention[] = [
  { name: 'planning.tasks', table: 'planning.tasks', at: 'done_at', days: 1_825, least: 365, most: 3_650, where: 'done_at is not null' },
]
