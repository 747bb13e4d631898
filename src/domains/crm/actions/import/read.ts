import { randomUUID } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { config } from '#platform/config'
import type { Ctx } from '#platform/context'
import { transaction } from '#platform/database/pool'
import { files } from '#platform/files'
import { isRefusal, refusalData } from '#platform/refusal'
import { publish } from '#platform/stream'
import { type Table, withTable } from '#platform/sheet/table.ts'
import { guessMapping, signatureOf } from '../../rules/import/columns.ts'
import { whyCannotMap } from '../../rules/import/targets.ts'
import { isMonthFirst } from '../../rules/import/values.ts'
import { listFieldRows } from '../../store/fields.ts'
import { deleteRows, type FileRow, type ImportRecord, insertRows, lockImport, readImport, recallMapping, updateImport } from '../../store/imports.ts'

const atOnce = 2_000

/** Reads the file of an import into its rows, guesses what its columns are, and makes it a draft; or says why it cannot be read. Safe to run again: it begins anew. */
export async function readFileOf(ctx: Ctx, id: string): Promise<void> {
  const before = await readImport(ctx.db, id)
  if (before?.state !== 'reading') return
  try {
    await withFile(before.key, (path) =>
      withTable(path, before.reading.asked ?? {}, (table) =>
        transaction(ctx, async (inside) => {
          const held = await lockImport(inside.db, id)
          if (held?.state === 'reading') await keep(inside, held, table)
        }),
      ),
    )
  } catch (error) {
    if (!isRefusal(error) || error.kind === 'unavailable') throw error
    const { code, params } = refusalData(error)
    await updateImport(ctx.db, id, { state: 'unreadable', problem: { code, params } })
  }
  await publish(ctx.db, `import:${id}`, { state: (await readImport(ctx.db, id))?.state ?? 'gone' })
}

/** The file on this machine: where it is kept, or a copy that goes afterwards. */
async function withFile(key: string, use: (path: string) => Promise<unknown>): Promise<void> {
  const here = files().localPath(key)
  if (here) return void (await use(here))
  const folder = join(config().dataDir, 'work')
  const copy = join(folder, randomUUID())
  await mkdir(folder, { recursive: true })
  try {
    await pipeline((await files().read(key)).stream, createWriteStream(copy))
    await use(copy)
  } finally {
    await rm(copy, { force: true })
  }
}

async function keep({ db }: Ctx, one: ImportRecord, table: Table): Promise<void> {
  await deleteRows(db, one.id)
  const samples = table.columns.map((): string[] => [])
  let [count, waiting] = [0, [] as FileRow[]]
  for await (const row of table.rows()) {
    count += 1
    if (count <= 500) for (const [at, cells] of samples.entries()) if (row.cells[at]) cells.push(row.cells[at].slice(0, 300))
    waiting.push(row)
    if (waiting.length === atOnce) await insertRows(db, one.id, waiting.splice(0))
  }
  if (waiting.length > 0) await insertRows(db, one.id, waiting)
  await updateImport(db, one.id, { ...(await guessed(db, one, table, samples)), state: 'draft', problem: null, columns: table.columns, rows: count })
}

/** The mapping of an earlier file of the same make, else what labels and cells say. */
export async function guessed(db: Ctx['db'], one: ImportRecord, table: Pick<Table, 'columns' | 'reading'>, samples: readonly (readonly string[])[]) {
  const fields = await listFieldRows(db, one.workspaceId, one.kind)
  const signature = signatureOf(table.columns)
  const known = await recallMapping(db, one.workspaceId, one.kind, signature)
  const fits = known?.mapping.length === table.columns.length && whyCannotMap(one.kind, known.mapping, new Set(fields.map(({ key }) => key)), table.columns) === null
  const monthFirst = samples.some(isMonthFirst)
  return {
    signature,
    reading: { ...one.reading, found: table.reading, remembered: fits },
    mapping: fits ? known.mapping : guessMapping(one.kind, table.columns, samples, fields),
    options: { ...(fits ? known.options : {}), ...one.options, ...(monthFirst ? { monthFirst } : {}) },
  }
}
