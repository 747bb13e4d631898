import { findPeople } from '#domains/identity'
import { z } from 'zod'
import type { Ctx } from '#platform/context'
import { decodeCursor, encodeCursor, id as uuid } from '#platform/operation'
import { agencyOf } from '../agency.ts'
import { listFields, singleFields } from '../rules/merge.ts'
import type { Duplicate } from '../schema/duplicates.ts'
import { listFieldRows } from '../store/fields.ts'
import { countOpenPairs, listPairs, type PairRow } from '../store/pairs.ts'
import { readSides, type SideRow } from '../store/sides.ts'
import type { RecordKind } from '../types.ts'

interface Asked {
  workspaceId?: string | undefined
  kind?: RecordKind | undefined
  ids?: readonly string[] | undefined
  after?: string | undefined
  limit: number
}

const cursor = z.object({ score: z.number(), left: uuid, right: uuid })

/** Pairs that may be one, the surest first; or the records named, the first beside each of the others. */
export async function listDuplicates(ctx: Ctx, { workspaceId: asked, kind, ids, after, limit }: Asked): Promise<{ items: Duplicate[]; next: string | null; open: number }> {
  const workspaceId = await agencyOf(ctx, asked)
  const found = ids && ids.length > 1 ? pairsOf(ids) : await listPairs(ctx.db, workspaceId, { kind: kind ?? null, after: decodeCursor(after, cursor), limit: limit + 1 })
  const pairs = found.slice(0, limit)
  const last = pairs.at(-1)
  const next = found.length > limit && last ? encodeCursor({ score: last.score, left: last.leftId, right: last.rightId }) : null
  const [sides, open] = await Promise.all([sidesOf(ctx, workspaceId, pairs), countOpenPairs(ctx.db, workspaceId)])
  const items = pairs.flatMap(({ leftId, rightId, certainty, score, reasons }) => {
    const [left, right] = [sides.get(leftId), sides.get(rightId)]
    return left && right ? [{ certainty, score, reasons, left, right }] : []
  })
  return { items, next, open }
}

function pairsOf([first = '', ...others]: readonly string[]): PairRow[] {
  return others.filter((other) => other !== first).map((other) => ({ leftId: first, rightId: other, certainty: 'asked', score: 0, reasons: [] }))
}

async function sidesOf(ctx: Ctx, workspaceId: string, pairs: readonly PairRow[]): Promise<Map<string, Duplicate['left']>> {
  const rows = await readSides(ctx.db, workspaceId, [...new Set(pairs.flatMap(({ leftId, rightId }) => [leftId, rightId]))])
  const people = await findPeople(
    ctx.db,
    rows.flatMap(({ owner_id: owner }) => (owner ? [owner] : [])),
  )
  const fields = rows.length === 0 ? [] : await listFieldRows(ctx.db, workspaceId, null)
  const labels = (kind: RecordKind) => new Map(fields.filter((field) => field.kind === kind).map(({ key, label }) => [key, label]))
  return new Map(rows.map((row) => [row.id, side(row, row.owner_id ? (people.get(row.owner_id)?.name ?? null) : null, labels(row.kind))]))
}

/** Whatever a merge chooses between. */
const compared = [...singleFields, ...listFields]

function side(row: SideRow, owner: string | null, labels: ReadonlyMap<string, string>): Duplicate['left'] {
  const own = compared.map((field) => ({ field, label: null, text: textOf(field === 'owner_id' ? owner : row[field]) }))
  const custom = Object.entries(row.custom).map(([key, value]) => ({ field: `custom.${key}`, label: labels.get(key) ?? key, text: textOf(value) }))
  const { id, name, kind, links, followers, happenings, cards, files, updatedAt } = row
  return { id, name, kind, links, followers, happenings, cards, files, updatedAt, values: [...own, ...custom].filter(({ text }) => text !== '') }
}

function textOf(value: unknown): string {
  if (value === null || value === undefined) return ''
  return Array.isArray(value) ? value.join(', ') : String(value as string | number | boolean)
}
