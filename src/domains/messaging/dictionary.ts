import { type Dictionary, type Lang, type TextParams, translator, type Translate } from '#platform/text'

let translators: Readonly<Record<Lang, Translate>> = { fr: translator('fr', {}), en: translator('en', {}) }

/** Called by the app when a process begins, with every room's sentences: notices are written in the words of the room that announces them. */
export function registerDictionaries(dictionaries: Readonly<Record<Lang, Dictionary>>): void {
  translators = { fr: translator('fr', dictionaries.fr), en: translator('en', dictionaries.en) }
}

/** The words of a notice: `cinema.filmPublished` → `cinema.notice.filmPublished.title`, `.body` and, when there is one, `.action`. */
export function wordsOf(lang: Lang, kind: string, params: TextParams): { title: string; body: string; action: string } {
  const t = translators[lang]
  const [room, what] = kind.split('.')
  const key = `${room}.notice.${what}`
  const own = (part: string): string | null => {
    const said = t(`${key}.${part}`, params)
    return said === `${key}.${part}` ? null : said
  }
  return { title: own('title') ?? kind, body: own('body') ?? '', action: own('action') ?? t('messaging.open') }
}

export function footOf(lang: Lang): string {
  return translators[lang]('messaging.mailFoot')
}
