import { recordOpinion } from '#domains/cinema'
import type { Personal } from '#platform/personal'
import { blankComments } from './store/comments.ts'
import { dropOpinions, totalsOf } from './store/opinions.ts'

const goes = { by: 'user_id', atErasure: 'goes' } as const

export const personal: Personal = {
  tables: [
    {
      table: 'audience.comments',
      by: 'user_id',
      columns: ['id', 'film_id', 'parent_id', 'body', 'at', 'edited_at', 'deleted_at'],
      atErasure: { unnamed: {} },
      why: 'the answers of others keep their place; the words are deleted',
    },
    { table: 'audience.favourites', ...goes, columns: ['film_id', 'at'] },
    { table: 'audience.ratings', ...goes, columns: ['film_id', 'stars', 'at'] },
    { table: 'audience.lists', ...goes, columns: ['id', 'name', 'created_at', 'updated_at'] },
    { table: 'audience.reports', ...goes, columns: ['comment_id', 'reason', 'note', 'at'] },
    {
      table: 'audience.moderations',
      by: 'moderator_id',
      columns: ['comment_id', 'act', 'reason', 'note', 'at'],
      atErasure: { unnamed: {} },
      why: 'the decision stands without its author',
    },
  ],
  erase: async (ctx, userId) => {
    await blankComments(ctx.db, userId, ctx.now)
    for (const filmId of await dropOpinions(ctx.db, userId)) await recordOpinion(ctx.db, filmId, await totalsOf(ctx.db, filmId))
  },
}
