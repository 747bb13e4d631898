import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { captionPlaylist, masterPlaylist, mediaPlaylist } from './playlist.ts'
import type { Rung, Stage } from './types.ts'

const picture = (height: number, averageBps: number, weight: 'low' | 'high' | null): Rung => ({
  name: `${height}p`,
  kind: 'video',
  codecs: 'avc1.64001e',
  width: Math.round((height * 16) / 9),
  height,
  frameRate: 25,
  averageBps,
  peakBps: Math.round(averageBps * 1.2),
  language: null,
  label: null,
  isDefault: false,
  weight,
  timeline: 0,
})
const sound = (name: string, language: string, weight: 'low' | 'high', averageBps: number, isDefault = false): Rung => ({
  name,
  kind: 'audio',
  codecs: 'mp4a.40.2',
  width: null,
  height: null,
  frameRate: null,
  averageBps,
  peakBps: averageBps + 1_000,
  language,
  label: language.toUpperCase(),
  isDefault,
  weight,
  timeline: 1,
})
const stage: Stage = {
  base: '/media/segments/t/3',
  durationMs: 62_300,
  rungs: [
    picture(144, 71_000, 'low'),
    picture(480, 800_000, 'high'),
    sound('a-low-fr', 'fr', 'low', 32_000, true),
    sound('a-low-ee', 'ee', 'low', 32_000),
    sound('a-high-fr', 'fr', 'high', 97_000, true),
    sound('a-high-ee', 'ee', 'high', 97_000),
  ],
  timelines: [
    [
      [4, 15],
      [2.3, 1],
    ],
    [
      [4.010667, 15],
      [2.1, 1],
    ],
  ],
  captions: [{ language: 'en', label: 'English', src: '/media/subtitles/1.vtt' }],
  tickets: Object.fromEntries(['144p', '480p', 'a-low-fr', 'a-low-ee', 'a-high-fr', 'a-high-ee'].map((n) => [n, `e=1&s=${n}`])),
  iv: null,
}

describe('the master playlist', () => {
  const text = masterPlaylist(stage)
  it('sends the poorest picture with the lightest sound and counts both in its rates', () => {
    expect(text).toContain(
      '#EXT-X-STREAM-INF:BANDWIDTH=118200,AVERAGE-BANDWIDTH=103000,CODECS="avc1.64001e,mp4a.40.2",RESOLUTION=256x144,FRAME-RATE=25.000,AUDIO="sound-low",SUBTITLES="captions"\n144p.m3u8',
    )
    expect(text).toContain('AUDIO="sound-high",SUBTITLES="captions"\n480p.m3u8')
  })
  it('offers the sound alone, the languages and the captions', () => {
    expect(text).toMatch(/#EXT-X-STREAM-INF:BANDWIDTH=33000,AVERAGE-BANDWIDTH=32000,CODECS="mp4a\.40\.2"\na-low-fr\.m3u8/)
    expect(text.match(/TYPE=AUDIO/g)).toHaveLength(4)
    expect(text).toContain('TYPE=SUBTITLES,GROUP-ID="captions",NAME="English",LANGUAGE="en"')
    expect(text).toContain('#EXT-X-INDEPENDENT-SEGMENTS')
  })
  it('names one default in each group and every group it uses', () => {
    for (const group of ['sound-low', 'sound-high']) {
      const lines = text.split('\n').filter((l) => l.startsWith('#EXT-X-MEDIA:TYPE=AUDIO') && l.includes(`"${group}"`))
      expect(lines.filter((l) => l.includes('DEFAULT=YES'))).toHaveLength(1)
    }
  })
  it('without picture is the sound alone', () => {
    expect(
      masterPlaylist(stage, 'audio')
        .split('\n')
        .filter((l) => l.endsWith('.m3u8')),
    ).toEqual(['a-low-fr.m3u8'])
  })
  it('cannot be broken by a label', () => {
    const evil = { ...stage, rungs: stage.rungs.map((r) => ({ ...r, label: 'x"\n#EXT-X-ENDLIST' })) }
    expect(masterPlaylist(evil)).not.toContain('\n#EXT-X-ENDLIST')
  })
})

describe('a media playlist', () => {
  it('has the map in clear before the key, every segment once, and an end', () => {
    const text = mediaPlaylist(stage, '144p', '/api/playback/x/key')!
    expect(text.indexOf('#EXT-X-MAP')).toBeLessThan(text.indexOf('#EXT-X-KEY:METHOD=AES-128,URI="/api/playback/x/key"'))
    expect(text.match(/#EXTINF/g)).toHaveLength(16)
    expect(text).toContain('/media/segments/t/3/144p/15.m4s?e=1&s=144p\n#EXT-X-ENDLIST')
  })
  it('never promises a target shorter than a segment, and adds up to the film', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.double({ min: 0.1, max: 12, noNaN: true }), fc.integer({ min: 1, max: 30 })), { minLength: 1, maxLength: 8 }), (runs) => {
        const text = mediaPlaylist({ ...stage, timelines: [runs] }, '144p', null)!
        const target = Number(/TARGETDURATION:(\d+)/.exec(text)![1])
        const lengths = [...text.matchAll(/#EXTINF:([\d.e-]+),/g)].map((m) => Number(m[1]))
        for (const length of lengths) expect(Math.round(length)).toBeLessThanOrEqual(target)
        expect(lengths).toHaveLength(runs.reduce((sum, [, times]) => sum + times, 0))
      }),
    )
  })
  it('does not exist for an unknown rung or a timeline that did not travel', () => {
    expect(mediaPlaylist(stage, 'nope', null)).toBeNull()
    expect(mediaPlaylist({ ...stage, timelines: [] }, '144p', null)).toBeNull()
  })
})

it('gives captions as one segment as long as the film', () => {
  expect(captionPlaylist(stage, 'en')).toContain('#EXTINF:62.3,\n/media/subtitles/1.vtt')
  expect(captionPlaylist(stage, 'xx')).toBeNull()
})
