import { type Lang, type Translate, translator } from '#platform/text'
import { texts as english } from './texts.en.ts'
import { texts as french } from './texts.fr.ts'

const translators: Readonly<Record<Lang, Translate>> = { fr: translator('fr', { outreach: french }), en: translator('en', { outreach: english }) }

/** This room's sentences, for what is written outside pages: the foot of a mail, the title of a task. */
export const sayIn = (lang: Lang): Translate => translators[lang]
