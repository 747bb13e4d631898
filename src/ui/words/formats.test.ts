import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { formats } from './formats.ts'

const fr = formats('fr')
const en = formats('en')
/** Spaces that do not break, written as plain ones. */
const plain = (text: string): string => text.replaceAll(/[\u00a0\u202f]/g, ' ')

describe('money', () => {
  test('is written from minor units, as many as the currency has', () => {
    expect(plain(fr.money(140_000n, 'EUR'))).toBe('1 400,00 €')
    expect(plain(fr.money(5_000n, 'XOF'))).toBe('5 000 F CFA')
    expect(plain(en.money(-5n, 'GBP'))).toBe('-£0.05')
  })

  test('loses no unit, however large the sum', () => {
    fc.assert(fc.property(fc.bigInt({ min: 0n, max: 10n ** 24n }), (minor) => BigInt(en.money(minor, 'USD').replaceAll(/\D/g, '')) === minor))
  })
})

test('lengths are said in hours and minutes', () => {
  expect([42, 300, 3600, 5460, 36_060].map((seconds) => plain(fr.duration(seconds)))).toEqual(['42 s', '5 min', '1 h', '1 h 31', '10 h 01'])
  expect(plain(en.duration(5460))).toBe('1 h 31 min')
})

test('weights are said in the units of the language', () => {
  expect([999, 1000, 1_536_000, 48_000_000_000].map((count) => plain(fr.bytes(count)))).toEqual(['999 o', '1 ko', '1,5 Mo', '48 Go'])
  expect(plain(en.bytes(0))).toBe('0 B')
})

test('instants are said in one time zone, the same on the server and in the browser', () => {
  const late = '2026-11-21T23:30:00Z'
  expect(plain(fr.date(late))).toBe('21 novembre 2026')
  expect(plain(fr.date(late, 'long', 'Europe/Paris'))).toBe('22 novembre 2026')
  expect(fr.time(late)).toBe('23:30')
  expect(fr.relative('2026-11-21T20:00:00Z', late)).toBe('il y a 3 heures')
  expect(en.relative('2026-11-22T23:30:00Z', late)).toBe('tomorrow')
})
