import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Money } from '#platform/money'
import type { ProviderLine } from '../types.ts'
import { ageOf, type Asked, type FraudRule, payoutSuspicions, suspicions } from './fraud.ts'
import { isIban } from './iban.ts'
import { afterOutReading, type OutMove, type OutNow } from './out.ts'
import { guessChannel, normalised } from './phone.ts'
import { compare, type OurLine } from './reconcile.ts'
import { codeFrom, printed, readCode } from './voucher.ts'

const money: Money = { amount: 5_000, currency: 'XOF' }

test('a voucher’s code is read as it is printed, and one mistaken or two swapped characters are seen', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 9, maxLength: 9 }), fc.nat(9), fc.nat(8), fc.constantFrom(...'23456789ABCDEFGHJKMNPQRSTUVWXYZ'), (bytes, place, first, letter) => {
      const code = codeFrom(bytes)
      expect(readCode(printed(code).toLowerCase())).toBe(code)
      expect(readCode(`https://griot.example/counter?code=${code}`)).toBe(code)
      const wrong = code.slice(0, place) + letter + code.slice(place + 1)
      if (wrong !== code) expect(readCode(wrong)).toBeNull()
      const swapped = code.slice(0, first) + code[first + 1]! + code[first]! + code.slice(first + 2)
      if (swapped !== code) expect(readCode(swapped)).toBeNull()
    }),
  )
})

test('the prefix only guesses: Togo, Benin, Côte d’Ivoire', () => {
  expect(['90112233', '70112233', '93445566'].map((one) => guessChannel('TG', one))).toEqual(['mixx', 'mixx', 'mixx'])
  expect(['99112233', '78112233', '96445566'].map((one) => guessChannel('TG', one))).toEqual(['flooz', 'flooz', 'flooz'])
  expect(guessChannel('BJ', '0197112233')).toBe('mtn-bj')
  expect(guessChannel('BJ', '0195112233')).toBe('moov-bj')
  expect(guessChannel('CI', '0711223344')).toBe('orange-ci')
  expect(guessChannel('FR', '612345678')).toBeNull()
})

test('eight digits of Benin become ten', () => {
  expect(normalised('97 11 22 33', 'BJ')).toBe('+2290197112233')
  expect(normalised('+229 97.11.22.33', 'TG')).toBe('+2290197112233')
  expect(normalised('00229 01 97 11 22 33', 'TG')).toBe('+2290197112233')
  expect(normalised('90 11 22 33', 'TG')).toBe('90112233')
})

test('an IBAN is checked to its last digit', () => {
  expect(isIban('TG53TG0090604310346500400070')).toBe(true)
  expect(isIban('FR1420041010050500013M02606')).toBe(true)
  expect(isIban('FR1420041010050500013M02607')).toBe(false)
  expect(isIban('FR14')).toBe(false)
})

const rule = (change: Partial<FraudRule>): FraudRule => ({ id: 'r', kind: 'amount', action: 'hold', currency: null, threshold: 10_000, minutes: null, active: true, ...change })
const asked = (change: Partial<Asked>): Asked => ({ money, counted: {}, countries: { phone: 'TG', channel: 'TG', person: 'TG', request: null }, accountMinutes: null, ...change })

test('rules hold what they say, in their currency, while they are active', () => {
  expect(suspicions([rule({})], asked({ money: { amount: 10_000, currency: 'XOF' } }))).toHaveLength(1)
  expect(suspicions([rule({})], asked({}))).toEqual([])
  expect(suspicions([rule({ active: false })], asked({ money: { amount: 10_000, currency: 'XOF' } }))).toEqual([])
  expect(suspicions([rule({ currency: 'EUR' })], asked({ money: { amount: 10_000, currency: 'XOF' } }))).toEqual([])
  expect(suspicions([rule({ kind: 'velocity-phone', threshold: 3, minutes: 60 })], asked({ counted: { r: 2 } }))).toEqual([])
  expect(suspicions([rule({ kind: 'velocity-phone', threshold: 3, minutes: 60 })], asked({ counted: { r: 3 } }))).toMatchObject([{ params: { n: 4 } }])
  expect(suspicions([rule({ kind: 'new-account', threshold: 1_000, minutes: 60 })], asked({ accountMinutes: 10 }))).toHaveLength(1)
  expect(suspicions([rule({ kind: 'new-account', threshold: 1_000, minutes: 60 })], asked({ accountMinutes: 61 }))).toEqual([])
  expect(payoutSuspicions([rule({ kind: 'payout' })], { amount: 10_000, currency: 'XOF' })).toHaveLength(1)
})

test('countries disagree when the phone is of another country than the wallet, or all three differ', () => {
  const country = [rule({ kind: 'country', threshold: null })]
  expect(suspicions(country, asked({ countries: { phone: 'BJ', channel: 'TG', person: null, request: null } }))).toHaveLength(1)
  expect(suspicions(country, asked({ countries: { phone: 'TG', channel: null, person: 'FR', request: 'DE' } }))).toHaveLength(1)
  expect(suspicions(country, asked({ countries: { phone: 'TG', channel: 'TG', person: 'FR', request: 'FR' } }))).toEqual([])
})

test('an account tells its age by its id', () => {
  const now = new Date('2026-11-21T07:00:00Z')
  const hex = (now.getTime() - 90 * 60_000).toString(16).padStart(12, '0')
  expect(ageOf(`${hex.slice(0, 8)}-${hex.slice(8)}-7abc-8abc-0123456789ab`, now)).toBe(90)
  expect(ageOf('3f2504e0-4f89-41d3-9a0c-0305e82c3301', now)).toBeNull()
})

const from = new Date('2026-11-20T00:00:00Z')
const to = new Date('2026-11-21T00:00:00Z')
const noon = new Date('2026-11-20T12:00:00Z')
const here = (id: string, change: Partial<OurLine> = {}): OurLine => ({
  about: 'payment',
  id,
  reference: id,
  providerRef: `p-${id}`,
  state: 'confirmed',
  money,
  at: noon,
  ...change,
})
const there = (id: string, change: Partial<ProviderLine> = {}): ProviderLine => ({
  about: 'payment',
  reference: id,
  providerRef: `p-${id}`,
  state: 'confirmed',
  money,
  at: noon,
  ...change,
})

test('lines find each other by our reference or theirs, and tell what differs', () => {
  const ours = [here('a'), here('b', { state: 'expired' }), here('c'), here('d', { state: 'pending' }), here('e')]
  const theirs = [
    there('a'),
    there('b'),
    there('d', { state: 'pending' }),
    there('e', { reference: null, money: { amount: 4_000, currency: 'XOF' } }),
    there('x'),
    there('y', { state: 'failed' }),
  ]
  const { matched, unmatched } = compare(ours, theirs, from, to)
  expect(matched).toBe(2)
  expect(unmatched.map(({ finding, ours: o, theirs: t }) => [finding, o?.id ?? t?.providerRef])).toEqual([
    ['different', 'b'],
    ['different', 'e'],
    ['missing-here', 'p-x'],
    ['missing-there', 'c'],
  ])
})

test('what lies outside the stretch only finds its partner', () => {
  const before = new Date('2026-11-19T23:59:00Z')
  expect(compare([here('a', { at: before })], [there('a', { at: noon })], from, to)).toEqual({ matched: 0, unmatched: [] })
  expect(compare([here('a', { at: before })], [], from, to).unmatched).toEqual([])
  expect(compare([], [there('x', { at: before })], from, to).unmatched).toEqual([])
})

const out = (change: Partial<OutNow> = {}): OutNow => ({ state: 'pending', money, booked: 'announced', round: 1, ...change })
const said = (state: 'confirmed' | 'failed' | 'pending' | 'unknown', reason: string | null = null): OutMove | null =>
  afterOutReading(out(), { state, providerRef: null, money: null, fee: null, reason, nextUrl: null })

test('money out: completed, tried again under a new reference, or stuck until another account is given', () => {
  expect(said('confirmed')).toMatchObject({ state: 'completed', booking: 'post', say: 'completed' })
  expect(said('failed', 'provider')).toMatchObject({ state: 'created', booking: null, say: null })
  expect(said('failed', 'provider')!.againAfter).toBeGreaterThan(0)
  expect(said('failed', 'wrong-number')).toMatchObject({ state: 'needs-account', booking: 'void', say: 'stuck', againAfter: null })
  expect(said('unknown')).toBeNull()
  expect(afterOutReading(out({ round: 5 }), { state: 'failed', providerRef: null, money: null, fee: null, reason: 'provider', nextUrl: null })).toMatchObject({
    state: 'failed',
    say: 'failed',
  })
  expect(afterOutReading(out({ state: 'completed', booked: 'posted' }), { state: 'failed', providerRef: null, money: null, fee: null, reason: null, nextUrl: null })).toBeNull()
  expect(afterOutReading(out(), { state: 'confirmed', providerRef: null, money: { amount: 1, currency: 'XOF' }, fee: null, reason: null, nextUrl: null })).toMatchObject({
    state: 'held',
  })
})

/** A provider that carries out each order at most once, whatever is asked and read in between; and the ledger beside it. */
test('whatever happens to money out: it leaves once, the ledger says so once, and nothing stays announced when it is over', () => {
  const things = ['send', 'read', 'pay', 'refuse', 'refuse-account', 'again', 'renew'] as const
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...things), { maxLength: 40 }), (sequence) => {
      const now: {
        row: OutNow
        round: number
        there: 'unknown' | 'pending' | 'confirmed' | 'failed'
        reason: string
        left: number
        posted: number
        announced: number
        said: string[]
        waits: boolean
      } = {
        row: out({ state: 'created' }),
        round: 1,
        there: 'unknown',
        reason: 'provider',
        left: 0,
        posted: 0,
        announced: 1,
        said: [],
        waits: false,
      }
      const happen: Readonly<Record<(typeof things)[number], () => void>> = {
        send: () => {
          if (now.waits || !['created', 'sending'].includes(now.row.state)) return
          now.row = { ...now.row, state: 'sending' }
          if (now.there === 'unknown') now.there = 'pending'
        },
        pay: () => {
          if (now.there !== 'pending') return
          now.there = 'confirmed'
          now.left += 1
        },
        refuse: () => {
          if (now.there === 'pending') [now.there, now.reason] = ['failed', 'provider']
        },
        'refuse-account': () => {
          if (now.there === 'pending') [now.there, now.reason] = ['failed', 'wrong-number']
        },
        read: () => {
          const move = afterOutReading(now.row, { state: now.there, providerRef: null, money: null, fee: null, reason: now.there === 'failed' ? now.reason : null, nextUrl: null })
          if (!move) return
          if (move.booking === 'post') now.announced -= 1
          if (move.booking === 'post' || move.booking === 'late') now.posted += 1
          if (move.booking === 'void') now.announced -= 1
          if (move.say) now.said.push(move.say)
          now.row = { ...now.row, state: move.state, booked: move.booking === 'void' ? 'voided' : move.booking ? 'posted' : now.row.booked }
          // A new round is a new order: the former one has surely failed.
          if (move.againAfter !== null) [now.there, now.waits, now.row] = ['unknown', true, { ...now.row, round: now.row.round + 1 }]
        },
        again: () => {
          now.waits = false
        },
        renew: () => {
          if (now.row.state !== 'needs-account' && now.row.state !== 'failed') return
          now.announced += 1
          now.there = 'unknown'
          now.row = out({ state: 'created' })
        },
      }
      for (const thing of [...sequence, 'read'] as const) {
        happen[thing]()
        expect(now.left).toBeLessThanOrEqual(1)
        expect([0, 1]).toContain(now.announced)
      }
      expect(now.posted).toBe(now.left)
      expect(now.said.filter((one) => one === 'completed')).toHaveLength(now.left)
      if (['completed', 'failed', 'needs-account'].includes(now.row.state)) expect(now.announced).toBe(0)
    }),
    { numRuns: process.env.GRIOT_LONG ? 10_000 : 1_000 },
  )
})
