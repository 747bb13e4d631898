import type { Db } from '#platform/context'
import { sign } from '#platform/secrets'
import { keyOf, playableOf } from '#domains/media'
import { segmentExpiry } from './rules.ts'
import type { Stage, Timeline } from './types.ts'

/** What a signature promises: the segments of one rung of one version, until `e` (seconds since 1970). One signature serves every segment, so playlists compress. */
export function segmentTicket(title: string, version: number, rendition: string, e: string | number): string {
  return `${title}/${version}/${rendition}?${e}`
}

/** All a player needs to know of a title, with signed segment addresses; null when it cannot be played. */
export async function loadStage(db: Db, titleId: string, now: Date): Promise<{ stage: Stage; storyboard: string | null } | null> {
  const title = await playableOf(db, titleId)
  if (!title) return null
  const e = segmentExpiry(now)
  const timelines = new Map<string, { index: number; runs: Timeline }>()
  const rungs = title.renditions.map(({ segments, audioGroup, ...rung }) => {
    const name = JSON.stringify(segments)
    const timeline = timelines.get(name) ?? { index: timelines.size, runs: segments }
    timelines.set(name, timeline)
    return { ...rung, weight: audioGroup, timeline: timeline.index }
  })
  const stage: Stage = {
    base: `/media/segments/${title.titleId}/${title.version}`,
    durationMs: title.durationMs,
    rungs,
    timelines: [...timelines.values()].map((t) => t.runs),
    captions: title.subtitles,
    tickets: Object.fromEntries(rungs.map((r) => [r.name, `e=${e}&s=${sign('segment', segmentTicket(title.titleId, title.version, r.name, e))}`])),
    iv: title.iv,
  }
  return { stage, storyboard: title.storyboard }
}

/** The sixteen bytes that open the segments of a title. */
export async function findKey(db: Db, titleId: string): Promise<Buffer | null> {
  return keyOf(db, titleId)
}
