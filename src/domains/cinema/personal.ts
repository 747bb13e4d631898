import type { Personal } from '#platform/personal'

const house = { atErasure: { unnamed: {} }, why: 'belongs to the workspace' } as const

export const personal: Personal = {
  tables: [
    { table: 'cinema.films', by: 'created_by', columns: ['id', 'slug', 'original_title', 'state', 'created_at'], ...house },
    { table: 'cinema.decisions', by: 'by', columns: ['film_id', 'kind', 'note', 'at'], ...house, why: 'the decision stands without its author' },
    { table: 'cinema.wishes', by: 'user_id', columns: ['film_id', 'at'], atErasure: 'goes' },
  ],
}
