import type { Ctx } from '#platform/context'
import { hrefOf } from '../rules/edits.ts'
import { plainName } from '../rules/names.ts'
import { findLike } from '../store/lists.ts'
import type { RecordKind } from '../types.ts'

interface FoundRecord {
  id: string
  kind: RecordKind
  title: string
  detail: string | null
  href: string
}

/** Artists, people and organisations of the caller's agencies by a few letters; accents and typing mistakes forgiven. */
export async function searchRecords(ctx: Ctx, { q, limit }: { q: string; limit: number }): Promise<{ items: FoundRecord[] }> {
  const mine = ctx.actor.kind === 'person' ? ctx.actor.memberships.filter(({ permissions }) => permissions.includes('artists.view')) : []
  if (mine.length === 0 || q.trim().length < 2) return { items: [] }
  const rows = await findLike(
    ctx.db,
    mine.map(({ workspaceId }) => workspaceId),
    plainName(q),
    limit,
  )
  return {
    items: rows.map(({ id, kind, name, city, country, role }) => ({
      id,
      kind,
      title: name,
      detail: [kind === 'artist' ? null : role, city, country].filter(Boolean).join(' · ') || null,
      href: hrefOf({ kind, id }),
    })),
  }
}
