import { readFileSync } from 'node:fs'
import { lettersOf } from './letters.ts'

/** Families in the order in which a letter is looked for, each with its weights; `house.typ` names them in the same order. */
const families = [
  ['inter-400', 'inter-600'],
  ['noto-400', 'noto-600'],
  ['noto-arabic-400', 'noto-arabic-600'],
  ['noto-ethiopic-400', 'noto-ethiopic-600'],
  ['noto-tifinagh'],
  ['noto-nko'],
  ['noto-adlam'],
]

interface Faces {
  files: readonly Buffer[]
  /** What each family draws: what all its weights draw. */
  drawn: readonly ReadonlySet<number>[]
}

let known: Faces | undefined

/** The fonts of printed pages, read when the first page is printed. */
export function faces(): Faces {
  if (known) return known
  const read = (file: string): Buffer => readFileSync(new URL(`../../ui/fonts/print/${file}.ttf`, import.meta.url))
  const weights = families.map((files) => files.map(read))
  const drawn = weights.map((fonts) => fonts.map(lettersOf).reduce((all, letters) => all.intersection(letters)))
  return (known = { files: [...weights.flat(), read('bricolage')], drawn })
}

const unknown = '□'
const signs = new Intl.Segmenter('fr', { granularity: 'grapheme' })

/** Composed letters in one line or several, without control signs nor marks that turn a line round. Arabic keeps the sign that parts two letters of a word. */
export function plain(text: string): string {
  return text
    .normalize('NFC')
    .replaceAll(/[\t\v\f\u2028\u2029]/g, ' ')
    .replaceAll(/(?<!\p{sc=Arabic})\u200c|\u200c(?!\p{sc=Arabic})|(?!\u200c)[\p{Cf}\p{Cs}]|(?!\n)\p{Cc}/gu, '')
}

/** Plain words as paper can show them: □ for what no single family draws, a letter with all its marks being one sign (PDF/A forbids holes). */
export function printable(text: string): string {
  const words = plain(text)
  const { drawn } = faces()
  if (draws(drawn[0]!, words)) return words
  const printed = Array.from(signs.segment(words), ({ segment }) => (drawn.some((letters) => draws(letters, segment)) ? segment : unknown))
  return printed.join('').replaceAll(/□+/g, unknown).split('\n').map(setApart).join('\n')
}

function draws(letters: ReadonlySet<number>, words: string): boolean {
  for (const letter of words) if (letter !== '\n' && !letters.has(letter.codePointAt(0)!)) return false
  return true
}

const leftward = String.raw`[\p{sc=Arabic}\p{sc=Nko}\p{sc=Adlam}]`
const leftwardSign = new RegExp(leftward, 'u')
const leftwardWords = new RegExp(String.raw`${leftward}(?:[^\p{L}]*${leftward})*`, 'gu')
const otherLetter = new RegExp(String.raw`(?!${leftward})\p{L}`, 'u')

/** Words written from right to left, isolated (UAX 9, RLI and PDI) so that the figures and signs of the sentence around them keep their place. */
function setApart(line: string): string {
  if (!leftwardSign.test(line)) return line
  return otherLetter.test(line) ? line.replaceAll(leftwardWords, '\u2067$&\u2069') : `\u2067${line}\u2069`
}
