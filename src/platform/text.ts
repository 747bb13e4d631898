import { IntlMessageFormat } from 'intl-messageformat'

/** Languages the house speaks, first is the default. Adding one is adding its `texts.xx.ts` files. */
export const languages = ['fr', 'en'] as const
export type Lang = (typeof languages)[number]

/** A room's sentences: key → ICU message. The full key is `room.key`. */
export type Texts = Readonly<Record<string, string>>
export type TextParams = Readonly<Record<string, string | number | Date | boolean | null | undefined>>
export type Dictionary = Readonly<Record<string, Texts>>
export type Translate = (key: string, params?: TextParams) => string

const locales: Record<Lang, string> = { fr: 'fr-FR', en: 'en-GB' }
export const localeOf = (lang: Lang): string => locales[lang]

export function isLang(value: unknown): value is Lang {
  return languages.includes(value as Lang)
}

/** The first language of `Accept-Language` that the house speaks, else French. */
export function preferredLang(header: string | null | undefined): Lang {
  const wanted = (header ?? '')
    .split(',')
    .map((part) => {
      const [tag = '', q] = part.trim().split(';q=')
      return { tag: tag.toLowerCase().split('-')[0], weight: q === undefined ? 1 : Number(q) || 0 }
    })
    .toSorted((a, b) => b.weight - a.weight)
  return wanted.map((w) => w.tag).find(isLang) ?? languages[0]
}

/**
 * A translator over the rooms' sentences. An unknown key is shown as itself: the texts test fails on it long before a reader sees it.
 * Compiled messages are kept: formatting a known sentence costs a few microseconds.
 */
export function translator(lang: Lang, dictionary: Dictionary): Translate {
  const compiled = new Map<string, IntlMessageFormat>()
  return (key, params) => {
    const dot = key.indexOf('.')
    const source = dictionary[key.slice(0, dot)]?.[key.slice(dot + 1)]
    if (source === undefined) return key
    if (!source.includes('{')) return typographic(lang, source)
    let message = compiled.get(key)
    if (!message) {
      message = new IntlMessageFormat(typographic(lang, source), locales[lang], undefined, { ignoreTag: true })
      compiled.set(key, message)
    }
    return String(message.format(params as Record<string, string>))
  }
}

/** French spacing: a narrow no-break space before ; ! ?, a no-break space before : and inside guillemets (Lexique de l'Imprimerie nationale). */
export function typographic(lang: Lang, text: string): string {
  if (lang !== 'fr') return text
  return text
    .replace(/ ([;!?])/g, '\u202f$1')
    .replace(/ :/g, '\u00a0:')
    .replace(/« /g, '«\u00a0')
    .replace(/ »/g, '\u00a0»')
    .replace(/'/g, '’')
}
