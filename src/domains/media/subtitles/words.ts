/** Cleans what a cue says: WebVTT's own tags stay, all else that looks like markup is shown as the characters it is made of. */

const tags = new Set(['c', 'i', 'b', 'u', 'ruby', 'rt', 'v', 'lang'])
const entity = /&(?:amp|lt|gt|nbsp|lrm|rlm|#\d{1,7}|#x[0-9a-f]{1,6});/iy

/** One line of a WebVTT cue, safe to hand to any player (and to an `innerHTML`, which no player should use). */
export function cleanWords(line: string): string {
  let clean = ''
  for (let at = 0; at < line.length;) {
    const char = line[at]!
    if (char === '<') {
      const tag = tagAt(line, at)
      clean += tag ? tag.text : '&lt;'
      at += tag ? tag.length : 1
    } else if (char === '&') {
      entity.lastIndex = at
      const found = entity.exec(line)?.[0]
      clean += found ?? '&amp;'
      at += found?.length ?? 1
    } else {
      clean += char === '>' ? '&gt;' : char
      at += 1
    }
  }
  return clean
}

/** WebVTT 1.0, 4.2.2: `<i.class>`, `<v.loud Awa>`, `</i>`, `<lang fr>`, `<00:01:02.000>`. Null for any other. */
function tagAt(line: string, at: number): { text: string; length: number } | null {
  const end = line.indexOf('>', at)
  if (end < 0) return null
  const inside = line.slice(at + 1, end)
  const length = end - at + 1
  if (/^(?:\d{2,}:)?\d{2}:\d{2}\.\d{3}$/.test(inside)) return { text: `<${inside}>`, length }
  const closing = /^\/([a-z]+)\s*$/i.exec(inside)
  if (closing) return tags.has(closing[1]!.toLowerCase()) ? { text: `</${closing[1]!.toLowerCase()}>`, length } : null
  const opening = /^([a-z]+)((?:\.[\w-]+)*)(?:\s+([^<>]*))?$/i.exec(inside)
  const name = opening?.[1]!.toLowerCase() ?? ''
  if (!opening || !tags.has(name)) return null
  const note = name === 'v' || name === 'lang' ? (opening[3] ?? '').replace(/["'=&]/g, '').trim() : ''
  return { text: `<${name}${opening[2] ?? ''}${note ? ` ${note}` : ''}>`, length }
}

/** One line of an SRT cue: the tags subtitle editors write, and their `{\an8}` places. Answers the words and the WebVTT settings they ask for. */
export function cleanSrtWords(line: string): { words: string; settings: string } {
  let settings = ''
  const plain = line.replace(/\{\\an?(\d)\}/g, (_, place: string) => ((settings = placeOf(Number(place))), '')).replace(/\{\\[^}]*\}/g, '')
  return { words: cleanWords(plain.replace(/<\/?font\b[^>]*>/gi, '')), settings }
}

/** The nine places of the numeric keypad, as Advanced SubStation Alpha has them. Two (below, in the middle) is where words stand anyway. */
function placeOf(place: number): string {
  const line = place >= 7 ? 'line:0' : place >= 4 ? 'line:50%' : ''
  const align = place % 3 === 1 ? 'position:10% align:start' : place % 3 === 0 ? 'position:90% align:end' : ''
  return [line, align].filter(Boolean).join(' ')
}

const settingShapes: readonly RegExp[] = [
  /^vertical:(rl|lr)$/,
  /^line:(-?\d{1,4}|\d{1,3}(\.\d+)?%)(,(start|center|end))?$/,
  /^position:\d{1,3}(\.\d+)?%(,(line-left|center|line-right))?$/,
  /^size:\d{1,3}(\.\d+)?%$/,
  /^align:(start|center|end|left|right)$/,
  /^region:[\w-]+$/,
]

/** The settings of a timing line that WebVTT knows; `align:middle` of older files becomes `center`. */
export function cleanSettings(given: string): string {
  const words = given
    .trim()
    .split(/\s+/)
    .map((word) => word.replace('align:middle', 'align:center'))
  return words.filter((word) => settingShapes.some((shape) => shape.test(word))).join(' ')
}

/** A STYLE block without what could reach outside the subtitle, or null when nothing is left to keep. */
export function cleanStyle(css: string): string | null {
  if (css.length > 20_000 || /@|url\s*\(|expression|javascript:|<|-->|\\/i.test(css)) return null
  return /::cue/.test(css) ? css.trim() : null
}

/** A REGION block: its known settings only. */
export function cleanRegion(text: string): string | null {
  const shapes = [/^id:[\w-]+$/, /^width:\d{1,3}(\.\d+)?%$/, /^lines:\d{1,3}$/, /^(region|viewport)anchor:\d{1,3}(\.\d+)?%,\d{1,3}(\.\d+)?%$/, /^scroll:up$/]
  const kept = text.split(/\s+/).filter((word) => shapes.some((shape) => shape.test(word)))
  return kept.some((word) => word.startsWith('id:')) ? kept.join('\n') : null
}
