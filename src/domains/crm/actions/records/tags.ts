import { callerIn } from '#domains/identity'
import type { Ctx } from '#platform/context'
import { found } from '#platform/refusal'
import { agencyOf } from '../../agency.ts'
import { recordsChanged } from '../../events.ts'
import { countTags, dropTag, replaceTag } from '../../store/changes.ts'

interface Asked {
  workspaceId?: string | undefined
}

export async function listTags(ctx: Ctx, { workspaceId }: Asked): Promise<{ items: { tag: string; records: number }[] }> {
  return { items: await countTags(ctx.db, await agencyOf(ctx, workspaceId)) }
}

/** Renames a tag everywhere; a name that exists already makes one tag of two. Refuses a tag that nothing wears. */
export async function renameTag(ctx: Ctx, { workspaceId, tag, to }: Asked & { tag: string; to: string }): Promise<{ records: number }> {
  const agency = await agencyOf(ctx, workspaceId)
  return told(ctx, agency, await replaceTag(ctx.db, agency, tag, to))
}

export async function removeTag(ctx: Ctx, { workspaceId, tag }: Asked & { tag: string }): Promise<{ records: number }> {
  const agency = await agencyOf(ctx, workspaceId)
  return told(ctx, agency, await dropTag(ctx.db, agency, tag))
}

async function told(ctx: Ctx, agency: string, ids: readonly string[]): Promise<{ records: number }> {
  const records = found(ids.length || null, 'crm.noSuchTag')
  await recordsChanged(ctx.db, agency, ids, ['tags'], callerIn(ctx).id)
  return { records }
}
