import { callerIn } from '#domains/identity'
import type { Ctx } from '#platform/context'
import { found, Refusal } from '#platform/refusal'
import { workspaceOfRow } from '../../store/facts.ts'
import { deleteLink, deleteRelation, insertRelation, whoElseIsAt } from '../../store/links.ts'
import { insertLinks } from '../../store/records.ts'
import type { Network } from '../../types.ts'
import { happened } from '../door.ts'
import { readLinks } from './create.ts'

type Shown = { network: Network; identifier: string; url: string; alsoAt: { id: string; name: string } | null }

/** Where the record is found. `alsoAt` names another record of the agency found at the same place: a duplicate, most often. */
export async function addRecordLink(ctx: Ctx, { id, network, address }: { id: string; network?: Network | undefined; address: string }): Promise<Shown> {
  const workspaceId = found(await workspaceOfRow(ctx.db, id))
  const handle = readLinks([{ network, address }])[0]!
  const added = await insertLinks(ctx.db, [{ recordId: id, ...handle }])
  if (added > 0)
    await happened(ctx.db, {
      recordId: id,
      kind: 'crm.timeline.linked',
      params: { network: handle.network, identifier: handle.identifier },
      href: handle.url,
      actorId: callerIn(ctx).id,
      at: ctx.now,
    })
  return { ...handle, alsoAt: await whoElseIsAt(ctx.db, workspaceId, id, handle.network, handle.identifier) }
}

export async function removeRecordLink(ctx: Ctx, { id, network, identifier }: { id: string; network: Network; identifier: string }): Promise<Record<string, never>> {
  found((await deleteLink(ctx.db, id, network, identifier)) || null)
  return {}
}

/** Says that `toId` is something to `id`: manager of an artist, label, booker… Both in one agency. */
export async function relate(ctx: Ctx, { id, toId, role }: { id: string; toId: string; role: string }): Promise<Record<string, never>> {
  const workspaceId = found(await workspaceOfRow(ctx.db, id))
  if (id === toId) throw new Refusal('invalid', 'crm.sameRecord', {}, [{ field: 'toId', code: 'crm.sameRecord' }])
  // Another agency's record is no record here.
  found((await workspaceOfRow(ctx.db, toId)) === workspaceId || null, 'crm.noSuchRecord')
  await insertRelation(ctx.db, workspaceId, id, toId, role)
  return {}
}

export async function unrelate(ctx: Ctx, { id, toId, role }: { id: string; toId: string; role: string }): Promise<Record<string, never>> {
  found((await deleteRelation(ctx.db, id, toId, role)) || null)
  return {}
}
