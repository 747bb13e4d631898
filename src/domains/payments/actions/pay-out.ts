import { randomUUID } from 'node:crypto'
import type { AccountRef } from '#domains/ledger'
import type { Ctx } from '#platform/context'
import { transaction } from '#platform/database/pool'
import { later } from '#platform/jobs'
import type { Money } from '#platform/money'
import { found, Refusal } from '#platform/refusal'
import { payerOut } from '../providers/registry.ts'
import { payoutSuspicions } from '../rules/fraud.ts'
import { type HoldReason, insertHold, listRules } from '../store/holds.ts'
import * as store from '../store/outs.ts'
import { note } from '../store/trail.ts'
import type { Destination } from '../types.ts'
import { attendOutLater } from '../work.ts'
import { announceOut } from './booking.ts'
import { checkDestination } from './destination.ts'
import { attendOutKey } from './move-out.ts'
import { tellStaff } from './tell-staff.ts'

export interface NewPayout {
  key: string
  subject: string
  workspaceId: string | null
  money: Money
  to: Destination
  /** Held at once in the ledger, debited when the money has left. */
  debit: AccountRef
  description: string
}

/**
 * Sends money to a wallet by the provider that reaches it, or to a bank by hand: a person of finance makes the transfer and says so. A large one waits for a human first. The same key
 * answers the first payout. Refuses `payments.noWayOut`, `payments.wrongPhone`, `payments.wrongIban`, `ledger.notEnough`.
 */
export async function payOut(ctx: Ctx, asked: NewPayout): Promise<{ id: string }> {
  return transaction(ctx, async (inside) => {
    const { db, now } = inside
    const before = await store.findOutByKey(db, asked.key)
    if (before) return { id: before.id }
    const to = checkDestination(asked.to)
    const provider = to.kind === 'wallet' ? payerOut(to.channel, asked.money.currency) : null
    if (to.kind === 'wallet' && !provider) throw new Refusal('refused', 'payments.noWayOut')
    const reasons = await reasonsToWait(inside, asked.money, to)
    const row = await store.insertOut(
      db,
      {
        id: randomUUID(),
        kind: 'payout',
        key: asked.key,
        subject: asked.subject,
        workspaceId: asked.workspaceId,
        paymentId: null,
        amount: asked.money.amount,
        currency: asked.money.currency,
        debitOwner: asked.debit.owner,
        debitPurpose: asked.debit.purpose,
        provider: provider?.name ?? 'bank',
        channel: to.kind === 'wallet' ? to.channel : null,
        destination: to,
        description: asked.description,
        sandbox: provider?.sandbox ?? false,
        state: reasons.length > 0 ? 'held' : 'created',
      },
      now,
    )
    if (!row) return { id: found(await store.findOutByKey(db, asked.key)).id }
    await announceOut(db, row)
    await note(db, 'payout', row.id, 'begun', { state: row.state, at: now })
    await go(inside, row, reasons)
    return { id: row.id }
  })
}

async function reasonsToWait(ctx: Ctx, money: Money, to: Destination): Promise<HoldReason[]> {
  if (to.kind === 'bank') return [{ kind: 'by-hand', params: { name: to.name, iban: to.iban, bic: to.bic ?? '' } }]
  return payoutSuspicions(await listRules(ctx.db), money)
    .filter(({ action }) => action === 'hold')
    .map(({ kind, params }) => ({ kind, params }))
}

async function go(ctx: Ctx, row: store.OutRow, reasons: readonly HoldReason[]): Promise<void> {
  if (reasons.length === 0) return later(ctx.db, attendOutLater, { outId: row.id }, { key: attendOutKey(row.id) })
  await insertHold(ctx.db, { kind: row.provider === 'bank' ? 'by-hand' : 'fraud', outId: row.id, reasons, now: ctx.now })
  await tellStaff(ctx.db, 'held', { amount: { amount: row.amount, currency: row.currency } }, '/office/holds')
}
