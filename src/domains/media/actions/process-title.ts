import { rm } from 'node:fs/promises'
import { after } from '#platform/clock'
import type { Ctx } from '#platform/context'
import { transaction } from '#platform/database/pool'
import { announce } from '#platform/events'
import { files } from '#platform/files'
import { count } from '#platform/metrics'
import { isRefusal, Refusal } from '#platform/refusal'
import { seal } from '#platform/secrets'
import { remakeClip } from '../clips/clips.ts'
import { workFolder } from '../disk.ts'
import { hold, type Hold, leaseSeconds } from '../encoding/hold.ts'
import { make, type Made } from '../encoding/make.ts'
import { say, titleFailed, titleReady } from '../events.ts'
import { processLater, removeVersionLater } from '../queue.ts'
import { stateAfter, triesAllowed, uploadKey, versionPrefix } from '../rules.ts'
import { beginProcessing, claimTitle, finishTitle, lockTitle, setState, setUploadState, supersededUploads, type TitleRow, uploadRow, type UploadRow } from '../store.ts'
import { choosePicture, deleteFrames, insertKey, insertPicture, insertRenditions, insertStoryboard, pictureRows } from '../store-made.ts'
import type { Problem } from '../types.ts'
import { removeBytes } from '../upload/bytes.ts'
import { workerName } from '../worker.ts'
import { recoverTitles } from './recover-titles.ts'

/** Films that one process makes at a time: each already fills the processor. */
const atOnce = 1
let working = 0

/** Faults of the file itself: it is removed, and only another one can help. */
const faults = new Set(['media.notVideo', 'media.truncated', 'media.noPicture', 'media.tooLong', 'media.checksumMismatch', 'media.emptyFile'])

/** Makes everything of a title's film, in an attempt of its own, and puts it in the place of what was played before in one transaction. */
export async function processTitle(ctx: Ctx, titleId: string, drain: AbortSignal): Promise<void> {
  if (working >= atOnce) return processLater(ctx.db, titleId, after(ctx.now, 3_000))
  working += 1
  try {
    await recoverTitles(ctx, titleId)
    const title = await claimTitle(ctx.db, titleId, workerName, leaseSeconds)
    if (title) await work(ctx, title, drain)
  } finally {
    working -= 1
  }
}

async function work(ctx: Ctx, title: TitleRow, drain: AbortSignal): Promise<void> {
  await say(ctx.db, title.id, { state: 'probing' })
  const source = title.sourceId ? await uploadRow(ctx.db, title.sourceId) : null
  const held = hold(ctx, title, drain)
  const folder = workFolder(title.id, title.attempt)
  try {
    if (!source) throw new Refusal('refused', 'media.noSource')
    const onBegin = async (): Promise<void> => {
      if (!(await beginProcessing(ctx.db, title.id, title.attempt))) throw taken
      await say(ctx.db, title.id, { state: 'processing' })
    }
    const made = await make({
      titleId: title.id,
      version: title.attempt,
      folder,
      source: { key: uploadKey(title.id, source.id), sha256: source.sha256, size: source.size },
      hold: held,
      onBegin,
    })
    await keep(ctx, title, source, made)
    count('titles_processed')
  } catch (error) {
    await giveUp(ctx, title, source, held, error)
  } finally {
    held.end()
    await rm(workFolder(title.id), { recursive: true, force: true })
  }
}

/** Thrown when the title is no longer ours: cancelled, removed, or given to another worker. */
const taken = new Error('the title was taken back')

async function keep(ctx: Ctx, title: TitleRow, source: UploadRow, made: Made): Promise<void> {
  const { id, attempt } = title
  const top = made.plan.rungs.at(-1)!
  const gone = await transaction(ctx, async ({ db }) => {
    const now = await lockTitle(db, id)
    if (now?.state !== 'processing' || now.attempt !== attempt) throw taken
    await insertRenditions(db, id, attempt, made.renditions)
    await insertKey(db, id, attempt, seal('title-key', made.key))
    if (made.tiles > 0) await insertStoryboard(db, id, attempt, { ...made.plan.storyboard, count: made.tiles })
    const frames = await keepFrames(ctx, db, id, made)
    await finishTitle(db, id, attempt, { durationMs: made.durationMs, width: top.width, height: top.height })
    await setUploadState(db, source.id, 'used')
    const old = await supersededUploads(db, id)
    for (const upload of old) await setUploadState(db, upload.id, 'withdrawn')
    // Who watches the old version now may go on for a day: its playlists name its files.
    if (now.version) await removeVersionLater(db, id, now.version, after(ctx.now, 24 * 3_600_000))
    await remakeClip(db, id)
    await announce(db, titleReady(title, { version: attempt, durationMs: made.durationMs }))
    await say(db, id, { state: 'ready', progress: 1 })
    return { frames, old }
  })
  for (const frame of gone.frames) await files().remove(`pictures/${frame}/`)
  for (const upload of gone.old) await removeBytes(id, upload.id)
}

async function keepFrames(ctx: Ctx, db: Ctx['db'], titleId: string, made: Made): Promise<string[]> {
  const gone = await deleteFrames(db, titleId)
  for (const frame of made.frames) await insertPicture(db, { ...frame, titleId, origin: 'frame', createdBy: null })
  const chosen = (await pictureRows(db, titleId)).find((p) => p.chosen)
  const best = made.frames.find((f) => f.complete)
  if (!chosen && best) await choosePicture(db, titleId, best.id, null)
  return gone
}

async function giveUp(ctx: Ctx, title: TitleRow, source: UploadRow | null, held: Hold, error: unknown): Promise<void> {
  await files().remove(versionPrefix(title.id, title.attempt))
  if (held.why() === 'taken' || error === taken) return
  if (held.why() === 'drained') return wait(ctx, title, 0, 'drained')
  const refusal = held.why() === 'disk' ? new Refusal('unavailable', 'media.diskFull') : isRefusal(error) ? error : null
  if (!refusal) {
    ctx.log.error({ err: error, title: title.id, attempt: title.attempt }, 'a film could not be made')
    if (title.tries < triesAllowed) return wait(ctx, title, title.tries * 20_000, 'failed')
  }
  await fail(ctx, title, source, refusal ? { code: refusal.code, params: refusal.params } : { code: 'media.processingFailed', params: {} })
}

/** Back in the queue, with the tries counted only when something went wrong. */
async function wait(ctx: Ctx, title: TitleRow, delayMs: number, why: 'drained' | 'failed'): Promise<void> {
  await transaction(ctx, async ({ db }) => {
    const now = await lockTitle(db, title.id)
    const next = now?.attempt === title.attempt ? stateAfter(now.state, 'interrupt') : null
    if (!next) return
    await setState(db, title.id, next, { keepTries: why === 'failed' })
    await processLater(db, title.id, after(ctx.now, delayMs))
    await say(db, title.id, { state: next })
  })
}

async function fail(ctx: Ctx, title: TitleRow, source: UploadRow | null, problem: Problem): Promise<void> {
  const faulty = source !== null && faults.has(problem.code)
  await transaction(ctx, async ({ db }) => {
    const now = await lockTitle(db, title.id)
    if (now?.attempt !== title.attempt || !stateAfter(now.state, 'fail')) return
    await setState(db, title.id, 'failed', { problem, ...(faulty ? { sourceId: null } : {}) })
    if (faulty) await setUploadState(db, source.id, 'refused', problem)
    await announce(db, titleFailed(title, problem))
    await say(db, title.id, { state: 'failed', problem })
  })
  if (faulty) await removeBytes(title.id, source.id)
  count('titles_failed')
}
