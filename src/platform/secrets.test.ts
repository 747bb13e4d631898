import { spawnSync } from 'node:child_process'
import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import { readConfig, setConfig } from './config.ts'
import { digest, open, randomToken, seal, sign, signed } from './secrets.ts'

beforeAll(() => {
  const read = readConfig({ SECRET: 'a secret of thirty-two characters!' })
  if ('config' in read) setConfig(read.config)
})

test('a signature holds for its text and its purpose only', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (text, other) => {
      const mac = sign('link', text)
      expect(signed('link', text, mac)).toBe(true)
      expect(signed('mail', text, mac)).toBe(false)
      if (other !== text) expect(signed('link', other, mac)).toBe(false)
    }),
  )
  expect(signed('link', 'x', '')).toBe(false)
})

test('what is sealed opens again, and not when a byte has changed', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), fc.nat(), (bytes, at) => {
      const sealed = seal('key', bytes)
      expect(new Uint8Array(open('key', sealed))).toEqual(bytes)
      sealed[at % sealed.length]! ^= 1
      expect(() => open('key', sealed)).toThrow()
    }),
  )
})

test('the same bytes never seal alike, and another purpose does not open them', () => {
  const bytes = Buffer.from('segment key')
  expect(seal('key', bytes).equals(seal('key', bytes))).toBe(false)
  expect(() => open('other', seal('key', bytes))).toThrow()
})

test('tokens are long and never the same', () => {
  const tokens = new Set(Array.from({ length: 1_000 }, () => randomToken()))
  expect(tokens.size).toBe(1_000)
  expect([...tokens][0]).toMatch(/^[\w-]{43}$/)
  expect(digest('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad')
})

test('secrets are never logged, wherever they stand', () => {
  const script = `const { log } = await import('./src/platform/log.ts')
    log.info({ password: 'hidden-1', body: { newPassword: 'hidden-2', deep: { token: 'hidden-3' } }, headers: { authorization: 'hidden-4', cookie: 'hidden-5' }, seen: 'shown' }, 'x')`
  const { stdout } = spawnSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8', env: { ...process.env, LOG_LEVEL: 'info' } })
  expect(stdout).toContain('shown')
  expect(stdout).not.toContain('hidden')
})
