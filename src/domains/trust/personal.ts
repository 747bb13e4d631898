import type { Personal, Retention } from '#platform/personal'

const goes = { by: 'user_id', atErasure: 'goes' } as const

export const personal: Personal = {
  tables: [
    { table: 'trust.consents', ...goes, columns: ['purpose', 'granted', 'wording', 'via', 'at'] },
    { table: 'trust.exports', ...goes, columns: ['asked_at', 'ready_at', 'size'] },
    { table: 'trust.erasures', ...goes, columns: ['asked_at', 'due_at'] },
    { table: 'trust.retentions', by: 'changed_by', atErasure: { unnamed: {} }, why: 'the rule holds without its author' },
    {
      table: 'platform.audit',
      by: 'actor_id',
      columns: ['at', 'via', 'operation', 'subject', 'ip', 'outcome'],
      atErasure: 'stays',
      why: 'proof of what was done; the id names nobody any more',
    },
    { table: 'platform.events', by: 'actor_id', columns: ['at', 'type', 'subject'], atErasure: 'stays', why: 'what happened to others; the id names nobody any more' },
  ],
}

export const retentions: readonly Retention[] = [{ name: 'trust.erased', table: 'trust.erased', at: 'at', days: 3_650, least: 365, most: 7_300 }]
