import { sql } from 'kysely'
import type { Db } from '#platform/context'
import type { Currency } from '#platform/money'
import { placeBetween, spread } from '../rules/pipeline/place.ts'
import type { AskedField } from '../rules/pipeline/entry.ts'

/** Cards, where they stand, and how they came there. */

export interface CardRow {
  id: string
  workspaceId: string
  pipelineId: string
  stageId: string
  recordId: string
  place: string
  title: string | null
  value: number | null
  currency: Currency | null
  probability: number | null
  expectedOn: string | null
  enteredAt: Date
  closedAt: Date | null
  version: number
  removedAt: Date | null
}

const columns =
  sql.raw(`c.id, c.workspace_id as "workspaceId", c.pipeline_id as "pipelineId", c.stage_id as "stageId", c.record_id as "recordId", c.place, c.title, c.value::float8 as value,
  c.currency, c.probability::int as probability, c.expected_on::text as "expectedOn", c.entered_at as "enteredAt", c.closed_at as "closedAt", c.version, c.removed_at as "removedAt"`)

export async function readCard(db: Db, id: string): Promise<CardRow | null> {
  const { rows } = await sql<CardRow>`select ${columns} from crm.cards c where c.id = ${id}::uuid`.execute(db)
  return rows[0] ?? null
}

/** The same, and nobody else changes it before the end of the transaction. */
export async function holdCard(db: Db, id: string): Promise<CardRow | null> {
  const { rows } = await sql<CardRow>`select ${columns} from crm.cards c where c.id = ${id}::uuid for no key update`.execute(db)
  return rows[0] ?? null
}

export interface NewCard {
  pipelineId: string
  stageId: string
  recordId: string
  title: string | null
  value: number | null
  currency: Currency | null
  probability: number | null
  expectedOn: string | null
}

/** Puts a new card in a stage. Answers null when the artist already has one in that pipeline. */
export async function placeCard(db: Db, workspaceId: string, card: NewCard & { place: string; closed: boolean }, by: string | null, now: Date): Promise<string | null> {
  const { rows } = await sql<{ id: string }>`
    insert into crm.cards (workspace_id, pipeline_id, stage_id, record_id, place, title, value, currency, probability, expected_on, entered_at, closed_at, created_by, created_at, updated_at)
    values (${workspaceId}::uuid, ${card.pipelineId}::uuid, ${card.stageId}::uuid, ${card.recordId}::uuid, ${card.place}, ${card.title}, ${card.value}, ${card.currency}, ${card.probability},
      ${card.expectedOn}::date, ${now}, ${card.closed ? now : null}, ${by}::uuid, ${now}, ${now})
    on conflict (pipeline_id, record_id) where title is null and removed_at is null do nothing returning id`.execute(db)
  return rows[0]?.id ?? null
}

/** Stands a card in a stage at a place. A new stage begins its days anew; won or lost closes it, open opens it again. Answers the new version. */
export async function moveCard(db: Db, id: string, to: { stageId: string; place: string; closed: boolean }, now: Date): Promise<number> {
  const { rows } = await sql<{ version: number }>`
    update crm.cards set entered_at = case when stage_id = ${to.stageId}::uuid then entered_at else ${now}::timestamptz end, stage_id = ${to.stageId}::uuid, place = ${to.place},
      closed_at = case when ${to.closed} then coalesce(closed_at, ${now}::timestamptz) end, version = version + 1, updated_at = ${now}
    where id = ${id}::uuid returning version`.execute(db)
  return rows[0]!.version
}

export async function updateCard(
  db: Db,
  id: string,
  { title, value, currency, probability, expectedOn }: Pick<NewCard, 'title' | 'value' | 'currency' | 'probability' | 'expectedOn'>,
  now: Date,
): Promise<void> {
  await sql`update crm.cards set title = ${title}, value = ${value}, currency = ${currency}, probability = ${probability}, expected_on = ${expectedOn}::date, version = version + 1, updated_at = ${now}
    where id = ${id}::uuid`.execute(db)
}

/** Takes a card off the board, or puts it back. Answers false when the artist got another meanwhile; the pipeline being held, nobody makes one in between. */
export async function setRemoved(db: Db, { id, pipelineId, recordId, title }: CardRow, removed: { by: string | null } | null, now: Date): Promise<boolean> {
  const { rows } = await sql`
    update crm.cards set removed_at = ${removed ? now : null}, removed_by = ${removed?.by ?? null}::uuid, version = version + 1, updated_at = ${now}
    where id = ${id}::uuid and (${removed !== null || title !== null} or not exists (
      select 1 from crm.cards o where o.pipeline_id = ${pipelineId}::uuid and o.record_id = ${recordId}::uuid and o.title is null and o.removed_at is null and o.id <> ${id}::uuid)) returning 1`.execute(
    db,
  )
  return rows.length > 0
}

/** A free place after a card (null, or gone from there: first), the pipeline being held. `spread`: the whole stage was given new places to make room. */
export async function roomAfter(db: Db, stageId: string, after: string | null, moving: string | null): Promise<{ place: string; spread: boolean }> {
  const neighbours = async (): Promise<{ low: string | null; high: string | null }> => {
    const { rows } = await sql<{ low: string | null; high: string | null }>`
      with low as (select c.place from crm.cards c where c.id = ${after}::uuid and c.stage_id = ${stageId}::uuid and c.id is distinct from ${moving}::uuid and c.removed_at is null)
      select (select place from low) as low, (select min(c.place) from crm.cards c where c.stage_id = ${stageId}::uuid and c.id is distinct from ${moving}::uuid
        and c.place > coalesce((select place from low), '')) as high`.execute(db)
    return rows[0]!
  }
  const { low, high } = await neighbours()
  const place = placeBetween(low, high)
  if (place !== null) return { place, spread: false }
  await spreadStage(db, stageId)
  const wider = await neighbours()
  return { place: placeBetween(wider.low, wider.high)!, spread: true }
}

/** Gives every card of a stage a new place in the same order. */
async function spreadStage(db: Db, stageId: string): Promise<void> {
  const { rows } = await sql<{ id: string }>`select id from crm.cards where stage_id = ${stageId}::uuid order by place, id`.execute(db)
  await sql`update crm.cards c set place = p.place from unnest(${rows.map(({ id }) => id)}::uuid[], ${spread(rows.length)}::text[]) as p (id, place) where c.id = p.id`.execute(db)
}

export async function insertMove(
  db: Db,
  card: Pick<CardRow, 'id' | 'workspaceId' | 'pipelineId'>,
  move: { from: string | null; to: string; by: string | null; reason: string | null },
  now: Date,
): Promise<void> {
  await sql`insert into crm.moves (workspace_id, card_id, pipeline_id, from_stage, to_stage, by, reason, at)
    values (${card.workspaceId}::uuid, ${card.id}::uuid, ${card.pipelineId}::uuid, ${move.from}::uuid, ${move.to}::uuid, ${move.by}::uuid, ${move.reason}, ${now})`.execute(db)
}

/** The card's last move, to know whether it is being taken back. */
export async function lastMove(db: Db, cardId: string): Promise<{ from: string | null; by: string | null; at: Date } | null> {
  const { rows } = await sql<{
    from: string | null
    by: string | null
    at: Date
  }>`select from_stage as from, by, at from crm.moves where card_id = ${cardId}::uuid order by at desc, id desc limit 1`.execute(db)
  return rows[0] ?? null
}

/** Every card of a stage, removed ones too, goes to the end of another. */
export async function moveAll(db: Db, from: string, to: { stageId: string; closed: boolean }, by: string | null, now: Date): Promise<void> {
  const { rows } = await sql<{
    id: string
  }>`select id from crm.cards where stage_id = any(${[to.stageId, from]}::uuid[]) order by stage_id <> ${to.stageId}::uuid, place, id`.execute(db)
  await sql`insert into crm.moves (workspace_id, card_id, pipeline_id, from_stage, to_stage, by, at)
    select workspace_id, id, pipeline_id, stage_id, ${to.stageId}::uuid, ${by}::uuid, ${now} from crm.cards where stage_id = ${from}::uuid`.execute(db)
  await sql`update crm.cards c set place = p.place, version = version + 1, stage_id = ${to.stageId}::uuid,
      entered_at = case when c.stage_id = ${from}::uuid then ${now}::timestamptz else c.entered_at end, closed_at = case when ${to.closed} then coalesce(c.closed_at, ${now}::timestamptz) end
    from unnest(${rows.map(({ id }) => id)}::uuid[], ${spread(rows.length)}::text[]) as p (id, place) where c.id = p.id`.execute(db)
}

export async function countCards(db: Db, stageId: string): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from crm.cards where stage_id = ${stageId}::uuid and removed_at is null`.execute(db)
  return rows[0]!.n
}

export interface EnteringRow {
  name: string
  milestones: Record<string, string>
  lastContactAt: Date | null
  held: AskedField[]
}

/** What the rules of entry look at, on the artist's side. */
export async function readEntering(db: Db, recordId: string): Promise<EnteringRow | null> {
  const { rows } = await sql<EnteringRow>`
    select r.name, r.milestones, r.last_contact_at as "lastContactAt", array_remove(array[
      case when r.email is not null then 'email' end, case when r.phone is not null then 'phone' end, case when r.owner_id is not null then 'owner' end,
      case when r.country is not null then 'country' end, case when r.genres <> '{}' then 'genres' end, case when r.followers is not null then 'followers' end,
      case when r.next_step is not null then 'nextStep' end, case when exists (select 1 from crm.links l where l.record_id = r.id) then 'links' end], null) as held
    from crm.records r where r.id = ${recordId}::uuid and r.removed_at is null`.execute(db)
  return rows[0] ?? null
}
