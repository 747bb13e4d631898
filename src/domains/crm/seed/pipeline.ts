import { sql } from 'kysely'
import { after, day, hour } from '#platform/clock'
import type { Ctx, Db } from '#platform/context'
import { spread } from '../rules/pipeline/place.ts'
import { insertHappenings, type NewHappening } from '../store/happenings.ts'
import { defaultPipeline, ensurePipelines, listStages, type PipelineRow, type StageRow } from '../store/pipelines.ts'
import { type Chance, chanceOf } from './chance.ts'

/** Ten weeks of the agency's pipelines: how far its artists came, and what was offered to them. Everything here is invented. */

interface Artist {
  id: string
  name: string
  ownerId: string | null
  createdAt: Date
}
interface SeededCard {
  id: string
  recordId: string
  stageId: string
  title: string | null
  value: number | null
  currency: string | null
  expectedOn: string | null
  enteredAt: Date
  closedAt: Date | null
  createdAt: Date
}
interface SeededMove {
  cardId: string
  from: string | null
  to: string
  by: string
  at: Date
}
interface Made {
  cards: SeededCard[]
  moves: SeededMove[]
  lines: NewHappening[]
  reached: { id: string; milestones: Record<string, string> }[]
}

/** How many in a hundred came at least that far: prospecting, check-up, prescription, execution, loyalty, SPARK. */
const furthest = [100, 46, 24, 12, 5, 2]
/** Days in a stage, usually. */
const usual = [12, 8, 9, 24, 30, 30]

export async function seedPipeline(ctx: Ctx, agency: { id: string; mariam: string }): Promise<void> {
  await ensurePipelines(ctx.db, agency.id, 'fr')
  const artists = await artistsOf(ctx.db, agency.id)
  await seedArtists(ctx, agency, artists)
  await seedOffers(ctx, agency, artists)
}

async function artistsOf(db: Db, workspaceId: string): Promise<Artist[]> {
  const { rows } = await sql<Artist>`select id, name, owner_id as "ownerId", created_at as "createdAt" from crm.records
    where workspace_id = ${workspaceId}::uuid and kind = 'artist' and removed_at is null order by id`.execute(db)
  return rows
}

async function seedArtists(ctx: Ctx, agency: { id: string; mariam: string }, artists: readonly Artist[]): Promise<void> {
  const pipeline = (await defaultPipeline(ctx.db, agency.id, 'artists'))!
  const stages = await listStages(ctx.db, [pipeline.id])
  const made: Made = { cards: [], moves: [], lines: [], reached: [] }
  artists.forEach((artist, at) => walk({ artist, at, now: ctx.now, by: artist.ownerId ?? agency.mariam, pipeline, stages }, made))
  await write(ctx.db, agency.id, pipeline, made)
}

interface Walk {
  artist: Artist
  at: number
  now: Date
  by: string
  pipeline: PipelineRow
  stages: readonly StageRow[]
}

/** One artist's way through the stages; the first of the list waits for her prescription. Some are lost on the way. */
function walk({ artist, at, now, by, pipeline, stages }: Walk, made: Made): void {
  const chance = chanceOf(`pipeline ${artist.name}`)
  const luck = at === 0 ? 20 : chance.next() * 100
  const far = furthest.findLastIndex((share) => luck < share)
  const times = timesOf(chance, far, artist.createdAt, now)
  const lost = at > 0 && far < 3 && chance.next() < 0.09
  const way = [...stages.slice(0, far + 1), ...(lost ? [stages.at(-1)!] : [])]
  if (lost) times.push(after(times.at(-1)!, 2 * day) < now ? after(times.at(-1)!, 2 * day) : after(now, -hour))
  const id = uuid(`card ${artist.id}`)
  const last = way.at(-1)!
  made.cards.push({
    id,
    recordId: artist.id,
    stageId: last.id,
    title: null,
    ...moneyFor(chance, far, now),
    enteredAt: times.at(-1)!,
    closedAt: last.outcome === 'open' ? null : times.at(-1)!,
    createdAt: times[0]!,
  })
  way.forEach((stage, step) => {
    const from = way[step - 1]
    made.moves.push({ cardId: id, from: from?.id ?? null, to: stage.id, by, at: times[step]! })
    made.lines.push(
      line(
        artist.id,
        from ? (stage.outcome === 'open' ? 'moved' : stage.outcome) : 'placed',
        { title: pipeline.name, from: from?.name ?? '', to: stage.name, reason: '' },
        by,
        times[step]!,
      ),
    )
  })
  const facts = [
    far >= 2 && ['checkup.finished', times[2]],
    far >= 3 && ['prescription.sent', times[3]],
    far >= 3 && ['prescription.accepted', times[3]],
    far >= 4 && ['plan.done', times[4]],
  ].filter((one) => one !== false)
  if (facts.length > 0) made.reached.push({ id: artist.id, milestones: Object.fromEntries(facts.map(([name, when]) => [String(name), (when as Date).toISOString()])) })
}

/** When each stage was entered: the last one lately enough, most not stalled. */
function timesOf(chance: Chance, far: number, from: Date, now: Date): Date[] {
  const start = Math.max(from.getTime(), now.getTime() - 70 * day)
  const stays = Array.from({ length: far + 1 }, (_, stage) => usual[stage]! * (stage === far ? 0.2 + 3 * chance.next() ** 2 : 0.35 + chance.next()) * day)
  const squeeze = Math.min(1, (now.getTime() - start - hour) / stays.reduce((all, one) => all + one, 0))
  let at = Math.max(start, now.getTime() - stays.reduce((all, one) => all + one, 0) - chance.below(4) * day)
  return stays.map((stay) => {
    const entered = new Date(at)
    at += stay * squeeze
    return entered
  })
}

const moneyFor = (chance: Chance, far: number, now: Date): Pick<SeededCard, 'value' | 'currency' | 'expectedOn'> =>
  far < 1 || chance.next() < 0.3
    ? { value: null, currency: null, expectedOn: null }
    : {
        value: chance.one([29_000, 39_000, 49_000]),
        currency: 'EUR',
        expectedOn: after(now, (chance.below(130) - 8) * day)
          .toISOString()
          .slice(0, 10),
      }

const offers: readonly (readonly [string, number, 'EUR' | 'XOF'])[] = [
  ['Offre 290 Quick Win', 29_000, 'EUR'],
  ['Offre 390 Structuration', 39_000, 'EUR'],
  ['Offre 490 Premium', 49_000, 'EUR'],
  ['Accompagnement de la sortie du single', 190_000, 'XOF'],
  ['Offre 390 Structuration, équipe d’Abidjan', 255_000, 'XOF'],
]

/** What was offered to those who came as far as the check-up. */
async function seedOffers(ctx: Ctx, agency: { id: string; mariam: string }, artists: readonly Artist[]): Promise<void> {
  const pipeline = (await defaultPipeline(ctx.db, agency.id, 'opportunities'))!
  const stages = await listStages(ctx.db, [pipeline.id])
  const made: Made = { cards: [], moves: [], lines: [], reached: [] }
  artists.forEach((artist, at) => {
    const chance = chanceOf(`offer ${artist.name}`)
    if (at > 0 && chance.next() > 0.26) return
    const [title, value, currency] = at === 0 ? offers[1]! : chance.one(offers)
    const far = at === 0 ? 1 : chance.below(stages.length)
    const way = [...stages.slice(0, Math.min(far, 2) + 1), ...(far > 2 ? [stages[far]!] : [])]
    const times = way.map((_, step) => after(ctx.now, -(way.length - step) * (3 + chance.below(9)) * day))
    times.sort((a, b) => a.getTime() - b.getTime())
    const last = way.at(-1)!
    const id = uuid(`offer ${artist.id}`)
    const expected = after(ctx.now, (chance.below(120) - 12) * day)
      .toISOString()
      .slice(0, 10)
    made.cards.push({
      id,
      recordId: artist.id,
      stageId: last.id,
      title,
      value,
      currency,
      expectedOn: last.outcome === 'open' ? expected : null,
      enteredAt: times.at(-1)!,
      closedAt: last.outcome === 'open' ? null : times.at(-1)!,
      createdAt: times[0]!,
    })
    way.forEach((stage, step) => {
      const by = artist.ownerId ?? agency.mariam
      made.moves.push({ cardId: id, from: way[step - 1]?.id ?? null, to: stage.id, by, at: times[step]! })
      made.lines.push(
        line(
          artist.id,
          step === 0 ? 'placed' : stage.outcome === 'open' ? 'moved' : stage.outcome,
          { title, from: way[step - 1]?.name ?? '', to: stage.name, reason: '' },
          by,
          times[step]!,
        ),
      )
    })
  })
  await write(ctx.db, agency.id, pipeline, made)
}

const line = (recordId: string, what: string, params: Record<string, string>, actorId: string, at: Date): NewHappening => ({
  recordId,
  kind: `crm.timeline.${what}`,
  interaction: null,
  direction: null,
  body: null,
  params,
  actorId,
  at,
})

/** The same card on every start. */
function uuid(of: string): string {
  const chance = chanceOf(of)
  const hex = Array.from({ length: 32 }, () => chance.below(16).toString(16)).join('')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-7${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20)}`
}

async function write(db: Db, workspaceId: string, pipeline: PipelineRow, { cards, moves, lines, reached }: Made): Promise<void> {
  const places = spread(cards.length)
  const placed = cards.toSorted((a, b) => b.enteredAt.getTime() - a.enteredAt.getTime()).map((card, at) => ({ ...card, place: places[at] }))
  await sql`
    insert into crm.cards (id, workspace_id, pipeline_id, stage_id, record_id, place, title, value, currency, expected_on, entered_at, closed_at, created_at, updated_at)
    select id, ${workspaceId}::uuid, ${pipeline.id}::uuid, "stageId", "recordId", place, title, value, currency, "expectedOn", "enteredAt", "closedAt", "createdAt", "enteredAt"
    from jsonb_to_recordset(${JSON.stringify(placed)}::jsonb) as c (id uuid, "stageId" uuid, "recordId" uuid, place text, title text, value bigint, currency text, "expectedOn" date,
      "enteredAt" timestamptz, "closedAt" timestamptz, "createdAt" timestamptz)`.execute(db)
  await sql`
    insert into crm.moves (workspace_id, card_id, pipeline_id, from_stage, to_stage, by, at)
    select ${workspaceId}::uuid, "cardId", ${pipeline.id}::uuid, "from", "to", "by", at
    from jsonb_to_recordset(${JSON.stringify(moves)}::jsonb) as m ("cardId" uuid, "from" uuid, "to" uuid, "by" uuid, at timestamptz) order by at`.execute(db)
  await sql`update crm.records r set milestones = m.milestones || r.milestones from jsonb_to_recordset(${JSON.stringify(reached)}::jsonb) as m (id uuid, milestones jsonb) where r.id = m.id`.execute(
    db,
  )
  await insertHappenings(db, workspaceId, lines)
}
