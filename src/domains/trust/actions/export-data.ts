import { PassThrough } from 'node:stream'
import { ZipFile } from 'yazl'
import { callerIn, personOf } from '#domains/identity'
import { notify } from '#domains/messaging'
import { dictionaryOf } from '../dictionary.ts'
import { after, day } from '#platform/clock'
import type { Ctx } from '#platform/context'
import { csvOf } from '#platform/document/csv'
import { transaction } from '#platform/database/pool'
import { files } from '#platform/files'
import { later } from '#platform/jobs'
import { type PersonalTable, personalRooms } from '#platform/personal'
import { translator } from '#platform/text'
import { shownExport } from '../queries.ts'
import { claimExport, finishExport, readExport, readPersonal, takeOldExports } from '../store.ts'
import { tickets } from '../queue.ts'
import { exportDays } from '../types.ts'

export const exportKey = (id: string): string => `exports/${id}.zip`

/** Asks for everything about oneself. While one is being made, asking again answers that one. */
export async function requestExport(ctx: Ctx): Promise<ReturnType<typeof shownExport>> {
  const { row, first } = await claimExport(ctx.db, callerIn(ctx).id)
  if (first) await later(ctx.db, tickets.makeExport, { id: row.id })
  return shownExport(row)
}

/** Makes the archive: `data.json`, one CSV file a kind of row, the person's files, a word about what is what. Safe to run twice. */
export async function makeExport(ctx: Ctx, { id }: { id: string }): Promise<void> {
  const row = await readExport(ctx.db, id)
  if (row?.state !== 'waiting') return
  const person = await personOf(ctx.db, row.userId)
  const zip = new ZipFile()
  const stored = files().put(exportKey(id), zip.outputStream.pipe(new PassThrough()), 'application/zip')
  await fill(ctx, zip, row.userId, person.lang ?? 'fr')
  zip.end()
  await stored
  const size = (await files().stat(exportKey(id)))?.size ?? null
  await transaction(ctx, async ({ db }) => {
    const ours = await finishExport(db, id, { state: 'ready', size, readyAt: ctx.now, expiresAt: after(ctx.now, exportDays * day) })
    if (ours) await notify(db, { userId: row.userId, kind: 'trust.exportReady', params: { days: exportDays }, href: '/account/data', mail: true })
  })
}

async function fill(ctx: Ctx, zip: ZipFile, userId: string, lang: 'fr' | 'en'): Promise<void> {
  const sheets: Record<string, Record<string, unknown>[]> = {}
  for (const table of personalRooms().flatMap((room) => room.tables.filter((one) => one.columns))) {
    const rows = await readPersonal(ctx.db, table, userId)
    if (rows.length === 0) continue
    sheets[sheetOf(table, sheets)] = rows
  }
  const text = (name: string, content: string): void => zip.addBuffer(Buffer.from(content), name, { mtime: ctx.now })
  const t = translator(lang, dictionaryOf(lang))
  text('LISEZ-MOI.txt', `${t('trust.exportReadme', { at: ctx.now.toISOString() })}\n`)
  text('data.json', `${JSON.stringify({ format: 'griot-export', version: 1, person: userId, madeAt: ctx.now, data: sheets }, null, 2)}\n`)
  for (const [name, rows] of Object.entries(sheets)) text(`csv/${name}.csv`, csvOf(Object.keys(rows[0]!), rows))
  for (const room of personalRooms()) {
    for (const { name, key } of (await room.files?.(ctx.db, userId)) ?? []) {
      if ((await files().stat(key)) === null) continue
      const { stream } = await files().read(key)
      zip.addReadStream(stream, `files/${name}`, { mtime: ctx.now, compress: false })
    }
  }
}

/** `ratings` of `audience.ratings`; the whole name when two rooms have one. */
function sheetOf({ table, by }: PersonalTable, taken: Readonly<Record<string, unknown>>): string {
  return [table.split('.')[1]!, table, `${table}.${by}`].find((name) => !(name in taken))!
}

/** Archives past their time. */
export async function forgetExports(ctx: Ctx): Promise<void> {
  for (const id of await takeOldExports(ctx.db, ctx.now)) await files().remove(exportKey(id))
}
