import { expect, test } from 'vitest'
import { found, isRefusal, Refusal, refusalData, unless } from './refusal.ts'

test('found hands the value back, falsy ones too, and refuses nothing', () => {
  expect([found(0), found(''), found(false)]).toEqual([0, '', false])
  for (const value of [null, undefined]) expect(() => found(value, 'cinema.noSuchFilm')).toThrow(expect.objectContaining({ kind: 'missing', code: 'cinema.noSuchFilm' }))
})

test('unless throws the refusal of a rule, and only that', () => {
  const refusal = new Refusal('refused', 'cinema.notYet', { days: 3 })
  expect(() => unless(null)).not.toThrow()
  expect(() => unless(refusal)).toThrow(refusal)
})

test('a refusal made by another copy of the module is known', () => {
  const other = Object.assign(new Error('x.y'), { name: 'Refusal', kind: 'missing', code: 'x.y', params: {}, fields: [] })
  expect(isRefusal(other)).toBe(true)
  expect(isRefusal(new Error('x.y'))).toBe(false)
  expect(isRefusal({ name: 'Refusal', kind: 'missing' })).toBe(false)
})

test('only the plain data of a refusal crosses a wire', () => {
  expect(refusalData(new Refusal('invalid', 'platform.invalid', {}, [{ field: 'title', code: 'platform.required' }]))).toEqual({
    kind: 'invalid',
    code: 'platform.invalid',
    params: {},
    fields: [{ field: 'title', code: 'platform.required' }],
  })
})
