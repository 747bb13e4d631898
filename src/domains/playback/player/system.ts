import { listen, seek, toggle, type Playing } from './playing.ts'

/** The lock screen, the headset's buttons, the media keys. */
export function mediaSession(playing: Playing): void {
  const { video, session } = playing
  if (!('mediaSession' in navigator)) return
  const media = navigator.mediaSession
  const artwork = session.film.picture ? [{ src: session.film.picture }] : []
  media.metadata = new MediaMetadata({ title: session.film.title, artist: 'Karangou', artwork })
  const actions: [MediaSessionAction, MediaSessionActionHandler][] = [
    ['play', () => toggle(playing)],
    ['pause', () => toggle(playing)],
    ['seekbackward', (details) => seek(playing, video.currentTime - (details.seekOffset ?? 10))],
    ['seekforward', (details) => seek(playing, video.currentTime + (details.seekOffset ?? 10))],
    ['seekto', (details) => seek(playing, details.seekTime ?? video.currentTime)],
  ]
  for (const [name, run] of actions) media.setActionHandler(name, run)
  playing.onEnd(() => {
    for (const [name] of actions) media.setActionHandler(name, null)
    media.metadata = null
  })
}

/** The screen stays on while a picture moves, not while one only listens. */
export function stayAwake(playing: Playing): void {
  let lock: WakeLockSentinel | null = null
  const release = (): void => {
    void lock?.release().catch(() => undefined)
    lock = null
  }
  const hold = async (): Promise<void> => {
    if (lock || playing.engine.soundOnly() || document.hidden || !('wakeLock' in navigator)) return
    lock = await navigator.wakeLock.request('screen').catch(() => null)
  }
  listen(playing, ['playing'], () => void hold())
  listen(playing, ['pause', 'ended'], release)
  playing.onEnd(release)
}
