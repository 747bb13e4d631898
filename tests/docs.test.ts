import { existsSync, globSync, readFileSync, statSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { environment } from '#platform/config'
import { demoAccounts, demoPassword } from '#domains/identity/demo-accounts.ts'
import { mapText, opening } from '../scripts/map.ts'
import { missingProofs, proofsIn } from './architecture/promises.ts'
import { codes, commands, documents, headings, lostLinks, lostPaths, whyNoCommand } from './documents/reading.ts'

const all = documents()
const none: string[] = []
const planted = (text: string) => ({ path: 'docs/planted.md', text })

describe('what the documents say is there', () => {
  test('the documents that a newcomer looks for', () => {
    for (const path of [
      'README.md',
      'CONTRIBUTING.md',
      'CHANGELOG.md',
      'docs/map.md',
      'docs/add-a-feature.md',
      'docs/features.md',
      'docs/operations.md',
      'docs/security.md',
      'docs/decisions/README.md',
    ]) {
      expect(all.map((one) => one.path)).toContain(path)
    }
    expect(readFileSync('LICENSE', 'utf8')).toMatch(/GNU AFFERO GENERAL PUBLIC LICENSE\s+Version 3, 19 November 2007/)
  })

  test('every link leads somewhere', () => {
    expect(all.flatMap(lostLinks)).toEqual(none)
  })

  test('every path exists', () => {
    expect(all.flatMap(lostPaths)).toEqual(none)
  })

  test('every command exists', () => {
    const named = all.flatMap(({ path, text }) => commands(text).map((command) => ({ path, command })))
    expect(named.length).toBeGreaterThan(15)
    expect(named.flatMap(({ path, command }) => (whyNoCommand(command) ? [`${path}: ${command}: ${whyNoCommand(command)}`] : []))).toEqual(none)
  })

  test('every proof is a test that exists', () => {
    const named = all.flatMap(({ path, text }) => proofsIn(text).map((proof) => ({ path, proof })))
    expect(named.length).toBeGreaterThan(100)
    expect(named.flatMap(({ path, proof }) => missingProofs([proof]).map((missing) => `${path}: ${missing}`))).toEqual(none)
  })

  test('no document names a folder of one machine', () => {
    expect(all.filter(({ text }) => /(^|[\s`("])\/(work|home|root|tmp|Users)\//m.test(text)).map((one) => one.path)).toEqual(none)
  })

  test('operations.md names every variable and only figures that exist', () => {
    const text = readFileSync('docs/operations.md', 'utf8')
    const named = new Set(codes(text))
    expect(Object.keys(environment.shape).filter((name) => !named.has(name))).toEqual(none)
    const sources = globSync('src/platform/**/*.ts')
      .map((path) => readFileSync(path, 'utf8'))
      .join('\n')
    const figures = [...named].filter((code) => /^griot_\w+$/.test(code))
    expect(figures.length).toBeGreaterThan(8)
    expect(figures.filter((name) => !sources.includes(`'${name}'`))).toEqual(none)
  })

  test('the README names the demo accounts as they are', () => {
    const text = readFileSync('README.md', 'utf8')
    for (const said of [demoPassword, ...demoAccounts.flatMap(({ name, email }) => [name, email])]) expect(text).toContain(said)
  })

  test('the pictures are light', () => {
    const pictures = globSync('docs/pictures/*')
    expect(pictures.filter((path) => !path.endsWith('.webp') || statSync(path).size > 150 * 1024)).toEqual(none)
  })
})

test('the map is up to date: node scripts/map.ts', () => {
  expect(readFileSync('docs/map.md', 'utf8')).toBe(mapText())
})

test('every decision is in their list', () => {
  const list = readFileSync('docs/decisions/README.md', 'utf8')
  for (const path of globSync('docs/decisions/[0-9]*.md')) expect(list).toContain(`(${path.split('/').at(-1)})`)
})

test('the checks see what is planted', () => {
  expect(lostLinks(planted('see [the map](map.md), [nothing](nowhere.md), [outside](https://example.org) and [a part](map.md#no-such-part)'))).toHaveLength(2)
  expect(lostLinks(planted('<img src="pictures/no.webp">'))).toHaveLength(1)
  expect(lostPaths(planted('`src/app/routes.ts`, `src/app/nothing.ts`, `src/*/routes.ts`, `db/migrations/NNNN_room.ts`, `src/{app,platform}/`'))).toEqual([
    'docs/planted.md → src/app/nothing.ts',
  ])
  expect(commands('npm packages: run `npm start`, then `./griot demo reset` or `node bench/nothing.ts`')).toEqual(['npm start', './griot demo', 'node bench/nothing.ts'])
  expect(['npm start', 'npm run nothing', './griot demo', './griot nothing', 'node bench/nothing.ts'].filter((one) => whyNoCommand(one))).toEqual([
    'npm run nothing',
    './griot nothing',
    'node bench/nothing.ts',
  ])
  expect(headings('## KA-02 · Films, people')).toEqual(['ka-02--films-people'])
  expect(opening('# Room\n\nWhat it is for.\n\nMore.')).toBe('What it is for.')
  expect(existsSync('docs/planted.md')).toBe(false)
})
