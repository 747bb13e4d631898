import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Refusal } from '#platform/refusal'
import { readSubtitles, type Subtitles, writeVtt } from './parse.ts'

function read(text: string | Uint8Array): Subtitles {
  const result = readSubtitles(typeof text === 'string' ? Buffer.from(text) : text)
  if (result instanceof Refusal) throw result
  return result
}

const refusal = (text: string | Uint8Array): { code: string; line: unknown } | null => {
  const result = readSubtitles(typeof text === 'string' ? Buffer.from(text) : text)
  return result instanceof Refusal ? { code: result.code, line: result.params.line } : null
}

const srt = '1\r\n00:00:01,000 --> 00:00:02,500\r\nDéjà là…\r\n\r\n2\r\n00:00:03,000 --> 00:00:04,000\r\n<i>Où ?</i>\r\nIci.\r\n'

describe('encodings', () => {
  const expected = ['Déjà là…']
  test('UTF-8 with and without a mark, UTF-16 both ways, with and without a mark, Windows-1252', () => {
    const swapped = Buffer.from(srt, 'utf16le').swap16()
    const latin = Buffer.from(srt.replaceAll('…', '\u0085').replaceAll('é', '\u00e9'), 'latin1')
    for (const bytes of [
      Buffer.from(srt),
      Buffer.from('\ufeff' + srt),
      Buffer.from('\ufeff' + srt, 'utf16le'),
      Buffer.from(srt, 'utf16le'),
      swapped,
      Buffer.concat([Buffer.from([0xfe, 0xff]), swapped]),
      latin,
    ])
      expect(read(bytes).cues[0]!.lines).toEqual(expected)
  })
  test('right-to-left words and their marks are kept', () => {
    const line = '\u202bإلى الشمال يمكن أن نرى؟\u202c'
    expect(read(`1\n00:00:01,000 --> 00:00:02,000\n${line}\n`).cues[0]!.lines).toEqual([line])
  })
})

describe('kindness', () => {
  test('SRT becomes WebVTT; places and turns of phrase of editors are understood', () => {
    const { cues } = read('1\n00:00:01.5 --> 00:00:02,500 X1:0\n{\\an8}<font color="#ff0">En haut</font>\n\n2\n0:0:03,000-->00:00:04,000\n- Un\n- Deux\n')
    expect(cues).toEqual([
      { id: '1', startMs: 1500, endMs: 2500, settings: 'line:0', lines: ['En haut'] },
      { id: '2', startMs: 3000, endMs: 4000, settings: '', lines: ['- Un', '- Deux'] },
    ])
  })
  test('an empty line inside a cue, cues out of order, empty cues, a missing last newline', () => {
    const { cues } = read(
      '2\n00:00:05,000 --> 00:00:06,000\nAprès\n\nsuite\n\n1\n00:00:01,000 --> 00:00:02,000\nAvant\n\n3\n00:00:07,000 --> 00:00:08,000\n\n4\n00:00:09,000 --> 00:00:09,000\nrien',
    )
    expect(cues.map((c) => c.lines)).toEqual([['Avant'], ['Après', 'suite']])
  })
  test('WebVTT keeps its styles, regions, settings, voices; notes go', () => {
    const vtt =
      'WEBVTT - titre\n\nSTYLE\n::cue(.haut) { color: yellow }\n\nREGION\nid:bas width:40%\n\nNOTE à part\n\nune\n00:01.000 --> 00:02.000 line:0 align:middle région:x\n<v.fort Awa>Bonjour</v> <c.haut>toi</c> &amp; <00:01.500>moi\n'
    const subtitles = read(vtt)
    expect(subtitles.head).toEqual(['STYLE\n::cue(.haut) { color: yellow }', 'REGION\nid:bas\nwidth:40%'])
    expect(subtitles.cues).toEqual([
      {
        id: 'une',
        startMs: 1000,
        endMs: 2000,
        settings: 'line:0 align:center',
        lines: ['<v.fort Awa>Bonjour</v> <c.haut>toi</c> &amp; &lt;00:01.500&gt;moi'.replace('&lt;00:01.500&gt;', '<00:01.500>')],
      },
    ])
  })
})

describe('strictness: the line is named', () => {
  test.each([
    ['1\n00:00:01,000 -> 00:00:02,000\nx\n', 'media.subtitleNoTime', 2],
    ['1\n00:00:01,000 --> 00:00:02,000\nx\n\n2\n00:61:01,000 --> 00:62:02,000\ny\n', 'media.subtitleBadTime', 6],
    ['1\n00:00:05,000 --> 00:00:02,000\nx\n', 'media.subtitleBackwards', 2],
    ['1\n00:00:01,000 --> 00:00:02,000\nx\n2\n00:00:03,000 --> 00:00:04,000\ny\n', 'media.subtitleNoGap', 5],
    ['WEBVTT\n\n00:01.000 --> 00:02.000\nx\n\nperdu\n', 'media.subtitleNoTime', 6],
    ['WEBVTT\n00:01.000 --> 00:02.000\nx\n', 'media.subtitleNoGap', 2],
    [`1\n00:00:01,000 --> 00:00:02,000\n${'x'.repeat(1001)}\n`, 'media.subtitleLongLine', 3],
    ['WEBVTT\n', 'media.subtitleNoCue', undefined],
    ['', 'media.subtitleNoCue', undefined],
  ])('%j', (text, code, line) => {
    expect(refusal(text)).toEqual({ code, line })
  })
  test.each([
    ['[Script Info]\r\nScriptType: v4.00+\r\n\r\n[Events]\r\nDialogue: 0,0:00:01.00,0:00:02.00,Default,,0,0,0,,Bonjour\r\n', 'ASS'],
    ['<?xml version="1.0" encoding="UTF-8"?>\n<tt xmlns="http://www.w3.org/ns/ttml"><body/></tt>', 'TTML'],
    ['{120}{180}Bonjour', 'MicroDVD'],
    ['0:00:01.000,0:00:02.000\nBonjour\n', 'SBV'],
    ['[00:01.00]Bonjour', 'LRC'],
  ])('another format is named: %j', (text, format) => {
    const result = readSubtitles(Buffer.from(`\ufeff${text}`, 'utf16le'))
    expect(result instanceof Refusal && { code: result.code, ...result.params }).toEqual({ code: 'media.subtitleOtherFormat', format })
  })
  test('what is no text', () => {
    expect(refusal(Buffer.from('89504e470d0a1a0a0000000d49484452000001', 'hex'))?.code).toBe('media.subtitleNotText')
  })
})

describe('what is written', () => {
  const dangerous = [
    '<script>alert(1)</script>',
    '<img src=x onerror=alert(1)>',
    '<a href="javascript:x">',
    '<v Awa" onmouseover="x">',
    '--> 00:00',
    '<i onclick=x>a</i>',
    '<c.x.y z>',
    '</script>',
    '<!--',
    'a & b < c',
  ]

  test('no markup but WebVTT’s own leaves the room', () => {
    const text = writeVtt(read(dangerous.map((line, i) => `${i + 1}\n00:00:0${i},000 --> 00:00:0${i},500\nmot ${line}\n`).join('\n')))
    expect(text).not.toMatch(/<(?!\/?(?:c|i|b|u|ruby|rt|v|lang)\b)/)
    expect(text).not.toMatch(/<[^>]*(?:=|"|')/)
    expect(text.match(/-->/g)).toHaveLength(dangerous.length)
    expect(read(`WEBVTT\n\nSTYLE\n::cue { background: url(http://x) }\n\nSTYLE\n@import "x";\n\n00:01.000 --> 00:02.000\nx\n`).head).toEqual([])
  })

  test('reading what was written gives the same, for any words', () => {
    const words = fc.array(fc.oneof(fc.string({ unit: 'grapheme', maxLength: 30 }), fc.constantFrom(...dangerous)), { minLength: 1, maxLength: 3 })
    const cue = fc.record({ start: fc.integer({ min: 0, max: 9_000_000 }), length: fc.integer({ min: 1, max: 10_000 }), words })
    fc.assert(
      fc.property(fc.array(cue, { minLength: 1, maxLength: 8 }), (given) => {
        const source = [
          'WEBVTT',
          ...given.map(
            (c) => `${at(c.start)} --> ${at(c.start + c.length)}\n${c.words.map((w) => `x${w.replace(/[\p{Cc}\p{Cs}\u2028\u2029]/gu, '').replaceAll('-->', '')}`).join('\n')}`,
          ),
        ].join('\n\n')
        const first = read(source)
        expect(first.cues).toHaveLength(given.length)
        expect(read(writeVtt(first))).toEqual(first)
      }),
    )
  })

  test('any bytes are either read or refused, never a fault', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => void readSubtitles(bytes)))
    fc.assert(fc.property(fc.string({ maxLength: 300 }), (text) => void readSubtitles(Buffer.from(`WEBVTT\n\n${text}`))))
  })
})

const at = (ms: number): string => new Date(ms).toISOString().slice(11, 23)
