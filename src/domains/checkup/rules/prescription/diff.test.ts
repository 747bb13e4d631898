import fc from 'fast-check'
import { expect, test } from 'vitest'
import { planChanges } from './diff.ts'
import { declinedLines, whyCannotAnswer, whyCannotSend, type PlanLine } from './plan.ts'

const line = (key: string, more: Partial<PlanLine> = {}): PlanLine => ({
  ...{ key, action: key, title: key, text: '', dueOn: '2026-12-01', hours: 2, owner: 'artist', why: null, effects: [], wording: 'house', model: null },
  ...more,
})
const anyLines = fc
  .uniqueArray(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'))
  .chain((keys) => fc.tuple(...keys.map((key) => fc.integer({ min: 1, max: 3 }).map((hours) => line(key, { hours })))))

test('a version differs from itself in nothing; from another in what was added, removed, changed or moved', () => {
  fc.assert(
    fc.property(anyLines, anyLines, (before, after) => {
      expect(planChanges(after, after)).toEqual([])
      const changes = planChanges(before, after)
      const of = (kind: string) => new Set(changes.filter((one) => one.kind === kind).map((one) => one.line))
      expect(of('added')).toEqual(new Set(after.filter(({ key }) => !before.some((one) => one.key === key)).map(({ key }) => key)))
      expect(of('removed')).toEqual(new Set(before.filter(({ key }) => !after.some((one) => one.key === key)).map(({ key }) => key)))
      expect(of('changed')).toEqual(new Set(after.filter(({ key, hours }) => before.some((one) => one.key === key && one.hours !== hours)).map(({ key }) => key)))
    }),
  )
  const [a, b, c] = [line('a'), line('b'), line('c')]
  expect(planChanges([a, b, c], [c, a, b])).toEqual([{ line: 'c', title: 'c', kind: 'moved', fields: [] }])
  expect(planChanges([a], [{ ...a, dueOn: '2026-12-08' }])[0]?.fields).toEqual([{ field: 'dueOn', before: '2026-12-01', after: '2026-12-08' }])
})

test('a line is set aside by the last word on it, in its version alone', () => {
  const say = (kind: 'decline' | 'keep' | 'comment', of: string, number = 2) => ({ kind, line: of, number })
  expect([...declinedLines([say('decline', 'a', 1), say('decline', 'b'), say('decline', 'c'), say('comment', 'b'), say('keep', 'c')], 2)]).toEqual(['b'])
})

test('who read an older version is told of the newer; a plan that was answered says so', () => {
  expect(whyCannotAnswer({ state: 'sent', sentVersion: 2 }, 2)).toBeNull()
  expect(whyCannotAnswer({ state: 'sent', sentVersion: 2 }, 1)).toMatchObject({ kind: 'conflict', code: 'checkup.newerVersion', params: { version: 2 } })
  expect(whyCannotAnswer({ state: 'accepted', sentVersion: 2 }, 2)).toMatchObject({ code: 'checkup.planClosed.accepted' })
  expect(whyCannotAnswer({ state: 'draft', sentVersion: null }, 1)).toMatchObject({ code: 'checkup.planNotSent' })
})

test('nothing is sent empty, over its offer, or with days gone by', () => {
  const plan = { state: 'draft' as const, offer: '290' as const, lines: [line('a')] }
  expect(whyCannotSend(plan, '2026-11-21')).toBeNull()
  expect(whyCannotSend({ ...plan, lines: [] }, '2026-11-21')?.code).toBe('checkup.planEmpty')
  expect(whyCannotSend({ ...plan, lines: ['a', 'b', 'c', 'd'].map((key) => line(key)) }, '2026-11-21')).toMatchObject({
    code: 'checkup.tooManySteps',
    params: { steps: 3, lines: 4 },
  })
  expect(whyCannotSend(plan, '2026-12-02')?.fields).toEqual([{ field: 'lines.0.dueOn', code: 'checkup.dayPast' }])
  expect(whyCannotSend({ ...plan, state: 'accepted' }, '2026-11-21')?.kind).toBe('conflict')
})
