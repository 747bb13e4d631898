import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { currencies, fromMajor, isCurrency, minorDigits, shareOf, split, toMajor } from './money.ts'

const currency = fc.constantFrom(...currencies)
const amount = fc.maxSafeInteger()

describe('major units', () => {
  test('say what the smallest units are of each currency', () => {
    expect(currencies.map((code) => [code, toMajor({ amount: 1_050, currency: code })])).toEqual([
      ['XOF', '1050'],
      ['XAF', '1050'],
      ['EUR', '10.50'],
      ['CHF', '10.50'],
      ['USD', '10.50'],
      ['GBP', '10.50'],
    ])
    expect([5, -5, -1_050].map((cents) => toMajor({ amount: cents, currency: 'EUR' }))).toEqual(['0.05', '-0.05', '-10.50'])
  })

  test('are read back to the same amount, whatever it is, in all six currencies', () => {
    fc.assert(
      fc.property(amount, currency, (units, code) => {
        expect(fromMajor(toMajor({ amount: units, currency: code }), code)).toEqual({ amount: units, currency: code })
      }),
    )
  })

  test('are read as people write them', () => {
    const read = (text: string, code: 'EUR' | 'XOF' = 'EUR') => fromMajor(text, code)?.amount ?? null
    expect(['1 234,5', '1\u202f234.50', "1'234.5", '10', '10.', '10.500', '-0'].map((text) => read(text))).toEqual([123_450, 123_450, 123_450, 1_000, 1_000, 1_050, 0])
    expect(['5000', '5 000', '5000.00'].map((text) => read(text, 'XOF'))).toEqual([5_000, 5_000, 5_000])
  })

  test('are refused when they are no amount of that currency', () => {
    expect(['', 'abc', '1.234', '1,2,3', '--1', '1e3', '90071992547409.93', '.5'].map((text) => fromMajor(text, 'EUR'))).toEqual(Array(8).fill(null))
    expect(['0.5', '9007199254740992'].map((text) => fromMajor(text, 'XOF'))).toEqual([null, null])
    fc.assert(
      fc.property(amount, currency, fc.integer({ min: 1, max: 9 }), (units, code, digit) => {
        const text = toMajor({ amount: units, currency: code })
        const finer = `${text}${text.includes('.') ? '' : '.'}${digit}`
        expect(fromMajor(finer, code)).toBeNull()
      }),
    )
  })

  test('only the six are known', () => {
    expect([...currencies, 'JPY', 'xof', ''].filter((code) => isCurrency(code))).toEqual([...currencies])
    expect(currencies.map(minorDigits)).toEqual([0, 0, 2, 2, 2, 2])
  })
})

describe('splitting', () => {
  const weights = fc.array(fc.nat({ max: 1_000_000 }), { minLength: 1, maxLength: 30 }).filter((list) => list.some((weight) => weight > 0))

  test('loses no unit, and gives nobody more than one unit beside the exact share', () => {
    fc.assert(
      fc.property(amount, weights, (whole, list) => {
        const parts = split(whole, list)
        const sum = list.reduce((all, weight) => all + BigInt(weight), 0n)
        expect(parts.reduce((all, part) => all + BigInt(part), 0n)).toBe(BigInt(whole))
        for (const [place, part] of parts.entries()) {
          // |part − whole·weight/sum| < 1, without a division.
          const off = BigInt(part) * sum - BigInt(whole) * BigInt(list[place]!)
          expect((off < 0n ? -off : off) < sum).toBe(true)
          if (list[place] === 0) expect(Math.abs(part)).toBe(0)
        }
      }),
    )
  })

  test('a larger weight never gets less', () => {
    fc.assert(
      fc.property(fc.nat(), weights, (whole, list) => {
        const parts = split(whole, list)
        for (const [a, one] of list.entries()) for (const [b, other] of list.entries()) if (one > other) expect(parts[a]! >= parts[b]!).toBe(true)
      }),
    )
  })

  test('by known figures', () => {
    expect(split(100, [1, 1, 1])).toEqual([34, 33, 33])
    expect(split(5, [50, 30, 20])).toEqual([3, 1, 1])
    expect(split(-100, [1, 1, 1])).toEqual([-34, -33, -33])
    expect(split(7, [0, 3])).toEqual([0, 7])
    expect(() => split(7, [0, 0])).toThrow('nothing to split by')
  })
})

test('a share in basis points is rounded half up to a whole unit', () => {
  expect([shareOf(10_000, 500), shareOf(1_050, 500), shareOf(1_049, 500), shareOf(10, 500), shareOf(9, 500)]).toEqual([500, 53, 52, 1, 0])
  fc.assert(
    fc.property(fc.maxSafeNat(), fc.integer({ min: 0, max: 10_000 }), (whole, points) => {
      const off = 2n * (BigInt(shareOf(whole, points)) * 10_000n - BigInt(whole) * BigInt(points))
      expect(off > -10_000n && off <= 10_000n).toBe(true)
    }),
  )
})
