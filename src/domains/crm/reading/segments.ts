import type { Ctx, Db } from '#platform/context'
import { Conditions } from '../schema/records.ts'
import { listFieldRows } from '../store/fields.ts'
import { readView } from '../store/views.ts'
import type { RecordFilter } from '../facts.ts'
import type { RecordKind } from '../types.ts'
import { filterOf } from './conditions.ts'

/** A saved filter for `selectRecords`, as the caller may see it (their own, or shared); null = there is none, or it is a view of something else. */
export async function segmentOf(ctx: Ctx, viewId: string): Promise<{ workspaceId: string; name: string; filter: RecordFilter } | null> {
  const view = await readView(ctx.db, viewId)
  const me = ctx.actor.kind === 'person' ? ctx.actor.id : null
  const read = view && view.kind !== 'pipeline' && (view.shared || view.ownerId === me) ? Conditions.safeParse(view.filter) : null
  return view && read?.success ? { workspaceId: view.workspaceId, name: view.name, filter: filterOf(ctx, view.kind as RecordKind, read.data) } : null
}

/** Keys of the fields an agency made for its artists: what a message can be filled with. */
export const fieldKeysOf = async (db: Db, workspaceId: string): Promise<string[]> => (await listFieldRows(db, workspaceId, 'artist')).map(({ key }) => key)
