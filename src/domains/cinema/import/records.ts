import { fold } from '../search/fold.ts'
import { countryCodes } from './countries.ts'

/** A film as an outside list knows it, cleaned; what the list does not say stays unknown. */
export interface FilmRecord {
  title: string
  /** Titles in other languages, by language code. */
  titles: Record<string, string>
  year: number | null
  minutes: number | null
  countries: string[]
  genres: string[]
  synopsisEn: string | null
  age: number | null
  directors: string[]
  cast: string[]
  awards: AwardRecord[]
  source: string
}

export interface AwardRecord {
  body: string
  year: number
  category: string
  nominee: string | null
  won: boolean
  source: string
}

type Row = Record<string, string>

/** Film records of the streaming list (films only: series are not films). */
export function listRecords(rows: readonly Row[]): FilmRecord[] {
  return rows
    .filter((row) => row.type === 'Movie' && tidy(row.title) !== '')
    .map((row) => ({
      title: mendedTitle(tidy(row.title)),
      titles: {},
      year: wholeNumber(row.release_year),
      minutes: wholeNumber(/^(\d+) min$/.exec(tidy(row.duration))?.[1]),
      countries: countryCodes(row.country ?? ''),
      genres: [...new Set(names(row.listed_in).flatMap((name) => genreOf[name] ?? []))],
      synopsisEn: tidy(row.description) || null,
      age: ageOf[tidy(row.rating)] ?? null,
      directors: names(row.director),
      cast: names(row.cast),
      awards: [],
      source: 'CC0 · Kaggle, shivamb/netflix-shows',
    }))
}

/** Facts of festival programmes: titles in capitals are written as titles. */
export function programmeRecords(rows: readonly Row[]): FilmRecord[] {
  return rows
    .filter((row) => tidy(row.title_orig_or_en) !== '')
    .map((row) => ({
      title: mendedTitle(unshouted(tidy(row.title_orig_or_en))),
      titles: {},
      year: wholeNumber(row.year),
      minutes: wholeNumber(row.minutes),
      countries: countryCodes(row.countries_pt ?? ''),
      genres: [],
      synopsisEn: null,
      age: null,
      directors: names(row.director),
      cast: [],
      awards: [],
      source: 'Programme du festival',
    }))
}

/**
 * Films that won a prize given to the film itself, where the row names one film, one director and a country.
 * Rows where a cell mixes several films or people are left out rather than guessed at.
 */
export function laureateRecords(rows: readonly Row[]): FilmRecord[] {
  const films = new Map<string, FilmRecord>()
  for (const row of rows) {
    if (row.winner !== '1' || !filmPrize.test(row.category ?? '') || !plain(row.film) || !plain(row.nominee) || !countryCodes(row.country ?? '').length) continue
    const key = `${fold(row.film ?? '')}/${fold(row.nominee ?? '')}`
    if (films.has(key)) continue
    films.set(key, {
      title: mendedTitle(tidy(row.film)),
      titles: {},
      year: null,
      minutes: null,
      countries: countryCodes(row.country ?? ''),
      genres: /documentary/i.test(row.category ?? '') ? ['documentary'] : [],
      synopsisEn: null,
      age: null,
      directors: [tidy(row.nominee)],
      cast: [],
      awards: [],
      source: awardsSource,
    })
  }
  return [...films.values()]
}

export const awardsSource = 'CC BY-SA 4.0 · Wikipedia'

/** One list out of several: a film already known (same title, same director or neighbouring year) is completed, not doubled. */
export function merged(...lists: FilmRecord[][]): FilmRecord[] {
  const byTitle = new Map<string, FilmRecord[]>()
  const films: FilmRecord[] = []
  for (const record of lists.flat()) {
    const known = byTitle.get(fold(record.title))?.find((film) => sameFilm(film, record))
    if (known) complete(known, record)
    else {
      films.push(record)
      for (const title of new Set([record.title, ...Object.values(record.titles)].map(fold))) byTitle.set(title, [...(byTitle.get(title) ?? []), record])
    }
  }
  return films
}

/** Gives each film its prizes and nominations: same title, and an edition held in the three years after the film (or won by its director when the year is unknown). */
export function withAwards(films: FilmRecord[], rows: readonly Row[]): FilmRecord[] {
  const byTitle = Map.groupBy(
    rows.filter((row) => plain(row.film)),
    (row) => fold(row.film ?? ''),
  )
  for (const film of films) {
    const lines = [film.title, ...Object.values(film.titles)].flatMap((title) => byTitle.get(fold(title)) ?? [])
    const seen = new Set<string>()
    for (const row of lines) {
      const award: AwardRecord = {
        body: bodies[row.award_body ?? ''] ?? tidy(row.award_body),
        year: Number(row.year),
        category: prizeOf(tidy(row.category)),
        nominee: fold(row.nominee ?? '') === fold(film.title) ? null : tidy(row.nominee) || null,
        won: row.winner === '1',
        source: tidy(row.source_url),
      }
      const key = `${award.body}/${award.year}/${fold(award.category)}/${fold(award.nominee ?? '')}`
      if (seen.has(key) || !belongs(film, award)) continue
      seen.add(key)
      film.awards.push(award)
    }
    film.awards.sort((a, b) => Number(b.won) - Number(a.won) || a.year - b.year)
  }
  return films
}

function belongs(film: FilmRecord, award: AwardRecord): boolean {
  if (film.year !== null) return award.year >= film.year && award.year <= film.year + 3
  const director = fold(film.directors[0] ?? '')
  return director !== '' && fold(award.nominee ?? '') === director
}

function sameFilm(a: FilmRecord, b: FilmRecord): boolean {
  if (a.year !== null && b.year !== null) return Math.abs(a.year - b.year) <= 1
  return a.directors.some((name) => b.directors.some((other) => fold(name) === fold(other)))
}

function complete(film: FilmRecord, more: FilmRecord): void {
  film.year ??= more.year
  film.minutes ??= more.minutes
  film.synopsisEn ??= more.synopsisEn
  film.countries = [...new Set([...film.countries, ...more.countries])]
  film.genres = [...new Set([...film.genres, ...more.genres])]
  film.titles = { ...more.titles, ...film.titles }
  if (!film.source.includes(more.source)) film.source = `${film.source} ; ${more.source}`
}

/** The great prizes under their own name: « First Prize (Étalon d'or de Yennenga) » is the Étalon d’or de Yennenga. */
function prizeOf(category: string): string {
  const own = /(Étalon [^)]*Yennenga|Tanit [^(]*)/.exec(category)?.[1]
  return own
    ? own
        .trim()
        .replace("'", '’')
        .replace(/ (d’)?(Or|Argent|Bronze)$/, (_, d: string | undefined, metal: string) => ` ${d ?? ''}${metal.toLowerCase()}`)
    : category
}

const filmPrize =
  /étalon|tanit|golden dhow|jury prize|7th art|oumarou ganda|paul robeson|(second|third) prize|best (short|documentary|feature doc|first feature)|(poulain|foal|colt|standard)/i
const plain = (cell: string | undefined) => tidy(cell) !== '' && !/[()/]| and | for | by |N\/A|^the body of work/i.test(tidy(cell))
const tidy = (cell: string | undefined) => (cell ?? '').replace(/\s+/g, ' ').trim()
const names = (cell: string | undefined) => [...new Set((cell ?? '').split(',').map(tidy).filter(Boolean))]
const mendedTitle = (title: string) => mended[title] ?? title
const wholeNumber = (cell: string | undefined) => (/^\d+$/.test(tidy(cell)) ? Number(tidy(cell)) : null)

function unshouted(title: string): string {
  if (title !== title.toUpperCase()) return title
  const small = title.toLowerCase()
  return small.replace(/(^|[-–] |: )(\p{L})/gu, (_, lead: string, letter: string) => lead + letter.toUpperCase())
}

/** Titles that a spreadsheet turned into a date, that lost their proper nouns in capitals, or that swallowed the next cell. */
const mended: Readonly<Record<string, string>> = {
  'Oct-01': 'October 1',
  "Caméra d'afrique": "Caméra d'Afrique",
  'Ceddo making of': 'Ceddo Making Of',
  'Coconut head generation': 'Coconut Head Generation',
  'Sembene - The making of african cinema': 'Sembene: The Making of African Cinema',
  'Touki bouki - The journey of the hyena': 'Touki Bouki',
  'Le franc': 'Le Franc',
  'Parlons grand mere': 'Parlons grand-mère',
  'Ninki nanka, le prince de colobane': 'Ninki Nanka, le prince de Colobane',
  'Le Puits Mohamed Yacine Belhadji': 'Le Puits',
}

const bodies: Readonly<Record<string, string>> = { 'Carthage JCC': 'Carthage', 'Zanzibar IFF': 'Zanzibar' }

const genreOf: Readonly<Record<string, string>> = {
  Dramas: 'drama',
  Comedies: 'comedy',
  'Romantic Movies': 'romance',
  'Action & Adventure': 'action',
  Thrillers: 'thriller',
  Documentaries: 'documentary',
  'Music & Musicals': 'music',
  'Horror Movies': 'horror',
  'Children & Family Movies': 'family',
  'Faith & Spirituality': 'faith',
  'Sci-Fi & Fantasy': 'science-fiction',
  'Sports Movies': 'sport',
  'Stand-Up Comedy': 'comedy',
}

/** Ages that the American ratings advise (TV Parental Guidelines and MPA). */
const ageOf: Readonly<Record<string, number>> = { G: 0, 'TV-G': 0, 'TV-Y7': 7, 'PG-13': 13, 'TV-14': 14, R: 17, 'TV-MA': 17 }
