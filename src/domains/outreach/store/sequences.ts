import { sql } from 'kysely'
import type { Db } from '#platform/context'
import type { Channel, SequenceState } from '../types.ts'

export interface SequenceRow {
  id: string
  workspaceId: string
  name: string
  state: SequenceState
  version: number
  createdBy: string | null
  updatedAt: Date
}

export interface StepRow {
  id: string
  position: number
  kind: Channel
  templateId: string | null
  title: string | null
  wait: number
  working: boolean
}

export type StepDraft = Omit<StepRow, 'id' | 'position'> & { id?: string | undefined }

const columns = sql.raw('s.id, s.workspace_id as "workspaceId", s.name, s.state, s.version, s.created_by as "createdBy", s.updated_at as "updatedAt"')
const stepColumns = sql.raw('id, position, kind, template_id as "templateId", title, wait, working')

export async function readSequence(db: Db, id: string, lock = false): Promise<SequenceRow | null> {
  const { rows } = await sql<SequenceRow>`select ${columns} from outreach.sequences s where s.id = ${id}::uuid ${lock ? sql`for update` : sql``}`.execute(db)
  return rows[0] ?? null
}

export async function listSteps(db: Db, sequenceId: string): Promise<StepRow[]> {
  const { rows } = await sql<StepRow>`select ${stepColumns} from outreach.steps where sequence_id = ${sequenceId}::uuid and position is not null order by position`.execute(db)
  return rows
}

/** The steps of these sequences in their order, by sequence. */
export async function stepsOf(db: Db, sequenceIds: readonly string[]): Promise<Map<string, StepRow[]>> {
  const { rows } = await sql<StepRow & { sequenceId: string }>`select sequence_id as "sequenceId", ${stepColumns} from outreach.steps
    where sequence_id = any(${[...new Set(sequenceIds)]}::uuid[]) and position is not null order by sequence_id, position`.execute(db)
  return Map.groupBy(rows, ({ sequenceId }) => sequenceId)
}

export async function insertSequence(db: Db, workspaceId: string, name: string, by: string | null, now: Date): Promise<string> {
  const { rows } = await sql<{ id: string }>`insert into outreach.sequences (workspace_id, name, created_by, created_at, updated_at)
    values (${workspaceId}::uuid, ${name}, ${by}::uuid, ${now}, ${now}) returning id`.execute(db)
  return rows[0]!.id
}

export async function renameSequence(db: Db, id: string, name: string, now: Date): Promise<void> {
  await sql`update outreach.sequences set name = ${name}, version = version + 1, updated_at = ${now} where id = ${id}::uuid`.execute(db)
}

export async function setSequence(db: Db, id: string, state: SequenceState, now: Date): Promise<void> {
  await sql`update outreach.sequences set state = ${state}, version = version + 1, updated_at = ${now} where id = ${id}::uuid`.execute(db)
}

/** Writes the steps in their order. Those with a known id stay themselves, so that nobody gets them twice; those left out keep their row without a place. */
export async function putSteps(db: Db, sequenceId: string, steps: readonly StepDraft[]): Promise<void> {
  await sql`update outreach.steps set position = null where sequence_id = ${sequenceId}::uuid`.execute(db)
  const rows = steps.map((step, position) => ({ ...step, id: step.id ?? null, position }))
  await sql`update outreach.steps s set position = g.position, kind = g.kind, template_id = g."templateId", title = g.title, wait = g.wait, working = g.working
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as g (id uuid, position smallint, kind text, "templateId" uuid, title text, wait int, working boolean)
    where s.id = g.id and s.sequence_id = ${sequenceId}::uuid`.execute(db)
  await sql`insert into outreach.steps (sequence_id, position, kind, template_id, title, wait, working)
    select ${sequenceId}::uuid, g.position, g.kind, g."templateId", g.title, g.wait, g.working
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as g (id uuid, position smallint, kind text, "templateId" uuid, title text, wait int, working boolean) where g.id is null`.execute(
    db,
  )
}

export interface SequenceFigures {
  sequenceId: string
  enrolled: number
  running: number
  answered: number
  bounced: number
  unsubscribed: number
  finished: number
  sent: number
  /** Median of hours from the last message to the answer. */
  medianHours: number | null
}

/** What came of sequences. */
export async function figuresOf(db: Db, workspaceId: string): Promise<SequenceFigures[]> {
  const { rows } = await sql<SequenceFigures>`
    select s.id as "sequenceId", count(e.id)::int as enrolled, count(e.id) filter (where e.ended_at is null)::int as running,
      count(e.id) filter (where e.state = 'answered')::int as answered, count(e.id) filter (where e.state = 'bounced')::int as bounced,
      count(e.id) filter (where e.state = 'unsubscribed')::int as unsubscribed, count(e.id) filter (where e.state = 'finished')::int as finished,
      coalesce(m.sent, 0)::int as sent, m.median as "medianHours"
    from outreach.sequences s left join outreach.enrolments e on e.sequence_id = s.id
      left join lateral (select count(*) filter (where m.state = 'sent') as sent, percentile_cont(0.5) within group (order by extract(epoch from m.answered_at - m.sent_at) / 3600.0)
        filter (where m.answered_at is not null and m.sent_at is not null) as median
        from outreach.messages m join outreach.enrolments x on x.id = m.enrolment_id where x.sequence_id = s.id) m on true
    where s.workspace_id = ${workspaceId}::uuid group by s.id, m.sent, m.median`.execute(db)
  return rows
}

export async function listSequenceRows(db: Db, workspaceId: string, archived: boolean): Promise<SequenceRow[]> {
  const { rows } = await sql<SequenceRow>`select ${columns} from outreach.sequences s where s.workspace_id = ${workspaceId}::uuid and (s.state = 'archived') = ${archived}
    order by array_position(array['active', 'paused', 'draft', 'archived'], s.state), lower(s.name), s.id limit 500`.execute(db)
  return rows
}

export interface TemplateFigures {
  templateId: string
  version: number
  sent: number
  answered: number
  bounced: number
  unsubscribed: number
  medianHours: number | null
}

/** What came of each version of the templates of a workspace. */
export async function templateFigures(db: Db, workspaceId: string, templateId: string | null): Promise<TemplateFigures[]> {
  const { rows } = await sql<TemplateFigures>`
    select m.template_id as "templateId", m.template_version as version, count(*)::int as sent, count(m.answered_at)::int as answered, count(m.bounced_at)::int as bounced,
      count(m.left_at)::int as unsubscribed, percentile_cont(0.5) within group (order by extract(epoch from m.answered_at - m.sent_at) / 3600.0) filter (where m.answered_at is not null) as "medianHours"
    from outreach.messages m where m.workspace_id = ${workspaceId}::uuid and m.state = 'sent' and m.template_id is not null and (${templateId}::uuid is null or m.template_id = ${templateId}::uuid)
    group by 1, 2 order by 1, 2 desc`.execute(db)
  return rows
}

export async function sequenceNames(db: Db, ids: readonly string[]): Promise<Map<string, string>> {
  const { rows } = await sql<{ id: string; name: string }>`select id, name from outreach.sequences where id = any(${[...new Set(ids)]}::uuid[])`.execute(db)
  return new Map(rows.map(({ id, name }) => [id, name]))
}
