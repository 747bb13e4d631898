import { callerIn } from '#domains/identity'
import { after, day } from '#platform/clock'
import type { Ctx } from '#platform/context'
import { transaction } from '#platform/database/pool'
import { announce } from '#platform/events'
import { type Attempt, later } from '#platform/jobs'
import { found, Refusal } from '#platform/refusal'
import { publish } from '#platform/stream'
import { plainName } from '../../rules/names.ts'
import { tellAll } from '../../store/happenings.ts'
import { deleteNotes, markUndone, restoreAround, type Undoable, undoables, updateMany } from '../../store/import-records.ts'
import { countAgain, type ImportRecord, lockImport, updateImport } from '../../store/imports.ts'
import { removeRecords, retarget } from '../../store/records.ts'
import { tickets } from '../../tickets.ts'

export const undoDays = 7
const atOnce = 1_000

/** Until when an import can be undone; null when it cannot. */
export function undoBefore({ state, finishedAt, created, completed }: Pick<ImportRecord, 'state' | 'finishedAt' | 'created' | 'completed'>, now: Date): Date | null {
  const until = finishedAt && after(finishedAt, undoDays * day)
  return state === 'done' && until && until > now && created + completed > 0 ? until : null
}

/** Takes a whole import back, in the background; records that somebody has changed since stay as they are. Refuses `crm.import.cannotUndo`. */
export async function undoImport(ctx: Ctx, { id }: { id: string }): Promise<{ id: string }> {
  const one = found(await lockImport(ctx.db, id))
  if (!undoBefore(one, ctx.now)) throw new Refusal('conflict', 'crm.import.cannotUndo', { days: undoDays })
  const by = callerIn(ctx).id
  await updateImport(ctx.db, id, { state: 'undoing', undoneBy: by })
  await later(ctx.db, tickets.undoImport, { id, by })
  return { id }
}

export async function runUndo(ctx: Ctx, { id, by }: { id: string; by: string | null }, { signal }: Pick<Attempt, 'signal'>): Promise<void> {
  let last: string | null = null
  do {
    last = await transaction(ctx, (inside) => oneBatch(inside, id, by, last))
    if (!signal.aborted) continue
    if (last) await later(ctx.db, tickets.undoImport, { id, by })
    return
  } while (last)
}

/** Answers the last record seen, or null when there are no more. */
async function oneBatch(ctx: Ctx, id: string, by: string | null, from: string | null): Promise<string | null> {
  const one = await lockImport(ctx.db, id)
  if (one?.state !== 'undoing') return null
  const rows = await undoables(ctx.db, id, from, atOnce)
  if (rows.length === 0) return finish(ctx, one)
  await giveBack(ctx, one, rows, by)
  await countAgain(ctx.db, id)
  await publish(ctx.db, `import:${id}`, { state: 'undoing' })
  return rows.at(-1)!.recordId
}

async function giveBack(ctx: Ctx, one: ImportRecord, rows: readonly Undoable[], by: string | null): Promise<void> {
  const { db } = ctx
  const free = rows.filter(({ untouched }) => untouched)
  const made = free.filter((row) => row.made).map(({ recordId }) => recordId)
  const completed = free.flatMap(({ made: isMade, before, recordId }) => (!isMade && before ? [{ ...before, ref: recordId, plainName: plainName(before.name) }] : []))
  const removed = await removeRecords(db, one.workspaceId, made, by)
  await updateMany(db, one.workspaceId, completed)
  await restoreAround(db, completed)
  await retarget(
    db,
    completed.map(({ ref }) => ref),
  )
  await deleteNotes(
    db,
    one.id,
    free.map(({ recordId }) => recordId),
  )
  await tellAll(
    db,
    completed.map(({ ref }) => ref),
    'crm.timeline.importUndone',
    { name: one.name },
    by,
  )
  await markUndone(
    db,
    one.id,
    'withdrawn',
    free.map(({ recordId }) => recordId),
  )
  await markUndone(
    db,
    one.id,
    'kept',
    rows.filter(({ untouched }) => !untouched).map(({ recordId }) => recordId),
  )
  if (removed.length > 0)
    await announce(db, { type: 'records.removed', subject: removed[0]!, workspaceId: one.workspaceId, actorId: by, payload: { importId: one.id, ids: removed } })
}

async function finish(ctx: Ctx, one: ImportRecord): Promise<null> {
  await updateImport(ctx.db, one.id, { state: 'undone', undoneAt: ctx.now })
  await publish(ctx.db, `import:${one.id}`, { state: 'undone' })
  return null
}
