import { type Lang, translator, type Translate } from '#platform/text'
import type { Prescribed } from '../../rules/prescription/prescribe.ts'
import type { PlanLine } from '../../rules/prescription/plan.ts'
import { actionOf } from '../../rules/prescription/table.ts'
import { texts as en } from '../../texts.en.ts'
import { texts as fr } from '../../texts.fr.ts'

/** This room's sentences, for letters, tasks and papers. */
export const say: Readonly<Record<Lang, Translate>> = { fr: translator('fr', { checkup: fr }), en: translator('en', { checkup: en }) }

/** The house's own words for an action: always there, whatever a person or an assistant made of them. */
export const houseWords = (action: string, lang: Lang): Pick<PlanLine, 'title' | 'text'> => ({
  title: say[lang](`checkup.action.${action}.title`),
  text: say[lang](`checkup.action.${action}.text`),
})

/** A prescribed action as a line of a plan. */
export function lineOf({ action, why, effects, dueOn }: Prescribed, lang: Lang): PlanLine {
  const { key, hours, owner } = action
  return { key, action: key, ...houseWords(key, lang), dueOn, hours, owner, why, effects, wording: 'house', model: null }
}

/** The line as somebody reads it: the house's words in their own language, all else as it was written. */
export function inLanguage<Line extends Pick<PlanLine, 'action' | 'wording' | 'title' | 'text'>>(line: Line, lang: Lang): Line {
  return line.wording === 'house' && line.action !== null && actionOf.has(line.action) ? { ...line, ...houseWords(line.action, lang) } : line
}

/** The lines in another language, where they are still the house's words. */
export const translated = (lines: readonly PlanLine[], lang: Lang): PlanLine[] => lines.map((line) => inLanguage(line, lang))
