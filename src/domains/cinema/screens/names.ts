import type { Tone } from '#ui/badge'
import type { FilmState } from '../types.ts'

export { countryName, languageName } from '#ui/words/names.ts'

export interface Choice {
  value: string
  label: string
}

/** How each state of a film looks. */
export const tones: Readonly<Record<FilmState, Tone>> = { draft: 'neutral', submitted: 'accent', 'changes-asked': 'warn', published: 'good', refused: 'bad', withdrawn: 'neutral' }
