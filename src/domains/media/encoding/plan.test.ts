import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { commandOf, planOf } from './command.ts'
import { frameRate, ladder, posterMoments, storyboardPlan } from './ladder.ts'
import { codecOf, runs, segmentLengths } from './mp4.ts'
import { readProbe, seenSize } from './probe.ts'
import { encryptSegment } from './ship.ts'
import { createDecipheriv, randomBytes } from 'node:crypto'

const names = (width: number, height: number): string[] => ladder(width, height).map((r) => `${r.name} ${r.width}x${r.height}`)

describe('the ladder', () => {
  test('whole ladders', () => {
    expect(names(1920, 1080)).toEqual(['v144 256x144', 'v240 426x240', 'v360 640x360', 'v480 854x480', 'v720 1280x720', 'v1080 1920x1080'])
    expect(names(3840, 2160).at(-1)).toBe('v1080 1920x1080')
    expect(names(1080, 1920)).toEqual(['v144 144x256', 'v240 240x426', 'v360 360x640', 'v480 480x854', 'v720 720x1280', 'v1080 1080x1920'])
    expect(names(800, 332)).toEqual(['v144 256x106', 'v240 426x176', 'v360 640x266', 'v480 800x332'])
    expect(names(321, 241)).toEqual(['v144 192x144', 'v240 320x240'])
    expect(names(100, 80)).toEqual(['v144 100x80'])
  })

  test('no rung is larger than the source, each is larger than the one below, all are even and keep the shape', () => {
    fc.assert(
      fc.property(fc.integer({ min: 16, max: 8000 }), fc.integer({ min: 16, max: 8000 }), (width, height) => {
        fc.pre(Math.max(width, height) / Math.min(width, height) < 8)
        const rungs = ladder(width, height)
        expect(rungs.length).toBeGreaterThan(0)
        for (const [i, rung] of rungs.entries()) {
          expect(rung.width).toBeLessThanOrEqual(width)
          expect(rung.height).toBeLessThanOrEqual(height)
          expect([rung.width % 2, rung.height % 2]).toEqual([0, 0])
          expect(Math.max(rung.width, rung.height)).toBeLessThanOrEqual(1920)
          // Two pixels of rounding on the short side.
          expect(Math.abs(rung.width / rung.height / (width / height) - 1)).toBeLessThan(3 / Math.min(rung.width, rung.height))
          const below = rungs[i - 1]
          if (below) expect(rung.width * rung.height).toBeGreaterThan(below.width * below.height)
          if (below) expect(rung.maxrate).toBeGreaterThan(below.maxrate)
        }
      }),
    )
  })
})

describe('rates, tiles and moments', () => {
  test.each([
    [24, 24, '24/1'],
    [23.98, 23.98, '24000/1001'],
    [29.97, 29.97, '30000/1001'],
    [50, 50, '25/1'],
    [59.94, 59.94, '30000/1001'],
    [60, 60, '30/1'],
    [17.3, 90_000, '30/1'],
    [22, 24, '24/1'],
    [null, null, '30/1'],
    [1, 1, '5000/1000'],
  ])('average %s, base %s: %s', (average, base, text) => {
    expect(frameRate(average, base).text).toBe(text)
  })

  test('the rate is always one a phone can follow', () => {
    fc.assert(
      fc.property(fc.option(fc.double({ min: 0.1, max: 240, noNaN: true })), fc.option(fc.double({ min: 0.1, max: 100_000, noNaN: true })), (average, base) => {
        expect(frameRate(average, base).value).toBeGreaterThanOrEqual(5)
        expect(frameRate(average, base).value).toBeLessThanOrEqual(30.5)
      }),
    )
  })

  test('a tile every four to ten seconds; posters inside the film', () => {
    expect(storyboardPlan(60_000, 640, 360)).toMatchObject({ intervalMs: 4000, count: 15, tileWidth: 160, tileHeight: 90 })
    expect(storyboardPlan(3 * 3_600_000, 1920, 1080)).toMatchObject({ intervalMs: 10_000, count: 1080 })
    expect(storyboardPlan(900, 180, 320)).toMatchObject({ count: 1, tileWidth: 90, tileHeight: 160 })
    fc.assert(
      fc.property(fc.integer({ min: 200, max: 20_000_000 }), (ms) => {
        const moments = posterMoments(ms)
        expect(moments.every((at) => at >= 0 && at * 1000 < ms)).toBe(true)
        expect(moments.toSorted((a, b) => a - b)).toEqual(moments)
      }),
    )
  })
})

const opened = `Input #0, mov,mp4,m4a,3gp,3g2,mj2, from '/x/film.mp4':
  Metadata:
    title           : Stream #0:7: Video: h264, yuv420p, 9999x9999, 25 fps
                    : Stream #0:8: Video: h264, yuv420p, 9999x9999, 25 fps
  Duration: 01:02:03.45, start: 0.000000, bitrate: 1103 kb/s
  Stream #0:0[0x1](und): Video: hevc (Main 10) (hvc1 / 0x31637668), yuv420p10le(tv, bt2020nc/bt2020/smpte2084, progressive), 1920x1080 [SAR 32:27 DAR 16:9], 906 kb/s, 23.98 fps, 23.98 tbr, 12288 tbn (default)
    Metadata:
      handler_name    : VideoHandler
    Side data:
      displaymatrix: rotation of -90.00 degrees
  Stream #0:1[0x2](fre): Audio: aac (LC) (mp4a / 0x6134706D), 48000 Hz, 5.1, fltp, 192 kb/s (default)
    Metadata:
      title           : Version originale
  Stream #0:2(wol): Audio: none (mp4a / 0x6134706D), 48000 Hz, stereo
  Stream #0:3: Video: mjpeg (Baseline), yuvj444p(pc), 600x600, 90k tbr, 90k tbn (attached pic)
  Stream #0:4(eng): Subtitle: mov_text (tx3g / 0x67337874), 0 kb/s
`

describe('what ffmpeg says of a file', () => {
  test('tracks, lengths, shapes, turns, languages; names in the file cannot pass for tracks', () => {
    const probe = readProbe(opened)!
    expect(probe.durationMs).toBe(3_723_450)
    expect(probe.pictures).toMatchObject([{ index: 0, width: 1920, height: 1080, rotation: 90, average: 23.98, transfer: 'pq', interlaced: false, isDefault: true }])
    expect(probe.pictures[0]!.pixelShape).toBeCloseTo(32 / 27)
    expect(seenSize(probe.pictures[0]!)).toEqual({ width: 1080, height: (1920 * 32) / 27 })
    expect(probe.sounds).toEqual([{ index: 1, codec: 'aac', channels: '5.1', language: 'fr', title: 'Version originale', isDefault: true }])
    expect(readProbe('x: Invalid data found when processing input')).toBeNull()
  })

  test('the one command: guarded before the input, no track of the file copied through', () => {
    const plan = planOf(readProbe(opened)!, { durationMs: 3_723_450, tracks: new Map() }, { zscale: true })!
    const args = commandOf(plan, '/x/film.mp4', '/w')
    const input = args.indexOf('-i')
    for (const guard of ['-protocol_whitelist', '-format_whitelist', '-nostdin']) expect(args.indexOf(guard)).toBeLessThan(input)
    expect(args[args.indexOf('-protocol_whitelist') + 1]).toBe('file,pipe')
    expect(args.filter((a) => a === '-i')).toHaveLength(1)
    expect(args.join(' ')).toContain('tonemap')
    expect(planOf(readProbe(opened)!, { durationMs: 1000, tracks: new Map() }, { zscale: false })?.toneMap).toBe(false)
    expect(args.filter((a) => a.endsWith('index.m3u8'))).toHaveLength(plan.rungs.length + 2)
  })
})

test('segments: lengths in runs, codecs, encryption that HLS players open', () => {
  expect(runs(segmentLengths('#EXTM3U\n#EXTINF:4.000000,\n0.m4s\n#EXTINF:4.0000,\n1.m4s\n#EXTINF:1.25,\n2.m4s\n'))).toEqual([
    [4, 2],
    [1.25, 1],
  ])
  expect(codecOf(Buffer.from('....avcC\x01\x4d\x40\x1e', 'latin1'))).toBe('avc1.4D401E')
  expect(codecOf(Buffer.from('....esds', 'latin1'))).toBe('mp4a.40.2')
  expect(codecOf(Buffer.from('nothing'))).toBeNull()
  const key = randomBytes(16)
  const clear = randomBytes(1001)
  const iv = Buffer.alloc(16)
  iv.writeUInt32BE(7, 12)
  const open = createDecipheriv('aes-128-cbc', key, iv)
  expect(Buffer.concat([open.update(encryptSegment(key, 7, clear)), open.final()]).equals(clear)).toBe(true)
})
