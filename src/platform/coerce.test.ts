import fc from 'fast-check'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { coerce } from './coerce.ts'
import { jsonSchemaOf } from './json-schema.ts'

const shape = z.object({
  title: z.string(),
  year: z.int().optional(),
  ratio: z.number().optional(),
  open: z.boolean().optional(),
  tags: z.array(z.string()).optional(),
  place: z.object({ town: z.string(), seats: z.int().optional() }).optional(),
  credits: z.array(z.object({ name: z.string(), order: z.int() })).optional(),
  note: z.string().nullable().optional(),
})
const schema = jsonSchemaOf(shape, 'input')
const read = (fields: [string, string][]) => coerce(fields, schema)

test('text fields become numbers, booleans, lists and nested objects', () => {
  const fields: [string, string][] = [
    ['title', 'Yaaba'],
    ['year', '1 989'],
    ['ratio', '1,66'],
    ['open', 'on'],
    ['tags', 'a'],
    ['tags', 'b'],
    ['place.town', 'Lomé'],
    ['place.seats', '300'],
    ['credits.1.name', 'B'],
    ['credits.1.order', '2'],
    ['credits.0.name', 'A'],
    ['credits.0.order', '1'],
    ['note', ''],
  ]
  expect(shape.parse(read(fields))).toEqual({
    title: 'Yaaba',
    year: 1989,
    ratio: 1.66,
    open: true,
    tags: ['a', 'b'],
    place: { town: 'Lomé', seats: 300 },
    credits: [
      { name: 'A', order: 1 },
      { name: 'B', order: 2 },
    ],
    note: null,
  })
})

test('a comma list is a list, an empty answer is no answer', () => {
  expect(
    read([
      ['title', 'x'],
      ['tags', 'a,b'],
      ['year', ''],
    ]),
  ).toEqual({ title: 'x', tags: ['a', 'b'] })
})

test('what does not fit stays as it was, for the shape to refuse', () => {
  const wrong = read([
    ['title', 'x'],
    ['year', 'soon'],
    ['open', 'perhaps'],
  ])
  expect(wrong).toEqual({ title: 'x', year: 'soon', open: 'perhaps' })
  expect(shape.safeParse(wrong).error?.issues.map((issue) => issue.path.join('.'))).toEqual(['year', 'open'])
})

test('names of built-in objects plant nothing', () => {
  for (const name of ['__proto__.polluted', 'constructor.prototype.polluted', 'place.__proto__.polluted']) read([[name, 'yes']])
  expect(({} as Record<string, unknown>).polluted).toBeUndefined()
})

test('whatever is written into a form is read back the same', () => {
  const words = fc.string({ minLength: 1, unit: fc.constantFrom('a', 'É', ' ', '1', 'œ') }).filter((s) => s.trim() !== '')
  fc.assert(
    fc.property(
      fc.record({
        title: words,
        year: fc.integer({ min: -9_999, max: 9_999 }),
        ratio: fc.float({ min: Math.fround(0.1), max: 99, noNaN: true }).map((n) => Math.round(n * 100) / 100),
        open: fc.boolean(),
      }),
      (value) => {
        expect(read(Object.entries(value).map(([name, one]) => [name, String(one)]))).toEqual(value)
      },
    ),
  )
})

test('fields of any name and value never throw', () => {
  fc.assert(fc.property(fc.array(fc.tuple(fc.string(), fc.string())), (fields) => typeof read(fields) === 'object'))
})

test('thousands of fields of one name, of blanks or of levels are read in the time of reading them', () => {
  const many = Array.from({ length: 200_000 }, (): [string, string] => ['tags', 'a'])
  expect((read([['title', 'x'], ...many]).tags as string[]).length).toBe(200_000)
  const blanks = `${' '.repeat(100_000)}x`
  expect(read([['year', blanks]]).year === blanks).toBe(true)
  const levels = 'a.'.repeat(500_000)
  expect(Object.keys(read([[levels, 'x']]))[0] === levels).toBe(true)
})

test('blanks alone are no number', () => {
  expect(read([['year', '  ']])).toEqual({ year: '  ' })
})
