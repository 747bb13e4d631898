import type { Lang } from '#platform/text'
import type { Tone } from '#ui/badge'
import type { FilmState } from '../types.ts'

const displays = new Map<string, Intl.DisplayNames>()

function display(lang: Lang, type: 'region' | 'language'): Intl.DisplayNames {
  const key = `${lang} ${type}`
  let names = displays.get(key)
  if (!names) displays.set(key, (names = new Intl.DisplayNames([lang], { type, fallback: 'code' })))
  return names
}

/** « SN » → « Sénégal ». */
export const countryName = (lang: Lang, code: string): string => display(lang, 'region').of(code) ?? code

/** « wo » → « wolof ». */
export const languageName = (lang: Lang, code: string): string => display(lang, 'language').of(code) ?? code

export interface Choice {
  value: string
  label: string
}

/** How each state of a film looks. */
export const tones: Readonly<Record<FilmState, Tone>> = { draft: 'neutral', submitted: 'accent', 'changes-asked': 'warn', published: 'good', refused: 'bad', withdrawn: 'neutral' }
