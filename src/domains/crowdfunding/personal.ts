import type { Personal } from '#platform/personal'
import { hasMoneyUnderWay } from './store/contributions.ts'
import { blankComments } from './store/talk.ts'

const work = { atErasure: { unnamed: {} }, why: 'the history of the project stands without its author' } as const

export const personal: Personal = {
  tables: [
    {
      table: 'crowdfunding.contributions',
      by: 'user_id',
      columns: ['id', 'project_id', 'number', 'state', 'amount', 'currency', 'name', 'email', 'phone', 'country', 'message', 'shipping', 'created_at', 'confirmed_at'],
      atErasure: { unnamed: { name: '…', email: null, phone: null, message: null, shipping: null } },
      why: 'the accounts of the project stay whole; nobody is named in them',
    },
    { table: 'crowdfunding.followers', by: 'user_id', columns: ['project_id', 'at'], atErasure: 'goes' },
    {
      table: 'crowdfunding.comments',
      by: 'user_id',
      columns: ['id', 'project_id', 'text', 'at', 'removed_at'],
      atErasure: { unnamed: {} },
      why: 'the row keeps its place; the words are removed',
    },
    { table: 'crowdfunding.comments', by: 'removed_by', ...work },
    { table: 'crowdfunding.questions', by: 'user_id', columns: ['id', 'project_id', 'text', 'at', 'answer'], atErasure: { unnamed: {} }, why: 'the answer stays for the others' },
    { table: 'crowdfunding.questions', by: 'answered_by', ...work },
    { table: 'crowdfunding.projects', by: 'created_by', ...work },
    { table: 'crowdfunding.milestones', by: 'asked_by', ...work },
    { table: 'crowdfunding.milestones', by: 'decided_by', ...work },
    { table: 'crowdfunding.documents', by: 'created_by', ...work },
    { table: 'crowdfunding.decisions', by: 'by', ...work },
    { table: 'crowdfunding.versions', by: 'by', ...work },
    { table: 'crowdfunding.updates', by: 'by', ...work },
  ],
  whyCannotErase: async (db, userId) => ((await hasMoneyUnderWay(db, userId)) ? 'crowdfunding.moneyUnderWay' : null),
  erase: (ctx, userId) => blankComments(ctx.db, userId, ctx.now),
}
