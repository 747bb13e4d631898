import type { Ctx } from '#platform/context'
import { transaction } from '#platform/database/pool'
import { files } from '#platform/files'
import { versionPrefix } from '../rules.ts'
import { titleRow } from '../store.ts'
import { deleteVersion } from '../store-made.ts'

/** Removes the rows and files of a version, unless it is the one that is played. */
export async function removeVersion(ctx: Ctx, { titleId, version }: { titleId: string; version: number }): Promise<void> {
  const title = await titleRow(ctx.db, titleId)
  if (title?.version === version) return
  await transaction(ctx, ({ db }) => deleteVersion(db, titleId, version))
  await files().remove(versionPrefix(titleId, version))
}
