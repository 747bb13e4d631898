import { mkdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { config } from '#platform/config'
import type { Ctx } from '#platform/context'
import { files } from '#platform/files'
import { isRefusal, Refusal, unless } from '#platform/refusal'
import { clipState, endClip } from '../clips/store.ts'
import { freeHere, workFolder } from '../disk.ts'
import { clipBytes, clipCommand, clipSeconds } from '../encoding/clip.ts'
import { examine } from '../encoding/examine.ts'
import { ffmpeg } from '../encoding/ffmpeg.ts'
import { fetchSource } from '../encoding/make.ts'
import { runFfmpeg } from '../encoding/run.ts'
import { clipKey, uploadKey, whyNoRoom } from '../rules.ts'
import { titleRow, uploadRow, type UploadRow } from '../store.ts'

/** Makes the clip that waits, from the film as it was sent. A film that is not there or cannot be read leaves it failed, until it is asked for again or another film comes. */
export async function makeClip(ctx: Ctx, titleId: string, drain: AbortSignal): Promise<void> {
  if ((await clipState(ctx.db, titleId)) !== 'waiting') return
  // Not the title's own folder: that one is emptied when its film is done.
  const folder = workFolder(`clip-${titleId}`)
  const sourceId = (await titleRow(ctx.db, titleId))?.sourceId ?? null
  try {
    const source = sourceId && (await uploadRow(ctx.db, sourceId))
    if (!source) throw new Refusal('refused', 'media.noSource')
    const path = await encode(source, folder, drain)
    const { size } = await stat(path)
    await files().putFile(clipKey(titleId), path, 'video/mp4')
    if (!(await endClip(ctx.db, titleId, { sourceId, size }))) await files().remove(clipKey(titleId))
  } catch (error) {
    if (!isRefusal(error) || error.kind === 'unavailable') throw error
    ctx.log.warn({ title: titleId, code: error.code }, 'a clip cannot be made')
    await endClip(ctx.db, titleId, { sourceId, size: null })
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** The clip on this machine. Refuses what is no film and what cannot be decoded. */
async function encode(source: UploadRow, folder: string, drain: AbortSignal): Promise<string> {
  const tool = await ffmpeg()
  if (!tool) throw new Refusal('refused', 'media.noFfmpeg')
  await mkdir(folder, { recursive: true })
  const from = await fetchSource({ source: { key: uploadKey(source.titleId, source.id), sha256: source.sha256, size: source.size }, folder })
  const plan = await examine(tool, from, { minutes: config().MAX_FILM_MINUTES }, drain)
  unless(whyNoRoom(clipBytes(plan), { minFreeBytes: config().MIN_FREE_BYTES, freeBytes: await freeHere() }))
  const target = join(folder, 'clip.mp4')
  const ran = await runFfmpeg(tool.path, clipCommand(plan, from, target), { signal: drain, limitMs: 10 * 60_000 + clipSeconds * 40_000 })
  drain.throwIfAborted()
  if (!ran.ok) throw new Refusal('refused', ran.stopped === 'time' ? 'media.tookTooLong' : 'media.cannotDecode')
  return target
}
