import { findPeople } from '#domains/identity'
import type { z } from 'zod'
import type { Ctx } from '#platform/context'
import { minorDigits } from '#platform/money'
import { type Cell, dayCell, type SheetOut } from '#platform/sheet/write.ts'
import type { Translate } from '#platform/text'
import type { CardQuery } from '../schema/pipeline.ts'
import type { Conditions } from '../schema/records.ts'
import { cardRows } from '../store/boards.ts'
import { listFieldRows } from '../store/fields.ts'
import { type ImportRecord, rowsOf } from '../store/imports.ts'
import { type LineRow, listRows } from '../store/lists.ts'
import { listStages, type PipelineRow } from '../store/pipelines.ts'
import type { Direction, RecordKind, RecordSort } from '../types.ts'
import { wantedIn } from './board.ts'
import { filterOf } from './conditions.ts'

/** Tables for spreadsheets, read page after page: memory does not grow with the list. */
const atOnce = 2_000

const plain = [
  'name',
  'role',
  'email',
  'phone',
  'country',
  'city',
  'genres',
  'tags',
  'owner',
  'followers',
  'score',
  'target',
  'stage',
  'source',
  'lastContact',
  'nextStep',
  'nextStepOn',
  'updated',
] as const
export const recordColumns = plain
type Plain = (typeof plain)[number]
/** What only artists have. */
const ofArtists = new Set<string>(['genres', 'followers', 'score', 'target', 'stage'])

export interface RecordsAsked extends Conditions {
  workspaceId: string
  kind: RecordKind
  sort: RecordSort
  direction?: Direction | undefined
  ids?: readonly string[] | undefined
  columns?: readonly string[] | undefined
}

/** Records as a list shows them: the same conditions, order and columns. Without columns: all of the kind, with the agency's own fields. */
export async function recordsTable(ctx: Ctx, t: Translate, { workspaceId, kind, sort, direction, ids, columns, ...conditions }: RecordsAsked): Promise<SheetOut> {
  const fields = await listFieldRows(ctx.db, workspaceId, kind)
  const labels = new Map(fields.map(({ key, label }) => [`custom.${key}`, label]))
  const chosen = columns?.filter((column) => !column.startsWith('custom.') || labels.has(column)) ?? [
    ...plain.filter((one) => kind === 'artist' || !ofArtists.has(one)),
    ...labels.keys(),
  ]
  const filter = { ...filterOf(ctx, kind, conditions), ...(ids ? { ids } : {}) }
  async function* rows(): AsyncGenerator<Cell[]> {
    for (let after: { key: string; id: string } | null = null; ;) {
      const page: (LineRow & { key: string })[] = await listRows(ctx.db, workspaceId, { filter, sort, direction, after, limit: atOnce })
      const people = await names(ctx, page)
      for (const row of page) yield chosen.map((column) => cellOf(row, column, people, t))
      const last = page.at(-1)
      if (page.length < atOnce || !last) return
      after = { key: last.key, id: last.id }
    }
  }
  return {
    name: t(`crm.${kind === 'artist' ? 'artists' : kind === 'person' ? 'people' : 'organisations'}`),
    columns: chosen.map((column) => labels.get(column) ?? t(`crm.f.${column}`)),
    rows: rows(),
  }
}

async function names(ctx: Ctx, rows: readonly { ownerId: string | null }[]): Promise<Map<string, string>> {
  const people = await findPeople(ctx.db, [...new Set(rows.flatMap(({ ownerId }) => ownerId ?? []))])
  return new Map([...people].map(([id, { name }]) => [id, name]))
}

function cellOf(row: LineRow, column: string, people: ReadonlyMap<string, string>, t: Translate): Cell {
  if (column.startsWith('custom.')) return row.custom[column.slice(7)] as Cell
  switch (column as Plain) {
    case 'owner':
      return row.ownerId ? people.get(row.ownerId) : null
    case 'target':
      return row.kind === 'artist' ? t(`crm.target.${row.target}`) : null
    case 'stage':
      return row.stage?.name
    case 'role':
      return row.kind === 'organisation' && row.role ? t(`crm.role.${row.role}`) : row.role
    case 'lastContact':
      return row.lastContactAt
    case 'updated':
      return row.updatedAt
    case 'nextStepOn':
      return dayCell(row.nextStepOn)
    default:
      return row[column as 'name' | 'email' | 'phone' | 'country' | 'city' | 'genres' | 'tags' | 'followers' | 'score' | 'source' | 'nextStep']
  }
}

type CardsAsked = Omit<z.output<typeof CardQuery>, 'id' | 'after' | 'limit'>
const cardColumns = ['name', 'title', 'stage', 'value', 'currency', 'probability', 'expectedOn', 'owner', 'entered', 'days', 'nextStep'] as const

/** The cards of a pipeline that fit, in the order of the board or of its list. Amounts in whole units of their currency. */
export function cardsTable(ctx: Ctx, t: Translate, pipeline: PipelineRow, { sort, direction, ...filter }: CardsAsked): SheetOut {
  const wanted = wantedIn(ctx, pipeline.workspaceId, filter)
  async function* rows(): AsyncGenerator<Cell[]> {
    const stages = new Map((await listStages(ctx.db, [pipeline.id])).map(({ id, name }) => [id, name]))
    for (let after: { rank: number; key: string; id: string } | null = null; ;) {
      const page: Awaited<ReturnType<typeof cardRows>> = await cardRows(ctx.db, pipeline.id, wanted, { sort, direction, after, limit: atOnce })
      const people = await names(ctx, page)
      for (const card of page) {
        const currency = card.currency ?? pipeline.currency
        const value = card.value === null ? null : card.value / 10 ** minorDigits(currency)
        yield [
          card.name,
          card.title,
          stages.get(card.stageId),
          value,
          value === null ? null : currency,
          card.probability,
          dayCell(card.expectedOn),
          card.ownerId ? people.get(card.ownerId) : null,
          card.enteredAt,
          card.days,
          card.nextStep,
        ]
      }
      const last = page.at(-1)
      if (page.length < atOnce || !last) return
      after = { rank: last.rank, key: last.key, id: last.id }
    }
  }
  return { name: pipeline.name, columns: cardColumns.map((column) => t(`crm.export.card.${column}`)), rows: rows() }
}

/** The rows of an import that were kept aside, as they stood in the file, with what is wrong in each: mended, the same file can be sent again. */
export function mistakesTable(ctx: Ctx, t: Translate, one: ImportRecord): SheetOut {
  async function* rows(): AsyncGenerator<Cell[]> {
    for (let after = 0; ;) {
      const page = await rowsOf(ctx.db, one.id, 'failed', after, atOnce)
      for (const { cells, problems } of page) {
        const why = problems.map(({ column, code, params }) => (column < 0 ? t(code, params) : `${one.columns[column] ?? ''} : ${t(code, params)}`)).join(' · ')
        yield [...one.columns.map((_, at) => cells[at] ?? ''), why]
      }
      const last = page.at(-1)
      if (page.length < atOnce || !last) return
      after = last.number
    }
  }
  return { name: `${one.name.replace(/\.\w{1,5}$/, '')} ${t('crm.import.mistakes')}`, columns: [...one.columns, t('crm.import.reasonColumn')], rows: rows() }
}
