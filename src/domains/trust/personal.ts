import type { Personal, Retention } from '#platform/personal'

const goes = { by: 'user_id', atErasure: 'goes' } as const

export const personal: Personal = {
  tables: [
    { table: 'trust.consents', ...goes, columns: ['purpose', 'granted', 'wording', 'via', 'at'] },
    { table: 'trust.exports', ...goes, columns: ['asked_at', 'ready_at', 'size'] },
    { table: 'trust.erasures', ...goes, columns: ['asked_at', 'due_at'] },
    { table: 'trust.retentions', by: 'changed_by', atErasure: { unnamed: {} }, why: 'the rule holds without its author' },
  ],
}

export const retentions: readonly Retention[] = [{ name: 'trust.erased', table: 'trust.erased', at: 'at', days: 3_650, least: 365, most: 7_300 }]
