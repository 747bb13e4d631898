import { assert as forAll, array, double, integer, property } from 'fast-check'
import { expect, test } from 'vitest'
import { flagsOf, jumpsIn } from './anomalies.ts'
import { daysBefore, growthOver, type Measure } from './growth.ts'
import { readDay, readNumber, readPaste } from './paste.ts'
import { countryMatch, figuresIn, mainNetwork } from './summary.ts'

const end = '2026-11-21'
const weekly = (count: number, value: (week: number) => number): Measure[] =>
  Array.from({ length: count }, (_, week) => ({ day: daysBefore(end, 7 * (count - 1 - week)), value: Math.round(value(week)) }))

test('growth is the last value over the one of that day', () => {
  const course = [
    { day: daysBefore(end, 90), value: 1_000 },
    { day: daysBefore(end, 30), value: 1_200 },
    { day: end, value: 1_500 },
  ]
  expect(growthOver(course, 30)).toBeCloseTo(0.25, 9)
  expect(growthOver(course, 90)).toBeCloseTo(0.5, 9)
})

test('a gap is crossed as steady growth would; a gap too wide, too short a course and a zero say nothing', () => {
  const around = [
    { day: daysBefore(end, 40), value: 1_000 },
    { day: daysBefore(end, 20), value: 1_210 },
    { day: end, value: 1_210 },
  ]
  expect(growthOver(around, 30)).toBeCloseTo(1_210 / 1_100 - 1, 9)
  expect(
    growthOver(
      [
        { day: daysBefore(end, 170), value: 1_000 },
        { day: daysBefore(end, 20), value: 1_100 },
        { day: end, value: 1_200 },
      ],
      30,
    ),
  ).toBeNull()
  expect(
    growthOver(
      [
        { day: daysBefore(end, 10), value: 1_000 },
        { day: end, value: 1_100 },
      ],
      30,
    ),
  ).toBeNull()
  expect(
    growthOver(
      [
        { day: daysBefore(end, 30), value: 0 },
        { day: end, value: 1_100 },
      ],
      30,
    ),
  ).toBeNull()
  expect(growthOver([{ day: end, value: 5 }], 30)).toBeNull()
  expect(growthOver([], 30)).toBeNull()
})

test('ten weeks of steady growth stand for ninety days', () => {
  expect(
    growthOver(
      weekly(11, (week) => 1_000_000 * 1.01 ** week),
      90,
    ),
  ).toBeCloseTo(1.01 ** (90 / 7) - 1, 4)
})

test('dropping measures between does not move steady growth', () => {
  forAll(
    property(double({ min: -0.01, max: 0.02, noNaN: true }), array(integer({ min: 1, max: 12 }), { maxLength: 6 }), (rate, gone) => {
      const course = weekly(14, (week) => 1_000_000 * (1 + rate) ** week)
      const kept = course.filter((_, place) => !gone.includes(place) || place % 3 === 0)
      expect(growthOver(kept, 30)! - growthOver(course, 30)!).toBeCloseTo(0, 3)
    }),
  )
})

test('a jump is seen among steady weeks, a steady course has none, and three points tell nothing', () => {
  const bought = weekly(12, (week) => 2_000 + 20 * week + (week >= 8 ? 1_500 : 0))
  expect(jumpsIn('instagram', bought)).toEqual([{ kind: 'jump', network: 'instagram', day: bought[8]!.day, from: 2_140, to: 3_660 }])
  expect(
    jumpsIn(
      'instagram',
      weekly(12, (week) => (week >= 6 ? 1_200 : 2_000)),
    ),
  ).toMatchObject([{ kind: 'drop' }])
  expect(
    jumpsIn(
      'instagram',
      weekly(20, (week) => 2_000 * 1.01 ** week),
    ),
  ).toEqual([])
  expect(jumpsIn('instagram', bought.slice(7, 10))).toEqual([])
})

test('red flags of the last figures', () => {
  const at = (followers: number | null, engagement: number | null, listeners: number | null) =>
    flagsOf('spotify', end, { followers, engagement, listeners }).map(({ kind }) => kind)
  expect(at(20_000, 30, null)).toEqual(['quiet'])
  expect(at(900, 30, null)).toEqual([])
  expect(at(100, null, 9_000)).toEqual(['playlist'])
  expect(at(null, 30, 9_000)).toEqual([])
})

test('figures of a network are its last ones, with what was invented', () => {
  const one = figuresIn([
    {
      network: 'tiktok',
      metric: 'followers',
      invented: true,
      measures: [
        { day: '2026-10-01', value: 10 },
        { day: '2026-11-01', value: 12 },
      ],
    },
    { network: 'tiktok', metric: 'posts', invented: false, measures: [{ day: '2026-11-02', value: 9 }] },
    { network: 'deezer', metric: 'followers', invented: false, measures: [{ day: '2026-11-02', value: 99 }] },
  ])
  expect(one.tiktok).toMatchObject({ followers: 12, at: '2026-11-01', posts30: 9, engagement: null, invented: true })
  expect(one.deezer).toMatchObject({ followers: 99, growth30: null, invented: false })
  expect(mainNetwork(one)).toBe('deezer')
  expect(mainNetwork({})).toBeNull()
})

test('the share of the audience that lives where the artist plays', () => {
  const countries = [
    { country: 'FR', share: 4_500 },
    { country: 'BE', share: 1_500 },
  ]
  expect(countryMatch({ countries, touring: [] }, 'FR')).toBeCloseTo(0.75, 9)
  expect(countryMatch({ countries, touring: ['BE', 'CH'] }, 'FR')).toBeCloseTo(0.25, 9)
  expect(countryMatch({ countries, touring: [] }, null)).toBeNull()
  expect(countryMatch({ countries: [], touring: ['FR'] }, 'FR')).toBeNull()
  expect(countryMatch(null, 'FR')).toBeNull()
})

test('numbers as people write them', () => {
  expect(['12 345', '12\u202f345', '12,345', '12.345', '12.5k', '1,2 M', '7', '0'].map((text) => readNumber(text, 'followers'))).toEqual([
    12_345, 12_345, 12_345, 12_345, 12_500, 1_200_000, 7, 0,
  ])
  expect(['3,4 %', '3.4', '12'].map((text) => readNumber(text, 'engagement'))).toEqual([340, 340, 1_200])
  expect(['-5', 'beaucoup', '', '1e9', '12%', '∞'].map((text) => readNumber(text, 'followers'))).toEqual([null, null, null, null, null, null])
})

test('days as people write them', () => {
  expect(['2026-11-21', '21/11/2026', '1.2.2026'].map(readDay)).toEqual(['2026-11-21', '2026-11-21', '2026-02-01'])
  expect(['2026-02-30', '11/21/2026', 'hier', ''].map(readDay)).toEqual([null, null, null, null])
})

test('a table is read line by line, column by column, or figure by figure', () => {
  const expected = [
    { network: 'instagram', metric: 'followers', day: '2026-11-01', value: 1_200 },
    { network: 'instagram', metric: 'engagement', day: '2026-11-01', value: 340 },
    { network: 'tiktok', metric: 'followers', day: '2026-11-01', value: 900 },
  ]
  const lines = readPaste('Réseau\tJour\tAbonnés\tEngagement\nInstagram\t01/11/2026\t1 200\t3,4 %\n\nTik Tok\t01/11/2026\t900\t–\n', null)
  expect(lines).toEqual({ figures: expected, mistakes: [] })
  expect(readPaste('Date;Instagram abonnés;Instagram engagement;TikTok\n2026-11-01;"1 200";3,4;900', null).figures).toEqual(expected)
  expect(readPaste('network,metric,value,day\ninstagram,followers,1200,2026-11-01', null).figures).toEqual([expected[0]])
  expect(readPaste('réseau;abonnés\ninsta;1200', '2026-11-01').figures).toEqual([expected[0]])
})

test('what cannot be read is told with its line', () => {
  expect(readPaste('12\t13', null).mistakes).toEqual([{ line: 1, code: 'checkup.noHeadings', word: '' }])
  const { figures, mistakes } = readPaste('réseau;jour;abonnés\nmyspace;2026-11-01;5\ntiktok;demain;5\ntiktok;;5\ntiktok;2026-11-01;cinq\ntiktok;2026-11-01;5', null)
  expect(figures).toHaveLength(1)
  expect(mistakes.map(({ line, code }) => [line, code])).toEqual([
    [2, 'checkup.noNetwork'],
    [3, 'checkup.badDay'],
    [4, 'checkup.noDay'],
    [5, 'checkup.badNumber'],
  ])
})
