import { callerIn } from '#domains/identity'
import { happened, noteScore, reach } from '#domains/crm'
import type { Ctx } from '#platform/context'
import { announce } from '#platform/events'
import { found, Refusal } from '#platform/refusal'
import { publish } from '#platform/stream'
import { artistOf } from '../../reading/agency.ts'
import { standing, stateOf } from '../../reading/checkups.ts'
import { latestGrid } from '../../reading/grid.ts'
import { latestCheckup } from '../../reading/latest.ts'
import { deleteOpen, insertCheckup, type KeptAnswer, readCheckup } from '../../store/checkups.ts'
import { updateFinished } from '../../store/checkups.ts'

/** Opens a check-up, filled with all that is known; answers of the last one are taken over, scores set by hand are not. The one that is open already is answered again. */
export async function startCheckup(ctx: Ctx, { recordId }: { recordId: string }): Promise<{ id: string; state: 'open' | 'finished' }> {
  const person = callerIn(ctx)
  const artist = await artistOf(ctx, recordId)
  const [last, { version }] = await Promise.all([latestCheckup(ctx.db, recordId), latestGrid(ctx.db, artist.workspaceId)])
  const before = last ? await readCheckup(ctx.db, last.id) : null
  const answers = Object.fromEntries(
    Object.entries(before?.answers ?? {}).flatMap(([key, one]) => (one.answer ? [[key, { answer: one.answer, by: one.by, at: one.at } satisfies KeptAnswer]] : [])),
  )
  const { id, isNew } = await insertCheckup(ctx.db, {
    workspaceId: artist.workspaceId,
    recordId,
    gridVersion: version,
    answers,
    previousId: last?.id ?? null,
    startedBy: person.id,
    startedAt: ctx.now,
  })
  if (isNew) await happened(ctx.db, { recordId, kind: 'checkup.timeline.started', actorId: person.id, at: ctx.now, href: `/mona/checkups/${id}`, key: `checkup.started:${id}` })
  return { id, state: 'open' }
}

/** Freezes a check-up: its result stays as it is, whatever changes afterwards. Refuses one that knows nothing. */
export async function finishCheckup(ctx: Ctx, { id }: { id: string }): Promise<{ id: string; state: 'open' | 'finished' }> {
  const person = callerIn(ctx)
  const row = found(await readCheckup(ctx.db, id, true))
  if (stateOf(row) === 'finished') throw new Refusal('conflict', 'checkup.alreadyFinished')
  const { result, drawn, gridVersion } = await standing(ctx, row)
  if (result.score === null) throw new Refusal('refused', 'checkup.nothingKnown')
  const before = await latestCheckup(ctx.db, row.recordId)
  await updateFinished(ctx.db, id, { result, facts: drawn.kept, gridVersion, previousId: before?.id ?? null, invented: drawn.invented, by: person.id, at: ctx.now })
  await reach(ctx.db, row.recordId, 'checkup.finished', ctx.now)
  await noteScore(ctx.db, row.recordId, result.score)
  const score = Math.round(result.score)
  await happened(ctx.db, {
    recordId: row.recordId,
    kind: 'checkup.timeline.finished',
    params: { score, confidence: Math.round(100 * result.confidence) },
    actorId: person.id,
    at: ctx.now,
    href: `/mona/checkups/${id}`,
    key: `checkup.finished:${id}`,
  })
  await announce(ctx.db, {
    type: 'checkup.finished',
    subject: row.recordId,
    workspaceId: row.workspaceId,
    actorId: person.id,
    payload: { checkupId: id, score: result.score, confidence: result.confidence },
  })
  await publish(ctx.db, `checkup:${id}`, { state: 'finished' })
  return { id, state: 'finished' }
}

/** Takes back a check-up that was not finished. */
export async function dropCheckup(ctx: Ctx, { id }: { id: string }): Promise<Record<string, never>> {
  found(await readCheckup(ctx.db, id))
  if (!(await deleteOpen(ctx.db, id))) throw new Refusal('conflict', 'checkup.alreadyFinished')
  return {}
}
