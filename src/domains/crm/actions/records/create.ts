import { callerIn } from '#domains/identity'
import type { Ctx } from '#platform/context'
import { Refusal } from '#platform/refusal'
import { handleIn, handleOf, type Handle } from '../../rules/handles.ts'
import { mergedCustom } from '../../rules/edits.ts'
import { insertRecords } from '../../store/records.ts'
import type { Network, RecordKind } from '../../types.ts'
import { agencyOf } from '../../agency.ts'
import { happened } from '../door.ts'
import { hearAudiences, recordCreated } from '../../events.ts'
import { planNextStep } from './next-step.ts'
import { type Given, readValues } from './values.ts'

export interface Draft extends Given {
  workspaceId?: string | undefined
  name: string
  links?: readonly { network?: Network | undefined; address: string }[] | undefined
  followers?: Readonly<Partial<Record<Network, number | undefined>>> | undefined
}

/** An artist, a person or an organisation, with what is known already. */
export async function createRecord(
  ctx: Ctx,
  kind: RecordKind,
  { workspaceId: asked, links = [], followers = {}, ...given }: Draft,
): Promise<{ id: string; name: string; version: number }> {
  const workspaceId = await agencyOf(ctx, asked)
  const me = callerIn(ctx)
  const values = await readValues(ctx.db, workspaceId, kind, given, null)
  const handles = readLinks(links)
  const custom = mergedCustom({}, values.custom ?? {})
  const [id] = await insertRecords(ctx.db, workspaceId, [{ ...values, custom, kind, name: given.name, links: handles, createdBy: me.id }])
  const at = ctx.now.toISOString()
  const heard = Object.entries(followers).flatMap(([network, n]) =>
    n === undefined ? [] : [{ recordId: id!, network: network as Network, audience: { followers: n, engagement: null, at } }],
  )
  await hearAudiences(ctx.db, workspaceId, heard, me.id)
  await happened(ctx.db, { recordId: id!, kind: 'crm.timeline.created', actorId: me.id, at: ctx.now })
  await planNextStep(ctx, {
    id: id!,
    workspaceId,
    kind,
    name: given.name,
    ownerId: values.ownerId ?? null,
    nextStep: values.nextStep ?? null,
    nextStepOn: values.nextStepOn ?? null,
    version: 1,
  })
  await recordCreated(ctx.db, { id: id!, workspaceId, kind, name: given.name, actorId: me.id })
  return { id: id!, name: given.name, version: 1 }
}

/** Addresses and @names as networks compare them; refuses the first that is none. */
export function readLinks(links: readonly { network?: Network | undefined; address: string }[]): Handle[] {
  return links.map(({ network, address }, at) => {
    const handle = network ? handleOf(network, address) : handleIn(address)
    if (handle) return handle
    const code = network ? 'crm.wrongLink' : 'crm.whichNetwork'
    throw new Refusal('invalid', code, {}, [{ field: links.length === 1 ? 'address' : `links.${at}.address`, code }])
  })
}
