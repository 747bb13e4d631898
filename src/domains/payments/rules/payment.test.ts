import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Money } from '#platform/money'
import type { PaymentState, ProviderState } from '../types.ts'
import {
  afterCancel,
  afterCharge,
  afterDifferenceDecision,
  afterFraudDecision,
  afterReading,
  afterRefusal,
  afterSilence,
  type Booked,
  type Booking,
  type Move,
  type PaymentNow,
} from './payment.ts'

const money: Money = { amount: 5_000, currency: 'XOF' }
const news = (state: ProviderState['state'], rest: Partial<ProviderState> = {}): ProviderState => ({
  state,
  providerRef: 'p',
  money,
  fee: null,
  reason: null,
  nextUrl: null,
  ...rest,
})
const now = (state: PaymentState, rest: Partial<PaymentNow> = {}): PaymentNow => ({ state, reason: null, money, booked: 'announced', save: false, charging: false, ...rest })

test('confirmed only with the very amount and currency; anything else waits for a human with the money in suspense', () => {
  expect(afterReading(now('pending'), news('confirmed'))).toMatchObject({ state: 'confirmed', booking: 'post', say: 'confirmed' })
  expect(afterReading(now('pending'), news('confirmed', { money: { amount: 4_999, currency: 'XOF' } }))).toMatchObject({ state: 'held', booking: 'aside', reason: 'other-amount' })
  expect(afterReading(now('pending'), news('confirmed', { money: { amount: 5_000, currency: 'EUR' } }))).toMatchObject({
    state: 'held',
    booking: 'aside',
    reason: 'other-currency',
  })
  expect(afterReading(now('pending'), news('confirmed', { money: null }))).toMatchObject({ state: 'held', booking: null, reason: 'amount-unknown' })
})

test('money that came after it was given up is in the ledger all the same', () => {
  for (const state of ['failed', 'expired', 'cancelled'] as const) {
    expect(afterReading(now(state, { booked: 'voided' }), news('confirmed'))).toMatchObject({ state: 'confirmed', booking: 'late', say: 'confirmed' })
    expect(afterReading(now(state, { booked: 'voided' }), news('pending'))).toBeNull()
  }
})

test('nothing undoes a confirmation but a dispute, and nothing undoes a dispute but the money’s return', () => {
  for (const state of ['pending', 'failed', 'expired', 'cancelled', 'saved', 'unknown', 'refunded', 'confirmed'] as const)
    expect(afterReading(now('confirmed'), news(state))).toBeNull()
  expect(afterReading(now('confirmed', { booked: 'posted' }), news('disputed'))).toMatchObject({ state: 'disputed', say: 'disputed', booking: 'take' })
  for (const state of ['pending', 'failed', 'expired', 'cancelled', 'saved', 'unknown', 'refunded', 'confirmed', 'disputed'] as const)
    expect(afterReading(now('disputed'), news(state))).toBeNull()
  expect(afterReading(now('disputed'), news('won'))).toMatchObject({ state: 'confirmed', say: 'reinstated', booking: 'return' })
  expect(afterReading(now('confirmed'), news('won'))).toBeNull()
  const lost = news('disputed', { reason: 'dispute-lost' })
  expect(afterReading(now('disputed', { reason: 'disputed' }), lost)).toMatchObject({ state: 'disputed', say: null, booking: null, reason: 'dispute-lost' })
  expect(afterReading(now('disputed', { reason: 'dispute-lost' }), lost)).toBeNull()
})

test('a method is saved once and charged once', () => {
  const saving = now('pending', { booked: 'none', save: true })
  expect(afterReading(saving, news('saved'))).toMatchObject({ state: 'saved', say: 'saved', booking: null })
  expect(afterReading({ ...saving, charging: true, booked: 'announced' }, news('saved'))).toBeNull()
  expect(afterCharge(now('saved', { save: true, booked: 'none' }))).toMatchObject({ state: 'created', booking: 'announce' })
  expect(afterCharge(now('saved', { save: true, charging: true }))).toBeNull()
  expect(afterReading(now('saved', { save: true, booked: 'none' }), news('failed'))).toMatchObject({ state: 'failed', booking: null })
})

/** A provider as it is, and our row beside it, the ledger kept by hand: what the machine orders is done, nothing else. */
interface World {
  row: PaymentNow
  /** What really happened there. */
  there: ProviderState['state']
  moved: number
  orders: number
  pot: number
  float: number
  suspense: number
  announced: number
  /** What came, once it did. */
  received: number
  said: string[]
}

const begin = (save: boolean, isHeld: boolean): World => ({
  row: now(isHeld ? 'held' : 'created', { booked: isHeld || save ? 'none' : 'announced', save }),
  there: 'unknown',
  moved: 0,
  orders: 0,
  pot: 0,
  float: 0,
  suspense: 0,
  announced: isHeld || save ? 0 : 5_000,
  received: 0,
  said: [],
})

function apply(world: World, move: Move | null): void {
  if (!move) return
  const { booking } = move
  if (booking === 'announce') world.announced += 5_000
  if (booking === 'post' || booking === 'void') world.announced -= 5_000
  if (booking === 'post' || booking === 'late') {
    world.pot += 5_000
    world.float += 5_000
  }
  if (booking === 'aside') {
    if (world.row.booked === 'announced') world.announced -= 5_000
    world.suspense += move.received!.amount
    world.float += move.received!.amount
  }
  if (move.received) world.received = move.received.amount
  if (booking === 'take' || booking === 'return') {
    const sign = booking === 'take' ? -1 : 1
    world.suspense += sign * world.received
    world.float += sign * world.received
  }
  const booked: Partial<Record<Booking, Booked>> = { announce: 'announced', post: 'posted', late: 'posted', aside: 'aside', void: 'voided' }
  world.row = { ...world.row, state: move.state, reason: move.reason, booked: (booking && booked[booking]) ?? world.row.booked }
  if (move.say) world.said.push(move.say)
}

const things = [
  'ask',
  'ask-again',
  'read',
  'old-news',
  'approve',
  'approve-other',
  'approve-unknown',
  'refuse',
  'expire-there',
  'silence',
  'cancel',
  'refusal',
  'dispute',
  'win',
  'save',
  'charge',
  'let-pass',
  'not-let-pass',
] as const
type Thing = (typeof things)[number]

let other: Money | null = money

function happen(world: World, thing: Thing, seen: ProviderState['state'][]): void {
  const { row } = world
  const isOpenThere = world.there === 'pending'
  const tell = (state: ProviderState['state']): void => {
    for (let move = afterReading(world.row, news(state, { money: other })); move; move = afterReading(world.row, news(state, { money: other }))) apply(world, move)
  }
  switch (thing) {
    case 'ask':
    case 'ask-again':
      // Asking twice under one reference makes one order: the provider's idempotency, which adapters promise.
      if (!['created', 'sending', 'pending'].includes(row.state)) return
      if (world.there === 'unknown' || (row.charging && world.there === 'saved')) {
        world.there = 'pending'
        world.orders += 1
      }
      world.row = { ...world.row, state: row.state === 'created' ? 'sending' : row.state }
      return
    case 'read':
      seen.push(world.there)
      return tell(world.there)
    // A reading that was under way when another was taken: late, of a state that was.
    case 'old-news':
      return tell(seen[seen.length >> 1] ?? 'unknown')
    case 'approve':
    case 'approve-other':
    case 'approve-unknown':
      if (!isOpenThere || (row.save && !row.charging)) return
      other = thing === 'approve' ? money : thing === 'approve-other' ? { amount: 4_000, currency: 'XOF' } : null
      world.there = 'confirmed'
      world.moved += 1
      return
    case 'save':
      if (isOpenThere && row.save && !row.charging) world.there = 'saved'
      return
    case 'refuse':
    case 'expire-there':
      if (isOpenThere) world.there = thing === 'refuse' ? 'failed' : 'expired'
      return
    case 'silence':
      return apply(world, afterSilence(row))
    case 'cancel':
      return apply(world, afterCancel(row))
    case 'refusal':
      return row.state === 'created' ? apply(world, afterRefusal(row, 'provider')) : undefined
    case 'dispute':
      if (world.there === 'confirmed' || world.there === 'won') world.there = 'disputed'
      return
    case 'win':
      if (world.there === 'disputed') world.there = 'won'
      return
    case 'charge': {
      const move = afterCharge(row)
      apply(world, move)
      if (move) world.row = { ...world.row, charging: true }
      return
    }
    default: {
      const approved = thing === 'let-pass'
      if (row.booked === 'none') return apply(world, afterFraudDecision(row, approved))
      // The room refuses to take a sum that nobody knows.
      const move = row.booked === 'aside' || !approved ? afterDifferenceDecision(row, approved) : null
      if (move && approved) {
        world.suspense -= other!.amount
        world.pot += other!.amount
      }
      return apply(world, move)
    }
  }
}

const runs = process.env.GRIOT_LONG ? 10_000 : 1_000

test('whatever happens in whatever order: money that moved once is in the ledger once, each outcome is told once, and a last reading puts everything right', () => {
  fc.assert(
    fc.property(fc.boolean(), fc.boolean(), fc.array(fc.constantFrom(...things), { maxLength: 40 }), (save, isHeld, sequence) => {
      const world = begin(save, isHeld)
      const seen: ProviderState['state'][] = []
      other = money
      for (const thing of sequence) {
        happen(world, thing, seen)
        expect(world.moved).toBeLessThanOrEqual(1)
        expect(world.float).toBe(world.pot + world.suspense)
        expect(world.announced === 0 || world.announced === 5_000).toBe(true)
      }
      happen(world, 'read', seen)
      const isFraudHold = world.row.state === 'held' && world.row.booked === 'none'
      expect(world.float).toBe(isFraudHold ? 0 : world.moved * (other?.amount ?? 0) - (world.row.state === 'disputed' ? world.received : 0))
      const times = (told: string): number => world.said.filter((one) => one === told).length
      for (const told of ['confirmed', 'saved']) expect(times(told)).toBeLessThanOrEqual(1)
      expect(times('disputed') - times('reinstated')).toBe(world.row.state === 'disputed' ? 1 : 0)
      if (world.row.state === 'confirmed') expect(world.announced).toBe(0)
    }),
    { numRuns: runs },
  )
})
