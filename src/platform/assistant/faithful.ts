import type { Lang } from '../text.ts'
import { monthWords, networks, numberWords, starters, stopWords, unitWords, weekdayWords } from './words.ts'

/** What may not change between two wordings, in the order in which it is looked at. */
export type Unfaithful = 'markup' | 'length' | 'links' | 'figures' | 'units' | 'dates' | 'names' | 'language'

/**
 * Why a new wording does not say the same, or null. Compares what can be compared without understanding: links, figures (also in words), currencies, months and weekdays as multisets, names and
 * networks as sets. When in doubt it is not the same: the built-in text is always good enough. `known` are further names that may appear.
 */
export function whyUnfaithful(before: string, after: string, lang: Lang, known: readonly string[] = []): Unfaithful | null {
  const added = [...after].some((sign) => isControl(sign) && !before.includes(sign))
  if (added || /```|<\/?[a-z]|\]\(|^\s*[#>*-] |\*\*/im.test(after)) return 'markup'
  if (after.length > before.length * 2.5 + 120 || after.length < before.length * 0.35) return 'length'
  if (!sameBag(linksIn(before), linksIn(after))) return 'links'
  const [plainBefore, plainAfter] = [before, after].map((text) => text.replaceAll(link, ' ')) as [string, string]
  if (!sameBag(figuresIn(plainBefore), figuresIn(plainAfter))) return 'figures'
  if (!sameBag(wordsIn(plainBefore, unitWords), wordsIn(plainAfter, unitWords))) return 'units'
  if (!sameBag(wordsIn(plainBefore, weekdayWords, monthWords), wordsIn(plainAfter, weekdayWords, monthWords))) return 'dates'
  if (namesDiffer(plainBefore, plainAfter, known)) return 'names'
  return speaks(plainAfter, lang) ? null : 'language'
}

const isControl = (sign: string): boolean => /[\p{Cc}\p{Cf}\p{Co}]/u.test(sign)

const link =
  /\b(?:https?:\/\/|www\.)[^\s<>"'»”)]+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+|@[\w.]{2,}|\b(?:[\w-]+\.)+(?:com|org|net|fr|io|co|example|africa|tv|fm|me|ly|be)\b(?:\/[^\s<>"'»”)]*)?/giu
const linksIn = (text: string): string[] => [...text.matchAll(link)].map(([found]) => found.replace(/[.,;:!?]+$/, ''))

/** Figures as they count: spaces inside thousands mean nothing, « 12 k » is 12 and a unit, « deux » is 2. Roman digits and digits of other scripts are read as they stand. */
function figuresIn(text: string): string[] {
  const digits = [...text.replaceAll(/(\p{Nd})[ \u00a0\u202f](?=\p{Nd}{3}(?!\p{Nd}))/gu, '$1').matchAll(/\p{N}+(?:[.,:/-]\p{N}+)*/gu)].map(([found]) => found.replaceAll(',', '.'))
  return [...digits, ...lettersIn(text).flatMap((word) => numberWords.get(word) ?? [])]
}

const fold = (text: string): string => text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase()
const lettersIn = (text: string): string[] => fold(text).match(/\p{L}+/gu) ?? []

/** Words of these kinds, each as the one meaning it has. */
function wordsIn(text: string, ...kinds: readonly ReadonlyMap<string, string>[]): string[] {
  const signs = [...text.matchAll(/[€$£%‰]/gu)].map(([sign]) => sign)
  return [...signs, ...lettersIn(text)].flatMap((word) => kinds.flatMap((kind) => kind.get(word) ?? []))
}

function sameBag(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.toSorted().join('\0') === b.toSorted().join('\0')
}

/** A capital inside a sentence makes a name, in both languages; at the beginning of one, only words that are known to begin sentences are no names. */
function namesDiffer(before: string, after: string, known: readonly string[]): boolean {
  const mayAppear = new Set([...lettersIn(before), ...known.flatMap(lettersIn)])
  const stays = new Set(lettersIn(after))
  const isNew = capitals(after).some(({ word, begins }) => !mayAppear.has(word) && !(begins && mayBegin(word)))
  const isLost = capitals(before).some(({ word, begins }) => !begins && word.length > 1 && !stays.has(word))
  const networkNew = networks.some((name) => holds(after, name) && !holds(before, name) && !known.some((fact) => holds(fact, name)))
  const networkLost = networks.some((name) => holds(before, name) && !holds(after, name))
  return isNew || isLost || networkNew || networkLost
}

const holds = (text: string, name: string): boolean => new RegExp(`(?<!\\p{L})${name}(?!\\p{L})`, 'iu').test(fold(text))
/** French says what to do with -ez, -er, -ir, -re, -ons, -ant; English verbs that begin advice are listed. */
const mayBegin = (word: string): boolean => starters.has(word) || /(?:ez|er|ir|oir|dre|tre|ire|ons|ant|ment|ing|ly)$/.test(word)

function capitals(text: string): { word: string; begins: boolean }[] {
  return [...text.matchAll(/(?<![\p{L}\p{N}])(?:\p{L}[’'])?(\p{Lu}[\p{L}\p{M}]*)/gu)].map((match) => ({
    word: fold(match[1]!),
    begins: /(?:^|[.!?…:\n]|[«“"(–—-])[\s\u00a0\u202f]*$/u.test(text.slice(0, match.index)),
  }))
}

/** The small words of the other language may not outnumber those of this one. */
function speaks(text: string, lang: Lang): boolean {
  const words = lettersIn(text)
  const hits = (one: Lang): number => words.filter((word) => stopWords[one].has(word)).length
  return hits(lang) >= hits(lang === 'fr' ? 'en' : 'fr')
}
