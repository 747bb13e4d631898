import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { Transform, type TransformCallback } from 'node:stream'
import { parse, type Parser } from 'csv-parse'
import { parse as parseAll } from 'csv-parse/sync'
import iconv from 'iconv-lite'
import { Refusal } from '../refusal.ts'
import { encodingOf, encodings } from './encoding.ts'
import { type ReadingChoice, sheetLimits, type SheetRow } from './types.ts'

export const separators = [',', ';', '\t', '|'] as const

export interface CsvForm {
  encoding: string
  separator: string
  /** Excel writes `sep=;` on the first line to say its separator: a line that is no row. */
  skipsFirst: boolean
}

/** How a text table is written. Refuses as `encodingOf`. */
export async function csvFormOf(path: string, choice: ReadingChoice): Promise<CsvForm> {
  const wanted = encodings.find((one) => one === choice.encoding)
  const encoding = wanted ?? (await encodingOf(path))
  const sample = await beginning(path, encoding)
  const said = /^sep=(.)\r?\n/i.exec(sample)?.[1]
  const chosen = separators.find((one) => one === choice.separator)
  return { encoding, separator: chosen ?? said ?? separatorIn(sample), skipsFirst: said !== undefined }
}

async function beginning(path: string, encoding: string): Promise<string> {
  const file = await open(path)
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(256 * 1024), 0, 256 * 1024, 0)
    return iconv.decode(buffer.subarray(0, bytesRead), encoding)
  } finally {
    await file.close()
  }
}

/** The separator that cuts most rows into the same number of cells, and into many. */
function separatorIn(sample: string): string {
  let best: { separator: string; score: number } = { separator: ',', score: 0 }
  for (const separator of separators) {
    const widths = widthsOf(sample, separator)
    const usual = mostFrequent(widths)
    const agreeing = widths.filter((width) => width === usual).length / (widths.length || 1)
    const score = usual > 1 ? agreeing * Math.log2(1 + usual) : 0
    if (score > best.score) best = { separator, score }
  }
  return best.separator
}

function widthsOf(sample: string, separator: string): number[] {
  try {
    const rows = parseAll(sample, { delimiter: separator, relax_column_count: true, relax_quotes: true, to: 200, max_record_size: sheetLimits.record, skip_empty_lines: true })
    return rows.slice(0, rows.length > 20 ? -1 : undefined).map((row) => row.length)
  } catch {
    // A quote that the cut sample leaves open: lines are good enough to count.
    return sample
      .split(/\r?\n/)
      .slice(0, 200)
      .filter(Boolean)
      .map((line) => line.split(separator).length)
  }
}

function mostFrequent(numbers: readonly number[]): number {
  const counts = new Map<number, number>()
  for (const one of numbers) counts.set(one, (counts.get(one) ?? 0) + 1)
  return [...counts].toSorted((a, b) => b[1] - a[1] || b[0] - a[0])[0]?.[0] ?? 0
}

/** The rows of a text table, read as they come. Refuses `platform.sheetQuote` where a quote is never closed, `platform.sheetHugeRow`. */
export async function* csvRows(path: string, { encoding, separator, skipsFirst }: CsvForm): AsyncGenerator<SheetRow> {
  const parser = parse({ delimiter: separator, relax_column_count: true, relax_quotes: true, max_record_size: sheetLimits.record })
  const text = createReadStream(path).pipe(decoding(encoding))
  text.on('error', (error) => parser.destroy(error))
  text.pipe(parser)
  let number = 0
  try {
    for await (const cells of parser as Parser & AsyncIterable<string[]>) {
      number += 1
      if (number > 1 || !skipsFirst) yield { number: skipsFirst ? number - 1 : number, cells: cells.map(clean) }
    }
  } catch (error) {
    throw refusalOf(error, number + 1)
  } finally {
    text.destroy()
  }
}

function decoding(encoding: string): Transform {
  const decoder = iconv.getDecoder(encoding, { stripBOM: true })
  const pass = (text: string | undefined, done: TransformCallback): void => done(null, text ? Buffer.from(text) : undefined)
  return new Transform({
    transform: (chunk: Buffer, _encoding, done) => pass(decoder.write(chunk), done),
    flush: (done) => pass(decoder.end(), done),
  })
}

/** What a database can hold, without the spaces around it. */
export const clean = (cell: string): string => cell.replaceAll('\0', '').toWellFormed().trim()

function refusalOf(error: unknown, row: number): unknown {
  const code = (error as { code?: string } | null)?.code
  if (code === 'CSV_QUOTE_NOT_CLOSED') return new Refusal('invalid', 'platform.sheetQuote', { row })
  if (code === 'CSV_MAX_RECORD_SIZE') return new Refusal('invalid', 'platform.sheetHugeRow', { row, megabytes: sheetLimits.record / 1024 ** 2 })
  return code?.startsWith('CSV_') ? new Refusal('invalid', 'platform.sheetNotTable') : error
}
