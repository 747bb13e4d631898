import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { allOperations } from '#app/domains.ts'
import routes from '#app/routes.ts'
import { addressesIn, missingProofs, operationsIn, proofsIn, rowsOf } from './architecture/promises.ts'

const rows = rowsOf(readFileSync('docs/features.md', 'utf8'))
const operations = allOperations()
const none: string[] = []

interface Entry {
  path?: string | undefined
  children?: readonly Entry[] | undefined
}
const patternsOf = (entries: readonly Entry[], above: string): string[] =>
  entries.flatMap((entry) => {
    const path = entry.path ? `${above}/${entry.path}` : above
    return entry.children ? patternsOf(entry.children, path) : [path || '/']
  })
const patterns = new Set(patternsOf(routes as readonly Entry[], ''))

test('every feature of this issue has its lines', () => {
  const ids = new Set(rows.map((row) => row.cells[0]))
  for (const id of ['PL-01', 'PL-02', 'PL-03', 'PL-04', 'PL-07', 'PL-09', 'PL-10', 'PL-11', 'PL-14', 'PL-18', 'KA-01', 'KA-02', 'KA-03', 'KA-04', 'KA-17']) expect(ids).toContain(id)
  for (const row of rows) expect(row.cells, `line ${row.line}`).toHaveLength(5)
})

test('every operation named exists', () => {
  const named = rows.flatMap((row) => operationsIn(row.cells[2] ?? ''))
  expect(named.length).toBeGreaterThan(70)
  expect(named.filter((name) => !operations.has(name))).toEqual(none)
})

test('every screen named is a route', () => {
  const named = rows.flatMap((row) => addressesIn(row.cells[3] ?? ''))
  expect(named.length).toBeGreaterThan(40)
  expect(named.filter((path) => !patterns.has(path))).toEqual(none)
})

test('every line has a proof, and every proof is there', () => {
  for (const row of rows) expect(proofsIn(row.cells[4] ?? '').length, `line ${row.line}`).toBeGreaterThan(0)
  expect(missingProofs(rows.flatMap((row) => proofsIn(row.cells[4] ?? '')))).toEqual(none)
})

test('the check sees a name that does not exist', () => {
  expect(missingProofs(proofsIn('`tests/features.test.ts` “no such test, ' + 'truly”'))).toHaveLength(1)
  expect(missingProofs(proofsIn('`tests/nowhere.test.ts`'))).toHaveLength(1)
  expect(missingProofs(proofsIn('`tests/features.test.ts` “every screen named is a route”'))).toEqual(none)
})
