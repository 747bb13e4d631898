import { expect, test } from 'vitest'
import { afterTry, decide, faceOf, fitSms, localTime, minutesOf, nextDigest, quietUntil, simpleForSms, smsParts, timeOf } from './rules.ts'
import { noChoices, type NoticeKind } from './types.ts'

const films: NoticeKind = { topic: 'films', channels: ['mail', 'push'] }
const receipt: NoticeKind = { topic: 'money', channels: ['mail', 'sms'], essential: true }
const at = (iso: string): Date => new Date(iso)
const noon = at('2026-11-21T12:00:00Z')

test('a kind leaves by its own channels until the person says otherwise', () => {
  expect(decide(films, 'mail', noChoices, noon)).toEqual({ state: 'queued' })
  expect(decide(films, 'sms', noChoices, noon)).toBeNull()
  expect(decide({ ...films, channels: [] }, 'mail', noChoices, noon)).toBeNull()
  expect(decide(films, 'mail', { ...noChoices, wanted: { 'films:mail': false } }, noon)).toEqual({ state: 'muted' })
  expect(decide(films, 'push', { ...noChoices, wanted: { 'films:mail': false } }, noon)).toEqual({ state: 'queued' })
  expect(decide({ ...films, channels: [] }, 'push', { ...noChoices, wanted: { 'films:push': true } }, noon)).toEqual({ state: 'queued' })
  expect(decide(films, 'sms', { ...noChoices, wanted: { 'films:sms': true } }, noon)).toBeNull()
})

test('essential kinds are never muted, gathered or made to wait', () => {
  const all = {
    wanted: { 'money:mail': false, 'money:sms': false, 'money:push': true },
    digests: { money: 'week' },
    timeZone: 'Africa/Lome',
    quiet: { from: 0, to: 1439 },
  } as const
  expect(decide(receipt, 'mail', all, noon)).toEqual({ state: 'queued' })
  expect(decide(receipt, 'sms', all, noon)).toEqual({ state: 'queued' })
  expect(decide(receipt, 'push', all, noon)).toBeNull()
})

test('quiet hours are those of the person, over midnight too', () => {
  const night = { from: 22 * 60, to: 7 * 60 }
  expect(quietUntil(night, 'Africa/Lome', noon)).toBeNull()
  expect(quietUntil(night, 'Africa/Lome', at('2026-11-21T22:00:00Z'))).toEqual(at('2026-11-22T07:00:00Z'))
  expect(quietUntil(night, 'Africa/Lome', at('2026-11-22T06:59:59Z'))).toEqual(at('2026-11-22T07:00:00Z'))
  expect(quietUntil(night, 'Africa/Lome', at('2026-11-22T07:00:00Z'))).toBeNull()
  // The same instant is night in Toronto and day in Nairobi.
  expect(quietUntil(night, 'America/Toronto', at('2026-11-21T05:00:00Z'))).toEqual(at('2026-11-21T12:00:00Z'))
  expect(quietUntil(night, 'Africa/Nairobi', at('2026-11-21T05:00:00Z'))).toBeNull()
  expect(quietUntil({ from: 13 * 60, to: 15 * 60 }, 'Africa/Lome', at('2026-11-21T14:30:00Z'))).toEqual(at('2026-11-21T15:00:00Z'))
})

test('a night in which clocks change still ends at seven', () => {
  const night = { from: 22 * 60, to: 7 * 60 }
  // Paris: 29 March 2026 has no 02:30, 25 October has it twice.
  expect(quietUntil(night, 'Europe/Paris', at('2026-03-28T22:00:00Z'))).toEqual(at('2026-03-29T05:00:00Z'))
  expect(quietUntil(night, 'Europe/Paris', at('2026-10-24T21:00:00Z'))).toEqual(at('2026-10-25T06:00:00Z'))
  // Quiet until a time that does not exist: over within the hour that was jumped.
  const until = quietUntil({ from: 22 * 60, to: 150 }, 'Europe/Paris', at('2026-03-28T22:00:00Z'))!
  expect(until.getTime()).toBeGreaterThanOrEqual(at('2026-03-29T01:00:00Z').getTime())
  expect(until.getTime()).toBeLessThanOrEqual(at('2026-03-29T01:30:00Z').getTime())
})

test('every zone and every hour: the end of quiet lies ahead, at the time that was asked', () => {
  for (const zone of ['Africa/Lome', 'Africa/Nairobi', 'Asia/Kathmandu', 'America/St_Johns', 'Pacific/Kiritimati'])
    for (let hours = 0; hours < 48; hours += 1) {
      const now = new Date(noon.getTime() + hours * 3_600_000 + 17_123)
      const until = quietUntil({ from: 600, to: 599 }, zone, now) ?? nextDigest('day', zone, now)
      expect(until.getTime()).toBeGreaterThan(now.getTime())
      expect(until.getTime() - now.getTime()).toBeLessThanOrEqual(86_400_000)
      expect([599, 480]).toContain(localTime(zone, until).minutes)
    }
})

test('digests come at eight, weekly ones on Monday', () => {
  expect(nextDigest('day', 'Africa/Lome', noon)).toEqual(at('2026-11-22T08:00:00Z'))
  expect(nextDigest('day', 'Africa/Lome', at('2026-11-22T08:00:00Z'))).toEqual(at('2026-11-23T08:00:00Z'))
  expect(nextDigest('week', 'Africa/Lome', noon)).toEqual(at('2026-11-23T08:00:00Z'))
  expect(nextDigest('week', 'Africa/Lome', at('2026-11-23T08:00:30Z'))).toEqual(at('2026-11-30T08:00:00Z'))
  expect(decide(films, 'mail', { ...noChoices, digests: { films: 'day' } }, noon)).toEqual({ state: 'gathered', until: at('2026-11-22T08:00:00Z') })
  expect(decide(films, 'push', { ...noChoices, digests: { films: 'day' } }, noon)).toEqual({ state: 'queued' })
})

test('tries grow apart, listen to the receiver, and end', () => {
  const busy = { done: false, problem: 'x', again: true } as const
  const waits: number[] = []
  for (let tries = 1; ; tries += 1) {
    const { state, dueAt } = afterTry(busy, tries, noon, 0)
    if (!dueAt) {
      expect(state).toBe('failed')
      break
    }
    waits.push(dueAt.getTime() - noon.getTime())
  }
  expect(waits).toEqual(waits.toSorted((a, b) => a - b))
  expect(waits.length).toBeGreaterThanOrEqual(6)
  expect(afterTry({ ...busy, retryAfter: 3600 }, 1, noon, 0).dueAt).toEqual(at('2026-11-21T13:00:00Z'))
  expect(afterTry({ ...busy, retryAfter: 1e9 }, 1, noon, 0).dueAt).toEqual(at('2026-11-22T12:00:00Z'))
  expect(afterTry({ done: false, problem: 'x', again: false, bounced: true }, 1, noon, 0)).toEqual({ state: 'bounced', dueAt: null })
  expect(afterTry({ done: true }, 3, noon, 0)).toEqual({ state: 'sent', dueAt: null })
})

test('an SMS counts its parts as operators do', () => {
  expect(smsParts('a'.repeat(160))).toEqual({ alphabet: 'gsm', parts: 1 })
  expect(smsParts('a'.repeat(161))).toEqual({ alphabet: 'gsm', parts: 2 })
  expect(smsParts('a'.repeat(306))).toEqual({ alphabet: 'gsm', parts: 2 })
  expect(smsParts('a'.repeat(307))).toEqual({ alphabet: 'gsm', parts: 3 })
  expect(smsParts('€'.repeat(80))).toEqual({ alphabet: 'gsm', parts: 1 })
  expect(smsParts('€'.repeat(81)).parts).toBe(2)
  expect(smsParts('ɔ'.repeat(70))).toEqual({ alphabet: 'ucs2', parts: 1 })
  expect(smsParts('ɔ'.repeat(71)).parts).toBe(2)
  expect(smsParts('ɔ'.repeat(135)).parts).toBe(3)
})

test('French is written in the cheap alphabet; letters of other languages stay letters', () => {
  expect(simpleForSms('Ça y est\u202f! «\u00a0L’été\u00a0» a reçu 5\u202f000\u00a0F… cœur')).toBe('Ça y est ! "L\'été" a recu 5 000 F... coeur'.replace('Ça', 'Ça'))
  expect(smsParts(simpleForSms('« Où êtes-vous ? » Ça, çà et là : naïveté, forêt, Noël…')).alphabet).toBe('gsm')
  expect(simpleForSms('Ɛyɔ ŋutɔ')).toBe('Ɛyɔ ŋutɔ')
})

test('never more than two parts, and the link is whole', () => {
  const link = 'https://griot.example/karangou/contributions/0197a000-0000-7000-8000-000000000001'
  for (const word of ['abcd ', 'été ', 'ɖɔ ']) {
    const text = fitSms(word.repeat(200), link)
    expect(smsParts(text).parts).toBe(2)
    expect(text.endsWith(`... ${link}`)).toBe(true)
  }
  expect(fitSms('Merci.', '')).toBe('Merci.')
})

test('a mail wears the face of the place it leads to', () => {
  expect([faceOf('/karangou/films/x'), faceOf('/karangou?x'), faceOf('/monaco'), faceOf(null), faceOf('/account')]).toEqual(['karangou', 'karangou', 'griot', 'griot', 'griot'])
})

test('times of day are read and written', () => {
  expect([minutesOf('00:00'), minutesOf('22:30'), minutesOf('24:00'), minutesOf('7:00'), minutesOf('')]).toEqual([0, 1350, null, null, null])
  expect([timeOf(0), timeOf(1350)]).toEqual(['00:00', '22:30'])
})
