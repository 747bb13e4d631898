import { beat, isProblem, tell } from './api.ts'
import { keepLeft } from './memory.ts'
import { listen, type Playing } from './playing.ts'

/** The player's duty to the server: heartbeats, the position, what the viewer has lived through. */

interface Event {
  kind: 'start' | 'stall' | 'rung' | 'bytes' | 'error'
  value: number
  rung?: string
  detail?: string
}

export interface Reporter {
  note: (event: Event) => void
  bytes: (count: number) => void
  /** Asks the server whether the session still stands. */
  check: () => Promise<void>
}

export interface Ended {
  (by: string | null): void
}

const pausedAtMost = 120_000

export function report(playing: Playing, guest: boolean, ended: Ended): Reporter {
  const { video, session, engine } = playing
  const events: Event[] = []
  let [fresh, unsaid] = [0, 0]
  let pausedSince = 0
  let over = false
  const positionMs = (): number => Math.round(video.currentTime * 1000)
  const flush = (): void => {
    if (unsaid > 0) events.push({ kind: 'bytes', value: unsaid, ...(engine.rung() ? { rung: engine.rung()!.name } : {}) })
    unsaid = 0
    if (events.length > 0) tell(session.token, 'experiences', { events: events.splice(0, 50) })
  }
  const check = async (): Promise<void> => {
    if (over) return
    const bytes = fresh
    fresh = 0
    const answer = await beat(session.token, { positionMs: positionMs(), bytes, ...(engine.rung() ? { rung: engine.rung()!.name } : {}) })
    if (isProblem(answer) ? answer.code !== 'playback.noSuchSession' : answer.state === 'live') return
    over = true
    ended(isProblem(answer) ? 'lapse' : answer.endedBy)
  }
  const every = window.setInterval(() => {
    if (!video.paused || Date.now() - pausedSince < pausedAtMost) void check()
    if (events.length >= 10) flush()
  }, session.beatSeconds * 1000)
  const leave = (): void => {
    // The seat first: of two last words a closing browser may drop the second.
    if (!over) tell(session.token, 'end', { positionMs: positionMs() })
    over = true
    flush()
  }
  listen(playing, ['pause'], () => {
    pausedSince = Date.now()
    if (!video.ended) void check()
  })
  listen(playing, ['play'], () => {
    if (over || Date.now() - pausedSince > pausedAtMost) over = false
    if (pausedSince > 0) void check()
  })
  listen(playing, ['timeupdate'], () => {
    if (guest && session.remembered) keepLeft(session.film.slug, { positionMs: positionMs(), durationMs: session.durationMs, at: Date.now() })
  })
  window.addEventListener('pagehide', leave)
  playing.onEnd(() => {
    clearInterval(every)
    window.removeEventListener('pagehide', leave)
    flush()
    if (!over) tell(session.token, 'end', { positionMs: positionMs() })
    over = true
  })
  return {
    note: (event) => void events.push(event),
    bytes: (count) => {
      fresh += count
      unsaid += count
    },
    check,
  }
}

/** Accounts learn at once that another device took their place; guests have no limit and need no line. */
export function hearEndings(playing: Playing, ended: Ended): void {
  const name = `watching:${playing.session.id}`
  const line = new EventSource(`/api/stream?topics=${name}`)
  line.addEventListener(name, (event) => ended((JSON.parse((event as MessageEvent<string>).data) as { endedBy: string }).endedBy))
  playing.onEnd(() => line.close())
}
