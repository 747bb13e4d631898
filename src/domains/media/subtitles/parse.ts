import { Refusal } from '#platform/refusal'
import { decodeText } from './decode.ts'
import { cleanRegion, cleanSettings, cleanSrtWords, cleanStyle, cleanWords } from './words.ts'

export interface Cue {
  id: string
  startMs: number
  endMs: number
  settings: string
  lines: string[]
}

export interface Subtitles {
  /** STYLE and REGION blocks, cleaned. */
  head: string[]
  cues: Cue[]
}

interface Block {
  /** Number of its first line, from 1. */
  at: number
  lines: string[]
}

const mostCues = 30_000
const longestLine = 1_000

const clock = String.raw`(?:(\d{1,3}):)?(\d{1,2}):(\d{1,2})[.,](\d{1,3})`
const timing = new RegExp(String.raw`^\s*${clock}\s*-->\s*${clock}(?:\s+(.*))?$`)
const almostTiming = /\d:\d\d.*(?:->|–>|—>|→)|^\s*\d{1,3}:\d{1,2}:\d{1,2}\b/

/** What else subtitles are written in, by their first words. */
const otherFormats: readonly [begins: RegExp, format: string][] = [
  [/^\[(?:Script Info|V4\+? Styles|Events)\]/i, 'ASS'],
  [/^(?:<\?xml[^>]*>\s*)?<(?:\w+:)?tt[\s>]/i, 'TTML'],
  [/^<SAMI/i, 'SAMI'],
  [/^\{\d+\}\{\d+\}/, 'MicroDVD'],
  [/^\d+:\d\d:\d\d\.\d{3},\d+:\d\d/, 'SBV'],
  [/^\[(?:ti|ar|al|by|offset|\d+):/i, 'LRC'],
  [/^\{\\rtf/, 'RTF'],
]

/**
 * Reads WebVTT or SRT, whatever its encoding. Kind to what cannot be misread (a comma for a point, cues out of order, an empty cue, a missing blank line at the end);
 * strict where it would have to guess: it refuses and names the line. What comes out holds no markup but WebVTT's own.
 */
export function readSubtitles(bytes: Uint8Array): Subtitles | Refusal {
  const text = decodeText(bytes)
  if (text === null) return new Refusal('refused', 'media.subtitleNotText')
  const other = otherFormats.find(([begins]) => begins.test(text.trimStart()))
  if (other) return new Refusal('refused', 'media.subtitleOtherFormat', { format: other[1] })
  const lines = text.split('\n')
  const long = lines.findIndex((line) => line.length > longestLine)
  if (long >= 0) return refusal('media.subtitleLongLine', long + 1)
  const isVtt = /^WEBVTT(?:[ \t]|$)/.test(lines[0] ?? '')
  const read = isVtt ? readVtt(blocksOf(lines)) : readSrt(blocksOf(lines))
  if (read instanceof Refusal) return read
  if (read.cues.length === 0) return new Refusal('refused', 'media.subtitleNoCue')
  if (read.cues.length > mostCues) return new Refusal('refused', 'media.subtitleTooMany', { max: mostCues })
  return { head: read.head, cues: read.cues.toSorted((a, b) => a.startMs - b.startMs || a.endMs - b.endMs) }
}

function blocksOf(lines: readonly string[]): Block[] {
  const blocks: Block[] = []
  let current: Block | null = null
  for (const [i, line] of lines.entries()) {
    if (line.trim() === '') current = null
    else if (current) current.lines.push(line)
    else blocks.push((current = { at: i + 1, lines: [line] }))
  }
  return blocks
}

function readVtt([header, ...blocks]: Block[]): Subtitles | Refusal {
  const read: Subtitles = { head: [], cues: [] }
  const stray = header?.lines.findIndex((line) => line.includes('-->')) ?? -1
  if (stray >= 0) return refusal('media.subtitleNoGap', 1 + stray)
  for (const block of blocks) {
    const [first = '', ...rest] = block.lines
    if (/^NOTE(?:\s|$)/.test(first)) continue
    if (/^(STYLE|REGION)\s*$/.test(first)) {
      const kept = first.startsWith('STYLE') ? cleanStyle(rest.join('\n')) : cleanRegion(rest.join('\n'))
      if (kept) read.head.push(`${first.trim()}\n${kept}`)
      continue
    }
    const cue = readCue(block, (line) => ({ words: cleanWords(line), settings: '' }))
    if (cue instanceof Refusal) return cue
    if (cue) read.cues.push(cue)
  }
  return read
}

function readSrt(blocks: Block[]): Subtitles | Refusal {
  const read: Subtitles = { head: [], cues: [] }
  for (const block of blocks) {
    const last = read.cues.at(-1)
    // Some editors leave an empty line inside a cue: words without a time belong to the cue before.
    if (last && !block.lines.some((line) => line.includes('-->') || almostTiming.test(line)) && !/^\s*\d+\s*$/.test(block.lines[0]!)) {
      last.lines.push(...block.lines.map((line) => cleanSrtWords(line).words))
      continue
    }
    const cue = readCue(block, cleanSrtWords)
    if (cue instanceof Refusal) return cue
    if (cue) read.cues.push(cue)
  }
  return read
}

/** One cue: an optional name, the times, the words. Null for a cue that says nothing or lasts no time. */
function readCue(block: Block, clean: (line: string) => { words: string; settings: string }): Cue | null | Refusal {
  const place = block.lines.findIndex((line) => line.includes('-->'))
  if (place < 0 || place > 1)
    return refusal(
      'media.subtitleNoTime',
      block.at +
        Math.max(
          0,
          block.lines.findIndex((line) => almostTiming.test(line)),
        ),
    )
  const at = block.at + place
  const found = timing.exec(block.lines[place]!)
  if (!found) return refusal('media.subtitleBadTime', at)
  const startMs = milliseconds(found.slice(1, 5))
  const endMs = milliseconds(found.slice(5, 9))
  if (startMs === null || endMs === null) return refusal('media.subtitleBadTime', at)
  if (endMs < startMs) return refusal('media.subtitleBackwards', at)
  const stray = block.lines.findIndex((line, i) => i > place && timing.test(line))
  if (stray >= 0) return refusal('media.subtitleNoGap', block.at + stray)
  const words = block.lines.slice(place + 1).map(clean)
  if (words.length === 0 || endMs === startMs) return null
  const settings = [cleanSettings(found[9] ?? ''), ...words.map((w) => w.settings)].filter(Boolean).join(' ')
  return { id: place === 1 ? block.lines[0]!.trim().slice(0, 100) : '', startMs, endMs, settings, lines: words.map((w) => w.words) }
}

function milliseconds([hours, minutes, seconds, rest]: (string | undefined)[]): number | null {
  const [h, m, s] = [Number(hours ?? 0), Number(minutes), Number(seconds)]
  if (m > 59 || s > 59) return null
  return ((h * 60 + m) * 60 + s) * 1000 + Number((rest ?? '').padEnd(3, '0'))
}

const refusal = (code: `media.${string}`, line: number): Refusal => new Refusal('refused', code, { line })

/** The WebVTT file of what was read. Reading it again gives the same. */
export function writeVtt({ head, cues }: Subtitles): string {
  const blocks = cues.map((cue) => {
    const times = `${stamp(cue.startMs)} --> ${stamp(cue.endMs)}${cue.settings ? ` ${cue.settings}` : ''}`
    return [...(cue.id && !cue.id.includes('-->') ? [cue.id] : []), times, ...cue.lines].join('\n')
  })
  return ['WEBVTT', ...head, ...blocks].join('\n\n') + '\n'
}

export function stamp(ms: number): string {
  const pad = (value: number, size = 2): string => String(value).padStart(size, '0')
  return `${pad(Math.floor(ms / 3_600_000))}:${pad(Math.floor(ms / 60_000) % 60)}:${pad(Math.floor(ms / 1000) % 60)}.${pad(ms % 1000, 3)}`
}
