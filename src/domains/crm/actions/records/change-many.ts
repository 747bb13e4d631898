import { callerIn, findMembersWith } from '#domains/identity'
import type { Ctx } from '#platform/context'
import { found, Refusal } from '#platform/refusal'
import { agencyOf } from '../../agency.ts'
import { recordRemoved, recordRestored, recordsChanged } from '../../events.ts'
import { filterOf } from '../../reading/conditions.ts'
import type { Conditions } from '../../schema/records.ts'
import { type Change, changeMany, giveBackOwners, insertChange, markUndone, readChange, type ChangeRow, type Was } from '../../store/changes.ts'
import { idsMatching } from '../../store/filter.ts'
import { tellAll } from '../../store/happenings.ts'
import { readSteps, removeRecords, restoreRecords } from '../../store/records.ts'
import type { RecordKind } from '../../types.ts'
import { dropNextSteps, planNextSteps } from './next-step.ts'

interface Wanted {
  workspaceId?: string | undefined
  ids?: readonly string[] | undefined
  all?: (Conditions & { kind: RecordKind }) | undefined
  what: 'tag' | 'untag' | 'owner' | 'remove'
  tag?: string | undefined
  ownerId?: string | null | undefined
}

/** The most that one press changes. */
const most = 10_000
const invalid = (field: string, code: `crm.${string}`): Refusal => new Refusal('invalid', code, {}, [{ field, code }])

/** Tags, untags, hands over or removes a selection. Records of others, or that have it already, are left alone and not counted. Answers the change, which can be undone. */
export async function changeRecords(ctx: Ctx, wanted: Wanted): Promise<{ id: string; records: number }> {
  const { what, tag = '' } = wanted
  const workspaceId = await agencyOf(ctx, wanted.workspaceId)
  const me = callerIn(ctx)
  const ids = await selected(ctx, workspaceId, wanted)
  const before = what === 'remove' ? await removeAll(ctx, workspaceId, ids) : await changeMany(ctx.db, workspaceId, ids, await changeOf(ctx, workspaceId, wanted))
  if (what !== 'remove') {
    const changed = before.map(({ id }) => id)
    await tellAll(ctx.db, changed, 'crm.timeline.changedMany', { what, tag, fields: [fieldOf(what)] }, me.id)
    await followed(ctx, workspaceId, what, changed)
  }
  const detail = what === 'owner' ? (wanted.ownerId ?? null) : (wanted.tag ?? null)
  return { id: await insertChange(ctx.db, { workspaceId, madeBy: me.id, what, detail, before }), records: before.length }
}

const fieldOf = (what: 'tag' | 'untag' | 'owner'): string => (what === 'owner' ? 'ownerId' : 'tags')

/** What a change, or taking one back, brings with it: the tasks of the next steps go to the new owner, and everybody hears of it. */
async function followed(ctx: Ctx, workspaceId: string, what: 'tag' | 'untag' | 'owner', ids: readonly string[]): Promise<void> {
  if (what === 'owner') await planNextSteps(ctx, workspaceId, await readSteps(ctx.db, workspaceId, ids))
  await recordsChanged(ctx.db, workspaceId, ids, [fieldOf(what)], callerIn(ctx).id)
}

async function selected(ctx: Ctx, workspaceId: string, { ids, all }: Wanted): Promise<readonly string[]> {
  if (ids && ids.length > 0) return [...new Set(ids)]
  if (!all) throw invalid('ids', 'crm.nothingSelected')
  const { kind, ...conditions } = all
  return idsMatching(ctx.db, workspaceId, filterOf(ctx, kind, conditions), most)
}

async function changeOf(ctx: Ctx, workspaceId: string, { what, tag, ownerId }: Wanted): Promise<Change> {
  if (what === 'owner') {
    if (ownerId === undefined) throw invalid('ownerId', 'crm.whichOwner')
    if (ownerId && !(await findMembersWith(ctx.db, workspaceId, 'artists.edit')).includes(ownerId)) throw invalid('ownerId', 'crm.notInAgency')
    return { what, ownerId }
  }
  if (!tag || what === 'remove') throw invalid('tag', 'crm.whichTag')
  return { what, tag }
}

async function removeAll(ctx: Ctx, workspaceId: string, ids: readonly string[]): Promise<Was[]> {
  const me = callerIn(ctx)
  const gone = await removeRecords(ctx.db, workspaceId, ids, me.id)
  await dropNextSteps(ctx, workspaceId, gone)
  await tellAll(ctx.db, gone, 'crm.timeline.removed', {}, me.id)
  for (const id of gone) await recordRemoved(ctx.db, id, workspaceId, me.id)
  return gone.map((id) => ({ id, was: null }))
}

/** Takes a change of many back, once. What somebody changed again since stays as they left it. */
export async function undoChange(ctx: Ctx, { id }: { id: string }): Promise<{ records: number }> {
  const change = found(await readChange(ctx.db, id, true))
  if (change.undone) throw new Refusal('conflict', 'crm.undoneAlready')
  await markUndone(ctx.db, id)
  return { records: await takeBack(ctx, change) }
}

async function takeBack(ctx: Ctx, { workspaceId, what, detail, before }: ChangeRow): Promise<number> {
  const ids = before.map((one) => one.id)
  if (what !== 'remove') {
    const changed =
      what === 'owner'
        ? await giveBackOwners(ctx.db, workspaceId, before, detail)
        : await turnTag(ctx, workspaceId, ids, { what: what === 'tag' ? 'untag' : 'tag', tag: detail ?? '' })
    await followed(ctx, workspaceId, what, changed)
    return changed.length
  }
  const back = await restoreRecords(ctx.db, workspaceId, ids)
  await planNextSteps(ctx, workspaceId, await readSteps(ctx.db, workspaceId, back))
  const me = callerIn(ctx)
  await tellAll(ctx.db, back, 'crm.timeline.restored', {}, me.id)
  for (const one of back) await recordRestored(ctx.db, one, workspaceId, me.id)
  return back.length
}

const turnTag = async (ctx: Ctx, workspaceId: string, ids: readonly string[], change: Change): Promise<string[]> =>
  (await changeMany(ctx.db, workspaceId, ids, change)).map(({ id }) => id)
