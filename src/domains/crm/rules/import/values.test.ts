import { expect, test } from 'vitest'
import { countIn, dayIn, numberIn, rateIn } from './values.ts'

test('figures and days are read as people write them', () => {
  expect(['12 400', '12,4k', '~3 k abonnés', '10 000+', '-', 'beaucoup'].map(countIn)).toEqual([12_400, 12_400, 3_000, 10_000, null, undefined])
  expect([numberIn('1.234,5'), rateIn('3,2 %'), dayIn('5 mars 2024')]).toEqual([1_234.5, 320, '2024-03-05'])
})

test('a cell of blanks, however long, is no figure and no day, and is not tried in every way', () => {
  const long = `1${' '.repeat(200_000)}x`
  for (const read of [countIn, numberIn, rateIn, dayIn]) expect(read(long)).toBeUndefined()
})
