import { sql } from 'kysely'
import type { Db } from '#platform/context'
import type { Currency } from '#platform/money'
import type { EntryRule } from '../rules/pipeline/entry.ts'
import { type StageFacts, template } from '../rules/pipeline/defaults.ts'
import type { Outcome } from '../types.ts'

export type Subject = 'artists' | 'opportunities'

export interface StageRow {
  id: string
  pipelineId: string
  key: string
  name: string
  position: number
  outcome: Outcome
  probability: number
  stallsAfter: number | null
  folded: boolean
  rules: EntryRule[]
}

export interface PipelineRow {
  id: string
  workspaceId: string
  name: string
  of: Subject
  currency: Currency
  isDefault: boolean
  archivedAt: Date | null
}

const pipelineColumns = sql.raw('p.id, p.workspace_id as "workspaceId", p.name, p.of, p.currency, p.is_default as "isDefault", p.archived_at as "archivedAt"')
const stageColumns = sql.raw(
  's.id, s.pipeline_id as "pipelineId", s.key, s.name, s.position, s.outcome, s.probability::int as probability, s.stalls_after as "stallsAfter", s.folded, s.rules',
)

/** The two pipelines that every agency has, made on first need: one statement, so that two first needs at once make one pair. */
export async function ensurePipelines(db: Db, workspaceId: string, lang: 'fr' | 'en'): Promise<void> {
  const wanted = (['artists', 'opportunities'] as const).map((of, position) => ({ of, position, ...template(of, lang) }))
  await sql`
    with given as (select g.* from jsonb_to_recordset(${JSON.stringify(wanted)}::jsonb) as g (of text, position int, name text, stages jsonb)),
    made as (
      insert into crm.pipelines (workspace_id, name, of, position, is_default)
      select ${workspaceId}::uuid, g.name, g.of, g.position, true from given g
      where not exists (select 1 from crm.pipelines p where p.workspace_id = ${workspaceId}::uuid and p.of = g.of and p.is_default)
      on conflict (workspace_id, of) where is_default do nothing returning id, of)
    insert into crm.stages (pipeline_id, key, name, position, outcome, probability, stalls_after, folded, rules)
    select m.id, s.value ->> 'key', s.value ->> 'name', s.ordinality - 1, s.value ->> 'outcome', (s.value ->> 'probability')::smallint, (s.value ->> 'stallsAfter')::int,
      (s.value ->> 'folded')::boolean, s.value -> 'rules'
    from made m join given g using (of) cross join jsonb_array_elements(g.stages) with ordinality as s`.execute(db)
}

export async function listPipelineRows(db: Db, workspaceId: string): Promise<(PipelineRow & { cards: number })[]> {
  const { rows } = await sql<PipelineRow & { cards: number }>`
    select ${pipelineColumns}, (select count(*)::int from crm.cards c join crm.records r on r.id = c.record_id and r.removed_at is null where c.pipeline_id = p.id and c.removed_at is null) as cards
    from crm.pipelines p where p.workspace_id = ${workspaceId}::uuid order by p.archived_at nulls first, p.position, p.id`.execute(db)
  return rows
}

export async function readPipeline(db: Db, id: string): Promise<PipelineRow | null> {
  const { rows } = await sql<PipelineRow>`select ${pipelineColumns} from crm.pipelines p where p.id = ${id}::uuid`.execute(db)
  return rows[0] ?? null
}

export async function defaultPipeline(db: Db, workspaceId: string, of: Subject): Promise<PipelineRow | null> {
  const { rows } = await sql<PipelineRow>`select ${pipelineColumns} from crm.pipelines p where p.workspace_id = ${workspaceId}::uuid and p.of = ${of} and p.is_default`.execute(db)
  return rows[0] ?? null
}

export async function listStages(db: Db, pipelineIds: readonly string[]): Promise<StageRow[]> {
  const { rows } =
    await sql<StageRow>`select ${stageColumns} from crm.stages s where s.pipeline_id = any(${[...pipelineIds]}::uuid[]) order by s.pipeline_id, s.position, s.id`.execute(db)
  return rows
}

export async function readStage(db: Db, id: string): Promise<(StageRow & { workspaceId: string }) | null> {
  const { rows } = await sql<StageRow & { workspaceId: string }>`
    select ${stageColumns}, p.workspace_id as "workspaceId" from crm.stages s join crm.pipelines p on p.id = s.pipeline_id where s.id = ${id}::uuid`.execute(db)
  return rows[0] ?? null
}

/** From here to the end of the transaction nobody else moves a card or changes a stage of this pipeline: the order of moves is one order. */
export async function holdPipeline(db: Db, id: string): Promise<void> {
  await sql`select 1 from crm.pipelines where id = ${id}::uuid for no key update`.execute(db)
}

/** The same for all pipelines of an agency, always in one order. To be asked for before any row of an artist: who places a card holds its pipeline first. */
export async function holdPipelines(db: Db, workspaceId: string): Promise<void> {
  await sql`select 1 from crm.pipelines where workspace_id = ${workspaceId}::uuid order by id for no key update`.execute(db)
}

export async function insertPipeline(db: Db, workspaceId: string, { name, of, currency }: Pick<PipelineRow, 'name' | 'of' | 'currency'>): Promise<string> {
  const { rows } = await sql<{ id: string }>`
    insert into crm.pipelines (workspace_id, name, of, currency, position)
    select ${workspaceId}::uuid, ${name}, ${of}, ${currency}, coalesce(max(position), 0) + 1 from crm.pipelines where workspace_id = ${workspaceId}::uuid returning id`.execute(db)
  return rows[0]!.id
}

export interface PipelineChange {
  name?: string | undefined
  currency?: Currency | undefined
  isDefault?: true | undefined
  archived?: boolean | undefined
}

export async function updatePipeline(db: Db, row: PipelineRow, { name, currency, isDefault, archived }: PipelineChange, now: Date): Promise<void> {
  if (isDefault)
    await sql`update crm.pipelines set is_default = false where workspace_id = ${row.workspaceId}::uuid and of = ${row.of} and is_default and id <> ${row.id}::uuid`.execute(db)
  await sql`update crm.pipelines set name = coalesce(${name ?? null}, name), currency = coalesce(${currency ?? null}, currency), is_default = is_default or ${isDefault ?? false},
    archived_at = case when ${archived ?? null}::boolean is null then archived_at when ${archived ?? null}::boolean then coalesce(archived_at, ${now}) end
    where id = ${row.id}::uuid`.execute(db)
}

/** Adds a stage at a position; those from there on move one further. */
export async function insertStage(db: Db, pipelineId: string, position: number, stage: StageFacts): Promise<string> {
  await sql`update crm.stages set position = position + 1 where pipeline_id = ${pipelineId}::uuid and position >= ${position}`.execute(db)
  const { rows } = await sql<{ id: string }>`
    insert into crm.stages (pipeline_id, key, name, position, outcome, probability, stalls_after, folded, rules)
    values (${pipelineId}::uuid, ${stage.key}, ${stage.name}, ${position}, ${stage.outcome}, ${stage.probability}, ${stage.stallsAfter}, ${stage.folded}, ${JSON.stringify(stage.rules)}::jsonb)
    returning id`.execute(db)
  return rows[0]!.id
}

export async function updateStage(db: Db, id: string, stage: Omit<StageFacts, 'key'>): Promise<void> {
  await sql`update crm.stages set name = ${stage.name}, outcome = ${stage.outcome}, probability = ${stage.probability}, stalls_after = ${stage.stallsAfter}, folded = ${stage.folded},
    rules = ${JSON.stringify(stage.rules)}::jsonb where id = ${id}::uuid`.execute(db)
}

export async function orderStageRows(db: Db, pipelineId: string, ids: readonly string[]): Promise<void> {
  await sql`update crm.stages s set position = o.at - 1 from unnest(${[...ids]}::uuid[]) with ordinality as o (id, at)
    where s.id = o.id and s.pipeline_id = ${pipelineId}::uuid`.execute(db)
}

/** Removes a stage that no card stands in, also no removed one. */
export async function deleteStage(db: Db, { id, pipelineId, position }: StageRow): Promise<void> {
  await sql`delete from crm.stages where id = ${id}::uuid`.execute(db)
  await sql`update crm.stages set position = position - 1 where pipeline_id = ${pipelineId}::uuid and position > ${position}`.execute(db)
}
