import { toMajor } from '#platform/money'
import { type Dictionary, type Lang, localeOf, translator, type Translate } from '#platform/text'
import type { NoticeParam, NoticeParams } from './types.ts'

let translators: Readonly<Record<Lang, Translate>> = { fr: translator('fr', {}), en: translator('en', {}) }

/** Called by the app when a process begins, with every room's sentences: notices are written in the words of the room that announces them. */
export function registerDictionaries(dictionaries: Readonly<Record<Lang, Dictionary>>): void {
  translators = { fr: translator('fr', dictionaries.fr), en: translator('en', dictionaries.en) }
}

export interface Words {
  title: string
  body: string
  /** What the link is called. */
  action: string
  sms: string
}

/** The words of a notice: `cinema.filmPublished` → `cinema.notice.filmPublished.title`, `.body` and, when there are, `.action` and `.sms`. */
export function wordsOf(lang: Lang, kind: string, params: NoticeParams): Words {
  const t = translators[lang]
  const [room, what] = kind.split('.')
  const key = `${room}.notice.${what}`
  const values = Object.fromEntries(Object.entries(params).map(([name, value]) => [name, written(lang, value)]))
  const own = (part: string): string | null => {
    const said = t(`${key}.${part}`, values)
    return said === `${key}.${part}` ? null : said
  }
  const title = own('title') ?? kind
  return { title, body: own('body') ?? '', action: own('action') ?? t('messaging.open'), sms: own('sms') ?? title }
}

/** This room's own sentences. */
export function sayIn(lang: Lang): Translate {
  return translators[lang]
}

function written(lang: Lang, value: NoticeParam): string | number {
  if (typeof value !== 'object') return value
  if ('instant' in value) return new Intl.DateTimeFormat(localeOf(lang), { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(value.instant))
  return new Intl.NumberFormat(localeOf(lang), { style: 'currency', currency: value.currency }).format(toMajor(value) as Intl.StringNumericLiteral)
}
