import type { Announcement } from '#platform/events'
import type { Told } from './rules/payment.ts'
import type { OutRow } from './store/outs.ts'
import type { PaymentRow } from './store/payments.ts'

/** For rooms, not for webhooks: makers are told of contributions and milestones, in their own words. `payment.confirmed`, `.saved`, `.failed`, `.expired`, `.held`, `.disputed`, `.reinstated`; `amount` is what counts: what came when it was taken though it differed, what was taken back. */
export function paymentSaid(told: Told, row: PaymentRow, facts: { amount: number; reason: string | null }): Announcement {
  return {
    type: `payment.${told}`,
    subject: row.id,
    payload: { about: row.subject, amount: facts.amount, currency: row.currency, provider: row.provider, ...(facts.reason ? { reason: facts.reason } : {}) },
  }
}

/** `refund.completed`, `.failed`, `.stuck`; `payout.completed`, `.failed`, `.stuck`. */
export function outSaid(told: 'completed' | 'failed' | 'stuck', row: OutRow, reason: string | null): Announcement {
  return {
    type: `${row.kind}.${told}`,
    subject: row.id,
    payload: { about: row.subject, amount: row.amount, currency: row.currency, provider: row.provider, ...(reason ? { reason } : {}) },
  }
}
