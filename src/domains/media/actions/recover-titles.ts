import { hostname } from 'node:os'
import { rm } from 'node:fs/promises'
import type { Ctx } from '#platform/context'
import { transaction } from '#platform/database/pool'
import { announce } from '#platform/events'
import { files } from '#platform/files'
import { workFolder } from '../disk.ts'
import { killLeftovers } from '../encoding/run.ts'
import { say, titleFailed } from '../events.ts'
import { processLater } from '../queue.ts'
import { stateAfter, triesAllowed, versionPrefix } from '../rules.ts'
import { abandonedTitles, lockTitle, setState, type TitleRow, waitingTitles, workersAtWork } from '../store.ts'
import type { Problem } from '../types.ts'
import { isDead } from '../worker.ts'

const waitedSeconds = 180

/**
 * Takes back the titles of workers that died: what they left is removed and the title waits again, or fails when this has happened too often. Also queues again what
 * has waited too long. Runs when a process starts, every minute, and before a title is worked on. `only` = look at this title alone.
 */
export async function recoverTitles(ctx: Ctx, only?: string): Promise<void> {
  const dead = (await workersAtWork(ctx.db)).filter(isDead)
  const abandoned = await abandonedTitles(ctx.db, dead)
  for (const title of abandoned) if (!only || title.id === only) await recover(ctx, title)
  if (only) return
  for (const id of await waitingTitles(ctx.db, waitedSeconds)) await processLater(ctx.db, id)
}

async function recover(ctx: Ctx, seen: TitleRow): Promise<void> {
  if (seen.workedBy?.startsWith(`${hostname()}:`)) {
    killLeftovers(workFolder(seen.id))
    await rm(workFolder(seen.id), { recursive: true, force: true })
  }
  const taken = await transaction(ctx, async ({ db }) => {
    const title = await lockTitle(db, seen.id)
    if (!title || title.attempt !== seen.attempt || (title.state !== 'probing' && title.state !== 'processing')) return false
    if (title.tries >= triesAllowed) {
      const problem: Problem = { code: 'media.keptFailing', params: { times: title.tries } }
      await setState(db, title.id, 'failed', { problem })
      await announce(db, titleFailed(title, problem))
      await say(db, title.id, { state: 'failed', problem })
      return true
    }
    const next = stateAfter(title.state, 'interrupt')!
    await setState(db, title.id, next, { keepTries: true })
    await processLater(db, title.id)
    await say(db, title.id, { state: next })
    return true
  })
  if (!taken) return
  ctx.log.warn({ title: seen.id, worker: seen.workedBy }, 'a title was taken back from a dead worker')
  await files().remove(versionPrefix(seen.id, seen.attempt))
}
