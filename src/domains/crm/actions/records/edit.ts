import { callerIn, findPeople } from '#domains/identity'
import type { Ctx } from '#platform/context'
import { found, Refusal } from '#platform/refusal'
import { recordChanged } from '../../events.ts'
import { clashes, differences, mergedCustom } from '../../rules/edits.ts'
import { changesSince } from '../../store/happenings.ts'
import { retarget, updateRecord, type RecordValues } from '../../store/records.ts'
import { readSheet, type SheetRow } from '../../store/sheets.ts'
import { happened } from '../door.ts'
import { planNextStep } from './next-step.ts'
import { type Given, readValues } from './values.ts'

export interface Edit extends Given {
  id: string
  version?: number | undefined
}

/** Changes what is named and nothing else. From an older version it goes through as long as nobody changed the same values since; else refuses `crm.changedMeanwhile`. */
export async function editRecord(ctx: Ctx, { id, version, ...given }: Edit): Promise<{ id: string; name: string; version: number }> {
  const before = found(await readSheet(ctx.db, id, true))
  const values = await readValues(ctx.db, before.workspaceId, before.kind, given, before.country)
  const fields = differences({ ...before }, values)
  if (fields.length === 0) return { id, name: before.name, version: before.version }
  if (version !== undefined && version < before.version) await mayStillChange(ctx, before, version, fields)
  await write(ctx, before, values, fields)
  return { id, name: values.name ?? before.name, version: before.version + 1 }
}

async function mayStillChange(ctx: Ctx, before: SheetRow, version: number, fields: readonly string[]): Promise<void> {
  const clash = clashes(fields, await changesSince(ctx.db, before.id, version))
  if (!clash) return
  const who = clash.actorId ? (await findPeople(ctx.db, [clash.actorId])).get(clash.actorId)?.name : undefined
  throw new Refusal(
    'conflict',
    'crm.changedMeanwhile',
    { who: who ?? '—', version: before.version },
    clash.fields.map((field) => ({ field, code: 'crm.changedByOther', params: { now: shown(before, field) } })),
  )
}

/** What stands there now, as one line. */
function shown(row: SheetRow, field: string): string {
  const value = field.startsWith('custom.') ? row.custom[field.slice(7)] : (row as unknown as Record<string, unknown>)[field]
  if (Array.isArray(value)) return value.join(', ')
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : '—'
}

async function write(ctx: Ctx, before: SheetRow, values: Partial<RecordValues>, fields: readonly string[]): Promise<void> {
  const { id, workspaceId, kind } = before
  const me = callerIn(ctx)
  const custom = values.custom && mergedCustom(before.custom, values.custom)
  const version = found(await updateRecord(ctx.db, workspaceId, id, { ...values, ...(custom ? { custom } : {}) }))
  const after = { ...before, ...values, id, workspaceId, kind, version, name: values.name ?? before.name }
  if (fields.some((field) => field === 'selfProduced' || field === 'hasTeam')) await retarget(ctx.db, [id])
  if (fields.some((field) => field === 'nextStep' || field === 'nextStepOn' || (field === 'ownerId' && before.nextStepOn))) await planNextStep(ctx, after)
  await happened(ctx.db, { recordId: id, kind: 'crm.timeline.edited', params: { fields: [...fields], n: fields.length, version }, actorId: me.id, at: ctx.now })
  await recordChanged(ctx.db, { ...after, actorId: me.id }, fields)
}
