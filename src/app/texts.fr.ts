import type { Dictionary } from '#platform/text'
import { texts as platform } from '#platform/texts.fr.ts'
import { texts as ui } from '#ui/words/texts.fr.ts'
import { texts as app } from './spaces/texts.fr.ts'

/** Every sentence of the house in French, by room. */
export const dictionary: Dictionary = { platform, ui, app }
