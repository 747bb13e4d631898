import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type TargetFacts, targetConditions, targetFollowersFrom, targetFollowersTo, targetOf } from './target.ts'

const maybe = fc.option(fc.boolean(), { nil: null })
const facts: fc.Arbitrary<TargetFacts> = fc.record({
  followers: fc.option(fc.oneof(fc.nat(20_000), fc.constantFrom(targetFollowersFrom - 1, targetFollowersFrom, targetFollowersTo, targetFollowersTo + 1), fc.nat()), { nil: null }),
  selfProduced: maybe,
  hasTeam: maybe,
})

describe('the target', () => {
  it.each([
    [{ followers: 1_000, selfProduced: true, hasTeam: false }, 'yes'],
    [{ followers: 15_000, selfProduced: true, hasTeam: false }, 'yes'],
    [{ followers: 999, selfProduced: true, hasTeam: false }, 'no'],
    [{ followers: 15_001, selfProduced: true, hasTeam: false }, 'no'],
    [{ followers: 0, selfProduced: null, hasTeam: null }, 'no'],
    [{ followers: null, selfProduced: true, hasTeam: false }, 'unknown'],
    [{ followers: null, selfProduced: null, hasTeam: true }, 'no'],
  ] as const)('%o is %s', (given, answer) => expect(targetOf(given).answer).toBe(answer))

  it('is what its conditions say: one « no » is no, all « yes » is yes, anything else is unknown', () =>
    fc.assert(
      fc.property(facts, (given) => {
        const { answer, conditions } = targetOf(given)
        expect(conditions.map(({ name }) => name)).toEqual([...targetConditions])
        const some = (wanted: string): boolean => conditions.some((one) => one.answer === wanted)
        expect(answer === 'no').toBe(some('no'))
        expect(answer === 'yes').toBe(conditions.every((one) => one.answer === 'yes'))
        expect(answer === 'unknown').toBe(!some('no') && some('unknown'))
      }),
    ))

  it('is unknown of a condition exactly when its fact is', () =>
    fc.assert(
      fc.property(facts, (given) => {
        const held = [given.followers, given.selfProduced, given.hasTeam]
        expect(targetOf(given).conditions.map(({ answer }) => answer === 'unknown')).toEqual(held.map((one) => one === null))
      }),
    ))

  it('learning a fact settles it or leaves it open; a « no » and a « yes » never turn', () =>
    fc.assert(
      fc.property(facts, facts, (before, learnt) => {
        const after: TargetFacts = {
          followers: before.followers ?? learnt.followers,
          selfProduced: before.selfProduced ?? learnt.selfProduced,
          hasTeam: before.hasTeam ?? learnt.hasTeam,
        }
        const was = targetOf(before).answer
        if (was !== 'unknown') expect(targetOf(after).answer).toBe(was)
      }),
    ))
})
