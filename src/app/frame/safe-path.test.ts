import fc from 'fast-check'
import { expect, test } from 'vitest'
import { safePath } from './safe-path.ts'

test('a path of this site is kept whole', () => {
  expect(safePath('/karangou/films/yeelen?t=12#avis')).toBe('/karangou/films/yeelen?t=12#avis')
})

test('what leads elsewhere leads home', () => {
  const hostile = ['https://evil.example/', '//evil.example', '/\\evil.example', '/\t/evil.example', 'javascript:alert(1)', 'karangou', '', null, 12]
  expect(hostile.filter((asked) => safePath(asked) !== '/')).toEqual([])
  expect(safePath('//evil.example', '/account')).toBe('/account')
})

test('whatever is asked, the browser stays on this origin', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.webUrl(),
        fc.string(),
        fc.string().map((s) => `/${s}`),
        fc.string().map((s) => `//${s}`),
      ),
      (asked) => new URL(safePath(asked), 'https://griot.example').origin === 'https://griot.example',
    ),
  )
})
