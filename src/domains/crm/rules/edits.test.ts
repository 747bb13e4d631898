import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { clashes, differences, distinct, mergedCustom } from './edits.ts'

const value = fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(null), fc.array(fc.string(), { maxLength: 3 }))
const key = fc.constantFrom('city', 'name', 'tags', 'email', 'country', '__proto__', 'constructor')
const values = fc.dictionary(key, value)
const own = fc.dictionary(fc.constantFrom('fee', 'hall', 'since', 'constructor'), value)
const fieldNames = fc.array(key, { maxLength: 5 })
const changes = fc.array(fc.record({ fields: fieldNames, actorId: fc.option(fc.uuid(), { nil: null }) }), { maxLength: 5 })

describe('what an edit changes', () => {
  it('nothing, when it says what stands there already', () =>
    fc.assert(
      fc.property(values, own, (held, custom) => {
        expect(differences({ ...held, custom }, { ...held, custom })).toEqual([])
      }),
    ))

  it('names exactly the values that are other, and once applied says them again of nothing', () =>
    fc.assert(
      fc.property(values, own, values, own, (held, custom, given, givenOwn) => {
        const before = { ...held, custom }
        const names = differences(before, { ...given, custom: givenOwn })
        expect(new Set(names).size).toBe(names.length)
        for (const name of names) expect(name.startsWith('custom.') ? Object.hasOwn(givenOwn, name.slice(7)) : Object.hasOwn(given, name)).toBe(true)
        expect(differences({ ...before, ...given, custom: mergedCustom(custom, givenOwn) }, { ...given, custom: givenOwn })).toEqual([])
      }),
    ))

  it('what is left out stays', () =>
    fc.assert(
      fc.property(values, (held) => {
        expect(differences({ ...held, custom: {} }, { city: undefined })).toEqual([])
      }),
    ))
})

describe('two people on one sheet', () => {
  it('meet only where both changed the same, and the last to have done so is named', () =>
    fc.assert(
      fc.property(fieldNames, changes, (mine, since) => {
        const clash = clashes(mine, since)
        const theirs = since.flatMap(({ fields }) => fields)
        expect(clash?.fields ?? []).toEqual(mine.filter((one) => theirs.includes(one)))
        if (clash) expect(clash.actorId).toBe(since.find(({ fields }) => fields.some((one) => mine.includes(one)))!.actorId)
      }),
    ))
})

describe('own fields', () => {
  it('keep what is not named, take what is, and let go what becomes null', () =>
    fc.assert(
      fc.property(own, own, (before, given) => {
        const after = mergedCustom(before, given)
        for (const name of new Set([...Object.keys(before), ...Object.keys(given)])) {
          const wanted = Object.hasOwn(given, name) ? given[name] : before[name]
          expect(Object.hasOwn(after, name)).toBe(wanted !== null)
          if (wanted !== null) expect(after[name]).toEqual(wanted)
        }
      }),
    ))
})

describe('lists of words', () => {
  it('hold each once, in the order given, whatever its case and accents', () =>
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'grapheme' })), (list) => {
        const once = distinct(list)
        expect(distinct(once)).toEqual(once)
        expect(distinct([...once, ...list.map((one) => one.normalize('NFD'))])).toEqual(once)
        let from = 0
        for (const one of once) {
          from = list.indexOf(one, from) + 1
          expect(from).toBeGreaterThan(0)
        }
      }),
    ))

  it.each([
    [['Afrobeat', 'afrobeat', 'AFROBEAT'], ['Afrobeat']],
    [
      ['électro', 'electro', 'rap'],
      ['électro', 'rap'],
    ],
  ])('%o is %o', (list, once) => expect(distinct(list)).toEqual(once))
})
