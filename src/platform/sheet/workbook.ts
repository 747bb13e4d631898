import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { createInterface } from 'node:readline'
import { Worker } from 'node:worker_threads'
import { Refusal } from '../refusal.ts'
import { clean } from './csv.ts'
import { sheetLimits, type SheetRow } from './types.ts'
import { holdsWorkbook } from './zip.ts'

/** What a file is by its first bytes. Refuses a workbook of before 2007 (`platform.sheetOld`) and one under a password (`platform.sheetLocked`). */
export async function isWorkbook(path: string): Promise<boolean> {
  const file = await open(path)
  try {
    const { size } = await file.stat()
    const { buffer } = await file.read(Buffer.alloc(8), 0, 8, 0)
    if (buffer.toString('latin1', 0, 4) === 'PK\x03\x04') return true
    if (buffer.toString('hex') !== 'd0cf11e0a1b11ae1') return false
    // An OLE container: either the old format, or the new one encrypted ([MS-OFFCRYPTO] 2.3), whose directory says so.
    const all = await file.read(Buffer.alloc(Math.min(size, sheetLimits.bytes)), 0, Math.min(size, sheetLimits.bytes), 0)
    throw new Refusal('invalid', all.buffer.includes(Buffer.from('EncryptedPackage', 'utf16le')) ? 'platform.sheetLocked' : 'platform.sheetOld')
  } finally {
    await file.close()
  }
}

export interface Workbook {
  sheets: string[]
  sheet: string | null
}

/** Writes the rows of one sheet (the first that holds any, unless one is named) to the file `into`. Refuses as `holdsWorkbook`, and `platform.sheetHeavy` when it needs more memory than it may have. */
export async function unpackWorkbook(path: string, sheet: string | null, into: string): Promise<Workbook> {
  await holdsWorkbook(path)
  const worker = new Worker(new URL('./workbook-worker.ts', import.meta.url), {
    workerData: { path, sheet, into, rows: sheetLimits.rows + 1_000 },
    resourceLimits: { maxOldGenerationSizeMb: 1_024 },
  })
  return new Promise((resolve, reject) => {
    worker.once('message', resolve)
    worker.once('error', (error: NodeJS.ErrnoException) =>
      reject(error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? new Refusal('refused', 'platform.sheetHeavy') : new Refusal('invalid', 'platform.sheetBroken')),
    )
    worker.once('exit', () => reject(new Refusal('invalid', 'platform.sheetBroken')))
  })
}

/** The rows that `unpackWorkbook` wrote. */
export async function* workbookRows(from: string): AsyncGenerator<SheetRow> {
  let number = 0
  for await (const line of createInterface({ input: createReadStream(from), crlfDelay: Infinity })) {
    number += 1
    yield { number, cells: (JSON.parse(line) as string[]).map(clean) }
  }
}
