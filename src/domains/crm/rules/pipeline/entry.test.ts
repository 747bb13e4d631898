import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { milestones } from '../../types.ts'
import { askedFields, type EntryRule, needOf, unmet } from './entry.ts'

const now = new Date('2026-11-21T10:00:00Z')
const nothing = { milestones: {}, held: [], lastContactAt: null, now }
const daysAgo = (days: number): Date => new Date(now.getTime() - days * 86_400_000)

const rule: fc.Arbitrary<EntryRule> = fc.oneof(
  fc.constantFrom(...milestones).map((milestone): EntryRule => ({ needs: 'milestone', milestone })),
  fc.constantFrom(...askedFields).map((field): EntryRule => ({ needs: 'field', field })),
  fc.integer({ min: 1, max: 400 }).map((days): EntryRule => ({ needs: 'contact', days })),
)

describe('entry', () => {
  test('an empty sheet meets no rule, a whole one meets all', () => {
    const whole = { milestones: Object.fromEntries(milestones.map((one) => [one, now.toISOString()])), held: askedFields, lastContactAt: now, now }
    fc.assert(
      fc.property(fc.array(rule, { maxLength: 12 }), (rules) => {
        expect(unmet(rules, nothing)).toEqual(rules)
        expect(unmet(rules, whole)).toEqual([])
      }),
    )
  })

  test('each condition looks at its own fact', () => {
    const rules: EntryRule[] = [
      { needs: 'milestone', milestone: 'checkup.finished' },
      { needs: 'field', field: 'email' },
      { needs: 'contact', days: 7 },
    ]
    expect(unmet(rules, { ...nothing, milestones: { 'checkup.finished': '2026-11-01' } }).map(needOf)).toEqual(['email', 'contact'])
    expect(unmet(rules, { ...nothing, held: ['email'] }).map(needOf)).toEqual(['checkup.finished', 'contact'])
    expect(unmet(rules, { ...nothing, lastContactAt: daysAgo(7) }).map(needOf)).toEqual(['checkup.finished', 'email'])
    expect(unmet(rules, { ...nothing, lastContactAt: daysAgo(7.01) }).map(needOf)).toEqual(['checkup.finished', 'email', 'contact'])
  })
})
