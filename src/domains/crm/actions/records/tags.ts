import type { Ctx } from '#platform/context'
import { found } from '#platform/refusal'
import { agencyOf } from '../../agency.ts'
import { countTags, dropTag, replaceTag } from '../../store/changes.ts'

interface Asked {
  workspaceId?: string | undefined
}

export async function listTags(ctx: Ctx, { workspaceId }: Asked): Promise<{ items: { tag: string; records: number }[] }> {
  return { items: await countTags(ctx.db, await agencyOf(ctx, workspaceId)) }
}

/** Renames a tag everywhere; a name that exists already makes one tag of two. Refuses a tag that nothing wears. */
export async function renameTag(ctx: Ctx, { workspaceId, tag, to }: Asked & { tag: string; to: string }): Promise<{ records: number }> {
  const records = await replaceTag(ctx.db, await agencyOf(ctx, workspaceId), tag, to)
  return { records: found(records || null, 'crm.noSuchTag') }
}

export async function removeTag(ctx: Ctx, { workspaceId, tag }: Asked & { tag: string }): Promise<{ records: number }> {
  const records = await dropTag(ctx.db, await agencyOf(ctx, workspaceId), tag)
  return { records: found(records || null, 'crm.noSuchTag') }
}
