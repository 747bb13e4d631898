import { callerIn } from '#domains/identity'
import { may } from '#platform/actor'
import type { Ctx } from '#platform/context'
import { found, Refusal } from '#platform/refusal'
import { agencyOf } from '../../agency.ts'
import { Conditions } from '../../schema/records.ts'
import { deleteView, insertView, listViewRows, readView, updateView, type ViewRow } from '../../store/views.ts'
import type { ViewKind } from '../../types.ts'

type Saved = Pick<ViewRow, 'name' | 'filter' | 'sort' | 'columns' | 'shape' | 'shared'>
type Shown = Saved & { id: string; kind: ViewKind; mine: boolean }
type NewView = Omit<Saved, 'sort'> & { sort?: string | null | undefined; workspaceId?: string | undefined; kind: ViewKind }
type Some<T> = { [Key in keyof T]?: T[Key] | undefined }

/** One's own views and those shared in the agency. */
export async function listViews(ctx: Ctx, { workspaceId, kind }: { workspaceId?: string | undefined; kind?: ViewKind | undefined }): Promise<{ items: Shown[] }> {
  const me = callerIn(ctx)
  const rows = await listViewRows(ctx.db, await agencyOf(ctx, workspaceId), me.id, kind ?? null)
  return { items: rows.map((row) => shown(row, me.id)) }
}

export async function saveView(ctx: Ctx, { workspaceId: asked, sort = null, ...view }: NewView): Promise<Shown> {
  const me = callerIn(ctx)
  const workspaceId = await agencyOf(ctx, asked)
  const row = await insertView(ctx.db, { ...view, sort, filter: checked(view.kind, view.filter), workspaceId, ownerId: me.id })
  return shown(row, me.id)
}

/** One's own; an administrator also those that are shared. */
export async function editView(ctx: Ctx, { id, ...edit }: Some<Saved> & { id: string }): Promise<Shown> {
  const me = callerIn(ctx)
  const before = await mine(ctx, id)
  const given = Object.fromEntries(Object.entries(edit).filter(([, value]) => value !== undefined)) as Partial<Saved>
  const row = await updateView(ctx.db, id, { ...before, ...given, filter: given.filter ? checked(before.kind, given.filter) : before.filter })
  return shown(row, me.id)
}

export async function removeView(ctx: Ctx, { id }: { id: string }): Promise<Record<string, never>> {
  await mine(ctx, id)
  await deleteView(ctx.db, id)
  return {}
}

async function mine(ctx: Ctx, id: string): Promise<ViewRow> {
  const me = callerIn(ctx)
  const row = await readView(ctx.db, id)
  // Another's own view is nobody's business; a shared one is seen by all and changed by its maker.
  const view = found(row && (row.ownerId === me.id || row.shared) ? row : null)
  if (view.ownerId !== me.id && !may(ctx.actor, view.workspaceId, 'artists.manage')) throw new Refusal('forbidden', 'crm.notMyView')
  return view
}

/** The conditions of a list are checked when they are kept: a segment that nobody can read would send to nobody, or to everyone. */
function checked(kind: ViewKind, filter: Record<string, unknown>): Record<string, unknown> {
  if (kind === 'pipeline') return filter
  const read = Conditions.safeParse(filter)
  if (!read.success) throw new Refusal('invalid', 'crm.wrongFilter', {}, [{ field: `filter.${read.error.issues[0]?.path.join('.') ?? ''}`, code: 'crm.wrongFilter' }])
  return read.data
}

const shown = ({ id, kind, name, filter, sort, columns, shape, shared, ownerId }: ViewRow, me: string): Shown => ({
  id,
  kind,
  name,
  filter,
  sort,
  columns,
  shape,
  shared,
  mine: ownerId === me,
})
