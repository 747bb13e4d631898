import { MediaCard } from '#ui/card'
import { useText } from '#ui/text'
import type { FilmCard } from '../schema.ts'
import { countryName } from './names.ts'

export const filmHref = (slug: string): string => `/karangou/films/${slug}`

/** A film among others: its poster, its name, who made it, when and where. */
export function FilmTile({ film, priority, ratio = 'poster' }: { film: FilmCard; priority?: boolean; ratio?: 'poster' | 'wide' }) {
  const { t, lang } = useText()
  const detail = [film.directors.slice(0, 2).join(', '), [film.year, film.countries.slice(0, 2).map((code) => countryName(lang, code)).join(', ')].filter(Boolean).join(' · ')].filter(Boolean)
  return (
    <MediaCard
      href={filmHref(film.slug)} title={film.title} picture={film.poster} ratio={ratio} priority={priority} sizes={ratio === 'wide' ? '(min-width: 64rem) 22rem, 82vw' : '(min-width: 48rem) 12rem, 45vw'}
      badge={film.watchable ? t(film.cut === 'extract' ? 'cinema.extract' : 'cinema.watchable') : undefined}
      detail={detail.map((line) => <span key={line} className="cine-line">{line}</span>)}
    />
  )
}
