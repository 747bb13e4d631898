import type { Dictionary, Lang } from '#platform/text'
import { texts as english } from './texts.en.ts'
import { texts as french } from './texts.fr.ts'

const dictionaries: Readonly<Record<Lang, Dictionary>> = { fr: { trust: french }, en: { trust: english } }

/** The room's own sentences, for what it writes outside a request. */
export const dictionaryOf = (lang: Lang): Dictionary => dictionaries[lang]
