import { fold } from './fold.ts'

/** Which texts hold all the words of a question, plurals forgiven: for synopses, where a typo index would find everything in everything. */
export function wordIndex() {
  const holders = new Map<string, Set<string>>()
  const wordsOf = new Map<string, string[]>()
  return {
    /** Files a text under an id, in place of what it had. An empty text takes it out. */
    put(id: string, text: string): void {
      for (const word of wordsOf.get(id) ?? []) holders.get(word)?.delete(id)
      const words = stems(text)
      if (words.length === 0) wordsOf.delete(id)
      else wordsOf.set(id, words)
      for (const word of words) {
        const set = holders.get(word)
        if (set) set.add(id)
        else holders.set(word, new Set([id]))
      }
    },
    find(question: string, limit: number, accept: (id: string) => boolean): string[] {
      const sets = stems(question)
        .map((word) => holders.get(word) ?? new Set<string>())
        .toSorted((a, b) => a.size - b.size)
      const found: string[] = []
      for (const id of sets[0] ?? []) {
        if (found.length >= limit) break
        if (accept(id) && sets.every((set) => set.has(id))) found.push(id)
      }
      return found
    },
  }
}

/** Words of three letters and more, without the plural's ending. */
function stems(text: string): string[] {
  return [
    ...new Set(
      fold(text)
        .split(' ')
        .filter((word) => word.length > 2)
        .map((word) => (word.length > 3 ? word.replace(/(?:es|s|x|e)$/, '') : word)),
    ),
  ]
}
