import type { Db } from '#platform/context'
import { pool } from '#platform/database/pool'
import { readChanges } from '../store/search.ts'
import { fold } from './fold.ts'
import { type Hit, trigramIndex } from './trigram-index.ts'
import { wordIndex } from './word-index.ts'

/**
 * Search as one process knows it. The index lives in memory and is brought up to date before each answer by reading what other transactions
 * wrote since the last time (one statement on an index, usually empty): every process answers with what is committed, without messages between them.
 */
interface Shelves {
  films: ReturnType<typeof trigramIndex>
  people: ReturnType<typeof trigramIndex>
  words: ReturnType<typeof wordIndex>
  horizon: string
  reading: Promise<void> | null
}

let shelves: Shelves | null = null

const opened = (): Shelves => ({ films: trigramIndex(), people: trigramIndex(), words: wordIndex(), horizon: '0', reading: null })

/** Films for a question, the best first: by titles in any language, then by the people in them, then by the words of the synopsis. */
export async function findFilms(db: Db, question: string, limit: number): Promise<Hit[]> {
  return filmsIn(await upToDate(db), question, limit)
}

/** Films and people for a question, each the best first. */
export async function findAll(db: Db, question: string, limit: number): Promise<{ films: Hit[]; people: Hit[] }> {
  const mine = await upToDate(db)
  return { films: filmsIn(mine, question, limit), people: mine.people.find(question, limit) }
}

function filmsIn({ films, words }: Shelves, question: string, limit: number): Hit[] {
  const named = films.find(question, limit)
  if (named.length >= limit || fold(question).length < 4) return named
  const known = new Set(named.map((hit) => hit.id))
  const told = words.find(question, limit - named.length, (id) => !known.has(id))
  return [...named, ...told.map((id) => ({ id, score: 0.4 }))]
}

/** Reads everything anew: when a process begins, or finds itself on another database. */
export async function readSearch(db: Db = pool()): Promise<void> {
  shelves = null
  await upToDate(db)
}

async function upToDate(db: Db): Promise<Shelves> {
  const mine = (shelves ??= opened())
  // One reading serves everyone who asks while it has not begun; who comes during it waits for it and reads again, so that no answer is older than its question.
  if (mine.reading) await mine.reading
  mine.reading ??= catchUp(db, mine).finally(() => (mine.reading = null))
  await mine.reading
  return mine
}

async function catchUp(db: Db, into: Shelves): Promise<void> {
  const { films, people, horizon } = await readChanges(db, into.horizon)
  for (const film of films) {
    const texts = [
      ...[...new Set(film.titles)].map((text) => ({ text, weight: 1 })),
      ...film.directors.map((text) => ({ text, weight: 0.7 })),
      ...film.others.map((text) => ({ text, weight: 0.4 })),
    ]
    into.films.put(film.id, film.listed ? texts : [])
    into.words.put(film.id, film.listed ? [...film.titles, ...film.directors, film.synopsis].join(' ') : '')
  }
  for (const person of people) into.people.put(person.id, person.listed ? [{ text: person.name, weight: 1 }] : [])
  into.horizon = horizon
}
