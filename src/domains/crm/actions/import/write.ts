import type { Ctx } from '#platform/context'
import { announce } from '#platform/events'
import { hearAudiences, tellAudiences } from '../../events.ts'
import type { Known } from '../../rules/import/decide.ts'
import type { Plan } from '../../rules/import/plan.ts'
import { tellAll } from '../../store/happenings.ts'
import { insertNotes, updateMany } from '../../store/import-records.ts'
import { type ImportRecord, writeOutcomes } from '../../store/imports.ts'
import { insertLinks, insertRecords, retarget } from '../../store/records.ts'

/** Writes what a batch was planned to do, and what became of each of its rows. */
export async function writePlan(ctx: Ctx, one: ImportRecord, plan: Plan): Promise<void> {
  const { db } = ctx
  const by = one.createdBy
  const made = await insertRecords(
    db,
    one.workspaceId,
    plan.made.map(({ ref: _ref, plainName: _plain, ...values }) => ({ ...values, kind: one.kind, createdBy: by })),
  )
  const ids = new Map(plan.made.map(({ ref }, at) => [ref, made[at]!]))
  const idOf = (ref: string): string => ids.get(ref) ?? ref
  const versions = await updateMany(db, one.workspaceId, [...plan.changed.values()])
  await insertLinks(
    db,
    plan.links.map(({ ref, ...link }) => ({ recordId: idOf(ref), ...link })),
  )
  await retarget(db, [...plan.changed.keys()])
  const notes = plan.measures.map(({ ref, ...note }) => ({ recordId: idOf(ref), ...note }))
  const isNew = new Set(made)
  // A new record was written with its figures.
  const [written, unwritten] = [notes.filter(({ recordId }) => isNew.has(recordId)), notes.filter(({ recordId }) => !isNew.has(recordId))]
  await hearAudiences(db, one.workspaceId, unwritten, by)
  if (written.length > 0) await tellAudiences(db, one.workspaceId, written, by)
  await insertNotes(
    db,
    plan.notes.map(({ ref, body }) => ({ recordId: idOf(ref), body })),
    one.id,
    by,
  )
  const params = { name: one.name, import: one.id }
  await tellAll(db, made, 'crm.timeline.imported', params, by)
  await tellAll(db, [...plan.changed.keys()], 'crm.timeline.importCompleted', params, by)
  await writeOutcomes(
    db,
    one.id,
    plan.rows.map((row) => outcome(row, plan, idOf, versions)),
  )
  await tell(ctx, one, made, [...plan.changed.keys()])
}

function outcome(row: Plan['rows'][number], plan: Plan, idOf: (ref: string) => string, versions: ReadonlyMap<string, number>) {
  const wrote = row.state === 'created' || row.state === 'completed'
  const before = row.first && row.ref && !row.ref.startsWith('new:') ? (plan.before.get(row.ref) ?? null) : null
  return {
    number: row.number,
    state: row.state,
    recordId: row.ref === null ? null : idOf(row.ref),
    recordVersion: wrote && row.ref !== null ? (versions.get(row.ref) ?? 1) : null,
    before: before && strip(before),
    problems: row.problems,
  }
}

function strip({ ref: _ref, plainName: _plain, ...rest }: Known): Omit<Known, 'ref' | 'plainName'> {
  return rest
}

/** One event a batch, not one a record: thousands come at once. */
async function tell(ctx: Ctx, one: ImportRecord, made: readonly string[], changed: readonly string[]): Promise<void> {
  const said = { workspaceId: one.workspaceId, actorId: one.createdBy }
  if (made.length > 0) await announce(ctx.db, { type: 'records.created', subject: made[0]!, ...said, payload: { kind: one.kind, importId: one.id, ids: made } })
  if (changed.length > 0) await announce(ctx.db, { type: 'records.changed', subject: changed[0]!, ...said, payload: { kind: one.kind, importId: one.id, ids: changed } })
}
