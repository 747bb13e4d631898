import { findPeople } from '#domains/identity'
import { may } from '#platform/actor'
import type { Ctx } from '#platform/context'
import { found } from '#platform/refusal'
import { targetOf } from '../rules/target.ts'
import type { RecordSheet } from '../schema/records.ts'
import { listFieldRows } from '../store/fields.ts'
import { readSheet, type SheetRow } from '../store/sheets.ts'
import type { Network, RecordKind } from '../types.ts'
import { asLines } from './lists.ts'

/** Everything on one sheet. `kinds` are those that the address is for: an artist is no contact. */
export async function getSheet(ctx: Ctx, id: string, kinds: readonly RecordKind[]): Promise<RecordSheet> {
  const row = await readSheet(ctx.db, id)
  const sheet = found(row && kinds.includes(row.kind) ? row : null)
  const [[line], fields, people] = await Promise.all([asLines(ctx, [sheet]), listFieldRows(ctx.db, sheet.workspaceId, sheet.kind), filePeople(ctx, sheet)])
  const { audience, files, ...rest } = sheet
  return {
    ...rest,
    ...line!,
    workspaceId: sheet.workspaceId,
    targetWhy: sheet.kind === 'artist' ? [...targetOf(sheet).conditions] : [],
    audience: Object.entries(audience).map(([network, one]) => ({
      network: network as Network,
      followers: one.followers,
      engagement: one.engagement,
      at: one.at,
      invented: one.invented ?? false,
    })),
    files: files.map((file) => ({ ...file, addedAt: new Date(file.addedAt), addedBy: file.addedBy ? (people.get(file.addedBy)?.name ?? null) : null })),
    fields,
    mayEdit: may(ctx.actor, sheet.workspaceId, 'artists.edit'),
    mayManage: may(ctx.actor, sheet.workspaceId, 'artists.manage'),
  }
}

const filePeople = (ctx: Ctx, { files }: SheetRow) =>
  findPeople(
    ctx.db,
    files.flatMap(({ addedBy }) => (addedBy ? [addedBy] : [])),
  )
