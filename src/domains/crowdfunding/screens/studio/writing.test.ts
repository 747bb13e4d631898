import { expect, test } from 'vitest'
import { courseOf, roughly, roundUp } from '../campaign/course.ts'
import { sharePoints, shareText, spellings } from './lists.ts'
import { moved, rowsOf } from './rows.ts'
import { amountOf, amountText, factOf } from './written.ts'

test('lines of a form keep their order, and empty ones fall away', () => {
  const form = new FormData()
  for (const [name, value] of [
    ['intent', 'budget'],
    ['budget.1.label', 'Décor'],
    ['budget.1.amount', '200 000'],
    ['budget.0.label', ' Image '],
    ['budget.0.amount', '1 500 000'],
    ['budget.2.label', ''],
    ['budget.2.amount', ' '],
    ['budget.10.label', 'Son'],
    ['budget.10.amount', '0'],
    ['team.0.name', 'Kossi'],
  ] as const)
    form.append(name, value)
  const rows = rowsOf(form, 'budget')
  expect(rows.map((row) => row.label)).toEqual([' Image ', 'Décor', 'Son'])
  expect(spellings.budget.read(rows, 'XOF')).toEqual([
    { label: 'Image', amount: 1_500_000 },
    { label: 'Décor', amount: 200_000 },
    { label: 'Son', amount: 0 },
  ])
})

test('a line that is only half written is not sent', () => {
  expect(spellings.budget.read([{ label: 'Image', amount: 'beaucoup' }], 'XOF')).toBeNull()
  expect(spellings.rewards.read([{ title: '', amount: '5000' }], 'XOF')).toBeNull()
  expect(spellings.rewards.read([{ title: 'Affiche', amount: '5000', quantity: '0' }], 'XOF')).toBeNull()
  expect(spellings.milestones.read([{ title: 'Tournage', share: '' }], 'XOF')).toBeNull()
  expect(spellings.team.read([{ name: 'Kossi' }], 'XOF')).toEqual([{ name: 'Kossi', role: '', bio: '' }])
})

test('what is read is what was told, in each currency', () => {
  const rewards = [{ id: 'a', title: 'Affiche', text: 'Signée', amount: 1_050, quantity: 20, deliveredBy: '2027-03-01', shipped: true }]
  expect(spellings.rewards.tell(rewards, 'EUR', 'fr')[0]).toMatchObject({ amount: '10,50', quantity: '20', shipped: 'true' })
  for (const lang of ['fr', 'en'] as const) expect(spellings.rewards.read(spellings.rewards.tell(rewards, 'EUR', lang), 'EUR')).toEqual(rewards)
  const steps = [{ title: 'Montage', text: '', basisPoints: 3_333, dueOn: null }]
  expect(spellings.milestones.read(spellings.milestones.tell(steps, 'XOF', 'en'), 'XOF')).toEqual(steps)
})

test('shares are typed in percent with two decimals at most', () => {
  expect(['30', '33,33', '0.5', '100', '30 %'].map(sharePoints)).toEqual([3_000, 3_333, 50, 10_000, 3_000])
  expect(['', '0', '100,01', '33,333', 'un tiers', '-5'].map(sharePoints)).toEqual([null, null, null, null, null, null])
  expect([shareText(3_333, 'fr'), shareText(3_333, 'en')]).toEqual(['33,33', '33.33'])
})

test('amounts are typed in francs or euros', () => {
  expect(amountOf('5 000', 'XOF')).toBe(5_000)
  expect([amountText(3_000_000, 'XOF', 'fr'), amountText(123_456, 'EUR', 'fr'), amountText(5_000, 'USD', 'en')]).toEqual(['3\u202f000\u202f000', '1\u202f234,56', '50'])
  expect(amountOf(amountText(123_456, 'EUR', 'fr'), 'EUR')).toBe(123_456)
  expect(amountOf('50,5', 'EUR')).toBe(5_050)
  expect([amountOf('50,5', 'XOF'), amountOf('-3', 'EUR'), amountOf('', 'EUR')]).toEqual([null, null, 0])
  expect([factOf('goal', 'x', 'XOF'), factOf('minimum', '', 'XOF'), factOf('endsOn', '', 'XOF'), factOf('title', '', 'XOF')]).toEqual([undefined, null, null, ''])
})

test('lines move one place, and stop at the ends', () => {
  expect(moved(['a', 'b', 'c'], 'up.2')).toEqual(['a', 'c', 'b'])
  expect(moved(['a', 'b', 'c'], 'down.0')).toEqual(['b', 'a', 'c'])
  expect(moved(['a', 'b', 'c'], 'remove.1')).toEqual(['a', 'c'])
  for (const nothing of ['up.0', 'down.2', 'remove.7', 'up.x', '', null]) expect(moved(['a', 'b', 'c'], nothing)).toEqual(['a', 'b', 'c'])
})

test('the drawing of a campaign keeps everything within its frame, and its fan opens on the last day', () => {
  const course = courseOf({
    days: [
      { day: '2026-11-01', total: 100_000 },
      { day: '2026-11-05', total: 900_000 },
    ],
    goal: 2_000_000,
    endsOn: '2026-11-30',
    forecast: { low: 1_200_000, likely: 2_500_000, high: 90_000_000 },
  })!
  const numbers = [...course.line.split(/[ ,]/), ...course.area.split(/[ ,]/)].map(Number)
  expect(numbers.every((one) => one >= 0 && one <= 100)).toBe(true)
  expect(course.now.x).toBeLessThan(20)
  expect(course.ahead).toMatchObject({ x: 100, high: 0 })
  expect(course.ahead!.likely).toBeLessThan(course.ahead!.low)
  expect(course.days.map(({ day }) => day).at(-1)).toBe('2026-11-30')
  expect(courseOf({ days: [], goal: 1, endsOn: null, forecast: null })).toBeNull()
})

test('a forecast is said roughly, its interval never narrower than reckoned', () => {
  expect([roughly(3_082_278, 'down'), roughly(4_363_415, 'up'), roughly(3_542_252), roughly(7)]).toEqual([3_000_000, 4_400_000, 3_500_000, 7])
})

test('axes end on round amounts', () => {
  expect([0, 7, 1_040_000, 2_080_000, 2_400_000, 9_000_001].map(roundUp)).toEqual([1, 10, 2_000_000, 2_500_000, 2_500_000, 10_000_000])
})
