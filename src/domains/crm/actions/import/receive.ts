import { randomUUID } from 'node:crypto'
import { callerIn } from '#domains/identity'
import type { Ctx } from '#platform/context'
import { transaction } from '#platform/database/pool'
import { files } from '#platform/files'
import { later } from '#platform/jobs'
import { Refusal } from '#platform/refusal'
import { sheetLimits } from '#platform/sheet/types.ts'
import { insertImport } from '../../store/imports.ts'
import type { RecordKind } from '../../types.ts'
import { tickets } from '../../tickets.ts'
import { readFileOf } from './read.ts'

/** Smaller files are read at once: whoever sends one sees its columns on the next screen. */
const readAtOnce = 2 * 1024 ** 2

export interface Received {
  workspaceId: string
  kind: RecordKind
  name: string
  path: string
  size: number
}

/** Keeps a file that somebody sends and reads it, now or soon. What is wrong with it is said by the import (state `unreadable`). Refuses `platform.sheetEmpty`, `platform.sheetTooBig`. */
export async function receiveImport(ctx: Ctx, { workspaceId, kind, name, path, size }: Received): Promise<{ id: string }> {
  if (size === 0) throw new Refusal('invalid', 'platform.sheetEmpty')
  if (size > sheetLimits.bytes) throw new Refusal('refused', 'platform.sheetTooBig', { megabytes: sheetLimits.bytes / 1024 ** 2 })
  const id = randomUUID()
  const key = `crm/imports/${id}`
  await files().putFile(key, path)
  // oxlint-disable-next-line no-control-regex -- a name is one line
  const short =
    name
      .replaceAll(/[\u0000-\u001f\u007f]/g, ' ')
      .trim()
      .slice(0, 200) || 'import'
  await transaction(ctx, async ({ db }) => {
    await insertImport(db, { id, workspaceId, kind, name: short, key, size, createdBy: callerIn(ctx).id, createdAt: ctx.now })
    if (size > readAtOnce) await later(db, tickets.readImport, { id })
  })
  if (size <= readAtOnce) await readFileOf(ctx, id)
  return { id }
}
