import { findPeople } from '#domains/identity'
import { z } from 'zod'
import type { Ctx } from '#platform/context'
import { decodeCursor, id as uuid, type Page, toPage } from '#platform/operation'
import type { TimelineLine } from '../schema/details.ts'
import { type HappeningRow, listHappenings } from '../store/happenings.ts'
import { openMerges } from '../store/merges.ts'

const cursor = z.object({
  at: z
    .string()
    .max(40)
    .refine((text) => !Number.isNaN(Date.parse(text))),
  id: uuid,
})

/** A record's history in every space, newest first. */
export async function getTimeline(ctx: Ctx, { id, show, after, limit }: { id: string; show: string; after?: string | undefined; limit: number }): Promise<Page<TimelineLine>> {
  const rows = await listHappenings(ctx.db, id, show, decodeCursor(after, cursor), limit + 1)
  const { items, next } = toPage(rows, limit, (row) => ({ at: row.key, id: row.id }))
  const people = await findPeople(
    ctx.db,
    items.flatMap(({ actorId }) => (actorId ? [actorId] : [])),
  )
  const open = await openMerges(
    ctx.db,
    items.flatMap((row) => mergeOf(row) ?? []),
  )
  const me = ctx.actor.kind === 'person' ? ctx.actor.id : null
  return {
    items: items.map(({ actorId, key: _key, ...row }) => {
      const mergeId = mergeOf(row)
      return {
        ...row,
        by: actorId ? (people.get(actorId)?.name ?? null) : null,
        mine: actorId !== null && actorId === me && row.interaction !== null,
        mergeId: mergeId !== null && open.has(mergeId) ? mergeId : null,
      }
    }),
    next,
  }
}

const mergeOf = ({ kind, params }: Pick<HappeningRow, 'kind' | 'params'>): string | null =>
  kind === 'crm.timeline.merged' && typeof params.merge === 'string' ? params.merge : null
