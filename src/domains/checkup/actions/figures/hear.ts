import { z } from 'zod'
import { findRecords } from '#domains/crm'
import type { Ctx } from '#platform/context'
import type { GriotEvent } from '#platform/events'
import { moveCheckups, moveCheckupsBack } from '../../store/checkups.ts'
import { moveFigures, moveFiguresBack, type NewFigure } from '../../store/figures.ts'
import { type MeasuredNetwork, measuredNetworks } from '../../types.ts'
import { keepFigures } from './keep.ts'

const Note = z.object({
  recordId: z.uuid(),
  network: z.string(),
  followers: z.number().nullish(),
  engagement: z.number().nullish(),
  at: z.string(),
  invented: z.boolean().nullish(),
})

/** Somebody typed or imported an audience with the artist: it becomes figures of that day. */
export async function hearAudience(ctx: Ctx, event: GriotEvent): Promise<void> {
  await hear(ctx, event, [{ recordId: event.subject, ...event.payload }])
}

/** The same of an import. */
export async function hearAudiences(ctx: Ctx, event: GriotEvent): Promise<void> {
  await hear(ctx, event, Array.isArray(event.payload.notes) ? event.payload.notes : [])
}

async function hear(ctx: Ctx, event: GriotEvent, told: readonly unknown[]): Promise<void> {
  const notes = told.flatMap((one) => Note.safeParse(one).data ?? []).filter(({ network, at }) => isMeasured(network) && /^\d{4}-\d{2}-\d{2}/.test(at))
  const records = await findRecords(
    ctx.db,
    notes.map(({ recordId }) => recordId),
  )
  for (const invented of [false, true]) {
    const figures = notes.filter((one) => (one.invented ?? false) === invented && records.get(one.recordId)?.workspaceId === event.workspaceId).flatMap(figuresIn)
    const last = new Map(figures.map((one) => [`${one.recordId} ${one.network} ${one.metric} ${one.day}`, one]))
    if (last.size > 0) await keepFigures(ctx, event.workspaceId!, [...last.values()], { source: 'noted', invented, notedBy: event.actorId })
  }
}

function figuresIn({ recordId, network, followers, engagement, at }: z.output<typeof Note>): NewFigure[] {
  const of = { recordId, network: network as MeasuredNetwork, day: at.slice(0, 10) }
  return [
    ...(typeof followers === 'number' ? [{ ...of, metric: 'followers' as const, value: Math.round(followers) }] : []),
    ...(typeof engagement === 'number' ? [{ ...of, metric: 'engagement' as const, value: Math.round(engagement) }] : []),
  ]
}

const isMeasured = (network: string): boolean => measuredNetworks.some((one) => one === network)

/** Two records became one: figures and check-ups follow. */
export async function hearMerged(ctx: Ctx, event: GriotEvent): Promise<void> {
  const into = z.uuid().safeParse(event.payload.into)
  if (!into.success) return
  await moveFigures(ctx.db, event.subject, into.data)
  await moveCheckups(ctx.db, event.subject, into.data)
}

/** The merge was undone: they go back. */
export async function hearUnmerged(ctx: Ctx, event: GriotEvent): Promise<void> {
  const from = z.uuid().safeParse(event.payload.from)
  if (!from.success) return
  await moveFiguresBack(ctx.db, from.data, event.subject)
  await moveCheckupsBack(ctx.db, from.data, event.subject)
}
