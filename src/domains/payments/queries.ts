import { z } from 'zod'
import { callerIn, findPeople } from '#domains/identity'
import { balancesOf, findTransferByKey } from '#domains/ledger'
import type { Ctx, Db } from '#platform/context'
import { decodeCursor, type Page, toPage } from '#platform/operation'
import { found, isRefusal, Refusal } from '#platform/refusal'
import { expectedIn, voucherOf } from './actions/cash-voucher.ts'
import { methodsFor } from './methods.ts'
import { providers } from './providers/registry.ts'
import type * as shapes from './schema.ts'
import { shownHold, shownLine, shownOut, shownPayment, shownSteps } from './shown.ts'
import * as holds from './store/holds.ts'
import * as outs from './store/outs.ts'
import * as payments from './store/payments.ts'
import * as reports from './store/reconciliations.ts'
import { listCallbacks, listSteps } from './store/trail.ts'
import * as vouchers from './store/vouchers.ts'

type In<T extends z.ZodType> = z.output<T>
type Out<T extends z.ZodType> = z.input<T>

const place = z.object({ at: z.coerce.date(), id: z.uuid() })

function placeOf<T>(after: string | undefined, shape: z.ZodType<T>): T | null {
  const read = decodeCursor(after, shape)
  if (after && !read) throw new Refusal('invalid', 'platform.badCursor')
  return read
}

/** The ways to pay, one a channel. */
export async function paymentMethods(_ctx: Ctx, asked: In<typeof shapes.methodsAsked>): Promise<Out<typeof shapes.PaymentMethods>> {
  return { items: methodsFor({ currency: asked.currency, country: asked.country ?? null, amount: asked.amount ?? null }) }
}

export async function listPayments(ctx: Ctx, { state, provider, search, after, limit }: In<typeof shapes.paymentsAsked>): Promise<Page<Out<typeof shapes.Payment>>> {
  const rows = await payments.listPaymentRows(ctx.db, { state: state ?? null, provider: provider ?? null, search: search ?? null }, placeOf(after, place), limit)
  const page = toPage(rows, limit, ({ createdAt, id }) => ({ at: createdAt.toISOString(), id }))
  return { items: page.items.map(shownPayment), next: page.next }
}

/** A payment with everything that happened to it, in order. */
export async function getPaymentDetails(ctx: Ctx, { paymentId }: In<typeof shapes.byPayment>): Promise<Out<typeof shapes.PaymentWhole>> {
  const row = found(await payments.findPaymentRow(ctx.db, paymentId))
  const refunds = await outs.listRefundsOf(ctx.db, row.id)
  const held = await holds.listHoldsOf(ctx.db, row.id)
  const steps = await listSteps(ctx.db, row.id)
  const people = await peopleOf(ctx.db, [...steps.map(({ actorId }) => actorId), ...held.map(({ decidedBy }) => decidedBy)])
  return {
    payment: shownPayment(row),
    steps: shownSteps(steps, await listCallbacks(ctx.db, row.id), people),
    refunds: refunds.map((one) => shownOut(one, row)),
    holds: held.map((one) => shownHold(one, row, null, people)),
    postings: await postingsOf(ctx.db, [
      ...[...paymentKeys, ...disputeKeys(row.disputes)].map((suffix) => `payment:${row.id}${suffix}`),
      ...refunds.flatMap(({ transfer }) => [transfer, `${transfer}:late`, `${transfer}:fee`]),
    ]),
  }
}

const paymentKeys = ['', ':late', ':aside', ':attributed', ':cash', ':fee']
const disputeKeys = (times: number): string[] => Array.from({ length: times }, (_, i) => [`:disputed:${i + 1}`, `:disputed:${i + 1}:fee`, `:reinstated:${i + 1}`]).flat()

async function postingsOf(db: Db, keys: readonly string[]): Promise<Out<typeof shapes.Posting>[]> {
  const transfers = await Promise.all(keys.map((key) => findTransferByKey(db, key)))
  return transfers.flatMap(
    (one) => one?.legs.map(({ debit, credit, amount, currency }) => ({ key: one.key, state: one.state, debit, credit, amount, currency, at: one.settledAt ?? one.at })) ?? [],
  )
}

async function peopleOf(db: Db, ids: readonly (string | null)[]): Promise<Map<string, string>> {
  const people = await findPeople(
    db,
    ids.filter((one) => one !== null),
  )
  return new Map([...people].map(([id, { name }]) => [id, name]))
}

export const listRefunds = (ctx: Ctx, asked: In<typeof shapes.outsAsked>): Promise<Page<Out<typeof shapes.Out>>> => listOf(ctx, 'refund', asked)
export const listPayouts = (ctx: Ctx, asked: In<typeof shapes.outsAsked>): Promise<Page<Out<typeof shapes.Out>>> => listOf(ctx, 'payout', asked)

async function listOf(ctx: Ctx, kind: 'refund' | 'payout', { state, after, limit }: In<typeof shapes.outsAsked>): Promise<Page<Out<typeof shapes.Out>>> {
  const rows = await outs.listOuts(ctx.db, kind, state ?? null, placeOf(after, place), limit)
  const page = toPage(rows, limit, ({ createdAt, id }) => ({ at: createdAt.toISOString(), id }))
  const paid = await paymentsOf(ctx.db, page.items)
  return { items: page.items.map((row) => shownOut(row, row.paymentId ? (paid.get(row.paymentId) ?? null) : null)), next: page.next }
}

async function paymentsOf(db: Db, rows: readonly { paymentId: string | null }[]): Promise<Map<string, payments.PaymentRow>> {
  const ids = rows.flatMap(({ paymentId }) => (paymentId ? [paymentId] : []))
  return new Map((ids.length > 0 ? await payments.findPaymentRows(db, ids) : []).map((row) => [row.id, row]))
}

/** What waits for a human, or what humans decided. */
export async function listHolds(ctx: Ctx, { decided, after, limit }: In<typeof shapes.holdsAsked>): Promise<Page<Out<typeof shapes.Hold>>> {
  const page = toPage(await holds.listHolds(ctx.db, !decided, placeOf(after, z.uuid()), limit), limit, ({ id }) => id)
  const paid = await paymentsOf(ctx.db, page.items)
  const people = await peopleOf(
    ctx.db,
    page.items.map(({ decidedBy }) => decidedBy),
  )
  const items = await Promise.all(
    page.items.map(async (row) => {
      const out = row.outId ? await outs.findOut(ctx.db, row.outId) : null
      return shownHold(row, row.paymentId ? (paid.get(row.paymentId) ?? null) : null, out, people)
    }),
  )
  return { items, next: page.next }
}

export async function listFraudRules(ctx: Ctx): Promise<Out<typeof shapes.FraudRules>> {
  return { items: await holds.listRules(ctx.db) }
}

export async function reconciliations(ctx: Ctx, { after, limit }: { after?: string | undefined; limit: number }): Promise<Page<Out<typeof shapes.Reconciliation>>> {
  return toPage(await reports.listReconciliations(ctx.db, placeOf(after, z.uuid()), limit), limit, ({ id }) => id)
}

export async function getReconciliation(ctx: Ctx, { reconciliationId }: In<typeof shapes.byReconciliation>): Promise<Out<typeof shapes.ReconciliationWhole>> {
  const reconciliation = found(await reports.findReconciliation(ctx.db, reconciliationId))
  const lines = await reports.listLines(ctx.db, reconciliationId)
  const people = await peopleOf(
    ctx.db,
    lines.map(({ resolvedBy }) => resolvedBy),
  )
  return { reconciliation, lines: lines.map((line) => shownLine(line, people)) }
}

/** What our ledger says each provider holds, beside what the provider says now; null when it does not say, or does not answer. */
export async function providerBalances(ctx: Ctx): Promise<Out<typeof shapes.ProviderBalances>> {
  const all = await Promise.all(
    [...providers().values()].map(async (provider) => {
      const own = (await balancesOf(ctx.db, `provider:${provider.name}`)).filter(({ purpose }) => purpose === 'float')
      return Promise.all(
        own.map(async ({ currency, posted, pendingIn, pendingOut }) => ({
          provider: provider.name,
          sandbox: provider.sandbox,
          currency,
          ledger: posted,
          pendingIn,
          pendingOut,
          theirs: provider.balance ? await provider.balance(currency).catch(orNull) : null,
        })),
      )
    }),
  )
  return { items: all.flat() }
}

function orNull(error: unknown): null {
  if (isRefusal(error)) return null
  throw error
}

/** What an agent sees before taking the money. */
export async function findVoucher(ctx: Ctx, { code }: In<typeof shapes.byCode>): Promise<Out<typeof shapes.Voucher>> {
  return shownVoucher(ctx, await voucherOf(ctx, code))
}

export async function shownVoucher(ctx: Ctx, row: vouchers.VoucherRow): Promise<Out<typeof shapes.Voucher>> {
  const payment = found(await payments.findPaymentRow(ctx.db, row.paymentId))
  const { code, amount, currency, expiresAt, cashedAt } = row
  const state = row.state === 'open' && expiresAt <= ctx.now ? 'expired' : row.state
  return { code, amount, currency, state, description: payment.description, payerName: payment.payerName, expiresAt, cashedAt }
}

/** The caller's drawer: what it should hold, what it took since the last count, and the counts before. */
export async function myTill(ctx: Ctx): Promise<Out<typeof shapes.Till>> {
  const agentId = callerIn(ctx).id
  const till = await vouchers.findOpenTill(ctx.db, agentId)
  const cashed = till ? await vouchers.listCashed(ctx.db, till.id) : []
  return {
    openedAt: till?.openedAt ?? null,
    expected: await expectedIn(ctx, agentId),
    cashed: cashed.map(({ code, amount, currency, description, cashedAt }) => ({ code, amount, currency, description, cashedAt: cashedAt! })),
    closed: (await vouchers.listClosedTills(ctx.db, agentId, 14)).map(({ closedAt, counts }) => ({ closedAt: closedAt!, counts })),
  }
}
