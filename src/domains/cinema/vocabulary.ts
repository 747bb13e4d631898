import type { z } from 'zod'
import type { Ctx } from '#platform/context'
import type { Lang } from '#platform/text'
import { countryList } from './import/countries.ts'
import type { Vocabulary } from './schema.ts'
import { readGenres } from './store/catalogue.ts'

/** Languages proposed to makers: those of the continent and those its films are often made in; `zxx` = without words (ISO 639-2). Any other code is accepted. */
const offered = [
  'aa',
  'af',
  'ak',
  'am',
  'ar',
  'bci',
  'bem',
  'ber',
  'bm',
  'de',
  'din',
  'dyu',
  'ee',
  'en',
  'es',
  'ff',
  'fon',
  'fr',
  'gaa',
  'gcr',
  'gez',
  'gur',
  'ha',
  'hi',
  'ht',
  'ig',
  'it',
  'ja',
  'kab',
  'kbp',
  'kg',
  'ki',
  'ko',
  'kr',
  'lg',
  'ln',
  'lu',
  'luo',
  'mer',
  'mfe',
  'mg',
  'mos',
  'nd',
  'nl',
  'nr',
  'nso',
  'nus',
  'ny',
  'om',
  'pcm',
  'pt',
  'rif',
  'rn',
  'ru',
  'rw',
  'sg',
  'shi',
  'sn',
  'so',
  'srr',
  'ss',
  'st',
  'sw',
  'ti',
  'tn',
  'ts',
  'tum',
  'tw',
  'umb',
  've',
  'vai',
  'wo',
  'xh',
  'yo',
  'zgh',
  'zh',
  'zu',
  'zxx',
]

/** What a film's facts are said in: genres, countries, languages, named in the caller's language and sorted in it. */
export async function filmVocabulary(ctx: Ctx): Promise<z.output<typeof Vocabulary>> {
  return { genres: await readGenres(ctx.db, ctx.lang), countries: named(ctx.lang, 'region', countryList), languages: named(ctx.lang, 'language', offered) }
}

const kept = new Map<string, { slug: string; label: string }[]>()

function named(lang: Lang, type: 'region' | 'language', codes: readonly string[]): { slug: string; label: string }[] {
  const key = `${lang} ${type}`
  const display = new Intl.DisplayNames([lang], { type, fallback: 'code' })
  const known = kept.get(key) ?? codes.map((slug) => ({ slug, label: display.of(slug) ?? slug })).toSorted((a, b) => a.label.localeCompare(b.label, lang))
  kept.set(key, known)
  return known
}
