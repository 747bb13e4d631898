import { expect, test } from 'vitest'
import { pageHandle } from './handle.ts'

test('the deepest route speaks, layouts fill what it leaves out', () => {
  expect(pageHandle([undefined, { page: 'reading', space: 'karangou' }, { page: 'work' }])).toEqual({ page: 'work', space: 'karangou' })
  expect(
    pageHandle([
      { page: 'work', space: 'mona' },
      { page: 'reading', space: 'spark' },
    ]),
  ).toEqual({ page: 'reading', space: 'spark' })
})

test('a page nobody speaks for is a reading page of the house', () => {
  expect(pageHandle([undefined, null, 'x', {}])).toEqual({ page: 'reading', space: 'griot' })
})
