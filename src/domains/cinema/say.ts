import { type Lang, type Translate, translator } from '#platform/text'
import { texts as en } from './texts.en.ts'
import { texts as fr } from './texts.fr.ts'

/** The room's own sentences where the server must speak (search results). */
export const say: Readonly<Record<Lang, Translate>> = { fr: translator('fr', { cinema: fr }), en: translator('en', { cinema: en }) }
