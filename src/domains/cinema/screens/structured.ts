import type { Film } from '../schema.ts'
import { absolute } from './head.tsx'

export interface Opinion {
  rating: number
  ratings: number
}

/** A film as schema.org's Movie (https://schema.org/Movie); what is unknown is left out. */
export function movie(film: Film, origin: string, opinion: Opinion | null = film.rating === null ? null : { rating: film.rating, ratings: film.ratings }): Record<string, unknown> {
  const people = (role: string) =>
    film.credits.filter((credit) => credit.role === role).map(({ name, slug }) => ({ '@type': 'Person', name, url: `${origin}/karangou/people/${slug}` }))
  return {
    '@context': 'https://schema.org',
    '@type': 'Movie',
    name: film.title,
    url: `${origin}/karangou/films/${film.slug}`,
    ...some(
      'alternateName',
      [...new Set([film.originalTitle, ...film.titles.map((one) => one.title)])].filter((title) => title !== film.title),
    ),
    ...some('director', people('director')),
    ...some('actor', people('cast').slice(0, 12)),
    ...some('author', people('writer')),
    ...some('musicBy', people('music')),
    ...some('producer', people('producer')),
    ...(film.year === null ? {} : { dateCreated: String(film.year) }),
    ...(film.minutes === null ? {} : { duration: isoDuration(film.minutes) }),
    ...some('inLanguage', film.languages),
    ...some(
      'countryOfOrigin',
      film.countries.map((code) => ({ '@type': 'Country', name: code, identifier: code })),
    ),
    ...some(
      'genre',
      film.genreLabels.map(({ label }) => label),
    ),
    ...some(
      'award',
      film.awards.filter((award) => award.won).map((award) => `${award.body} ${award.year}, ${award.category}`),
    ),
    ...(film.synopsis ? { description: film.synopsis } : {}),
    ...(film.poster ? { image: absolute(origin, film.poster.src) } : {}),
    ...(film.subtitles.length ? { subtitleLanguage: film.subtitles } : {}),
    ...(opinion && opinion.ratings > 0
      ? { aggregateRating: { '@type': 'AggregateRating', ratingValue: Math.round(opinion.rating * 10) / 10, ratingCount: opinion.ratings, bestRating: 5, worstRating: 1 } }
      : {}),
    ...(film.watchable ? { isAccessibleForFree: true, potentialAction: { '@type': 'WatchAction', target: `${origin}/karangou/films/${film.slug}` } } : {}),
  }
}

/** 95 → « PT1H35M » (ISO 8601). */
export function isoDuration(minutes: number): string {
  const hours = Math.floor(minutes / 60)
  const rest = minutes % 60
  return `PT${hours ? `${hours}H` : ''}${rest || !hours ? `${rest}M` : ''}`
}

const some = (name: string, list: readonly unknown[]) => (list.length ? { [name]: list } : {})
