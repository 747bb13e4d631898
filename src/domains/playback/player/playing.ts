import type { Started } from './api.ts'
import type { Engine } from './engine.ts'
import type { Choices } from './memory.ts'
import type { Say } from './words.ts'

/** What the parts of the player share while a film is on. */
export interface Playing {
  host: HTMLElement
  video: HTMLVideoElement
  session: Started
  engine: Engine
  say: Say
  lang: string
  choices: Choices
  /** Changes choices, remembers them, tells the engine. */
  keep: (patch: Partial<Choices>) => void
  /** Called about four times a second and at every change. */
  onTick: (run: () => void) => void
  /** Undone when the player goes away. */
  onEnd: (undo: () => void) => void
  received: number
  /** Opens the session again where the film stands; with the id of a session to end first. */
  again: (ending?: string) => void
}

export function listen<K extends keyof HTMLVideoElementEventMap>(playing: Playing, names: readonly K[], run: (event: Event) => void): void {
  for (const name of names) {
    playing.video.addEventListener(name, run)
    playing.onEnd(() => playing.video.removeEventListener(name, run))
  }
}

export const durationOf = ({ video, session }: Playing): number => (Number.isFinite(video.duration) && video.duration > 0 ? video.duration : session.durationMs / 1000)

export function seek(playing: Playing, to: number): void {
  playing.video.currentTime = Math.max(0, Math.min(durationOf(playing) - 0.1, to))
}

export function toggle({ video }: Playing): void {
  if (video.paused) void video.play().catch(() => undefined)
  else video.pause()
}

export async function fullscreen({ host, video }: Playing): Promise<void> {
  const phone = video as HTMLVideoElement & { webkitEnterFullscreen?: () => void }
  try {
    if (document.fullscreenElement) await document.exitFullscreen()
    else if (host.requestFullscreen) await host.requestFullscreen()
    else phone.webkitEnterFullscreen?.()
  } catch {
    // Refused by the browser: the film goes on in the page.
  }
}

export async function inset({ video }: Playing): Promise<void> {
  try {
    if (document.pictureInPictureElement) await document.exitPictureInPicture()
    else await video.requestPictureInPicture()
  } catch {
    // Not now: no picture yet, or the browser does not allow it.
  }
}

/** Shows the captions of a language, or none. */
export function showCaptions({ video }: Playing, language: string | null): void {
  for (const track of video.textTracks) track.mode = track.language === language && language !== null ? 'showing' : 'disabled'
}
