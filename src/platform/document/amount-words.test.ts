import { property, assert as forAll, integer, constantFrom } from 'fast-check'
import { expect, test } from 'vitest'
import { currencies } from '../money.ts'
import { amountInWords, english, french } from './amount-words.ts'

test.each([
  [0, 'zéro'],
  [1, 'un'],
  [16, 'seize'],
  [17, 'dix-sept'],
  [21, 'vingt et un'],
  [30, 'trente'],
  [61, 'soixante et un'],
  [70, 'soixante-dix'],
  [71, 'soixante et onze'],
  [77, 'soixante-dix-sept'],
  [80, 'quatre-vingts'],
  [81, 'quatre-vingt-un'],
  [90, 'quatre-vingt-dix'],
  [91, 'quatre-vingt-onze'],
  [99, 'quatre-vingt-dix-neuf'],
  [100, 'cent'],
  [101, 'cent un'],
  [180, 'cent quatre-vingts'],
  [200, 'deux cents'],
  [201, 'deux cent un'],
  [1_000, 'mille'],
  [1_001, 'mille un'],
  [2_000, 'deux mille'],
  [21_000, 'vingt et un mille'],
  [80_000, 'quatre-vingt mille'],
  [200_000, 'deux cent mille'],
  [999_999, 'neuf cent quatre-vingt-dix-neuf mille neuf cent quatre-vingt-dix-neuf'],
  [1_000_000, 'un million'],
  [80_000_000, 'quatre-vingts millions'],
  [200_000_000, 'deux cents millions'],
  [2_500_300, 'deux millions cinq cent mille trois cents'],
  [1_000_000_001, 'un milliard un'],
])('%i in French is %s', (value, words) => expect(french(value)).toBe(words))

test.each([
  [0, 'zero'],
  [13, 'thirteen'],
  [20, 'twenty'],
  [42, 'forty-two'],
  [100, 'one hundred'],
  [105, 'one hundred and five'],
  [1_005, 'one thousand and five'],
  [1_100, 'one thousand one hundred'],
  [234_000, 'two hundred and thirty-four thousand'],
  [2_500_300, 'two million five hundred thousand three hundred'],
  [1_000_000_012, 'one billion and twelve'],
])('%i in English is %s', (value, words) => expect(english(value)).toBe(words))

test('money has its unit, its cents, its number and its gender', () => {
  const fr = (amount: number, currency: (typeof currencies)[number]) => amountInWords({ amount, currency }, 'fr')
  expect(fr(5_000, 'XOF')).toBe('cinq mille francs CFA')
  expect(fr(1, 'XAF')).toBe('un franc CFA')
  expect(fr(0, 'EUR')).toBe('zéro euro')
  expect(fr(100, 'EUR')).toBe('un euro')
  expect(fr(1_050, 'EUR')).toBe('dix euros et cinquante centimes')
  expect(fr(1, 'EUR')).toBe('un centime')
  expect(fr(1_000_000, 'XOF')).toBe('un million de francs CFA')
  expect(fr(2_000_000_00, 'EUR')).toBe('deux millions d’euros')
  expect(fr(1_200_000, 'XOF')).toBe('un million deux cent mille francs CFA')
  expect(fr(2_101, 'GBP')).toBe('vingt et une livres sterling et un penny')
  expect(fr(8_120, 'CHF')).toBe('quatre-vingt-un francs suisses et vingt centimes')
  const en = (amount: number, currency: (typeof currencies)[number]) => amountInWords({ amount, currency }, 'en')
  expect(en(5_000, 'XOF')).toBe('five thousand CFA francs')
  expect(en(101, 'USD')).toBe('one US dollar and one cent')
  expect(en(250, 'GBP')).toBe('two pounds sterling and fifty pence')
  expect(() => amountInWords({ amount: -1, currency: 'EUR' }, 'fr')).toThrow(RangeError)
})

test('no two amounts share their words', () => {
  const seen = new Map<string, number>()
  for (let value = 0; value <= 20_000; value += 1)
    for (const words of [`fr ${french(value)}`, `en ${english(value)}`]) {
      expect(seen.get(words) ?? value, words).toBe(value)
      seen.set(words, value)
    }
})

test('every amount has words, clean ones', () => {
  forAll(
    property(integer({ min: 0, max: 2 ** 31 }), constantFrom(...currencies), constantFrom('fr' as const, 'en' as const), (amount, currency, lang) => {
      const words = amountInWords({ amount, currency }, lang)
      expect(words).not.toMatch(/undefined|null|NaN| {2}|^ | $/)
    }),
  )
})
