import { findMembersWith } from '#domains/identity'
import type { Ctx } from '#platform/context'
import { later } from '#platform/jobs'
import { found, Refusal, unless } from '#platform/refusal'
import type { ReadingChoice } from '#platform/sheet/types.ts'
import { distinct } from '../../rules/edits.ts'
import { guessMapping } from '../../rules/import/columns.ts'
import { type Target, whyCannotMap } from '../../rules/import/targets.ts'
import { listIn } from '../../rules/import/values.ts'
import { type ImportEdit, ImportOptions } from '../../schema/imports.ts'
import { listFieldRows } from '../../store/fields.ts'
import { type ImportRecord, lockImport, rememberMapping, rowsOf, updateImport } from '../../store/imports.ts'
import { tickets } from '../../tickets.ts'
import { createField } from '../records/fields.ts'

/** Changes how a draft is read or what becomes of its columns. Another way of reading reads the file again. Refuses `crm.import.notDraft`, `crm.import.columnsDiffer`, what `whyCannotMap` says. */
export async function editImport(ctx: Ctx, edit: ImportEdit): Promise<{ id: string }> {
  const one = found(await lockImport(ctx.db, edit.id))
  if (one.state !== 'draft' && one.state !== 'unreadable') throw new Refusal('conflict', 'crm.import.notDraft')
  const kind = edit.kind ?? one.kind
  const options = await optionsOf(ctx, one, edit)
  if (readsAnew(one, edit)) {
    await updateImport(ctx.db, one.id, { kind, options, state: 'reading', problem: null, reading: { asked: askedOf(one, edit) } })
    await later(ctx.db, tickets.readImport, { id: one.id })
    return { id: one.id }
  }
  const given = edit.mapping?.map((target) => (target === 'none' ? '' : target))
  const mapping = kind === one.kind ? (given ?? one.mapping) : await guessAgain(ctx, { ...one, kind })
  if (mapping.length !== one.columns.length) throw new Refusal('invalid', 'crm.import.columnsDiffer', { columns: one.columns.length })
  if (given && kind === one.kind) unless(await whyNot(ctx, one, mapping))
  await updateImport(ctx.db, one.id, { kind, options, mapping })
  return { id: one.id }
}

function readsAnew(one: ImportRecord, edit: ImportEdit): boolean {
  if (one.state === 'unreadable') return true
  const now = one.reading.found
  const differs = (asked: string | number | undefined, held: string | number | null | undefined): boolean => asked !== undefined && asked !== '' && asked !== held
  return differs(edit.sheet, now?.sheet) || differs(edit.encoding, now?.encoding) || differs(edit.separator, now?.separator) || differs(edit.headerRow, now?.headerRow)
}

/** What was asked before still holds, but for the row of the labels when the cells will be others. */
function askedOf(one: ImportRecord, edit: ImportEdit): ReadingChoice {
  const now = one.reading.found
  const given = { sheet: edit.sheet, encoding: edit.encoding, separator: edit.separator, headerRow: edit.headerRow }
  if (given.headerRow === now?.headerRow) delete given.headerRow
  const asked = { ...one.reading.asked, ...Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined && value !== '')) }
  if (given.headerRow === undefined && (asked.sheet !== one.reading.asked?.sheet || asked.separator !== one.reading.asked?.separator)) delete asked.headerRow
  return asked
}

async function optionsOf(ctx: Ctx, one: ImportRecord, edit: ImportEdit): Promise<ImportOptions> {
  const { duplicates, wrongCells, tags, source, ownerId, country, monthFirst } = edit
  const given = {
    duplicates,
    wrongCells,
    tags: tags === undefined ? undefined : distinct(typeof tags === 'string' ? listIn(tags) : tags).slice(0, 20),
    source: source === undefined ? undefined : source || null,
    ownerId: ownerId === undefined ? undefined : ownerId || null,
    country: country === undefined ? undefined : country || null,
    monthFirst,
  }
  const read = ImportOptions.safeParse({ ...one.options, ...Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) })
  if (!read.success) throw new Refusal('invalid', 'platform.invalid', {}, [{ field: String(read.error.issues[0]?.path[0] ?? ''), code: 'platform.invalidField' }])
  if (read.data.ownerId && !(await findMembersWith(ctx.db, one.workspaceId, 'artists.edit')).includes(read.data.ownerId))
    throw new Refusal('invalid', 'crm.wrongValues', { n: 1 }, [{ field: 'ownerId', code: 'crm.notInAgency' }])
  return read.data
}

async function whyNot(ctx: Ctx, one: ImportRecord, mapping: readonly string[]): Promise<Refusal | null> {
  const fields = await listFieldRows(ctx.db, one.workspaceId, one.kind)
  return whyCannotMap(one.kind, mapping, new Set(fields.map(({ key }) => key)), one.columns)
}

async function guessAgain(ctx: Ctx, one: ImportRecord): Promise<Target[]> {
  const rows = await rowsOf(ctx.db, one.id, null, 0, 200)
  const samples = one.columns.map((_, at) => rows.map(({ cells }) => cells[at] ?? ''))
  return guessMapping(one.kind, one.columns, samples, await listFieldRows(ctx.db, one.workspaceId, one.kind))
}

/** Begins a draft: its new fields are made, its mapping is remembered, its rows wait for their turn. Refuses `crm.import.notDraft` and what `whyCannotMap` says. */
export async function startImport(ctx: Ctx, { id }: { id: string }): Promise<{ id: string }> {
  const one = found(await lockImport(ctx.db, id))
  if (one.state !== 'draft') throw new Refusal('conflict', one.state === 'running' || one.state === 'done' ? 'crm.import.begun' : 'crm.import.notDraft')
  unless(await whyNot(ctx, one, one.mapping))
  const mapping: string[] = []
  for (const [at, target] of one.mapping.entries()) mapping.push(target.startsWith('new:') ? await newField(ctx, one, one.columns[at]!, target.slice(4)) : target)
  const options = ImportOptions.parse(one.options)
  await rememberMapping(ctx.db, { ...one, mapping, options })
  await updateImport(ctx.db, id, { state: 'running', mapping, options, startedAt: ctx.now })
  await later(ctx.db, tickets.runImport, { id })
  return { id }
}

async function newField(ctx: Ctx, one: ImportRecord, label: string, type: string): Promise<string> {
  const { key } = await createField(ctx, { workspaceId: one.workspaceId, kind: one.kind, label: label.slice(0, 80), type: type as 'text', choices: [] })
  return `custom:${key}`
}
