import type { Film, PersonFilms } from '../schema.ts'
import type { CreditRole } from '../types.ts'
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
    ...(film.watchable ? { ...video(film, origin), isAccessibleForFree: true, potentialAction: { '@type': 'WatchAction', target: `${origin}/karangou/films/${film.slug}` } } : {}),
  }
}

/** What can be watched here (https://schema.org/VideoObject): search engines want a picture of it and the day it came. Its length is known when it is the whole film. */
function video(film: Film, origin: string): Record<string, unknown> {
  if (!film.poster || !film.publishedAt) return {}
  return {
    video: {
      '@type': 'VideoObject',
      name: film.title,
      description: film.synopsis ?? film.title,
      thumbnailUrl: absolute(origin, film.poster.src),
      uploadDate: film.publishedAt.toISOString(),
      ...(film.cut === 'whole' && film.minutes !== null ? { duration: isoDuration(film.minutes) } : {}),
    },
  }
}

/** How schema.org names what a person did in a film; `contributor` for the rest. */
const partIn: Partial<Record<CreditRole, string>> = { director: 'director', cast: 'actor', writer: 'author', music: 'musicBy', producer: 'producer' }

/** A person as schema.org's Person, with the films they made, each naming their part in it. */
export function filmPerson(person: PersonFilms, jobs: readonly string[], origin: string): Record<string, unknown> {
  const url = `${origin}/karangou/people/${person.slug}`
  const films = new Map<string, Record<string, unknown>>()
  for (const { role, films: some } of person.roles) {
    for (const { slug, title } of some)
      films.set(slug, { '@type': 'Movie', name: title, url: `${origin}/karangou/films/${slug}`, ...films.get(slug), [partIn[role] ?? 'contributor']: { '@id': url } })
  }
  return { '@context': 'https://schema.org', '@graph': [{ '@type': 'Person', '@id': url, name: person.name, url, jobTitle: jobs }, ...[...films.values()].slice(0, 50)] }
}

/** 95 → « PT1H35M » (ISO 8601). */
export function isoDuration(minutes: number): string {
  const hours = Math.floor(minutes / 60)
  const rest = minutes % 60
  return `PT${hours ? `${hours}H` : ''}${rest || !hours ? `${rest}M` : ''}`
}

const some = (name: string, list: readonly unknown[]) => (list.length ? { [name]: list } : {})
