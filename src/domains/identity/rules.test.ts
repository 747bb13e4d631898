import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { hashPassword, isPassword } from './proofs/password.ts'
import { deviceName, safeReturn, slugOf, whyCannotGive, whyCannotLoseOwner, whyNotPassword, whyNotTicket } from './rules.ts'
import { base32, codeAt, newRecoveryCodes, stepOf } from './proofs/totp.ts'

describe('where a sign-in may lead', () => {
  it('is a path of this house, whatever is asked', () => {
    for (const bad of ['https://evil.example', '//evil.example', '/\\evil.example', '/\t/evil.example', 'javascript:alert(1)', '', null, '/..//evil.example', 'karangou'])
      expect(safeReturn(bad, '/home')).toBe('/home')
    expect(safeReturn('/karangou/films/x?t=12#play')).toBe('/karangou/films/x?t=12#play')
  })
  it('never leaves the origin (property)', () => {
    fc.assert(fc.property(fc.string(), (text) => new URL(safeReturn(text), 'https://griot.example').origin === 'https://griot.example'))
    fc.assert(fc.property(fc.string(), (text) => new URL(safeReturn(`/${text}`), 'https://griot.example').origin === 'https://griot.example'))
  })
})

describe('passwords', () => {
  const about = { email: 'awa@mail.example', name: 'Awa Mensah' }
  const common = new Set(['azertyuiop'])
  it('are judged by length and by what thieves try, not by composition', () => {
    expect(whyNotPassword('quatre mots tout simples', about, common)).toBeNull()
    expect(whyNotPassword('x'.repeat(7), about, common)?.code).toBe('identity.passwordShort')
    expect(whyNotPassword('é🌍é🌍é🌍é🌍', about, common)).toBeNull()
    expect(whyNotPassword('AZERTYuiop', about, common)?.code).toBe('identity.passwordCommon')
    expect(whyNotPassword('AwaMensah', about, common)?.code).toBe('identity.passwordOwn')
    expect(whyNotPassword('a phrase of sixty-four characters, which has to be allowed by all', about, common)).toBeNull()
  })
  it('are kept as argon2id and recognised however the keyboard composes accents', async () => {
    const stored = await hashPassword('éléphant gris')
    expect(stored).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
    expect(await isPassword('e\u0301le\u0301phant gris', stored)).toBe(true)
    expect(await isPassword('elephant gris', stored)).toBe(false)
    expect(await isPassword('x', null)).toBe(false)
  })
})

describe('one-time codes', () => {
  // RFC 6238, appendix B (SHA-1), last six digits.
  const secret = Buffer.from('12345678901234567890')
  it('are those of RFC 6238', () => {
    for (const [time, code] of [
      [59, '287082'],
      [1_111_111_109, '081804'],
      [1_234_567_890, '005924'],
      [2_000_000_000, '279037'],
    ] as const)
      expect(codeAt(secret, Math.floor(time / 30))).toBe(code)
    expect(base32(secret)).toBe('GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ')
  })
  it('are good once, one step early or late', () => {
    const now = new Date(1_111_111_109_000)
    const step = Math.floor(1_111_111_109 / 30)
    expect(stepOf(secret, '081 804', now, 0)).toBe(step)
    expect(stepOf(secret, '081804', now, step)).toBeNull()
    expect(stepOf(secret, codeAt(secret, step + 1), now, 0)).toBe(step + 1)
    expect(stepOf(secret, codeAt(secret, step + 2), now, 0)).toBeNull()
  })
  it('come with ten different recovery codes', () => {
    expect(new Set(newRecoveryCodes()).size).toBe(10)
  })
})

describe('rules of workspaces and tickets', () => {
  it('let nobody give or take a role above their own', () => {
    expect(whyCannotGive(2, { from: 3, to: 2 })).toBeNull()
    expect(whyCannotGive(2, { from: 3, to: 1 })?.code).toBe('identity.roleAboveYours')
    expect(whyCannotGive(2, { from: 1, to: 4 })?.code).toBe('identity.roleAboveYours')
  })
  it('keep an owner', () => {
    expect(whyCannotLoseOwner('owner', 1)?.code).toBe('identity.lastOwner')
    expect(whyCannotLoseOwner('owner', 2)).toBeNull()
    expect(whyCannotLoseOwner('viewer', 1)).toBeNull()
  })
  it('end a ticket by time and by tries', () => {
    const now = new Date()
    const soon = new Date(now.getTime() + 1)
    expect(whyNotTicket({ attempts: 4, expiresAt: soon }, now)).toBeNull()
    expect(whyNotTicket({ attempts: 5, expiresAt: soon }, now)?.code).toBe('identity.ticketOver')
    expect(whyNotTicket({ attempts: 0, expiresAt: now }, now)?.code).toBe('identity.ticketOver')
    expect(whyNotTicket(null, now)?.code).toBe('identity.ticketOver')
  })
  it('make addresses that are never empty (property)', () => {
    fc.assert(fc.property(fc.string(), (name) => /^[a-z0-9]+(-[a-z0-9]+)*$/.test(slugOf(name))))
  })
  it('name devices', () => {
    expect(deviceName('Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1 Version/18.0 Mobile/15E148 Safari/604.1')).toEqual({
      browser: 'Safari',
      system: 'iPhone',
    })
    expect(deviceName(null)).toEqual({ browser: null, system: null })
  })
})
