import { existsSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { browserReach, circles, graph, lawViolations } from './architecture/law.ts'
import { foreignTables, nameViolations, sizeViolations } from './architecture/measure.ts'
import { parse, readTree, roomNames } from './architecture/source.ts'

const tree = readTree()
const house = tree.filter((s) => s.path.startsWith('src/'))
const tables = [...readFileSync('db/schema.sql', 'utf8').matchAll(/^create table (\w+\.\w+)/gm)].map(([, name = '']) => name)
const none: string[] = []
const planted = (path: string, text: string) => [parse(path, text)]

test('the checker sees the whole house', () => {
  expect(house.length).toBeGreaterThan(250)
  expect(tree.length).toBeGreaterThan(320)
  expect(house.reduce((sum, s) => sum + s.imports.length, 0)).toBeGreaterThan(1_000)
  expect(tables.length).toBeGreaterThan(30)
})

test('imports obey the law', () => {
  expect(lawViolations(tree)).toEqual(none)
})

test('what reaches a browser never needs a server', () => {
  expect(browserReach(tree)).toEqual(none)
})

test('no files import each other in a circle', () => {
  expect(circles(house)).toEqual(none)
})

test('files, functions and folders stay small', () => {
  expect(sizeViolations(tree)).toEqual(none)
})

test('names say what things are', () => {
  expect(nameViolations(tree)).toEqual(none)
})

test('a room names only the tables of its own schema', () => {
  expect(foreignTables(house, tables)).toEqual(none)
})

test('every room is in the graph, has a README and a door', () => {
  const rooms = roomNames()
  expect(rooms.length).toBeGreaterThanOrEqual(6)
  for (const room of rooms) {
    expect(Object.keys(graph), room).toContain(room)
    for (const file of ['README.md', 'index.ts']) expect(existsSync(`src/domains/${room}/${file}`), `${room}/${file}`).toBe(true)
  }
})

test('the graph of rooms has no circle', () => {
  const reaches = (from: string, to: string): boolean => (graph[from] ?? []).some((next) => next === to || reaches(next, to))
  for (const room of Object.keys(graph)) expect(reaches(room, room), room).toBe(false)
})

// The checker itself: each break is planted and must be seen; each lawful twin must pass.

const breaks: [string, string, string][] = [
  ['an arrow that does not exist', 'src/domains/media/actions/x.ts', `import { find } from '#domains/cinema'`],
  ['a room entered by the window', 'src/domains/cinema/actions/x.ts', `import { find } from '#domains/media/store.ts'`],
  ['a room entered by the window, relative', 'src/domains/cinema/actions/x.ts', `import { find } from '../../media/store.ts'`],
  ['a room importing app', 'src/domains/cinema/actions/x.ts', `import { rooms } from '#app/domains.ts'`],
  ['platform knowing a room', 'src/platform/x.ts', `import { find } from '#domains/identity'`],
  ['platform knowing ui', 'src/platform/x.ts', `import { Card } from '#ui/card'`],
  ['ui knowing a room', 'src/ui/x.tsx', `import { find } from '#domains/identity'`],
  ['ui knowing the database', 'src/ui/x.tsx', `import { pool } from '#platform/database/pool'`],
  ['rules that read a database', 'src/domains/cinema/rules.ts', `import { findFilm } from './store.ts'`],
  ['rules with a package', 'src/domains/cinema/rules.ts', `import { sql } from 'kysely'`],
  ['types with a server module', 'src/domains/cinema/types.ts', `import { config } from '#platform/config'`],
  ['a schema that reads a store', 'src/domains/cinema/schema.ts', `import { findFilm } from './store.ts'`],
  ['a screen with server code', 'src/domains/cinema/screens/x.tsx', `import { operations } from '../operations.ts'`],
  ['a screen with server code, fetched late', 'src/domains/cinema/screens/x.tsx', `const late = () => import('../store.ts')`],
  ['a screen re-exporting server code', 'src/domains/cinema/screens/x.tsx', `export { findFilm } from '../store.ts'`],
  ['a screen with values and types mixed', 'src/domains/cinema/screens/x.tsx', `import { type Film, findFilm } from '../store.ts'`],
  ['a screen with a package for servers', 'src/domains/cinema/screens/x.tsx', `import pg from 'pg'`],
  ['a screen with Node', 'src/domains/cinema/islands/x.ts', `import { readFileSync } from 'node:fs'`],
  ['server code with a screen', 'src/domains/cinema/actions/x.ts', `import Film from '../screens/film.tsx'`],
  ['Typst elsewhere than in document.ts', 'src/domains/cinema/actions/x.ts', `import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler'`],
  ['tables as values', 'src/domains/cinema/store.ts', `import { DB } from '#db'`],
]
test.each(breaks)('the law sees %s', (_what, path, text) => {
  expect(lawViolations(planted(path, text))).toHaveLength(1)
})

const lawful: [string, string][] = [
  ['src/domains/cinema/actions/x.ts', `import { find } from '#domains/media'`],
  ['src/domains/cinema/screens/x.tsx', `import type { operations } from '../operations.ts'`],
  ['src/domains/cinema/screens/x.tsx', `import { type operations } from '../operations.ts'`],
  ['src/domains/cinema/screens/x.tsx', `import { Card } from '#ui/card'\nimport { pageOf } from '#platform/page'`],
  ['src/domains/cinema/rules.ts', `import { Refusal } from '#platform/refusal'\nimport { states } from './types.ts'`],
  ['src/app/x.ts', `import { operations } from '#domains/cinema/operations.ts'`],
]
test.each(lawful)('the law lets %s do it: %s', (path, text) => {
  expect(lawViolations(planted(path, text))).toEqual(none)
})

test('the reach of browser code is followed through other files', () => {
  const sources = [
    parse('src/domains/cinema/screens/x.tsx', `import { a } from '../rules.ts'`),
    parse('src/domains/cinema/rules.ts', `import { b } from './types.ts'`),
    parse('src/domains/cinema/types.ts', `import fs from 'node:fs'`),
  ]
  expect(browserReach(sources)).toEqual(['src/domains/cinema/screens/x.tsx → src/domains/cinema/rules.ts → src/domains/cinema/types.ts → node:fs'])
})

test('circles are seen, and circles of types are not', () => {
  expect(circles([parse('src/a.ts', `import { b } from './b.ts'`), parse('src/b.ts', `import { a } from './a.ts'`)])).toHaveLength(1)
  expect(circles([parse('src/a.ts', `import { b } from './b.ts'`), parse('src/b.ts', `import type { a } from './a.ts'`)])).toEqual(none)
})

test('long files, long functions and full folders are seen', () => {
  const body = (n: number) => Array.from({ length: n }, (_, i) => `  x(${i})`).join('\n')
  expect(sizeViolations(planted('src/platform/x.ts', body(301)))).toHaveLength(1)
  expect(sizeViolations(planted('src/domains/a/texts.fr.ts', body(301)))).toEqual(none)
  expect(sizeViolations(planted('src/platform/x.ts', `export function f() {\n${body(39)}\n}`))).toHaveLength(1)
  expect(sizeViolations(planted('src/platform/x.ts', `export const f = () => {\n${body(38)}\n}`))).toEqual(none)
  expect(sizeViolations(Array.from({ length: 21 }, (_, i) => parse(`src/domains/a/x${i}.ts`, '')))).toHaveLength(1)
  expect(sizeViolations(planted('src/domains/a/b/c/d/x.ts', ''))).toHaveLength(1)
})

test('bad names, default exports and classes are seen', () => {
  for (const path of ['src/domains/a/utils.ts', 'src/domains/a/helpers/x.ts', 'src/domains/a/fooBar.ts']) expect(nameViolations(planted(path, '')), path).toHaveLength(1)
  expect(nameViolations(planted('src/domains/a/x.ts', 'export default 1'))).toHaveLength(1)
  expect(nameViolations(planted('src/domains/a/x.ts', 'export default function f() {}'))).toHaveLength(1)
  expect(nameViolations(planted('src/domains/a/x.ts', 'export class Film {}'))).toHaveLength(1)
  expect(nameViolations(planted('src/domains/a/islands/x.ts', 'class Player extends HTMLElement {}'))).toEqual(none)
})

test('SQL on the tables of another schema is seen, a name that only looks alike is not', () => {
  const known = ['identity.users', 'cinema.films']
  const broken = (text: string) => foreignTables(planted('src/domains/cinema/store.ts', text), known)
  expect(broken('const q = sql`select name from identity.users`')).toHaveLength(1)
  expect(broken(`db.selectFrom('identity.users')`)).toHaveLength(1)
  expect(broken('const q = sql`select title from cinema.films where id = ${id} and exists (select 1 from identity.users u)`')).toHaveLength(1)
  expect(broken('const q = sql`select title from cinema.films`')).toEqual(none)
  expect(broken(`call('see identity.users for more')`)).toEqual(none)
})
