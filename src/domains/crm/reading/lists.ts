import { findMembersWith, findPeople } from '#domains/identity'
import { z } from 'zod'
import type { Ctx } from '#platform/context'
import { decodeCursor, id, type Page, toPage } from '#platform/operation'
import { agencyOf } from '../agency.ts'
import type { Conditions, RecordLine } from '../schema/records.ts'
import { countRows, listRows, type LineRow, mostCounted } from '../store/lists.ts'
import type { Direction, RecordKind, RecordSort } from '../types.ts'
import { filterOf } from './conditions.ts'

type Asked = Conditions & { workspaceId?: string | undefined; sort: RecordSort; direction?: Direction | undefined; after?: string | undefined; limit: number }
export type Listed = Page<RecordLine> & { total: number | null; more: boolean }

/** Where a page ends: the order it was read in, the value there, and the record. A cursor of another order begins anew. */
const cursor = z.object({ o: z.string(), k: z.string(), i: id })

export async function listRecords(ctx: Ctx, kind: RecordKind, { workspaceId: asked, sort, direction, after, limit, ...conditions }: Asked): Promise<Listed> {
  const workspaceId = await agencyOf(ctx, asked)
  const filter = filterOf(ctx, kind, conditions)
  const order = `${sort}:${direction ?? ''}`
  const from = decodeCursor(after, cursor)
  const start = from?.o === order ? { key: from.k, id: from.i } : null
  const rows = await listRows(ctx.db, workspaceId, { filter, sort, direction, after: start, limit: limit + 1 })
  const { items, next } = toPage(rows, limit, (row) => ({ o: order, k: row.key, i: row.id }))
  const counted = start ? null : next ? await countRows(ctx.db, workspaceId, filter) : items.length
  return { items: await asLines(ctx, items), next, total: counted === null ? null : Math.min(counted, mostCounted), more: (counted ?? 0) > mostCounted }
}

/** Rows as they are shown: owners by name. */
export async function asLines(ctx: Ctx, rows: readonly LineRow[]): Promise<RecordLine[]> {
  const people = await findPeople(
    ctx.db,
    rows.flatMap(({ ownerId }) => (ownerId ? [ownerId] : [])),
  )
  return rows.map(({ ownerId, ...row }) => {
    const owner = ownerId ? people.get(ownerId) : undefined
    return { ...row, owner: owner ? { id: owner.id, name: owner.name } : null }
  })
}

/** Who can look after a record: the members of the agency that may change records. */
export async function agencyPeople(ctx: Ctx, { workspaceId }: { workspaceId?: string | undefined }): Promise<{ items: { id: string; name: string }[] }> {
  const ids = await findMembersWith(ctx.db, await agencyOf(ctx, workspaceId), 'artists.edit')
  const people = [...(await findPeople(ctx.db, ids)).values()]
  return { items: people.map(({ id: who, name }) => ({ id: who, name })).toSorted((a, b) => a.name.localeCompare(b.name)) }
}
