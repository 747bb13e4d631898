import { masterPlaylist, mediaPlaylist, segmentPath, soundAlone, videoRungs } from '../playlist.ts'
import type { Started } from './api.ts'

/**
 * What can be had before hls.js asks for it. The playlists are written here from the session's answer, and the first bytes (key, maps, first
 * segments) are fetched at once, all together: on a slow network with long delays this is what makes the first picture come in seconds.
 */

export interface Fetched {
  data: ArrayBuffer
  start: number
  first: number
  end: number
}

export interface Warm {
  playlists: Map<string, string>
  bytes: Map<string, Promise<Fetched | null>>
}

export function warmUp(session: Started, rung: string | null, resumeMs: number): Warm {
  const { stage, token } = session
  const root = `/api/playback/${token}/`
  const playlists = new Map([
    [session.manifest, masterPlaylist(stage)],
    [`${root}sound.m3u8`, masterPlaylist(stage, 'audio')],
  ])
  for (const one of stage.rungs) {
    const text = mediaPlaylist(stage, one.name, session.key)
    if (text) playlists.set(`${root}${one.name}.m3u8`, text)
  }
  const bytes = new Map<string, Promise<Fetched | null>>()
  const want = (path: string): void => void bytes.set(path, take(path))
  want(session.key)
  const picture = stage.rungs.find((r) => r.name === rung)
  const sounds = stage.rungs.filter((r) => r.kind === 'audio' && (!picture || r.weight === picture.weight))
  const sound = picture ? (sounds.find((r) => r.isDefault) ?? sounds[0]) : soundAlone(stage)
  for (const one of [picture ?? videoRungs(stage)[0], sound]) {
    if (!one || (one.kind === 'video' && !picture)) continue
    want(segmentPath(stage, one.name, 'init.mp4'))
    const n = segmentAt(session, one.timeline, resumeMs)
    if (n !== null) want(segmentPath(stage, one.name, `${n}.m4s`))
  }
  return { playlists, bytes }
}

/** The number of the segment that holds an instant; null when the timeline did not travel with the answer. */
export function segmentAt(session: Started, timeline: number, ms: number): number | null {
  let n = 0
  let left = ms / 1000
  for (const [seconds, times] of session.stage.timelines[timeline] ?? []) {
    if (left < seconds * times) return n + Math.floor(left / seconds)
    n += times
    left -= seconds * times
  }
  return n > 0 ? n - 1 : null
}

async function take(path: string): Promise<Fetched | null> {
  const start = performance.now()
  try {
    const response = await fetch(path)
    const first = performance.now()
    if (!response.ok) return null
    return { data: await response.arrayBuffer(), start, first, end: performance.now() }
  } catch {
    return null
  }
}
