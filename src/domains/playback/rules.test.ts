import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { deviceName, isFinished, isLive, leaseMs, regionOf, resumeAt, segmentExpiry, segmentMaxAge, timelineOf, viewThresholdMs, watchedBetween, whyCannotWatch } from './rules.ts'

const hours = 3_600_000
const instants = fc.integer({ min: 1_700_000_000_000, max: 2_000_000_000_000 }).map((ms) => new Date(ms))

describe('segment addresses', () => {
  it('stay the same for everyone during a window and last between 6 and 12 hours', () => {
    fc.assert(
      fc.property(instants, (now) => {
        const expiry = segmentExpiry(now) * 1000
        expect(expiry - now.getTime()).toBeGreaterThan(6 * hours)
        expect(expiry - now.getTime()).toBeLessThanOrEqual(12 * hours)
        const windowStart = new Date(Math.floor(now.getTime() / (6 * hours)) * 6 * hours)
        expect(segmentExpiry(windowStart)).toBe(segmentExpiry(now))
      }),
    )
  })

  it('are kept by caches no longer than they are good', () => {
    fc.assert(
      fc.property(instants, fc.integer({ min: -100_000, max: 100_000 }), (now, offset) => {
        const expiry = Math.floor(now.getTime() / 1000) + offset
        const age = segmentMaxAge(expiry, now)
        expect(age).toBeGreaterThanOrEqual(0)
        if (age > 0) expect(now.getTime() + age * 1000).toBeLessThanOrEqual(expiry * 1000)
      }),
    )
  })
})

describe('the lease', () => {
  it('is alive until it runs out or is ended, never after', () => {
    fc.assert(
      fc.property(instants, fc.integer({ min: -200_000, max: 200_000 }), fc.boolean(), (now, offset, ended) => {
        const live = isLive({ leasedUntil: new Date(now.getTime() + offset), endedAt: ended ? now : null }, now)
        expect(live).toBe(!ended && offset > 0)
      }),
    )
  })

  it('covers the whole film for players that cannot speak', () => {
    expect(leaseMs(false, 2 * hours)).toBeGreaterThan(2 * hours)
    expect(leaseMs(true, 2 * hours)).toBe(60_000)
  })
})

describe('what was really watched', () => {
  it('never exceeds twice the time that passed, nor is negative, whatever the player says', () => {
    fc.assert(
      fc.property(fc.nat(10_000_000), fc.nat(10_000_000), fc.nat(120_000), (from, to, elapsed) => {
        const at = new Date(1_800_000_000_000)
        const watched = watchedBetween({ positionMs: from, at }, { positionMs: to, at: new Date(at.getTime() + elapsed) })
        expect(watched).toBeGreaterThanOrEqual(0)
        expect(watched).toBeLessThanOrEqual(elapsed * 2)
        expect(watched).toBeLessThanOrEqual(Math.max(0, to - from))
      }),
    )
  })

  it('makes a view after 30 seconds, or a quarter of a short film', () => {
    expect(viewThresholdMs(90 * 60_000)).toBe(30_000)
    expect(viewThresholdMs(60_000)).toBe(15_000)
    fc.assert(fc.property(fc.integer({ min: 1, max: 20 * hours }), (duration) => viewThresholdMs(duration) <= 30_000 && viewThresholdMs(duration) <= Math.max(1, duration / 4)))
  })
})

describe('taking a film up again', () => {
  it('lands inside the film, at or before where it was left', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 10 * hours }), fc.double({ min: 0, max: 1, noNaN: true }), (duration, share) => {
        const position = Math.round(duration * share)
        const at = resumeAt(position, duration)
        expect(at).toBeGreaterThanOrEqual(0)
        expect(at).toBeLessThanOrEqual(position)
        if (isFinished(position, duration)) expect(at).toBe(0)
      }),
    )
  })

  it('goes three seconds back, and begins anew when finished or hardly begun', () => {
    expect(resumeAt(600_000, 3_600_000)).toBe(597_000)
    expect(resumeAt(8_000, 3_600_000)).toBe(0)
    expect(resumeAt(3_590_000, 3_600_000)).toBe(0)
  })
})

it('tells nobody outside that an unlisted film exists, and shows nothing before its publication', () => {
  fc.assert(
    fc.property(fc.record({ listed: fc.boolean(), watchable: fc.boolean(), ready: fc.boolean(), insider: fc.boolean() }), (film) => {
      const refusal = whyCannotWatch(film)
      if (!film.listed && !film.insider) expect(refusal?.kind).toBe('missing')
      if (!film.insider && !film.watchable) expect(refusal).not.toBeNull()
      if (film.insider && film.ready) expect(refusal).toBeNull()
      if (!film.ready) expect(refusal).not.toBeNull()
    }),
  )
  expect(whyCannotWatch(null)?.kind).toBe('missing')
  expect(whyCannotWatch({ listed: true, watchable: true, ready: true, insider: false })).toBeNull()
})

it('writes segment lengths run by run without losing one', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(4, 4.010667, 3.989333, 2.3), { maxLength: 60 }), (lengths) => {
      expect(timelineOf(lengths).flatMap(([seconds, times]) => Array<number>(times).fill(seconds))).toEqual(lengths)
    }),
  )
})

it('names devices and regions as their owners know them', () => {
  expect(deviceName('Mozilla/5.0 (Linux; Android 12; TECNO KG5) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/124.0 Mobile Safari/537.36')).toBe('Chrome · Android')
  expect(deviceName('Mozilla/5.0 (iPhone; CPU iPhone OS 17_4 like Mac OS X) AppleWebKit/605.1.15 Version/17.4 Mobile/15E148 Safari/604.1')).toBe('Safari · iPhone')
  expect(deviceName('curl/8.0')).toBe('')
  expect(regionOf('fr-TG,fr;q=0.9')).toBe('TG')
  expect(regionOf('fr')).toBeNull()
  expect(regionOf(null)).toBeNull()
})
