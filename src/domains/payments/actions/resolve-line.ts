import { postTransfer } from '#domains/ledger'
import type { Ctx } from '#platform/context'
import type { Currency } from '#platform/money'
import { found, Refusal } from '#platform/refusal'
import { afterOutReading } from '../rules/out.ts'
import { afterReading } from '../rules/payment.ts'
import type { Resolution } from '../rules/reconcile.ts'
import { lockOut } from '../store/outs.ts'
import { lockPayment } from '../store/payments.ts'
import { lockLine, type LineRow, resolve } from '../store/reconciliations.ts'
import { note } from '../store/trail.ts'
import type { ProviderState } from '../types.ts'
import { float, suspense } from './booking.ts'
import { outNowOf, takeOutReading } from './move-out.ts'
import { nowOf, takeReading } from './move-payment.ts'

/**
 * Settles one line of a report, once, and the ledger follows. `adopted`: our row goes where the provider's list says, when the machine may go there. `suspense`: the difference is booked
 * between the provider's float and suspense. `noted`: nothing is booked, a word says why.
 * Refuses `payments.alreadyResolved`, `payments.cannotAdopt`, `payments.nothingToBook`, `payments.wordNeeded`.
 */
export async function resolveLine(ctx: Ctx, { lineId, resolution, word }: { lineId: string; resolution: Resolution; word?: string | undefined }): Promise<LineRow> {
  const line = found(await lockLine(ctx.db, lineId))
  if (line.resolution) throw new Refusal('conflict', 'payments.alreadyResolved')
  const said = word?.trim() || null
  if (!said && resolution !== 'adopted') throw new Refusal('invalid', 'payments.wordNeeded', {}, [{ field: 'word', code: 'payments.wordNeeded' }])
  if (resolution === 'adopted') await adopt(ctx, line)
  if (resolution === 'suspense') await bookSuspense(ctx, line, said)
  const by = ctx.actor.kind === 'person' ? ctx.actor.id : null
  await resolve(ctx.db, line.id, { resolution, word: said, by, now: ctx.now })
  if (line.aboutId) await note(ctx.db, line.about, line.aboutId, 'reconciled', { reason: resolution, detail: { word: said }, actorId: by, at: ctx.now })
  return found(await lockLine(ctx.db, lineId))
}

/** The provider's own list is a reading like any other: the machine decides whether it may go there. */
async function adopt(ctx: Ctx, { aboutId, about, theirs, providerRef }: LineRow): Promise<void> {
  if (!aboutId || !theirs) throw new Refusal('refused', 'payments.cannotAdopt')
  const news: ProviderState = { state: theirs.state as ProviderState['state'], providerRef, money: theirs.money, fee: null, reason: null, nextUrl: null }
  const payment = about === 'payment' ? await lockPayment(ctx.db, aboutId) : null
  const out = about === 'payment' ? null : await lockOut(ctx.db, aboutId)
  if (!(payment && afterReading(nowOf(payment), news)) && !(out && afterOutReading(outNowOf(out), news))) throw new Refusal('refused', 'payments.cannotAdopt')
  if (payment) await takeReading(ctx, payment.id, news)
  if (out) await takeOutReading(ctx, out.id, out.reference, news)
}

/** Makes our float what the provider's list says it is: what moved there and not here, less what moved here and not there. */
async function bookSuspense(ctx: Ctx, line: LineRow, word: string | null): Promise<void> {
  const sign = line.about === 'payment' ? 1 : -1
  const changes = new Map<Currency, number>()
  const add = (side: LineRow['ours'], by: number): void => {
    if (side && movedStates.includes(side.state)) changes.set(side.money.currency, (changes.get(side.money.currency) ?? 0) + by * sign * side.money.amount)
  }
  add(line.theirs, 1)
  add(line.ours, -1)
  const moves = [...changes].filter(([, amount]) => amount !== 0)
  if (moves.length === 0) throw new Refusal('refused', 'payments.nothingToBook')
  for (const [currency, amount] of moves) {
    const [debit, credit] = amount > 0 ? [float(line.provider, currency), suspense(currency)] : [suspense(currency), float(line.provider, currency)]
    await postTransfer(ctx.db, {
      key: `reconciliation:${line.id}:${currency}`,
      reason: 'reconciliation',
      legs: [{ debit, credit, amount: Math.abs(amount) }],
      reference: line.aboutId ? `${line.about}:${line.aboutId}` : `reconciliation:${line.reconciliationId}`,
      metadata: { provider: line.provider, providerRef: line.providerRef, word },
    })
  }
}

const movedStates = ['confirmed', 'completed', 'refunded', 'disputed']
