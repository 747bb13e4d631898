import type { Ctx } from '#platform/context'
import { announce } from '#platform/events'
import { files } from '#platform/files'
import { found, Refusal } from '#platform/refusal'
import { localeOf } from '#platform/text'
import { personId } from '../access.ts'
import { say, titleChanged } from '../events.ts'
import { removeFilesLater } from '../queue.ts'
import { isLanguageTag, isSubtitleKind, maxSubtitleBytes, subtitleKey } from '../rules.ts'
import { titleRow } from '../store.ts'
import { putSubtitle } from '../store-made.ts'
import { readSubtitles, writeVtt } from '../subtitles/parse.ts'

export interface NewSubtitle {
  titleId: string
  language: string
  label?: string
  kind?: string
  bytes: Uint8Array
}

/** Reads WebVTT or SRT and keeps it as clean WebVTT, in the place of the one of the same language and kind. Refuses with the line that is wrong. */
export async function addSubtitle(ctx: Ctx, given: NewSubtitle): Promise<{ id: string; cues: number }> {
  const { titleId, language, kind = 'subtitles', bytes } = given
  if (!isLanguageTag(language)) throw new Refusal('invalid', 'media.badLanguage')
  if (!isSubtitleKind(kind)) throw new Refusal('invalid', 'media.badKind')
  if (bytes.length > maxSubtitleBytes) throw new Refusal('refused', 'media.tooBig', { megabytes: maxSubtitleBytes / 1024 ** 2 })
  const read = readSubtitles(bytes)
  if (read instanceof Refusal) throw read
  const title = found(await titleRow(ctx.db, titleId))
  const label = given.label?.trim().slice(0, 80) || ownName(language)
  const { id, replaced } = await putSubtitle(ctx.db, titleId, { language, label, kind, cues: read.cues.length })
  await files().put(subtitleKey(titleId, id), Buffer.from(writeVtt(read)), 'text/vtt')
  if (replaced) await removeFilesLater(ctx.db, [subtitleKey(titleId, replaced)])
  await announce(ctx.db, titleChanged(title, personId(ctx)))
  await say(ctx.db, titleId, { state: title.state, progress: title.progress })
  return { id, cues: read.cues.length }
}

/** A language's name in itself: « français », « English », « العربية ». */
function ownName(language: string): string {
  const name = new Intl.DisplayNames([language, localeOf('fr')], { type: 'language' }).of(language) ?? language
  return name.slice(0, 1).toLocaleUpperCase(language) + name.slice(1)
}
