import { z } from 'zod'
import { findRecords, type RecordFilter, selectRecords } from '#domains/crm'
import type { Ctx } from '#platform/context'
import { decodeCursor, type Page, toPage } from '#platform/operation'
import type { ScoreQuery, Scores } from '../schema.ts'
import { listScores, type ScoreRow } from '../store/scores.ts'
import { agencyOf } from './agency.ts'

type Asked = z.output<typeof ScoreQuery>
type Shown = z.input<typeof Scores>['items'][number]

/** More artists than an agency has. */
const all = 200_000
const cursor = z.object({ score: z.number(), id: z.uuid() })

/** The artists of an agency, best fit first. */
export async function listFits(ctx: Ctx, asked: Asked): Promise<Page<Shown>> {
  const workspaceId = await agencyOf(ctx, asked.workspaceId)
  const filter = ofRecords(asked)
  const ids = Object.keys(filter).length > 1 ? await selectRecords(ctx.db, workspaceId, filter, all) : undefined
  const rows = await listScores(ctx.db, workspaceId, { ...asked, ids }, decodeCursor(asked.after, cursor), asked.limit + 1)
  const { items, next } = toPage<ScoreRow>(rows, asked.limit, (row) => ({ score: row.score ?? -1, id: row.recordId }))
  const records = await findRecords(
    ctx.db,
    items.map((one) => one.recordId),
  )
  return { items: items.flatMap((row) => shown(row, records)), next }
}

/** What the artists' own lists are asked for. */
function ofRecords({ q, ownerId, tag, stage, silentDays }: Asked): RecordFilter {
  return {
    kind: 'artist',
    ...(q === undefined ? {} : { q }),
    ...(ownerId === undefined ? {} : { ownerId }),
    ...(tag === undefined ? {} : { tags: [tag] }),
    ...(stage === undefined ? {} : { stage }),
    ...(silentDays === undefined ? {} : { silentDays }),
  }
}

function shown({ recordId, parts, ...row }: ScoreRow, records: Awaited<ReturnType<typeof findRecords>>): Shown[] {
  const record = records.get(recordId)
  return record ? [{ artistId: recordId, name: record.name, ownerId: record.ownerId, ...parts, ...row }] : []
}
