import type { Personal, Retention } from '#platform/personal'

const work = { atErasure: { unnamed: {} }, why: 'the agency keeps what was written in its name; nobody is named in it' } as const

export const personal: Personal = {
  tables: [
    { table: 'outreach.mailboxes', by: 'user_id', columns: ['from_name', 'from_address', 'reply_to', 'signature', 'time_zone', 'created_at'], atErasure: 'goes' },
    { table: 'outreach.template_versions', by: 'made_by', ...work },
    { table: 'outreach.sequences', by: 'created_by', ...work },
    { table: 'outreach.enrolments', by: 'sender_id', ...work },
    { table: 'outreach.messages', by: 'sender_id', columns: ['channel', 'email', 'subject', 'body', 'sent_at'], ...work },
    { table: 'outreach.suppressions', by: 'by_id', ...work },
  ],
}

/** CNIL: what was exchanged with a prospect goes three years after the last contact. Who asked for silence stays on the list. */
export const retentions: readonly Retention[] = [
  { name: 'outreach.messages', table: 'outreach.messages', at: 'created_at', days: 1_095, least: 90, most: 3_650 },
  { name: 'outreach.answers', table: 'outreach.answers', at: 'created_at', days: 1_095, least: 90, most: 3_650 },
]
