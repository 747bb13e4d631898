import type { z } from 'zod'
import type * as shapes from './schema.ts'
import type { HoldRow } from './store/holds.ts'
import type { OutRow } from './store/outs.ts'
import type { PaymentRow } from './store/payments.ts'
import type { LineRow, Side } from './store/reconciliations.ts'
import type { CallbackRow, Step } from './store/trail.ts'

type Shown<T extends z.ZodType> = z.input<T>
type Names = ReadonlyMap<string, string>

export function shownPayment(row: PaymentRow): Shown<typeof shapes.Payment> {
  return row
}

export function shownOut(row: OutRow, payment: PaymentRow | null): Shown<typeof shapes.Out> {
  const to = row.destination
  const where = to ? (to.kind === 'wallet' ? to.phone : to.kind === 'bank' ? to.iban : '') : (payment?.phone ?? payment?.payerEmail ?? payment?.provider ?? '')
  return { ...row, to: where, name: to?.name ?? payment?.payerName ?? '' }
}

export function shownHold(row: HoldRow, payment: PaymentRow | null, out: OutRow | null, names: Names): Shown<typeof shapes.Hold> {
  const shown = out ? shownOut(out, null) : null
  return {
    id: row.id,
    kind: row.kind,
    state: row.state,
    reasons: row.reasons,
    about: out?.kind ?? 'payment',
    aboutId: (row.paymentId ?? row.outId)!,
    subject: payment?.subject ?? out?.subject ?? '',
    amount: payment?.amount ?? out?.amount ?? 0,
    currency: payment?.currency ?? out?.currency ?? 'XOF',
    name: payment?.payerName ?? shown?.name ?? '',
    detail: payment?.phone ?? payment?.payerEmail ?? shown?.to ?? '',
    word: row.word,
    decidedBy: nameOf(row.decidedBy, names),
    decidedAt: row.decidedAt,
    createdAt: row.createdAt,
  }
}

const nameOf = (id: string | null, names: Names): string | null => (id ? (names.get(id) ?? null) : null)

/** What we did and what we were told, in one order. */
export function shownSteps(steps: readonly Step[], callbacks: readonly CallbackRow[], names: Names): Shown<typeof shapes.PaymentStep>[] {
  const own = steps.map(({ what, state, reason, actorId, at }) => ({ what, state, reason, detail: null, by: nameOf(actorId, names), times: 1, at }))
  const told = callbacks.map(({ worth, times, at }) => ({ what: 'callback', state: null, reason: null, detail: worth, by: null, times, at }))
  return [...own, ...told].toSorted((a, b) => a.at.getTime() - b.at.getTime())
}

export function shownLine(line: LineRow, names: Names): Shown<typeof shapes.ReconciliationLine> {
  const { id, finding, about, aboutId, reference, providerRef, resolution, word, resolvedAt } = line
  return {
    id,
    finding,
    about,
    aboutId,
    reference,
    providerRef,
    ours: side(line.ours),
    theirs: side(line.theirs),
    resolution,
    word,
    resolvedBy: nameOf(line.resolvedBy, names),
    resolvedAt,
  }
}

const side = (one: Side | null): Shown<typeof shapes.ReconciliationLine>['ours'] => one && { state: one.state, amount: one.money.amount, currency: one.money.currency, at: one.at }
