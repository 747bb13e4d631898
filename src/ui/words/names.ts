import type { Lang } from '#platform/text'

const displays = new Map<string, Intl.DisplayNames>()

function display(lang: Lang, type: 'region' | 'language'): Intl.DisplayNames {
  const key = `${lang} ${type}`
  let names = displays.get(key)
  if (!names) displays.set(key, (names = new Intl.DisplayNames([lang], { type, fallback: 'code' })))
  return names
}

/** What is no code at all (an address typed by hand) is shown as it is. */
function named(lang: Lang, type: 'region' | 'language', code: string): string {
  try {
    return display(lang, type).of(code) ?? code
  } catch {
    return code
  }
}

/** « SN » → « Sénégal ». */
export const countryName = (lang: Lang, code: string): string => named(lang, 'region', code)

/** « wo » → « wolof ». */
export const languageName = (lang: Lang, code: string): string => named(lang, 'language', code)
