import { type Currency, minorDigits, type Money } from '../money.ts'
import type { Lang } from '../text.ts'

/** An amount in words, as receipts and contracts carry it beside the figures: `cinq mille francs CFA`, `ten euros and fifty cents`. Up to a million million. */
export function amountInWords({ amount, currency }: Money, lang: Lang): string {
  if (!Number.isSafeInteger(amount) || amount < 0 || amount >= 1e14) throw new RangeError('no words for this amount')
  const parts = 10 ** minorDigits(currency)
  const whole = Math.floor(amount / parts)
  const rest = amount % parts
  const unit = names[lang][currency]
  const said = whole > 0 || rest === 0 ? [counted(whole, unit.whole, lang)] : []
  if (rest > 0 && unit.part) said.push(counted(rest, unit.part, lang))
  return said.join(lang === 'fr' ? ' et ' : ' and ')
}

interface Noun {
  one: string
  many: string
  /** French: `une livre`. */
  feminine?: true
}

const noun = (one: string, many = `${one}s`): Noun => ({ one, many })
const names: Readonly<Record<Lang, Readonly<Record<Currency, { whole: Noun; part?: Noun }>>>> = {
  fr: {
    XOF: { whole: noun('franc CFA', 'francs CFA') },
    XAF: { whole: noun('franc CFA', 'francs CFA') },
    EUR: { whole: noun('euro'), part: noun('centime') },
    CHF: { whole: noun('franc suisse', 'francs suisses'), part: noun('centime') },
    USD: { whole: noun('dollar américain', 'dollars américains'), part: noun('cent') },
    GBP: { whole: { ...noun('livre sterling', 'livres sterling'), feminine: true }, part: noun('penny', 'pence') },
  },
  en: {
    XOF: { whole: noun('CFA franc') },
    XAF: { whole: noun('CFA franc') },
    EUR: { whole: noun('euro'), part: noun('cent') },
    CHF: { whole: noun('Swiss franc'), part: noun('centime') },
    USD: { whole: noun('US dollar'), part: noun('cent') },
    GBP: { whole: noun('pound sterling', 'pounds sterling'), part: noun('penny', 'pence') },
  },
}

/** French: the singular below two, and `de` after a round million (`un million de francs`, `deux millions d’euros`). */
function counted(value: number, { one, many, feminine }: Noun, lang: Lang): string {
  if (lang === 'en') return `${english(value)} ${value === 1 ? one : many}`
  const name = value < 2 ? one : many
  const link = value >= 1e6 && value % 1e6 === 0 ? (/^[aeiou]/.test(name) ? ' d’' : ' de ') : ' '
  return (feminine ? french(value).replace(/\bun$/, 'une') : french(value)) + link + name
}

const frenchSmall = 'zéro un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize dix-sept dix-huit dix-neuf'.split(' ')
const frenchTens = ['', '', 'vingt', 'trente', 'quarante', 'cinquante', 'soixante', 'soixante', 'quatre-vingt', 'quatre-vingt']

/** Of France and West Africa (soixante-dix, quatre-vingts), traditional spelling: hyphens below a hundred only. */
export function french(value: number): string {
  if (value < 100) return frenchTwo(value, true)
  if (value < 1_000) return frenchThree(value, true)
  for (const [size, name] of [
    [1e9, 'milliard'],
    [1e6, 'million'],
  ] as const)
    if (value >= size) {
      const times = Math.floor(value / size)
      return [`${french(times)} ${name}${times > 1 ? 's' : ''}`, ...restOf(value % size, french)].join(' ')
    }
  const thousands = Math.floor(value / 1_000)
  // `mille` never agrees, and takes the s from cent and vingt before it: deux cent mille.
  return [...(thousands === 1 ? [] : [frenchThree(thousands, false)]), 'mille', ...restOf(value % 1_000, french)].join(' ')
}

const restOf = (rest: number, say: (value: number) => string): string[] => (rest === 0 ? [] : [say(rest)])

function frenchThree(value: number, last: boolean): string {
  const hundreds = Math.floor(value / 100)
  const rest = value % 100
  if (hundreds === 0) return frenchTwo(rest, last)
  const cent = hundreds === 1 ? 'cent' : `${frenchSmall[hundreds]} cent${rest === 0 && last ? 's' : ''}`
  return rest === 0 ? cent : `${cent} ${frenchTwo(rest, last)}`
}

function frenchTwo(value: number, last: boolean): string {
  if (value < 20) return frenchSmall[value]!
  const tens = Math.floor(value / 10)
  const base = frenchTens[tens]!
  const rest = tens === 7 || tens === 9 ? (value % 10) + 10 : value % 10
  if (rest === 0) return tens === 8 && last ? 'quatre-vingts' : base
  return (rest === 1 || rest === 11) && tens < 8 ? `${base} et ${frenchSmall[rest]}` : `${base}-${frenchSmall[rest]}`
}

const englishSmall = 'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(' ')
const englishTens = ['', '', 'twenty', 'thirty', 'forty', 'fifty', 'sixty', 'seventy', 'eighty', 'ninety']

/** British: `one thousand and five`, `two hundred and thirty-four thousand`. */
export function english(value: number): string {
  if (value < 20) return englishSmall[value]!
  if (value < 100) return englishTens[Math.floor(value / 10)]! + (value % 10 === 0 ? '' : `-${englishSmall[value % 10]}`)
  for (const [size, name] of [
    [1e9, 'billion'],
    [1e6, 'million'],
    [1_000, 'thousand'],
    [100, 'hundred'],
  ] as const)
    if (value >= size) {
      const rest = value % size
      return `${english(Math.floor(value / size))} ${name}${rest === 0 ? '' : `${rest < 100 ? ' and ' : ' '}${english(rest)}`}`
    }
  return ''
}
