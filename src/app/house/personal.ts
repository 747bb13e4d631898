import type { Personal, Retention } from '#platform/personal'

/** What the ground keeps of people, whichever room it was for. */
export const personal: Personal = {
  tables: [
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

export const retentions: readonly Retention[] = [
  {
    name: 'platform.auditAddresses',
    table: 'platform.audit',
    at: 'at',
    days: 365,
    least: 90,
    most: 1_825,
    where: 'ip is not null and exists (select 1 from platform.audit_chain c where c.audit_id = audit.id)',
    empty: ['ip'],
  },
  { name: 'platform.mailbox', table: 'platform.mailbox', at: 'at', days: 30, least: 1, most: 365 },
]
