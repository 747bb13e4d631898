import { findPeople } from '#domains/identity'
import { z } from 'zod'
import type { Ctx } from '#platform/context'
import { decodeCursor, id as uuid, type Page, toPage } from '#platform/operation'
import { found } from '#platform/refusal'
import { meansOf } from '../actions/import/means.ts'
import { undoBefore } from '../actions/import/undo.ts'
import { agencyOf } from '../agency.ts'
import { keysToFind, openBook } from '../rules/import/book.ts'
import { fieldTypeOf } from '../rules/import/columns.ts'
import { bestMatch } from '../rules/import/decide.ts'
import { readRow, type RowValues } from '../rules/import/row.ts'
import { targetsOf } from '../rules/import/targets.ts'
import { type ImportDetail, ImportOptions, type ImportPreview, type ImportRow, type ImportShown } from '../schema/imports.ts'
import { listFieldRows } from '../store/fields.ts'
import { recordRows } from '../store/facts.ts'
import { recordsLike } from '../store/import-records.ts'
import { type ImportRecord, listImportRows, readImport, rowsOf } from '../store/imports.ts'
import { countOpenPairs } from '../store/pairs.ts'

const shown = (one: ImportRecord, by: string | null, now: Date): ImportShown => ({ ...one, by, undoBefore: undoBefore(one, now) })
const cursor = z.object({ at: z.string(), id: uuid })

export async function listImports(
  ctx: Ctx,
  { workspaceId, after, limit }: { workspaceId?: string | undefined; after?: string | undefined; limit: number },
): Promise<Page<ImportShown>> {
  const rows = await listImportRows(ctx.db, await agencyOf(ctx, workspaceId), decodeCursor(after, cursor), limit + 1)
  const { items, next } = toPage(rows, limit, (row) => ({ at: row.at, id: row.id }))
  const people = await findPeople(
    ctx.db,
    items.flatMap(({ createdBy }) => (createdBy ? [createdBy] : [])),
  )
  return { items: items.map((row) => shown(row, row.createdBy ? (people.get(row.createdBy)?.name ?? null) : null, ctx.now)), next }
}

/** One import with its columns: label, what becomes of it, some cells. */
export async function getImport(ctx: Ctx, { id }: { id: string }): Promise<ImportDetail> {
  const one = found(await readImport(ctx.db, id))
  const [people, fields, rows, pairs] = await Promise.all([
    findPeople(ctx.db, one.createdBy ? [one.createdBy] : []),
    listFieldRows(ctx.db, one.workspaceId, one.kind),
    rowsOf(ctx.db, id, null, 0, 200),
    one.state === 'done' ? countOpenPairs(ctx.db, one.workspaceId) : 0,
  ])
  return {
    ...shown(one, people.values().next().value?.name ?? null, ctx.now),
    workspaceId: one.workspaceId,
    reading: one.reading.found ?? null,
    columns: one.columns.map((label, at) => {
      const cells = rows.map((row) => row.cells[at] ?? '').filter((cell) => cell !== '')
      return { label, target: one.mapping[at] ?? '', cells: [...new Set(cells)].slice(0, 3).map((cell) => cell.slice(0, 80)), type: fieldTypeOf(cells) }
    }),
    targets: targetsOf(one.kind),
    fields: fields.map(({ key, label }) => ({ key, label })),
    options: ImportOptions.parse(one.options),
    remembered: one.reading.remembered === true,
    pairs,
  }
}

const looked = 1_000
const previewed = 20

/** The first rows as they will be read, and how the first thousand look. */
export async function previewImport(ctx: Ctx, { id }: { id: string }): Promise<ImportPreview> {
  const one = found(await readImport(ctx.db, id))
  const options = ImportOptions.parse(one.options)
  const means = await meansOf(ctx.db, one, options)
  const rows = (await rowsOf(ctx.db, id, null, 0, looked)).map(({ number, cells }) => ({ number, cells, ...readRow(cells, means) }))
  const values = rows.flatMap((row) => (row.values ? [row.values] : []))
  const book = openBook(await recordsLike(ctx.db, one.workspaceId, one.kind, { ids: [], ...keysToFind(values) }))
  const same = rows.map((row) => (row.values ? bestMatch(row.values, book.find(row.values)) : null))
  return {
    items: rows.slice(0, previewed).map(({ number, cells, values: read, problems }, at) => {
      const match = same[at]
      return { number, values: textsOf(means.mapping, cells, read), problems, same: match ? { id: match.known.ref, name: match.known.name, certainty: match.certainty } : null }
    }),
    checked: rows.length,
    wrong: rows.filter(({ problems }) => problems.length > 0).length,
    known: same.filter(Boolean).length,
  }
}

/** What each column that is taken will give, as text; a cell that cannot be read as it stands in the file. */
function textsOf(mapping: readonly string[], cells: readonly string[], read: RowValues | null): { target: string; text: string }[] {
  return mapping.flatMap((target, at) => {
    if (target === '') return []
    const [what = '', part = ''] = target.split(':')
    const value = read && valueOf(read, what, part)
    const text = Array.isArray(value) ? value.join(', ') : value === undefined || value === null ? (cells[at] ?? '') : String(value as string | number | boolean)
    return [{ target, text: text.slice(0, 200) }]
  })
}

function valueOf(read: RowValues, what: string, part: string): unknown {
  if (what === 'followers' || what === 'engagement') return (read[what] as Record<string, number>)[part]
  if (what === 'link') return part ? read.links.find(({ network }) => network === part)?.identifier : read.links.map(({ url }) => url)
  if (what === 'custom') return read.custom?.[part]
  if (what === 'firstName' || what === 'lastName' || what === 'owner' || what === 'new') return undefined
  return what === 'note' ? read.notes : (read as unknown as Record<string, unknown>)[what]
}

const place = z.object({ n: z.int() })

/** Rows that wait for a decision, that have something wrong, or that an undo left. */
export async function listRows(
  ctx: Ctx,
  { id, state, after, limit }: { id: string; state: 'undecided' | 'failed' | 'kept'; after?: string | undefined; limit: number },
): Promise<Page<ImportRow>> {
  const { items, next } = toPage(await rowsOf(ctx.db, id, state, decodeCursor(after, place)?.n ?? 0, limit + 1), limit, ({ number }) => ({ n: number }))
  const records = new Map(
    (
      await recordRows(
        ctx.db,
        items.flatMap(({ recordId }) => (recordId ? [recordId] : [])),
      )
    ).map((row) => [row.id, row]),
  )
  return { items: items.map(({ recordId, ...row }) => ({ ...row, record: (recordId && records.get(recordId)) || null })), next }
}
