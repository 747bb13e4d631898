import type { z } from 'zod'
import { MediaCard } from '#ui/card'
import { Poster } from '#ui/poster'
import { useText } from '#ui/text'
import type { CollectionCard, FilmCard } from '../schema.ts'
import { countryName } from './names.ts'

export const filmHref = (slug: string): string => `/karangou/films/${slug}`

/** A film among others: its poster, its name, who made it, when and where. */
export function FilmTile({ film, priority, ratio = 'poster' }: { film: FilmCard; priority?: boolean; ratio?: 'poster' | 'wide' }) {
  const { t, lang } = useText()
  const detail = [
    film.directors.slice(0, 2).join(', '),
    [
      film.year,
      film.countries
        .slice(0, 2)
        .map((code) => countryName(lang, code))
        .join(', '),
    ]
      .filter(Boolean)
      .join(' · '),
  ].filter(Boolean)
  return (
    <MediaCard
      href={filmHref(film.slug)}
      title={film.title}
      picture={film.poster}
      ratio={ratio}
      priority={priority}
      sizes={ratio === 'wide' ? '(min-width: 64rem) 22rem, 82vw' : '(min-width: 48rem) 12rem, 45vw'}
      badge={film.watchable ? t(film.cut === 'extract' ? 'cinema.extract' : 'cinema.watchable') : undefined}
      detail={detail.map((line) => (
        <span key={line} className="cine-line">
          {line}
        </span>
      ))}
    />
  )
}

/** A collection among others: its first three films, its name, how many it holds. */
export function CollectionTile({ collection }: { collection: z.output<typeof CollectionCard> }) {
  const { t } = useText()
  return (
    <a className="cine-collection" href={`/karangou/collections/${collection.slug}`}>
      <span className="cine-pile">
        {collection.covers.map(({ title, poster }) => (
          <Poster key={title} title={title} picture={poster} sizes="8rem" decorative />
        ))}
      </span>
      <strong>{collection.title}</strong>
      <span>{t('cinema.collectionCount', { n: collection.count })}</span>
    </a>
  )
}
