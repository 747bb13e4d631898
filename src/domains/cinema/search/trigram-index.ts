import { edits, fold } from './fold.ts'

/**
 * An index in memory over short texts (titles, names) that forgives accents and typos and answers while one types.
 * Candidates are the texts that share the most trigrams with the question; the best are compared letter by letter.
 * Measured by bench/search.ts over 100,000 titles; PostgreSQL's trigram index gives the same recall at ten times the time.
 */
export interface TrigramIndex {
  /** Files a thing under its texts, in place of what it had before. No texts = taken out. */
  put: (id: string, texts: readonly Text[]) => void
  /** The best first; `score` is between 0 and 1. */
  find: (question: string, limit: number, accept?: (id: string) => boolean) => Hit[]
  size: () => number
}

export interface Text {
  text: string
  /** 1 for a title; less for what should come behind it. */
  weight: number
}

export interface Hit {
  id: string
  score: number
}

interface Shelf {
  texts: string[]
  ids: string[]
  weights: number[]
  sizes: number[]
  postings: Map<number, number[]>
  entriesOf: Map<string, number[]>
  gone: Set<number>
}

const emptyShelf = (): Shelf => ({ texts: [], ids: [], weights: [], sizes: [], postings: new Map(), entriesOf: new Map(), gone: new Set() })

/** Candidates compared letter by letter. */
const finalists = 80
/** Part of a question's trigrams, the rarest, that candidates are gathered by. */
const telling = 0.65
/** Below this, a text has nothing to do with the question. */
const floor = 0.6

export function trigramIndex(): TrigramIndex {
  let shelf = emptyShelf()
  let counts = new Uint8Array(1024)
  return {
    put(id, texts) {
      takeOut(shelf, id)
      for (const { text, weight } of texts) file(shelf, id, fold(text), weight)
      if (shelf.gone.size > 1_000 && shelf.gone.size > shelf.texts.length / 3) shelf = rebuilt(shelf)
    },
    find(question, limit, accept = () => true) {
      const asked = fold(question)
      if (asked === '') return []
      if (counts.length < shelf.texts.length) counts = new Uint8Array(shelf.texts.length * 2)
      return ranked(shelf, asked, candidates(shelf, asked, counts, Math.max(finalists, limit * 2), accept), limit)
    },
    size: () => shelf.entriesOf.size,
  }
}

function file(shelf: Shelf, id: string, text: string, weight: number): void {
  const codes = trigrams(text, true)
  if (codes.length === 0) return
  const entry = shelf.texts.push(text) - 1
  shelf.ids.push(id)
  shelf.weights.push(weight)
  shelf.sizes.push(codes.length)
  for (const code of codes) {
    const posting = shelf.postings.get(code)
    if (posting) posting.push(entry)
    else shelf.postings.set(code, [entry])
  }
  const own = shelf.entriesOf.get(id)
  if (own) own.push(entry)
  else shelf.entriesOf.set(id, [entry])
}

function takeOut(shelf: Shelf, id: string): void {
  for (const entry of shelf.entriesOf.get(id) ?? []) shelf.gone.add(entry)
  shelf.entriesOf.delete(id)
}

function rebuilt(old: Shelf): Shelf {
  const shelf = emptyShelf()
  old.texts.forEach((text, entry) => {
    if (!old.gone.has(entry)) file(shelf, old.ids[entry]!, text, old.weights[entry]!)
  })
  return shelf
}

/** The entries that share the most trigrams with the question, one a thing, at most `most`. */
function candidates(shelf: Shelf, asked: string, counts: Uint8Array, most: number, accept: (id: string) => boolean): number[] {
  // The commonest trigrams cost the most and tell the least: what the finalists are worth is said letter by letter anyway.
  const codes = trigrams(asked, false)
  const known = codes
    .map((code) => shelf.postings.get(code))
    .filter((posting) => posting !== undefined)
    .toSorted((a, b) => a.length - b.length)
  const postings = known.slice(0, Math.max(6, Math.ceil(known.length * telling)))
  const touched: number[] = []
  for (const posting of postings) {
    for (const entry of posting) {
      if (counts[entry] === 0) touched.push(entry)
      if (counts[entry]! < 255) counts[entry]!++
    }
  }
  const kept = strongest(shelf, touched, counts, postings.length + codes.length - known.length, most, accept)
  for (const entry of touched) counts[entry] = 0
  return kept
}

function strongest(shelf: Shelf, touched: number[], counts: Uint8Array, asked: number, most: number, accept: (id: string) => boolean): number[] {
  const best: { entry: number; rank: number }[] = []
  let bar = 0
  for (const entry of touched) {
    const shared = counts[entry]!
    const rank = (0.6 * (shared / asked) + 0.4 * (shared / (asked + shelf.sizes[entry]! - shared))) * (0.5 + 0.5 * shelf.weights[entry]!)
    if (rank <= bar || shelf.gone.has(entry) || !accept(shelf.ids[entry]!)) continue
    best.push({ entry, rank })
    if (best.length >= most * 4) {
      best.sort((a, b) => b.rank - a.rank).length = most
      bar = best[most - 1]!.rank
    }
  }
  return best
    .sort((a, b) => b.rank - a.rank)
    .slice(0, most)
    .map((b) => b.entry)
}

function ranked(shelf: Shelf, asked: string, entries: number[], limit: number): Hit[] {
  const scores = new Map<string, number>()
  for (const entry of entries) {
    const like = likeness(asked, shelf.texts[entry]!)
    const score = like * (0.5 + 0.5 * shelf.weights[entry]!)
    const id = shelf.ids[entry]!
    if (like >= floor && score > (scores.get(id) ?? 0)) scores.set(id, score)
  }
  return [...scores]
    .map(([id, score]) => ({ id, score }))
    .sort((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1))
    .slice(0, limit)
}

/** How well a text answers, 0 to 1: as a whole, as what one is typing the beginning of, or word by word in any order. */
function likeness(asked: string, text: string): number {
  const whole = alike(asked, text, 8)
  if (asked.length >= text.length + 3) return whole
  const start = text.slice(0, asked.length)
  const beginning = alike(asked, start, 4) * (0.9 + (0.1 * asked.length) / text.length)
  const best = Math.max(whole, beginning)
  return best > 0.95 ? best : Math.max(best, byWords(asked.split(' '), text.split(' ')) * (0.88 + (0.1 * asked.length) / Math.max(asked.length, text.length)))
}

/** 1 for the same text, less for each edit, 0 beyond `most`. */
function alike(a: string, b: string, most: number): number {
  const distance = edits(a, b, most)
  return distance > most ? 0 : 1 - distance / Math.max(a.length, b.length)
}

function byWords(asked: readonly string[], words: readonly string[]): number {
  let sum = 0
  let letters = 0
  asked.forEach((word, i) => {
    const last = i === asked.length - 1
    let best = 0
    for (const other of words) {
      const end = last && other.length > word.length ? other.slice(0, word.length) : other
      const score = word === end ? 1 : alike(word, end, 2)
      if (score > best) best = score
    }
    sum += (best >= 0.6 ? best : 0) * word.length
    letters += word.length
  })
  return sum / letters
}

/** Distinct trigrams of a folded text, each word led by two spaces; the end of the last word counts only in `whole` texts, since a question may be half typed. */
function trigrams(text: string, whole: boolean): number[] {
  const codes = new Set<number>()
  const words = text.split(' ')
  words.forEach((word, w) => {
    if (word === '') return
    const padded = `  ${word}${whole || w < words.length - 1 ? ' ' : ''}`
    for (let i = 0; i + 2 < padded.length; i++) codes.add((padded.charCodeAt(i) * 65_536 + padded.charCodeAt(i + 1)) * 65_536 + padded.charCodeAt(i + 2))
  })
  return [...codes]
}
