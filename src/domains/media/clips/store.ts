import { sql } from 'kysely'
import type { Db } from '#platform/context'

export type ClipState = 'waiting' | 'ready' | 'failed'

/** Notes that the title may be shown to everyone; what failed may be tried again. Null when there is no such title. */
export async function askClip(db: Db, titleId: string): Promise<ClipState | null> {
  const { rows } = await sql<{ state: ClipState }>`insert into media.clips as c (title_id) select id from media.titles where id = ${titleId}
    on conflict (title_id) do update set state = case when c.state = 'failed' then 'waiting' else c.state end, asked_at = now() returning state`.execute(db)
  return rows[0]?.state ?? null
}

/** The film of the title changed: its clip, if it has one, is to be made again. False when it has none, or has it from this very film. */
export async function staleClip(db: Db, titleId: string): Promise<boolean> {
  const { rows } = await sql`update media.clips c set state = 'waiting', size = null from media.titles t
    where c.title_id = ${titleId} and t.id = c.title_id and c.source_id is distinct from t.source_id returning 1`.execute(db)
  return rows.length > 0
}

export async function clipState(db: Db, titleId: string): Promise<ClipState | null> {
  const { rows } = await sql<{ state: ClipState }>`select state from media.clips where title_id = ${titleId}`.execute(db)
  return rows[0]?.state ?? null
}

/** How it ended: the size in bytes, or null when it cannot be made. False when the title went away meanwhile, or has another film now. */
export async function endClip(db: Db, titleId: string, { sourceId, size }: { sourceId: string | null; size: number | null }): Promise<boolean> {
  const { rows } = await sql`update media.clips c set state = ${size === null ? 'failed' : 'ready'}, size = ${size}::bigint, source_id = ${sourceId}::uuid from media.titles t
    where c.title_id = ${titleId} and t.id = c.title_id and t.source_id is not distinct from ${sourceId}::uuid returning 1`.execute(db)
  return rows.length > 0
}

export async function readyClips(db: Db, titleIds: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ titleId: string }>`select title_id as "titleId" from media.clips where title_id = any(${titleIds}) and state = 'ready'`.execute(db)
  return rows.map((row) => row.titleId)
}
