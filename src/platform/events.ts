import { sql } from 'kysely'
import type { Ctx, Db } from './context.ts'

/** Something that happened, past tense: `film.published`. `subject` is the id of the thing it happened to. */
export interface GriotEvent<Payload extends Record<string, unknown> = Record<string, unknown>> {
  id: string
  type: string
  subject: string
  workspaceId: string | null
  actorId: string | null
  payload: Payload
  at: Date
}

export interface Announcement {
  type: `${string}.${string}`
  subject: string
  workspaceId?: string | null
  actorId?: string | null
  payload?: Record<string, unknown>
  /** Reactions to what is announced in one queue run one after the other, in that order: of a thing done and at once undone, the first is never heard last. */
  queue?: string
}

/** What a room does when another announces. Recorded per event: a replay does nothing. */
export interface Reaction {
  /** Unique name, `room.whatItDoes`. */
  name: string
  /** The event's type, or `*` for every event of a workspace. */
  on: string
  run: (ctx: Ctx, event: GriotEvent) => Promise<void>
  /** Asked when it is announced: false = nobody is interested, no job is made. For `*`, where most events concern nobody. */
  wants?: (db: Db, announcement: Announcement) => Promise<boolean>
}

export function reaction(name: string, on: string, run: Reaction['run'], wants?: Reaction['wants']): Reaction {
  return { name, on, run, ...(wants ? { wants } : {}) }
}

/** The job that carries one event to one reaction. */
export const reactTask = 'platform.react'

const registered = new Map<string, Reaction>()

/** Called once by the app with every room's reactions. */
export function registerReactions(reactions: readonly Reaction[]): void {
  for (const r of reactions) registered.set(r.name, r)
}

/** Writes the event and, in the same statement, one job for each reaction: the outbox without a broker. */
export async function announce(db: Db, announcement: Announcement): Promise<string> {
  const { type, subject, workspaceId = null, actorId = null, payload = {}, queue = null } = announcement
  const heard = await whoHears(db, announcement)
  const { rows } = await sql<{ id: string }>`
    with said as (insert into platform.events (type, subject, workspace_id, actor_id, payload)
      values (${type}, ${subject}, ${workspaceId}, ${actorId}, ${JSON.stringify(payload)}::jsonb) returning id)
    select said.id, count(queued.id) from said left join lateral (
      select (graphile_worker.add_job(${reactTask}, json_build_object('eventId', said.id, 'reaction', r.name), queue_name := ${queue}::text,
        run_at := case when ${queue}::text is not null then clock_timestamp() end, job_key := r.name || ':' || said.id, max_attempts := 12)).id
      from unnest(${heard}::text[]) as r(name)) queued on true group by said.id`.execute(db)
  return rows[0]!.id
}

async function whoHears(db: Db, announcement: Announcement): Promise<string[]> {
  const names: string[] = []
  for (const { name, on, wants } of registered.values()) {
    if (on !== announcement.type && !(on === '*' && announcement.workspaceId)) continue
    if (!wants || (await wants(db, announcement))) names.push(name)
  }
  return names
}

/** Runs one reaction to one event, once: the record of having reacted commits with what it did. */
export async function react(ctx: Ctx, eventId: string, name: string): Promise<void> {
  const known = registered.get(name)
  if (!known) throw new Error(`no reaction named ${name}`)
  const first = await sql`insert into platform.reactions (event_id, reaction) values (${eventId}, ${name}) on conflict do nothing returning 1`.execute(ctx.db)
  if (first.rows.length === 0) return
  const { rows } = await sql<{ id: string; type: string; subject: string; workspaceId: string | null; actorId: string | null; payload: Record<string, unknown>; at: Date }>`
    select id, type, subject, workspace_id as "workspaceId", actor_id as "actorId", payload, at from platform.events where id = ${eventId}`.execute(ctx.db)
  if (rows[0]) await known.run(ctx, rows[0])
}
