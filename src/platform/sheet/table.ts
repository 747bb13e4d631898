import { randomUUID } from 'node:crypto'
import { mkdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { config } from '../config.ts'
import { Refusal } from '../refusal.ts'
import { csvFormOf, csvRows } from './csv.ts'
import { headerRowOf, labelsOf } from './header.ts'
import { type Reading, type ReadingChoice, sheetLimits, type SheetRow } from './types.ts'
import { isWorkbook, unpackWorkbook, workbookRows } from './workbook.ts'

export interface Table {
  reading: Reading
  columns: string[]
  /** The rows below the labels that hold anything, in order, read as they are asked for. Refuses `platform.sheetRows`. A row may be wider than the labels. */
  rows: () => AsyncGenerator<SheetRow>
}

/**
 * Opens a table that somebody sends: CSV of any separator and encoding, or XLSX, with rows above its labels or without labels; calls `use`, then lets go of it.
 * Memory stays bounded: rows are read one after the other. Refuses `platform.sheetEmpty`, `sheetNotTable`, `sheetTooBig`, `sheetColumns`, `sheetRows`, `sheetQuote`, `sheetHugeRow`,
 * `sheetOld` (.xls), `sheetLocked` (password), `sheetBroken`, `sheetUnpacked` (zip bomb), `sheetHeavy`, `sheetNoSuchSheet`.
 */
export async function withTable<T>(path: string, choice: ReadingChoice, use: (table: Table) => Promise<T>): Promise<T> {
  const { size } = await stat(path)
  if (size === 0) throw new Refusal('invalid', 'platform.sheetEmpty')
  if (size > sheetLimits.bytes) throw new Refusal('refused', 'platform.sheetTooBig', { megabytes: sheetLimits.bytes / 1024 ** 2 })
  if (!(await isWorkbook(path))) {
    const form = await csvFormOf(path, choice)
    const reading = { make: 'csv' as const, encoding: form.encoding, separator: form.separator, sheet: null, sheets: [] }
    return use(await tableOf(reading, () => csvRows(path, form), choice))
  }
  const folder = join(config().dataDir, 'work')
  const into = join(folder, `${randomUUID()}.rows`)
  await mkdir(folder, { recursive: true })
  try {
    const { sheet, sheets } = await unpackWorkbook(path, choice.sheet ?? null, into)
    if (choice.sheet && sheet !== choice.sheet) throw new Refusal('invalid', 'platform.sheetNoSuchSheet', { name: choice.sheet.slice(0, 80) })
    return await use(await tableOf({ make: 'xlsx', encoding: null, separator: null, sheet, sheets }, () => workbookRows(into), choice))
  } finally {
    await rm(into, { force: true })
  }
}

async function tableOf(reading: Omit<Reading, 'headerRow'>, read: () => AsyncGenerator<SheetRow>, choice: ReadingChoice): Promise<Table> {
  const first: SheetRow[] = []
  for await (const row of read()) {
    first.push(row)
    if (first.length === Math.max(50, choice.headerRow ?? 0)) break
  }
  if (first.every(({ cells }) => cells.every((cell) => cell === ''))) throw new Refusal('invalid', 'platform.sheetEmpty')
  const headerRow = choice.headerRow ?? headerRowOf(first)
  const labels = first.find(({ number }) => number === headerRow)?.cells ?? []
  const width = headerRow > 0 ? lastFilled(labels) : Math.max(...first.map(({ cells }) => lastFilled(cells)))
  if (width > sheetLimits.columns) throw new Refusal('refused', 'platform.sheetColumns', { columns: sheetLimits.columns })
  if (width === 0) throw new Refusal('invalid', 'platform.sheetEmpty')
  return { reading: { ...reading, headerRow }, columns: labelsOf(labels, width), rows: () => below(read(), headerRow) }
}

const lastFilled = (cells: readonly string[]): number => cells.findLastIndex((cell) => cell !== '') + 1

async function* below(rows: AsyncGenerator<SheetRow>, headerRow: number): AsyncGenerator<SheetRow> {
  let count = 0
  for await (const row of rows) {
    if (row.number <= headerRow || row.cells.every((cell) => cell === '')) continue
    count += 1
    if (count > sheetLimits.rows) throw new Refusal('refused', 'platform.sheetRows', { rows: sheetLimits.rows })
    yield row
  }
}
