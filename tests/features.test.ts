import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { allOperations, rooms } from '#app/domains.ts'
import routes from '#app/routes.ts'
import { missingProofs, proofsIn } from './architecture/promises.ts'
import { codes } from './documents/reading.ts'
import { titlesOf } from './documents/titles.ts'

const page = readFileSync('docs/features.md', 'utf8')
const parts = page.split(/^## /m).slice(1)
const none: string[] = []
/** What this version set out to do. */
const ids = [
  'PL-01',
  'PL-02',
  'PL-03',
  'PL-04',
  'PL-06',
  'PL-07',
  'PL-08',
  'PL-09',
  'PL-10',
  'PL-11',
  'PL-14',
  'PL-16',
  'PL-18',
  'KA-01',
  'KA-02',
  'KA-03',
  'KA-04',
  'KA-05',
  'KA-06',
  'KA-07',
  'KA-08',
  'KA-17',
  'KA-18',
  'PL-19',
  'PL-20',
  'MO-02',
  'MO-03',
  'MO-04',
  'MO-05',
  'MO-06',
  'MO-07',
  'MO-09',
  'MO-11',
  'MO-14',
  'MO-15',
]

interface Entry {
  path?: string | undefined
  children?: readonly Entry[] | undefined
}
const patternsOf = (entries: readonly Entry[], above: string): string[] =>
  entries.flatMap((entry) => {
    const path = entry.path ? `${above}/${entry.path}` : above
    return entry.children ? patternsOf(entry.children, path) : [path || '/']
  })

test('every feature has its part, each with what works, its proofs and what is missing', () => {
  expect(parts.map((part) => part.slice(0, 5)).toSorted()).toEqual(ids.toSorted())
  for (const part of parts) {
    for (const line of ['**Works.**', '**Operations.**', '**Screens.**', '**Proof.**', '**Not yet.**']) expect(part).toContain(line)
    expect(proofsIn(part)).not.toHaveLength(0)
    expect(page).toContain(`| [${part.slice(0, 5)}](#`)
  }
})

test('every operation of the house is named, and no other', () => {
  const known = [...allOperations().keys()]
  const named = codes(page).filter((code) => rooms.some((room) => new RegExp(`^${room.name}\\.[a-z]\\w+$`).test(code)))
  expect(named.filter((name) => !known.includes(name))).toEqual(none)
  expect(known.filter((name) => !named.includes(name))).toEqual(none)
})

test('every address of the pages is named, and no other', () => {
  const known = [...new Set(patternsOf(routes as readonly Entry[], ''))].filter((path) => path !== '/*')
  const named = parts.flatMap((part) => codes(/\*\*Screens\.\*\*(.*)/.exec(part)?.[1] ?? '')).filter((code) => code.startsWith('/'))
  expect(named.filter((path) => !known.includes(path))).toEqual(none)
  expect(known.filter((path) => !named.includes(path))).toEqual(none)
})

test('every proof is a test that exists', () => {
  expect(missingProofs(proofsIn(page))).toEqual(none)
})

test('the check sees a name that does not exist', () => {
  expect(missingProofs(proofsIn('`tests/features.test.ts` “no such test”'))).toHaveLength(1)
  expect(missingProofs(proofsIn('`tests/features.test.ts` “a test that exists”'))).toHaveLength(1)
  expect(missingProofs(proofsIn('`tests/nowhere.test.ts`'))).toHaveLength(1)
  expect(missingProofs(proofsIn('`tests/features.test.ts` “every proof is a test that exists”'))).toEqual(none)
  const planted = titlesOf(
    'tests/a.test.ts',
    "describe('a house', () => { it('stands', run) })\ntest(`falls (${n} times)`, run)\ntest.runIf(x)('sometimes', run)\ntest.setTimeout(4)",
  )
  expect(planted).toEqual(['tests/a.test.ts › a house › stands', 'tests/a.test.ts › falls (… times)', 'tests/a.test.ts › sometimes'])
})
