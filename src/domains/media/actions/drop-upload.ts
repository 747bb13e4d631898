import type { Ctx } from '#platform/context'
import { transaction } from '#platform/database/pool'
import { say } from '../events.ts'
import { stateAfter } from '../rules.ts'
import { lockTitle, lockUpload, otherFilmComing, setState, setUploadState, uploadRow } from '../store.ts'
import type { Problem } from '../types.ts'
import { removeBytes } from '../upload/bytes.ts'

/** Ends an upload that came to nothing (withdrawn, expired or refused): its bytes go, and its title falls back on what it was. */
export async function dropUpload(ctx: Ctx, id: string, how: 'refused' | 'expired' | 'withdrawn', problem: Problem | null = null): Promise<void> {
  const seen = await uploadRow(ctx.db, id)
  if (!seen) return
  const dropped = await transaction(ctx, async ({ db }) => {
    const title = await lockTitle(db, seen.titleId)
    const upload = await lockUpload(db, id)
    if (upload?.state !== 'receiving') return false
    await setUploadState(db, id, how, problem)
    const next = title && upload.purpose === 'film' && !(await otherFilmComing(db, title.id, id)) ? stateAfter(title.state, 'lost', title.version !== null) : null
    if (next) await setState(db, seen.titleId, next)
    if (title) await say(db, title.id, { state: next ?? title.state, problem })
    return true
  })
  if (dropped) await removeBytes(seen.titleId, id)
}
