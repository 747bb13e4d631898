import { sql } from 'kysely'
import type { Db } from '#platform/context'
import type { Currency } from '#platform/money'
import type { Model, PictureData, ProjectState } from '../types.ts'

export interface ProjectRow {
  id: string
  slug: string
  workspaceId: string
  title: string
  summary: string
  story: string
  risks: string
  language: 'fr' | 'en'
  country: string | null
  goal: number
  minimum: number | null
  currency: Currency
  model: Model
  endsOn: string | null
  endsAt: Date | null
  videoTitleId: string | null
  filmId: string | null
  resultFilmId: string | null
  cover: PictureData | null
  pictures: PictureData[]
  budget: { label: string; amount: number }[]
  team: { name: string; role: string; bio: string }[]
  payoutTo: Buffer | null
  payoutShown: PayoutShown | null
  state: ProjectState
  feeBasisPoints: number | null
  raisedAtEnd: number | null
  toldPercent: number
  createdAt: Date
  updatedAt: Date
  submittedAt: Date | null
  launchedAt: Date | null
  decidedAt: Date | null
  settledAt: Date | null
}
export interface PayoutShown {
  kind: 'wallet' | 'bank'
  label: string
  name: string
}

export const projectColumns =
  sql.raw(`p.id, p.slug, p.workspace_id as "workspaceId", p.title, p.summary, p.story, p.risks, p.language, p.country, p.goal, p.minimum, p.currency, p.model,
  p.ends_on::text as "endsOn", p.ends_at as "endsAt", p.video_title_id as "videoTitleId", p.film_id as "filmId", p.result_film_id as "resultFilmId", p.cover, p.pictures, p.budget, p.team,
  p.payout_to as "payoutTo", p.payout_shown as "payoutShown", p.state, p.fee_basis_points as "feeBasisPoints", p.raised_at_end as "raisedAtEnd", p.told_percent as "toldPercent",
  p.created_at as "createdAt", p.updated_at as "updatedAt", p.submitted_at as "submittedAt", p.launched_at as "launchedAt", p.decided_at as "decidedAt", p.settled_at as "settledAt"`)

const isId = (text: string) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text)

/** By id or slug. */
export async function readProject(db: Db, idOrSlug: string): Promise<ProjectRow | null> {
  const column = sql.ref(isId(idOrSlug) ? 'p.id' : 'p.slug')
  const { rows } = await sql<ProjectRow>`select ${projectColumns} from crowdfunding.projects p where ${column} = ${idOrSlug}`.execute(db)
  return rows[0] ?? null
}

export async function readProjects(db: Db, ids: readonly string[]): Promise<ProjectRow[]> {
  const { rows } = await sql<ProjectRow>`select ${projectColumns} from crowdfunding.projects p where p.id = any(${ids}::uuid[])`.execute(db)
  return rows
}

/** The whole row held: nobody else changes the project, and nobody contributes, until this transaction ends. */
export async function holdProject(db: Db, id: string): Promise<ProjectRow | null> {
  const { rows } = await sql<ProjectRow>`select ${projectColumns} from crowdfunding.projects p where p.id = ${id}::uuid for update`.execute(db)
  return rows[0] ?? null
}

/** Held against its end only: many may hold it so at once. By id or slug. */
export async function enterProject(db: Db, idOrSlug: string): Promise<ProjectRow | null> {
  const column = sql.ref(isId(idOrSlug) ? 'p.id' : 'p.slug')
  const { rows } = await sql<ProjectRow>`select ${projectColumns} from crowdfunding.projects p where ${column} = ${idOrSlug} for key share`.execute(db)
  return rows[0] ?? null
}

export async function takenSlugs(db: Db, slugs: readonly string[]): Promise<Set<string>> {
  const { rows } = await sql<{ slug: string }>`select slug from crowdfunding.projects where slug = any(${slugs}::text[])`.execute(db)
  return new Set(rows.map((row) => row.slug))
}

export async function insertProject(
  db: Db,
  project: { slug: string; workspaceId: string; createdBy: string | null; title: string; filmId: string | null; at: Date },
): Promise<string> {
  const { rows } = await sql<{ id: string }>`insert into crowdfunding.projects (slug, workspace_id, created_by, title, film_id, created_at, updated_at)
    values (${project.slug}, ${project.workspaceId}, ${project.createdBy}, ${project.title}, ${project.filmId}, ${project.at}, ${project.at}) returning id`.execute(db)
  return rows[0]!.id
}

/** What makers may change, by the name of its column's field. */
export type ProjectPatch = Partial<
  Pick<
    ProjectRow,
    | 'title'
    | 'summary'
    | 'story'
    | 'risks'
    | 'language'
    | 'country'
    | 'goal'
    | 'minimum'
    | 'currency'
    | 'model'
    | 'endsOn'
    | 'videoTitleId'
    | 'filmId'
    | 'resultFilmId'
    | 'cover'
    | 'pictures'
    | 'budget'
    | 'team'
    | 'payoutTo'
    | 'payoutShown'
  >
>

const json = new Set(['cover', 'pictures', 'budget', 'team', 'payoutShown'])
const columnOf = (field: string) => field.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)

/** Writes the fields that are given, and that somebody edited at that time. */
export async function updateProject(db: Db, id: string, patch: ProjectPatch, at: Date): Promise<void> {
  const sets = Object.entries(patch).map(([field, value]) => {
    const column = sql.ref(columnOf(field))
    return json.has(field) ? sql`${column} = ${value === null ? null : JSON.stringify(value)}::jsonb` : sql`${column} = ${value}`
  })
  await sql`update crowdfunding.projects set ${sql.join([...sets, sql`updated_at = ${at}`])} where id = ${id}::uuid`.execute(db)
}

export interface Decision {
  kind: 'submitted' | 'changes-asked' | 'approved' | 'refused' | 'launched' | 'succeeded' | 'failed' | 'cancelled' | 'completed'
  by: string | null
  note: string | null
}

export async function moveProject(db: Db, id: string, state: ProjectState, at: Date): Promise<void> {
  await sql`update crowdfunding.projects set state = ${state}, submitted_at = case when ${state} = 'submitted' then ${at}::timestamptz else submitted_at end,
    decided_at = case when ${state} in ('succeeded', 'failed', 'cancelled') then ${at}::timestamptz else decided_at end where id = ${id}::uuid`.execute(db)
}

export async function recordDecision(db: Db, projectId: string, { kind, by, note }: Decision, at: Date): Promise<void> {
  await sql`insert into crowdfunding.decisions (project_id, kind, by, note, at) values (${projectId}, ${kind}, ${by}, ${note}, ${at})`.execute(db)
}

/** Opens to contributions, with the platform's share of that day. */
export async function launchRow(db: Db, id: string, endsAt: Date, at: Date): Promise<void> {
  await sql`update crowdfunding.projects set state = 'live', launched_at = ${at}, ends_at = ${endsAt},
    fee_basis_points = (select basis_points from crowdfunding.fees where from_day <= ${at}::date order by from_day desc limit 1) where id = ${id}::uuid`.execute(db)
}

/** The platform's share of what a project launched that day would raise, in basis points. */
export async function readFee(db: Db, at: Date): Promise<number> {
  const { rows } = await sql<{ points: number }>`select basis_points as points from crowdfunding.fees where from_day <= ${at}::date order by from_day desc limit 1`.execute(db)
  return rows[0]?.points ?? 0
}

export async function settleRow(db: Db, id: string, raised: number, at: Date): Promise<void> {
  await sql`update crowdfunding.projects set raised_at_end = ${raised}, settled_at = ${at} where id = ${id}::uuid`.execute(db)
}

export async function deleteProject(db: Db, id: string): Promise<void> {
  await sql`delete from crowdfunding.projects where id = ${id}::uuid`.execute(db)
}

/** Live ones whose last instant has passed. */
export async function readEnded(db: Db, now: Date, limit: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select id from crowdfunding.projects where state = 'live' and ends_at <= ${now} order by ends_at limit ${limit}`.execute(db)
  return rows.map((row) => row.id)
}

/** In that state and not settled yet. */
export async function readInState(db: Db, state: ProjectState): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select id from crowdfunding.projects where state = ${state} and settled_at is null order by ends_at`.execute(db)
  return rows.map((row) => row.id)
}

/** Remembers that the makers were told of that mark; false when somebody did already. */
export async function markTold(db: Db, id: string, percent: number): Promise<boolean> {
  const done = await sql`update crowdfunding.projects set told_percent = ${percent} where id = ${id}::uuid and told_percent < ${percent}`.execute(db)
  return Number(done.numAffectedRows ?? 0) > 0
}

export async function sortBy(db: Db, id: string, percent: number): Promise<void> {
  await sql`update crowdfunding.projects set sorted_percent = ${percent} where id = ${id}::uuid and sorted_percent <> ${percent}`.execute(db)
}

/** The same for the number of contributions. */
export async function markGivers(db: Db, id: string, mark: number): Promise<boolean> {
  const done = await sql`update crowdfunding.projects set told_contributors = ${mark} where id = ${id}::uuid and told_contributors < ${mark}`.execute(db)
  return Number(done.numAffectedRows ?? 0) > 0
}

/** Remembers that those who gave were told that the film is there; false when they were before. */
export async function markFilmOut(db: Db, id: string, at: Date): Promise<boolean> {
  const done = await sql`update crowdfunding.projects set result_told_at = ${at} where id = ${id}::uuid and result_told_at is null`.execute(db)
  return Number(done.numAffectedRows ?? 0) > 0
}

/** Projects that owe refunds which were not asked for yet. */
export async function readWithDue(db: Db): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select distinct project_id as id from crowdfunding.contributions where state = 'refund-due' and payment_id is not null`.execute(db)
  return rows.map((row) => row.id)
}
