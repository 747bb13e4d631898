import { createReadStream } from 'node:fs'
import chardet from 'chardet'
import iconv from 'iconv-lite'
import { Refusal } from '../refusal.ts'

/** Encodings that spreadsheets of our countries write; anything else that a detector believes to see is Windows-1252. */
const believed = new Set([
  'UTF-16LE',
  'UTF-16BE',
  'windows-1250',
  'windows-1251',
  'windows-1252',
  'windows-1253',
  'windows-1254',
  'windows-1256',
  'Shift_JIS',
  'GB18030',
  'Big5',
  'EUC-JP',
  'EUC-KR',
])
export const encodings = ['UTF-8', 'UTF-16LE', 'UTF-16BE', 'windows-1252', 'windows-1250', 'windows-1251', 'windows-1256', 'macintosh'] as const

interface Seen {
  bytes: number
  zerosEven: number
  zerosOdd: number
  isUtf8: boolean
  head: Buffer
  /** Pieces around bytes above 127: what tells one old encoding from another. */
  telling: Buffer[]
}

/** The encoding of a text file, found from all of its bytes. Refuses `platform.sheetEmpty`, `platform.sheetNotTable`. */
export async function encodingOf(path: string): Promise<string> {
  const seen = await look(path)
  if (seen.bytes === 0) throw new Refusal('invalid', 'platform.sheetEmpty')
  if (seen.head[0] === 0xff && seen.head[1] === 0xfe) return 'UTF-16LE'
  if (seen.head[0] === 0xfe && seen.head[1] === 0xff) return 'UTF-16BE'
  const zeros = seen.zerosEven + seen.zerosOdd
  if (zeros > seen.bytes / 5) {
    if (seen.zerosOdd > 20 * seen.zerosEven) return 'UTF-16LE'
    if (seen.zerosEven > 20 * seen.zerosOdd) return 'UTF-16BE'
  }
  if (zeros > 16 && zeros > seen.bytes / 1_000) throw new Refusal('invalid', 'platform.sheetNotTable')
  if (seen.isUtf8) return 'UTF-8'
  const guess = chardet.detect(Buffer.concat(seen.telling))
  return guess && believed.has(guess) && iconv.encodingExists(guess) && !guess.startsWith('UTF') ? guess : 'windows-1252'
}

async function look(path: string): Promise<Seen> {
  const seen: Seen = { bytes: 0, zerosEven: 0, zerosOdd: 0, isUtf8: true, head: Buffer.alloc(0), telling: [] }
  const utf8 = new TextDecoder('utf-8', { fatal: true })
  const valid = (chunk?: Buffer): boolean => {
    try {
      utf8.decode(chunk, { stream: chunk !== undefined })
      return true
    } catch {
      return false
    }
  }
  for await (const chunk of createReadStream(path, { highWaterMark: 256 * 1024 }) as AsyncIterable<Buffer>) {
    if (seen.bytes === 0) seen.head = chunk.subarray(0, 4)
    count(seen, chunk)
    seen.isUtf8 &&= valid(chunk)
  }
  seen.isUtf8 &&= valid()
  return seen
}

function count(seen: Seen, chunk: Buffer): void {
  for (let at = chunk.indexOf(0); at >= 0; at = chunk.indexOf(0, at + 1)) {
    if ((seen.bytes + at) % 2 === 0) seen.zerosEven += 1
    else seen.zerosOdd += 1
  }
  seen.bytes += chunk.length
  for (let at = 0; at < chunk.length && seen.telling.length < 2_000; at += 1) {
    if (chunk[at]! < 128) continue
    seen.telling.push(chunk.subarray(Math.max(0, at - 12), at + 12), Buffer.from('\n'))
    at += 12
  }
}
