import type { Db } from '#platform/context'
import { type Playable, posterOf, readable } from '../queries.ts'
import { makeClipLater } from '../queue.ts'
import { subtitleRows } from '../store-made.ts'
import { askClip, readyClips, staleClip } from './store.ts'

/** A title as a plain file that any page may show to anyone. */
export interface Clip {
  src: string
  poster: string | null
  subtitles: Playable['subtitles']
}

const clipAddress = (titleId: string): string => `/media/clips/${titleId}.mp4`

/** The caller vouches that everyone may see the title: its clip is made soon, once. A title that is gone is passed over. */
export async function makeClip(db: Db, titleId: string): Promise<void> {
  if ((await askClip(db, titleId)) === 'waiting') await makeClipLater(db, titleId)
}

/** Makes the clip again, of a title that has one: its film was replaced, or has only now arrived. */
export async function remakeClip(db: Db, titleId: string): Promise<void> {
  if (await staleClip(db, titleId)) await makeClipLater(db, titleId)
}

/** Clips by title; one that is not ready is absent. */
export async function findClips(db: Db, titleIds: readonly string[]): Promise<Map<string, Clip>> {
  const ready = titleIds.length === 0 ? [] : await readyClips(db, titleIds)
  const [posters, subtitles] = await Promise.all([posterOf(db, ready), Promise.all(ready.map((id) => subtitleRows(db, id)))])
  return new Map(ready.map((id, i) => [id, { src: clipAddress(id), poster: posters.get(id)?.src ?? null, subtitles: readable(subtitles[i]!) }]))
}
