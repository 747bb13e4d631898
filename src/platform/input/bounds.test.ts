import fc from 'fast-check'
import { expect, test } from 'vitest'
import { mostDepth, mostValues, numbersOutOfRange, whyOutOfBounds } from './bounds.ts'

const nested = (levels: number): unknown => (levels === 0 ? 1 : { a: nested(levels - 1) })

test('what a form can say passes, whatever its letters', () => {
  fc.assert(fc.property(fc.jsonValue({ stringUnit: 'grapheme', maxDepth: 5 }), (value) => whyOutOfBounds(value) === null))
  expect(whyOutOfBounds({ name: '👩🏿‍🎤 Ŋɔɖe\r\n\u202e', bytes: new Uint8Array(3), at: new Date(0), none: undefined })).toBeNull()
})

test('a text that no database keeps is refused under its field', () => {
  for (const bad of ['a\0b', '\ud83d', 'x\udc00y']) {
    expect(whyOutOfBounds({ credits: [{ name: 'Awa' }, { name: bad }] })).toMatchObject({
      kind: 'invalid',
      code: 'platform.invalid',
      fields: [{ field: 'credits.1.name', code: 'platform.badCharacter' }],
    })
    expect(whyOutOfBounds({ custom: { [bad]: 1 } })).toMatchObject({ fields: [{ field: 'custom', code: 'platform.badCharacter' }] })
  }
})

test('too many values and too many levels are refused', () => {
  expect(whyOutOfBounds({ ids: Array.from({ length: 10_000 }, () => ({ id: 'x', place: 1 })) })).toBeNull()
  expect(whyOutOfBounds(Array.from({ length: mostValues }, () => 0))).toMatchObject({ code: 'platform.tooLarge' })
  expect(whyOutOfBounds(nested(mostDepth))).toBeNull()
  expect(whyOutOfBounds(nested(mostDepth + 1))).toMatchObject({ code: 'platform.tooLarge' })
  expect(whyOutOfBounds(JSON.parse(`${'['.repeat(100_000)}${']'.repeat(100_000)}`))).toMatchObject({ code: 'platform.tooLarge' })
})

test('numbers that a column cannot hold are named with the limit', () => {
  expect(numbersOutOfRange({ version: 2 ** 53 - 1, steps: [{ wait: -(2 ** 31) }, { wait: 3 }], name: '9999999999' })).toEqual([
    { field: 'version', code: 'platform.tooBig', params: { max: 2_147_483_647 } },
    { field: 'steps.0.wait', code: 'platform.tooSmall', params: { min: -2_147_483_647 } },
  ])
})
