import { findRecords } from '#domains/crm'
import { findPeople } from '#domains/identity'
import { z } from 'zod'
import { may } from '#platform/actor'
import type { Ctx } from '#platform/context'
import { decodeCursor, toPage } from '#platform/operation'
import { found, Refusal } from '#platform/refusal'
import { agencyOf } from '../agency.ts'
import type { Enrolment, SequenceShown } from '../schema/sequences.ts'
import { type EnrolmentFilter, type EnrolmentRow, listDue, listEnrolmentRows } from '../store/enrolments.ts'
import { figuresOf, listSequenceRows, listSteps, readSequence, sequenceNames, type SequenceRow } from '../store/sequences.ts'
import { templatesByIds } from '../store/templates.ts'

const none = { enrolled: 0, running: 0, answered: 0, bounced: 0, unsubscribed: 0, finished: 0, sent: 0, medianHours: null }

/** A cursor that is an id; a changed one is refused. */
export function before(after: string | undefined): string | null {
  const id = decodeCursor(after, z.uuid())
  if (after && !id) throw new Refusal('invalid', 'platform.badCursor')
  return id
}

export async function listSequences(ctx: Ctx, { workspaceId: asked, archived }: { workspaceId?: string | undefined; archived: boolean }) {
  const workspaceId = await agencyOf(ctx, asked)
  const [rows, figures] = await Promise.all([listSequenceRows(ctx.db, workspaceId, archived), figuresOf(ctx.db, workspaceId)])
  const by = new Map(figures.map(({ sequenceId, ...rest }) => [sequenceId, rest]))
  return { items: rows.map((row) => lineOf(row, by.get(row.id) ?? none)) }
}

const lineOf = ({ id, name, state, version, updatedAt }: SequenceRow, figures: typeof none | Omit<Awaited<ReturnType<typeof figuresOf>>[number], 'sequenceId'>) => ({
  id,
  name,
  state,
  version,
  updatedAt,
  figures,
})

export async function getSequence(ctx: Ctx, { id }: { id: string }): Promise<SequenceShown> {
  const row = found(await readSequence(ctx.db, id))
  const steps = await listSteps(ctx.db, id)
  const templates = await templatesByIds(
    ctx.db,
    row.workspaceId,
    steps.flatMap(({ templateId }) => templateId ?? []),
  )
  const figures = (await figuresOf(ctx.db, row.workspaceId)).find(({ sequenceId }) => sequenceId === id) ?? none
  return {
    ...lineOf(row, figures),
    steps: steps.map(({ position: _position, ...step }) => ({ ...step, templateName: step.templateId ? (templates.get(step.templateId)?.name ?? null) : null })),
    maySend: may(ctx.actor, row.workspaceId, 'outreach.send'),
  }
}

/** Who is or was in sequences, newest first. */
export async function listEnrolments(
  ctx: Ctx,
  { workspaceId: asked, after, limit, ...filter }: EnrolmentFilter & { workspaceId?: string | undefined; after?: string | undefined; limit: number },
) {
  const workspaceId = await agencyOf(ctx, asked)
  const { items, next } = toPage(await listEnrolmentRows(ctx.db, workspaceId, filter, before(after), limit + 1), limit, (row) => row.id)
  return { items: await shown(ctx, items), next }
}

/** Who comes next, soonest first, with the step that waits for them. */
export async function listDueSteps(ctx: Ctx, { workspaceId: asked, limit }: { workspaceId?: string | undefined; limit: number }) {
  const rows = await listDue(ctx.db, await agencyOf(ctx, asked), limit)
  const steps = new Map(await Promise.all([...new Set(rows.map(({ sequenceId }) => sequenceId))].map(async (id) => [id, await listSteps(ctx.db, id)] as const)))
  const items = await shown(ctx, rows)
  return { items: items.map((item) => ({ ...item, step: steps.get(item.sequenceId)?.[item.position]?.kind ?? null })) }
}

async function shown(ctx: Ctx, rows: readonly EnrolmentRow[]): Promise<Enrolment[]> {
  const [records, people, names] = await Promise.all([
    findRecords(
      ctx.db,
      rows.map(({ recordId }) => recordId),
    ),
    findPeople(
      ctx.db,
      rows.flatMap(({ senderId }) => senderId ?? []),
    ),
    sequenceNames(
      ctx.db,
      rows.map(({ sequenceId }) => sequenceId),
    ),
  ])
  return rows.map((row) => ({
    id: row.id,
    sequenceId: row.sequenceId,
    sequence: names.get(row.sequenceId) ?? '',
    recordId: row.recordId,
    record: records.get(row.recordId)?.name ?? '—',
    kind: records.get(row.recordId)?.kind ?? 'artist',
    sender: row.senderId ? (people.get(row.senderId)?.name ?? null) : null,
    state: row.state,
    reason: row.reason,
    detail: row.detail,
    position: row.position,
    dueAt: row.dueAt,
    endedAt: row.endedAt,
    createdAt: row.createdAt,
  }))
}
