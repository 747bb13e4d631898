import { MediaCard } from '#ui/card'
import type { FilmCard } from '#domains/cinema'
import type { ReactNode } from 'react'

export const filmHref = (slug: string): string => `/karangou/films/${slug}`

/** A film among those of a person: its poster, who made it, and a word of this room. */
export function FilmTile({ film, word, progress, ratio = 'poster' }: { film: FilmCard; word?: ReactNode; progress?: number; ratio?: 'poster' | 'wide' }) {
  const facts = [film.directors.slice(0, 2).join(', '), film.year].filter(Boolean).join(' · ')
  return (
    <MediaCard
      href={filmHref(film.slug)}
      title={film.title}
      picture={film.poster}
      ratio={ratio}
      progress={progress}
      sizes={ratio === 'wide' ? '(min-width: 64rem) 22rem, 82vw' : '(min-width: 48rem) 12rem, 45vw'}
      detail={
        <>
          {facts}
          {word && <span className="why">{word}</span>}
        </>
      }
    />
  )
}
