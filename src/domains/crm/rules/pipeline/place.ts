/*
 * The order of cards within a stage: a card's place is a fraction in base 62, written so that bytes compare as fractions do (collation "C").
 * The first six digits are wide steps, so that putting cards first or last costs nothing; between two neighbours the fraction grows by one digit
 * every six insertions, and past `longest` the stage is spread anew.
 */
const digits = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
const wide = 6
const most = 62 ** wide
const step = 4096
export const longest = 32

/** A place strictly between two others; null on a side = the end of the stage. Answers null when there is no short one left: spread the stage first. */
export function placeBetween(before: string | null, after: string | null): string | null {
  if (before !== null && after !== null && before >= after) return null
  if (before === null && after === null) return written(most / 2)
  if (before === null) return atMost(headOf(after!) - step > 0 ? written(headOf(after!) - step) : middle('', after!))
  if (after === null) return atMost(headOf(before) + step < most ? written(headOf(before) + step) : middle(before, null))
  return atMost(middle(before, after))
}

/** `count` places in order, with as much room between them as there is at the ends. */
export function spread(count: number): string[] {
  const first = most / 2 - Math.floor(count / 2) * step
  return Array.from({ length: count }, (_, at) => written(first + at * step))
}

const atMost = (place: string): string | null => (place.length > longest ? null : place)
const headOf = (place: string): number => [...place.slice(0, wide).padEnd(wide, '0')].reduce((sum, digit) => sum * 62 + digits.indexOf(digit), 0)

function written(head: number): string {
  let text = ''
  for (let left = head; text.length < wide; left = Math.floor(left / 62)) text = digits[left % 62]! + text
  return text
}

/** The shortest fraction halfway; it never ends in 0, so that there is always room below it. */
function middle(low: string, high: string | null): string {
  let text = ''
  let bound = high
  for (let at = 0; ; at++) {
    const from = at < low.length ? digits.indexOf(low[at]!) : 0
    const to = bound !== null && at < bound.length ? digits.indexOf(bound[at]!) : 62
    const half = (from + to) >> 1
    if (half > from) return text + digits[half]!
    text += digits[from]!
    if (to > from) bound = null
  }
}
