import { createWriteStream } from 'node:fs'
import { once } from 'node:events'
import { parentPort, workerData } from 'node:worker_threads'
import readWorkbook from 'read-excel-file/node'

/** Reads a workbook apart, so that neither its memory nor its minutes are ours: rows go to a file, one JSON array a line; a blank row is an empty line. */
const { path, sheet, into, rows } = workerData as { path: string; sheet: string | null; into: string; rows: number }

const textOf = (cell: unknown): string => {
  if (cell === null || cell === undefined) return ''
  if (!(cell instanceof Date)) return String(cell as string | number | boolean)
  const iso = cell.toISOString()
  return iso.endsWith('T00:00:00.000Z') ? iso.slice(0, 10) : iso.slice(0, 19)
}

const all = await readWorkbook(path)
const chosen = all.find((one) => one.sheet === sheet) ?? all.find((one) => one.data.length > 0) ?? all[0]
const data = chosen?.data ?? []
const out = createWriteStream(into)
for (const cells of data.slice(0, rows + 1)) if (!out.write(`${JSON.stringify(cells.map(textOf))}\n`)) await once(out, 'drain')
out.end()
await once(out, 'finish')
// oxlint-disable-next-line unicorn/require-post-message-target-origin -- a port of a worker, not a window
parentPort!.postMessage({ sheets: all.map((one) => one.sheet), sheet: chosen?.sheet ?? null })
