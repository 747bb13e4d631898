import { notify } from '#domains/messaging'
import { clock } from '#platform/clock'
import type { Ctx } from '#platform/context'
import { transaction } from '#platform/database/pool'
import { announce } from '#platform/events'
import { type Attempt, later } from '#platform/jobs'
import { found, Refusal } from '#platform/refusal'
import { publish } from '#platform/stream'
import { keysToFind, openBook } from '../../rules/import/book.ts'
import type { RowDecision } from '../../rules/import/decide.ts'
import { type Plan, planRows, type PlannedRow } from '../../rules/import/plan.ts'
import { readRow } from '../../rules/import/row.ts'
import { ImportOptions } from '../../schema/imports.ts'
import { countTables, recordsLike } from '../../store/import-records.ts'
import { addCounts, countAgain, decideRows, type ImportRecord, lockImport, rowsOf, updateImport } from '../../store/imports.ts'
import { tickets } from '../../tickets.ts'
import { meansOf } from './means.ts'
import { writePlan } from './write.ts'

const atOnce = 1_000
/** Imports that take longer than people look at the screen are told when they are done. */
const toldFrom = 2_000

/** Takes the rows that wait, a batch a transaction: what a killed process had not committed waits still, and no row is taken twice. */
export async function runImport(ctx: Ctx, { id }: { id: string }, { signal, last }: Pick<Attempt, 'signal' | 'last'>): Promise<void> {
  try {
    for (let batch = 1; await transaction({ ...ctx, now: clock.now() }, (inside) => oneBatch(inside, id)); batch += 1) {
      // Four times as many: what the next batches and the lists are planned with is wrong by now.
      if (Number.isInteger(Math.log2(batch) / 2)) await countTables(ctx.db)
      if (!signal.aborted) continue
      await later(ctx.db, tickets.runImport, { id })
      return
    }
  } catch (error) {
    if (last) ctx.log.error({ err: error, import: id }, 'an import ends with rows that could not be taken')
    if (!last) throw error
    await transaction(ctx, (inside) => giveUp(inside, id))
  }
}

/** Answers whether rows may be left. */
async function oneBatch(ctx: Ctx, id: string): Promise<boolean> {
  const one = await lockImport(ctx.db, id)
  if (one?.state !== 'running') return false
  const rows = await rowsOf(ctx.db, id, 'waiting', 0, atOnce)
  if (rows.length === 0) return finish(ctx, one)
  const options = ImportOptions.parse(one.options)
  const means = await meansOf(ctx.db, one, options)
  const read = rows.map((row): PlannedRow => ({ ...row, ...readRow(row.cells, means) }))
  const book = openBook(
    await recordsLike(ctx.db, one.workspaceId, one.kind, {
      ids: read.flatMap(({ recordId }) => (recordId ? [recordId] : [])),
      ...keysToFind(read.flatMap(({ values }) => values ?? [])),
    }),
  )
  const plan = planRows(read, book, { ...options, mode: options.duplicates, at: ctx.now.toISOString() })
  await writePlan(ctx, one, plan)
  const now = await addCounts(ctx.db, id, counts(plan))
  await publish(ctx.db, `import:${id}`, progressOf(now))
  return true
}

function counts({ rows }: Plan) {
  const n = { created: 0, completed: 0, skipped: 0, undecided: 0, failed: 0 }
  for (const { state } of rows) n[state] += 1
  return n
}

export function progressOf({ state, rows, created, completed, skipped, undecided, failed }: ImportRecord): Record<string, unknown> {
  return { state, rows, created, completed, skipped, undecided, failed }
}

async function finish(ctx: Ctx, one: ImportRecord): Promise<false> {
  await updateImport(ctx.db, one.id, { state: 'done', ...(one.finishedAt ? {} : { finishedAt: ctx.now }) })
  await later(ctx.db, tickets.compare, { workspaceId: one.workspaceId }, { key: `crm.compare:${one.workspaceId}` })
  const { state: _state, ...figures } = progressOf(one)
  await publish(ctx.db, `import:${one.id}`, { ...figures, state: 'done' })
  if (one.finishedAt) return false
  await announce(ctx.db, {
    type: 'import.finished',
    subject: one.id,
    workspaceId: one.workspaceId,
    actorId: one.createdBy,
    payload: { name: one.name, kind: one.kind, ...figures },
  })
  if (one.rows >= toldFrom && one.createdBy) {
    const params = { name: one.name, created: one.created, undecided: one.undecided, failed: one.failed }
    await notify(ctx.db, { userId: one.createdBy, kind: 'crm.importDone', params, href: `/mona/import/${one.id}` })
  }
  return false
}

/** What cannot be taken, for whatever reason, is kept aside: the import does not stay open for ever. */
async function giveUp(ctx: Ctx, id: string): Promise<void> {
  const one = await lockImport(ctx.db, id)
  if (one?.state !== 'running') return
  const rows = await rowsOf(ctx.db, id, 'waiting', 0, one.rows)
  const problem = { column: -1, code: 'crm.import.unexpected' as const, params: {}, value: '' }
  await writePlan(ctx, one, {
    made: [],
    changed: new Map(),
    before: new Map(),
    links: [],
    measures: [],
    notes: [],
    rows: rows.map(({ number }) => ({ number, state: 'failed', ref: null, problems: [problem], first: false })),
  })
  await countAgain(ctx.db, id)
  await finish(ctx, found(await lockImport(ctx.db, id)))
}

/** Decides about rows that may be of records there already; the import goes on with them. Refuses `crm.import.notDone`, `crm.import.nothingToDecide`. */
export async function decideImportRows(ctx: Ctx, given: { id: string; decision: RowDecision; numbers?: readonly number[] | undefined }): Promise<{ rows: number }> {
  const one = found(await lockImport(ctx.db, given.id))
  if (one.state !== 'done' && one.state !== 'running') throw new Refusal('conflict', 'crm.import.notDone')
  const rows = await decideRows(ctx.db, one.id, given.decision, given.numbers ?? null)
  if (rows === 0) throw new Refusal('conflict', 'crm.import.nothingToDecide')
  await countAgain(ctx.db, one.id)
  await updateImport(ctx.db, one.id, { state: 'running' })
  await later(ctx.db, tickets.runImport, { id: one.id })
  return { rows }
}
