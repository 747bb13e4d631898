/** How names and addresses are compared. Pure: the same answer in an import, in a search and on screen. */

const letters: Readonly<Record<string, string>> = { œ: 'oe', æ: 'ae', ß: 'ss', ø: 'o', ł: 'l', đ: 'd', ð: 'd', þ: 'th', ı: 'i', ħ: 'h' }
const articles = new Set(['the', 'le', 'la', 'les', 'l'])

/**
 * A name as it is compared: no accents, case, punctuation or leading article; « & », « et » and « + » between words are « and ».
 * « Les Frères Touré » and « freres toure » are one. Never empty for a name that shows anything.
 */
export function plainName(name: string): string {
  const plain = name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[œæßøłđðþıħ]/g, (one) => letters[one] ?? one)
    .replace(/[&+]/g, ' and ')
    .replace(/[’'`´]/g, ' ')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
  const words = plain.split(' ').map((word) => (word === 'et' ? 'and' : word))
  const kept = words.length > 1 && articles.has(words[0]!) ? words.slice(1) : words
  // A name of signs alone (« !!! », « +/- ») is compared as it is written.
  return kept.join(' ') || name.normalize('NFKC').toLowerCase().trim()
}

/** An address as it is compared, or null when it is none. */
export function plainMail(text: string): string | null {
  const mail = text
    .trim()
    .replace(/^mailto:/i, '')
    .replace(/^<|>$/g, '')
    .toLowerCase()
  return mail.length <= 254 && /^[^\s@<>()[\]\\,;:"]{1,64}@(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?\.)+[\p{L}]{2,63}$/u.test(mail) && !mail.includes('..') ? mail : null
}
