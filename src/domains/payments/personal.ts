import { sql } from 'kysely'
import type { Personal } from '#platform/personal'

/** What staff decided stays without their name. */
const decided = { atErasure: { unnamed: {} }, why: 'the decision stands without its author' } as const

export const personal: Personal = {
  tables: [
    {
      table: 'payments.payments',
      by: 'user_id',
      columns: ['id', 'subject', 'amount', 'currency', 'channel', 'provider', 'state', 'description', 'payer_name', 'payer_email', 'phone', 'country', 'created_at', 'ended_at'],
      atErasure: { unnamed: { payer_name: '—', payer_email: null, phone: null, country: null, address: null } },
      why: 'accounts are kept ten years, without the name',
    },
    { table: 'payments.steps', by: 'actor_id', ...decided },
    { table: 'payments.holds', by: 'decided_by', ...decided },
    { table: 'payments.fraud_rules', by: 'edited_by', ...decided },
    { table: 'payments.reconciliations', by: 'asked_by', ...decided },
    { table: 'payments.reconciliation_lines', by: 'resolved_by', ...decided },
    { table: 'payments.vouchers', by: 'agent_id', atErasure: 'stays', why: 'who took the cash is part of the accounts' },
    { table: 'payments.tills', by: 'agent_id', atErasure: 'stays', why: 'who took the cash is part of the accounts' },
  ],
  whyCannotErase: async (db, userId) => {
    const { rows } = await sql`
      select 1 from payments.payments p where p.user_id = ${userId} and (p.state in ('created', 'sending', 'pending', 'held', 'saved')
        or exists (select 1 from payments.outs o where o.payment_id = p.id and o.state in ('created', 'sending', 'pending', 'needs-account', 'held')))
      union all select 1 from payments.tills where agent_id = ${userId} and closed_at is null limit 1`.execute(db)
    return rows.length > 0 ? 'payments.moneyOnItsWay' : null
  },
}
