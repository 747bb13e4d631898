import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { environment, readConfig } from '#platform/config'

const folder = mkdtempSync(join(tmpdir(), 'griot-config-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const good = { GRIOT_DATA: folder }
const mistakesOf = (env: Record<string, string>): string[] => {
  const read = readConfig({ ...good, ...env })
  return 'mistakes' in read ? read.mistakes : []
}
const configOf = (env: Record<string, string>) => {
  const read = readConfig({ ...good, ...env })
  if ('mistakes' in read) throw new Error(read.mistakes.join('\n'))
  return read.config
}

test('.env.example documents every variable, and only those, with their defaults', () => {
  const documented = Object.fromEntries(
    [...readFileSync('.env.example', 'utf8').matchAll(/^([A-Z][A-Z0-9_]*)=(.*)$/gm)].map(([, name = '', value = '']) => [name, value.replace(/^"|"$/g, '')]),
  )
  expect(Object.keys(documented).toSorted()).toEqual(Object.keys(environment.shape).toSorted())
  const defaults = environment.parse({})
  for (const [name, value] of Object.entries(defaults)) expect(documented[name], name).toBe(Array.isArray(value) ? value.join(',') : String(value))
})

test('every mistake is told at once, one line each, by the name of its variable', () => {
  const mistakes = mistakesOf({ PORT: 'eighty', ROLE: 'chief', DATABASE_URL: 'mysql://x', S3_BUCKET: 'films', SMS_PROVIDER: 'twilio', NODE_ENV: 'production' })
  const named = mistakes.map((line) => line.split(':')[0])
  expect(named).toEqual(
    expect.arrayContaining([
      'PORT',
      'ROLE',
      'DATABASE_URL',
      'S3_ACCESS_KEY_ID, S3_SECRET_ACCESS_KEY',
      'TWILIO_ACCOUNT_SID',
      'TWILIO_AUTH_TOKEN',
      'TWILIO_VERIFY_SERVICE_SID',
      'SECRET',
      'PUBLIC_URL',
    ]),
  )
})

test('a mistake never repeats the value of a secret', () => {
  expect(mistakesOf({ SECRET: 'too-short-but-secret', NODE_ENV: 'production', PUBLIC_URL: 'https://griot.example' }).join()).not.toContain('too-short-but-secret')
})

test('production demands a secret and an address, and ships no demo', () => {
  const config = configOf({ NODE_ENV: 'production', SECRET: 'x'.repeat(32), PUBLIC_URL: 'https://griot.example/' })
  expect(config).toMatchObject({ production: true, demo: false, publicUrl: 'https://griot.example' })
})

test('outside production the secret is made once, for its owner only', () => {
  const first = configOf({}).secret
  expect(first.length).toBeGreaterThanOrEqual(32)
  expect(configOf({}).secret).toBe(first)
  expect(statSync(join(folder, 'secret')).mode & 0o077).toBe(0)
})

test('an empty variable is one that is not set', () => {
  const config = configOf({ PORT: '', S3_BUCKET: '', DATABASE_URL: '' })
  expect(config.PORT).toBe(3000)
  expect(config.DATABASE_URL).toBeUndefined()
})

test('the lock is whole: it also names what other systems need, without which npm ci refuses to begin', () => {
  const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8')) as {
    packages: Record<string, { version?: string; dependencies?: object; optionalDependencies?: object }>
  }
  const above = (path: string): string[] => (path.includes('/node_modules/') ? [path, ...above(path.slice(0, path.lastIndexOf('/node_modules/')))] : [path, ''])
  const missing = Object.entries(packages).flatMap(([path, one]) =>
    Object.keys({ ...one.dependencies, ...one.optionalDependencies }).filter((name) => !above(path).some((at) => packages[`${at ? `${at}/` : ''}node_modules/${name}`])),
  )
  expect(Object.keys(packages).length).toBeGreaterThan(700)
  expect(missing).toEqual([])
})
