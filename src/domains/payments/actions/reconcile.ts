import { balancesOf } from '#domains/ledger'
import { after, clock, day, hour } from '#platform/clock'
import type { Ctx, Db } from '#platform/context'
import { transaction } from '#platform/database/pool'
import type { Attempt } from '#platform/jobs'
import { later } from '#platform/jobs'
import { count } from '#platform/metrics'
import { found, isRefusal, Refusal } from '#platform/refusal'
import { providerNamed, providers } from '../providers/registry.ts'
import { compare, type OurLine } from '../rules/reconcile.ts'
import { listSent, type OutRow } from '../store/outs.ts'
import { findPaymentRows, listAsked, type PaymentRow } from '../store/payments.ts'
import * as store from '../store/reconciliations.ts'
import type { Provider, ProviderLine } from '../types.ts'
import { reconcileLater } from '../work.ts'
import { tellStaff } from './tell-staff.ts'

/** Every provider with a list of its own, for the day that ended, once. */
export async function reconcileDay(ctx: Ctx): Promise<void> {
  const to = new Date(Math.floor(ctx.now.getTime() / day) * day)
  for (const provider of providers().values()) if (provider.list) await begin(ctx, { provider: provider.name, from: after(to, -day), to, by: null })
}

/** On demand, for a stretch of time. Refuses `payments.noList` for a provider that shows none, `payments.badStretch`. */
export async function runReconciliation(ctx: Ctx, { provider, from, to }: { provider: string; from: Date; to: Date }): Promise<{ id: string }> {
  if (!providerNamed(provider).list) throw new Refusal('refused', 'payments.noList')
  if (from >= to || to.getTime() - from.getTime() > 92 * day) throw new Refusal('invalid', 'payments.badStretch')
  return { id: (await begin(ctx, { provider, from, to, by: ctx.actor.kind === 'person' ? ctx.actor.id : null }))! }
}

async function begin(ctx: Ctx, one: { provider: string; from: Date; to: Date; by: string | null }): Promise<string | null> {
  return transaction(ctx, async ({ db, now }) => {
    const id = await store.insertReconciliation(db, { ...one, now })
    if (id) await later(db, reconcileLater, { reconciliationId: id })
    return id
  })
}

/** Clocks differ, and an order asked before midnight is listed after it: both lists are read this much wider than the report. */
const margin = 2 * hour

export async function reconcile(ctx: Ctx, { reconciliationId }: { reconciliationId: string }, attempt: Attempt): Promise<void> {
  const report = found(await store.findReconciliation(ctx.db, reconciliationId))
  if (report.state !== 'waiting') return
  const provider = providerNamed(report.provider)
  try {
    const [from, to] = [after(report.fromAt, -margin), after(report.toAt, margin)]
    const theirs = await provider.list!(from, to)
    const balances = await readBalances(ctx, provider)
    await write({ ...ctx, now: clock.now() }, report, theirs, await ours(ctx.db, provider.name, from, to, theirs), balances)
  } catch (error) {
    if (!isRefusal(error) || !attempt.last) throw error
    await store.endReconciliation(ctx.db, report.id, { state: 'failed', reason: error.code, matched: 0, balances: [], now: clock.now() })
    await tellStaff(ctx.db, 'unmatched', { provider: report.provider, n: 0 }, `/office/reconciliation/${report.id}`)
  }
}

/** What the ledger says the provider holds, beside what it says itself. Several currencies in one account are told apart by it, not by us. */
async function readBalances(ctx: Ctx, provider: Provider): Promise<store.BalanceLine[]> {
  const own = (await balancesOf(ctx.db, `provider:${provider.name}`)).filter(({ purpose }) => purpose === 'float')
  return Promise.all(own.map(async ({ currency, posted }) => ({ currency, ours: posted, theirs: (await provider.balance?.(currency)) ?? null })))
}

async function ours(db: Db, provider: string, from: Date, to: Date, theirs: readonly ProviderLine[]): Promise<OurLine[]> {
  const named = theirs.flatMap(({ reference }) => (reference && /^[\da-f-]{36}$/i.test(reference) ? [reference] : []))
  const asked = [...(await listAsked(db, provider, from, to)), ...(named.length > 0 ? await findPaymentRows(db, named) : [])]
  const payments = [...new Map(asked.filter((row) => row.provider === provider).map((row) => [row.id, ofPayment(row)])).values()]
  return [...payments, ...(await listSent(db, provider, from, to)).map(ofOut)]
}

function ofPayment(row: PaymentRow): OurLine {
  const money = row.received !== null && row.receivedCurrency ? { amount: row.received, currency: row.receivedCurrency } : { amount: row.amount, currency: row.currency }
  // What came in suspense has come: it matches the provider's line by the amount that came.
  const state = row.booked === 'aside' ? 'confirmed' : row.state
  return { about: 'payment', id: row.id, reference: row.id, providerRef: row.providerRef, state, money, at: row.askedAt ?? row.createdAt }
}

/** A refund by another wallet is a payout to the provider. */
const ofOut = (row: OutRow): OurLine => ({
  about: row.destination ? 'payout' : row.kind,
  id: row.id,
  reference: row.reference,
  providerRef: row.providerRef,
  state: row.state,
  money: { amount: row.amount, currency: row.currency },
  at: row.createdAt,
})

async function write(ctx: Ctx, report: store.ReconciliationRow, theirs: readonly ProviderLine[], own: readonly OurLine[], balances: readonly store.BalanceLine[]): Promise<void> {
  const { matched, unmatched } = compare(own, theirs, report.fromAt, report.toAt)
  await transaction(ctx, async ({ db, now }) => {
    if (!(await store.endReconciliation(db, report.id, { state: 'done', reason: null, matched, balances, now }))) return
    for (const line of unmatched) await store.insertLine(db, report.id, line)
    count('reconciled_lines', matched)
    if (unmatched.length === 0) return
    count('unmatched_lines', unmatched.length)
    await tellStaff(db, 'unmatched', { provider: report.provider, n: unmatched.length }, `/office/reconciliation/${report.id}`)
  })
}
