import type { Lang } from '#platform/text'

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

/** Languages a maker may choose from; a film's others are kept as they are. */
const offered = [
  'aa', 'af', 'ak', 'am', 'ar', 'bci', 'bem', 'ber', 'bm', 'de', 'din', 'dyu', 'ee', 'en', 'es', 'ff', 'fon', 'fr', 'gaa', 'gcr', 'gez', 'gur', 'ha', 'hi', 'ht', 'ig', 'it', 'ja', 'kab', 'kbp', 'kg', 'ki', 'ko', 'kr', 'lg', 'ln', 'lu', 'luo', 'mer', 'mfe', 'mg', 'mos', 'nd',
  'nl', 'nr', 'nso', 'nus', 'ny', 'om', 'pcm', 'pt', 'rif', 'rn', 'ru', 'rw', 'sg', 'shi', 'sn', 'so', 'srr', 'ss', 'st', 'sw', 'ti', 'tn', 'ts', 'tum', 'tw', 'umb', 've', 'vai', 'wo', 'xh', 'yo', 'zgh', 'zh', 'zu',
]

const sorted = (lang: Lang, choices: Choice[]): Choice[] => choices.toSorted((a, b) => a.label.localeCompare(b.label, lang))

export const languageChoices = (lang: Lang, also: readonly string[] = []): Choice[] => sorted(lang, [...new Set([...offered, ...also])].map((value) => ({ value, label: languageName(lang, value) })))

export const countryChoices = (lang: Lang, codes: readonly string[]): Choice[] => sorted(lang, codes.map((value) => ({ value, label: countryName(lang, value) })))
