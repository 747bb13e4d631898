import { randomUUID } from 'node:crypto'
import { after, minute } from '#platform/clock'
import type { Ctx } from '#platform/context'
import { transaction } from '#platform/database/pool'
import { announce } from '#platform/events'
import { later } from '#platform/jobs'
import { count } from '#platform/metrics'
import { found } from '#platform/refusal'
import { outSaid } from '../events.ts'
import { afterOutReading, openOuts, type OutMove, type OutNow } from '../rules/out.ts'
import { nextOutReading } from '../rules/waits.ts'
import { insertHold } from '../store/holds.ts'
import * as store from '../store/outs.ts'
import { note } from '../store/trail.ts'
import type { ProviderState } from '../types.ts'
import { attendOutLater } from '../work.ts'
import { bookFee, bookOut } from './booking.ts'
import { tellStaff } from './tell-staff.ts'

export const outNowOf = (row: store.OutRow): OutNow => ({ state: row.state, money: { amount: row.amount, currency: row.currency }, booked: row.booked, round: row.round })

/** Writes one move of a refund or a payout with everything that follows from it. In the caller's transaction, the row locked. */
export async function applyOutMove(ctx: Ctx, row: store.OutRow, move: OutMove): Promise<store.OutRow> {
  const { db, now } = ctx
  if (move.booking) await bookOut(db, row, move.booking)
  await store.moveOut(db, row.id, move, now)
  await note(db, row.kind, row.id, 'moved', { state: move.state, reason: move.reason, actorId: ctx.actor.kind === 'person' ? ctx.actor.id : null, at: now })
  if (move.againAfter !== null) await store.beginRound(db, row.id, randomUUID())
  if (move.state === 'held' && row.state !== 'held') {
    await insertHold(db, { kind: 'different', outId: row.id, reasons: [{ kind: 'other-amount', params: { amount: row.amount, currency: row.currency } }], now })
    await tellStaff(db, 'held', { amount: { amount: row.amount, currency: row.currency } }, '/office/holds')
  }
  if (move.say) {
    await announce(db, outSaid(move.say, row, move.reason))
    count(`${row.kind}_${move.say}`)
  }
  if (move.say === 'failed' || move.say === 'stuck') await tellStaff(db, 'stuck', { amount: { amount: row.amount, currency: row.currency } }, `/office/payouts?kind=${row.kind}`)
  return found(await store.findOut(db, row.id))
}

/** What a provider answered about money that leaves, written under the row's lock. `reference` = the order it was asked about: news of an older one change nothing. */
export async function takeOutReading(ctx: Ctx, outId: string, reference: string, news: ProviderState): Promise<store.OutRow | null> {
  return transaction(ctx, async (inside) => {
    const first = await store.lockOut(inside.db, outId)
    if (!first || first.reference !== reference) return first
    await store.noteOutReading(inside.db, outId, news, inside.now)
    const move = afterOutReading(outNowOf(first), news)
    const row = move ? await applyOutMove(inside, first, move) : found(await store.findOut(inside.db, outId))
    const fee = news.fee?.currency === row.currency || !news.fee ? row.fee : null
    if (row.state === 'completed' && fee !== null && (first.state !== row.state || first.fee === null)) await bookFee(inside.db, row, row.transfer, fee)
    await planNextOut(inside, row, move?.againAfter ?? null)
    return row
  })
}

/** When this one is looked at next, if at all. `wait` in milliseconds; null = as the readings so far suggest. */
export async function planNextOut(ctx: Ctx, row: store.OutRow, wait: number | null = null): Promise<void> {
  const at = openOuts.includes(row.state) ? after(ctx.now, wait ?? nextOutReading(row.checks)) : null
  await store.setNextOutCheck(ctx.db, row.id, at && after(at, row.state === 'sending' ? minute : 0))
  if (at) await later(ctx.db, attendOutLater, { outId: row.id }, { key: attendOutKey(row.id), at })
}

export const attendOutKey = (outId: string): string => `payments.attendOut:${outId}`
