import { assert as forAll, array, constantFrom, double, integer, option, property, record } from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type MeasuredNetwork, type NetworkFigures, tiers } from '../../types.ts'
import { figuresIn } from '../figures/summary.ts'
import { bandOf, scoreIn, tierOf } from './bands.ts'
import { compare } from './compare.ts'
import { criteria } from './criteria.ts'
import type { GridFacts } from './facts.ts'
import { changed, houseGrid, whyCannotChange } from './grid.ts'
import { ownFrom, withOwnBands } from './own.ts'
import { type Answers, contributions, judge, percentileAmong, resultOf } from './score.ts'

const nothing: NetworkFigures = figuresIn([{ network: 'instagram', metric: 'posts', invented: false, measures: [{ day: '2026-11-01', value: 1 }] }]).instagram!
const bare: NetworkFigures = { ...nothing, posts30: null }
const nobody: GridFacts['artist'] = { name: 'Ama Sika', biography: null, country: null, email: null, phone: null, links: [] }

const perhaps = (least: number, most: number) => option(integer({ min: least, max: most }), { nil: null })
const growth = option(double({ min: -0.9, max: 5, noNaN: true }), { nil: null })
const figures = record({
  followers: perhaps(0, 2_000_000),
  growth90: growth,
  engagement: perhaps(0, 3_000),
  posts30: perhaps(0, 200),
  listeners: perhaps(0, 500_000),
  streams30: perhaps(0, 900_000),
  saves30: perhaps(0, 90_000),
})
const someFacts = record({
  tier: option(constantFrom(...tiers), { nil: null }),
  countryMatch: option(double({ min: 0, max: 1, noNaN: true }), { nil: null }),
  instagram: figures,
  tiktok: figures,
  youtube: figures,
  spotify: figures,
  email: option(constantFrom('ama@sika.example'), { nil: null }),
  biography: option(constantFrom('Une bio courte.', 'mot '.repeat(160)), { nil: null }),
}).map(({ tier, countryMatch, email, biography, ...networks }): GridFacts => ({
  tier,
  countryMatch,
  artist: { ...nobody, email, biography },
  figures: Object.fromEntries(Object.entries(networks).map(([network, one]) => [network, { ...bare, ...one }])),
}))
const someAnswers = array(record({ key: constantFrom(...criteria.map(({ key }) => key)), answer: constantFrom('yes' as const, 'part' as const, 'no' as const) }), {
  maxLength: 20,
}).map((all): Answers => Object.fromEntries(all.map(({ key, answer }) => [key, { answer }])))
const scoresOf = (facts: GridFacts, answers: Answers = {}) => new Map(judge(houseGrid, facts, answers).map((one) => [one.criterion, one.score]))

test('the house’s weights are 100, its keys are unique, and its bands rise', () => {
  expect(criteria.reduce((sum, { weight }) => sum + weight, 0)).toBeCloseTo(100, 9)
  expect(new Set(criteria.map(({ key }) => key)).size).toBe(criteria.length)
  for (const { figure } of criteria) for (const { low, high } of Object.values(figure?.bands ?? {})) expect(low).toBeLessThan(high)
})

test('bands of law-and-tax §7: 1,000–15,000 followers, red, amber and green', () => {
  const { bands } = criteria.find(({ key }) => key === 'engagement.instagram')!.figure!
  expect([1.4, 1.5, 3.4, 3.5].map((value) => bandOf(scoreIn(bands.nano, value)))).toEqual(['red', 'amber', 'amber', 'green'])
  expect([0, 999, 1_000, 9_999, 10_000, 99_999, 100_000].map(tierOf)).toEqual(['starting', 'starting', 'nano', 'nano', 'micro', 'micro', 'large'])
  expect([scoreIn(bands.nano, 0), scoreIn(bands.nano, 1.5), scoreIn(bands.nano, 3.5), scoreIn(bands.nano, 7), scoreIn(bands.nano, 50), scoreIn(bands.nano, -3)]).toEqual([
    0, 40, 70, 100, 100, 0,
  ])
})

const raised: readonly (readonly [MeasuredNetwork, 'growth90' | 'engagement' | 'posts30' | 'streams30' | 'saves30'])[] = [
  ['instagram', 'growth90'],
  ['tiktok', 'growth90'],
  ['youtube', 'growth90'],
  ['spotify', 'growth90'],
  ['instagram', 'engagement'],
  ['tiktok', 'engagement'],
  ['youtube', 'engagement'],
  ['instagram', 'posts30'],
  ['tiktok', 'posts30'],
  ['spotify', 'streams30'],
  ['spotify', 'saves30'],
]
describe.each(raised)('more %s %s', (network, what) => {
  test('never lowers the score of any criterion', () => {
    forAll(
      property(someFacts, double({ min: 0, max: 1_000, noNaN: true }), (facts, more) => {
        const own = facts.figures[network]!
        if (own[what] === null) return
        const better = { ...facts, figures: { ...facts.figures, [network]: { ...own, [what]: own[what] + (what === 'growth90' ? more / 100 : Math.round(more)) } } }
        const [before, after] = [scoresOf(facts), scoresOf(better)]
        for (const [key, score] of before) if (score !== null) expect(after.get(key), key).toBeGreaterThanOrEqual(score)
      }),
    )
  })
})

test('a better answer never lowers the score', () => {
  forAll(
    property(someFacts, someAnswers, constantFrom(...criteria.map(({ key }) => key)), (facts, answers, key) => {
      const of = (answer: 'yes' | 'part' | 'no') => resultOf(judge(houseGrid, facts, { ...answers, [key]: { answer } })).score!
      expect(of('part')).toBeGreaterThanOrEqual(of('no') - 1e-9)
      expect(of('yes')).toBeGreaterThanOrEqual(of('part') - 1e-9)
    }),
  )
})

test('the explanation sums to the score', () => {
  forAll(
    property(someFacts, someAnswers, (facts, answers) => {
      const result = resultOf(judge(houseGrid, facts, answers))
      const sum = contributions(result.findings).reduce((all, { points }) => all + points, 0)
      if (result.score === null) expect(sum).toBe(0)
      else expect(Math.abs(sum - result.score)).toBeLessThan(1e-9)
    }),
  )
})

test('a fact that goes missing lowers confidence, and changes no finding but its own', () => {
  const gone = [
    ['instagram', 'engagement', ['engagement.instagram', 'engagement.health']],
    ['instagram', 'growth90', ['presence.instagram']],
    ['tiktok', 'posts30', ['cadence.tiktok']],
    ['spotify', 'streams30', ['catalogue.repeat']],
  ] as const
  forAll(
    property(someFacts, someAnswers, constantFrom(...gone), (facts, answers, [network, what, own]) => {
      const less = { ...facts, figures: { ...facts.figures, [network]: { ...facts.figures[network]!, [what]: null } } }
      const [before, after] = [judge(houseGrid, facts, answers), judge(houseGrid, less, answers)]
      for (const [place, finding] of before.entries()) if (!own.some((key) => key === finding.criterion)) expect(after[place]).toEqual(finding)
      expect(resultOf(after).confidence).toBeLessThanOrEqual(resultOf(before).confidence + 1e-12)
    }),
  )
})

test('the score is the weighted mean of what is known; nothing known has no score', () => {
  const facts: GridFacts = { artist: nobody, figures: {}, tier: null, countryMatch: null }
  const empty = resultOf(judge(houseGrid, facts, {}))
  expect(empty).toMatchObject({ score: null, confidence: 0, strengths: [], weaknesses: [] })
  const two = resultOf(judge(houseGrid, facts, { 'identity.look': { answer: 'yes' }, 'rights.codes': { answer: 'no' } }))
  expect(two.score).toBeCloseTo(50, 9)
  expect(two.confidence).toBeCloseTo(0.06, 9)
  expect(two).toMatchObject({ strengths: ['identity.look'], weaknesses: ['rights.codes'] })
})

test('a score set by hand goes before the data, an answer only where they are silent', () => {
  const facts: GridFacts = { artist: nobody, figures: { instagram: { ...bare, engagement: 700 } }, tier: 'nano', countryMatch: null }
  const of = (answers: Answers) => judge(houseGrid, facts, answers).find(({ criterion }) => criterion === 'engagement.instagram')!
  expect(of({ 'engagement.instagram': { answer: 'no' } })).toMatchObject({ score: 100, origin: 'computed', reason: null })
  expect(of({ 'engagement.instagram': { score: 12, reason: 'Commentaires achetés' } })).toMatchObject({ score: 12, origin: 'manual', band: 'red', reason: 'Commentaires achetés' })
})

test('a criterion of weight 0 is left out', () => {
  const grid = changed(houseGrid, [{ criterion: 'identity.look', weight: 0 }])
  const facts: GridFacts = { artist: nobody, figures: {}, tier: null, countryMatch: null }
  expect(resultOf(judge(grid, facts, { 'identity.look': { answer: 'yes' } }))).toMatchObject({ score: null })
  expect(houseGrid['identity.look']!.weight).toBe(3)
})

test('lines that cannot be changed so say why', () => {
  expect(whyCannotChange(houseGrid, { criterion: 'no.such' })).toBe('noSuchCriterion')
  expect(whyCannotChange(houseGrid, { criterion: 'identity.look', tier: 'nano', low: 1, high: 2 })).toBe('noBands')
  expect(whyCannotChange(houseGrid, { criterion: 'engagement.instagram', low: 1 })).toBe('wholeBands')
  expect(whyCannotChange(houseGrid, { criterion: 'engagement.instagram', tier: 'nano', low: 2, high: 2 })).toBe('bandsCrossed')
  expect(whyCannotChange(houseGrid, { criterion: 'engagement.instagram', tier: 'nano', low: 1, high: 2 })).toBeNull()
})

test('own percentiles take over from 200 artists, in tiers with 30 of them, and leave what a person edited', () => {
  const artists = (count: number): GridFacts[] =>
    Array.from({ length: count }, (_, place) => ({
      artist: nobody,
      figures: { instagram: { ...bare, engagement: 100 + (place % 100) * 10 } },
      tier: place < count - 10 ? 'nano' : 'micro',
      countryMatch: null,
    }))
  expect(withOwnBands(houseGrid, artists(ownFrom - 1))).toBe(houseGrid)
  const own = withOwnBands(houseGrid, artists(ownFrom))['engagement.instagram']!
  expect(own.from).toBe('own')
  expect(own.bands!.nano.low).toBeGreaterThan(3)
  expect(own.bands!.nano.high).toBeGreaterThan(own.bands!.nano.low)
  expect(own.bands!.micro).toEqual(houseGrid['engagement.instagram']!.bands!.micro)
  const edited = changed(houseGrid, [{ criterion: 'engagement.instagram', tier: 'nano', low: 1, high: 9 }])
  expect(withOwnBands(edited, artists(400))['engagement.instagram']).toMatchObject({ from: 'edited', bands: { nano: { low: 1, high: 9 } } })
})

test('a percentile needs twenty others; equals count half', () => {
  expect(
    percentileAmong(
      50,
      Array.from({ length: 19 }, () => 10),
    ),
  ).toBeNull()
  expect(
    percentileAmong(
      null,
      Array.from({ length: 30 }, () => 10),
    ),
  ).toBeNull()
  expect(percentileAmong(50, [...Array.from({ length: 15 }, () => 10), ...Array.from({ length: 5 }, () => 90)])).toBe(75)
  expect(
    percentileAmong(
      10,
      Array.from({ length: 20 }, () => 10),
    ),
  ).toBe(50)
})

test('a comparison tells what both know, the largest moves first', () => {
  const facts: GridFacts = { artist: nobody, figures: {}, tier: null, countryMatch: null }
  const of = (answers: Answers) => resultOf(judge(houseGrid, facts, answers))
  const told = compare(
    of({ 'identity.look': { answer: 'no' }, 'rights.codes': { answer: 'part' } }),
    of({ 'identity.look': { answer: 'yes' }, 'rights.codes': { answer: 'yes' }, 'rights.society': { answer: 'no' } }),
  )
  expect(told.moved).toEqual([
    { criterion: 'identity.look', before: 0, after: 100 },
    { criterion: 'rights.codes', before: 50, after: 100 },
  ])
  expect(told.areas.map(({ area }) => area)).toEqual(['identity', 'rights'])
})
