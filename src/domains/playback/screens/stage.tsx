import { Island } from '#ui/island'
import { Picture, Poster, type PictureData } from '#ui/poster'
import { useText } from '#ui/text'
import { words } from '../player/words.ts'
import './stage.css'

interface StageProps {
  slug: string
  title: string
  poster: PictureData | null
  cut?: 'whole' | 'extract'
  /** Nobody is signed in: this browser itself remembers where films were left. */
  guest: boolean
  /** Where the account takes the film up again; 0 = the beginning. */
  resumeAtMs?: number
  durationMs?: number
  /** Pressed before its script had come: it begins as soon as it can. */
  begins?: boolean
}

/** Where a film plays. Rendered whole by the server: without script the button leads to the plain player. */
export function FilmStage({ slug, title, poster, cut = 'whole', guest, resumeAtMs = 0, durationMs = 0, begins = false }: StageProps) {
  const { t } = useText()
  const begin = t(cut === 'extract' ? 'playback.watchExtract' : 'playback.watchFilm')
  return (
    <Island
      name="player"
      when="now"
      film={slug}
      data-guest={guest ? '' : undefined}
      data-begins={begins ? '' : undefined}
      role="region"
      aria-label={t('playback.player', { title })}
    >
      {/* oxlint-disable-next-line jsx-a11y/media-has-caption -- the player adds the film's captions when it begins */}
      <video playsInline preload="none" aria-label={title} />
      <div className="stage-before" data-before="">
        {poster ? <Picture picture={poster} alt="" sizes="(min-width: 72rem) 68rem, 100vw" priority /> : <Poster title={title} ratio="wide" decorative />}
        <form className="stage-start" method="post" action={`/karangou/films/${slug}/watch`}>
          <button className="stage-play" type="submit" data-play="resume">
            <svg viewBox="0 0 24 24" aria-hidden="true">
              <path d="M7 4.5v15l12-7.5z" />
            </svg>
            <span data-label="">{resumeAtMs > 0 ? t('playback.resume', { at: clock(resumeAtMs / 1000) }) : begin}</span>
          </button>
          <button className="stage-again" type="submit" data-play="start" hidden={resumeAtMs === 0}>
            {t('playback.fromStart')}
          </button>
          <noscript>
            <p className="stage-hint">{t('playback.noScriptText')}</p>
          </noscript>
        </form>
        {resumeAtMs > 0 && durationMs > 0 && <progress className="stage-progress" max={durationMs} value={resumeAtMs} aria-hidden="true" />}
      </div>
      <PlayerWords />
    </Island>
  )
}

/** The player's sentences in the reader's language. What the player fills in itself stays as `{name}`. */
function PlayerWords() {
  const { t } = useText()
  const open = Object.fromEntries(['at', 'of', 'now', 'amount', 'time', 'device', 'limit', 'language', 'title'].map((name) => [name, `{${name}}`]))
  const sentences = Object.fromEntries(words.map((word) => [word, t(`playback.${word}`, open)]))
  return <script type="application/json" suppressHydrationWarning dangerouslySetInnerHTML={{ __html: JSON.stringify(sentences).replaceAll('<', '\\u003c') }} />
}

/** `1:02:03`, `2:03`. */
export function clock(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds))
  const [hours, minutes, rest] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60]
  const pad = (n: number): string => String(n).padStart(2, '0')
  return hours > 0 ? `${hours}:${pad(minutes)}:${pad(rest)}` : `${minutes}:${pad(rest)}`
}
