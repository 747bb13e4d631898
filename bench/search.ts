/**
 * Search with one typing mistake over 100,000 titles. Prints recall@10 and the time of a question, for the index of the product
 * (alone, and through the operation with its reads), and for PostgreSQL's own trigram index on the same rows.
 * Run: node bench/search.ts [titles] [questions]
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { nobody } from '#platform/actor'
import { readConfig, setConfig } from '#platform/config'
import { migrate } from '#platform/database/migrate'
import { closePool, openPool, pool } from '#platform/database/pool'
import { startPostgres } from '#platform/database/postgres'
import { migrateJobs, systemCtx } from '#platform/worker'
import { importFilms } from '../src/domains/cinema/actions/import-films.ts'
import type { FilmRecord } from '../src/domains/cinema/import/records.ts'
import { search } from '../src/domains/cinema/queries.ts'
import { readSearch } from '../src/domains/cinema/search/finder.ts'
import { fold } from '../src/domains/cinema/search/fold.ts'
import { trigramIndex } from '../src/domains/cinema/search/trigram-index.ts'
import { demoRecords } from '../src/domains/cinema/seed.ts'

const [titles = 100_000, questions = 2_000] = process.argv.slice(2).map(Number)

let state = 20_261_121
/** A fixed sequence: every run asks the same questions. */
function random(below: number): number {
  state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
  return Math.floor((state / 2 ** 32) * below)
}
const one = <T>(list: readonly T[]): T => list[random(list.length)]!

/** Titles made of the words of real titles and names, one to five of them. */
function madeUp(words: readonly string[], count: number): string[] {
  const made = new Set<string>()
  while (made.size < count) made.add(Array.from({ length: 1 + random(3) + random(3) }, () => one(words)).join(' '))
  return [...made]
}

const letters = 'abcdefghijklmnopqrstuvwxyz'

/** One letter dropped, doubled, changed or swapped with its neighbour; accents and capitals lost, as people type. */
function mistyped(title: string): string {
  const text = fold(title)
  const at = random(text.length)
  switch (random(4)) {
    case 0:
      return text.slice(0, at) + text.slice(at + 1)
    case 1:
      return text.slice(0, at) + one([...letters]) + text.slice(at)
    case 2:
      return text.slice(0, at) + one([...letters]) + text.slice(at + 1)
    default:
      return text.slice(0, at) + (text[at + 1] ?? '') + text[at]! + text.slice(at + 2)
  }
}

interface Measure {
  recall: number
  p50: number
  p95: number
}

async function measure(asked: readonly { question: string; title: string }[], find: (question: string) => Promise<readonly string[]> | readonly string[]): Promise<Measure> {
  for (const { question } of asked.slice(0, 50)) await find(question)
  const times: number[] = []
  let found = 0
  for (const { question, title } of asked) {
    const begun = performance.now()
    const titlesFound = await find(question)
    times.push(performance.now() - begun)
    if (titlesFound.includes(title)) found += 1
  }
  times.sort((a, b) => a - b)
  return { recall: found / asked.length, p50: times[Math.floor(times.length * 0.5)]!, p95: times[Math.floor(times.length * 0.95)]! }
}

const shown = ({ recall, p50, p95 }: Measure) => `recall@10 ${recall.toFixed(3)}   p50 ${p50.toFixed(2)} ms   p95 ${p95.toFixed(2)} ms`

const read = readConfig({ NODE_ENV: 'test', GRIOT_DATA: mkdtempSync(join(tmpdir(), 'griot-bench-')) })
if ('mistakes' in read) throw new Error(read.mistakes.join('\n'))
setConfig(read.config)
process.env.LOG_LEVEL = 'fatal'
const server = await startPostgres(join(read.config.dataDir, 'pg'), { careless: true })
try {
  await migrate(openPool(server.connection, 4))
  await migrateJobs()
  const real = await demoRecords()
  const words = [...new Set(real.flatMap(({ title, directors, cast }) => [title, ...directors, ...cast].join(' ').split(/[\s,:()"“”]+/)).filter((word) => word.length > 1))]
  const all = [...new Set([...real.map((film) => film.title), ...madeUp(words, titles)])].slice(0, titles)
  const typo = Array.from({ length: questions }, () => one(all)).map((title) => ({ question: mistyped(title), title }))
  const exact = typo.map(({ title }) => ({ question: title, title }))
  const prefix = typo.map(({ title }) => ({ question: fold(title).slice(0, 3 + random(4)), title }))

  const index = trigramIndex()
  const before = process.memoryUsage().heapUsed
  const begun = performance.now()
  for (const title of all) index.put(title, [{ text: title, weight: 1 }])
  console.log(
    `${all.length} titles of ${words.length} words; index built in ${(performance.now() - begun).toFixed(0)} ms, ${((process.memoryUsage().heapUsed - before) / 2 ** 20).toFixed(0)} MB`,
  )
  const find = (question: string) => index.find(question, 10).map((hit) => hit.id)
  const ours = await measure(typo, find)
  console.log('index, one typo          ', shown(ours))
  console.log('index, exact             ', shown(await measure(exact, find)))
  console.log('index, 3 to 6 letters    ', shown(await measure(prefix, find)), '(many titles begin alike)')

  const names = [...new Set(real.flatMap((film) => [...film.directors, ...film.cast]).flatMap((name) => name.split(' ')))]
  const people = Array.from({ length: titles / 3 }, () => `${one(names)} ${one(names)}`)
  const ctx = { ...systemCtx(), actor: nobody }
  const record = (title: string): FilmRecord => ({
    title,
    titles: {},
    year: null,
    minutes: null,
    countries: [],
    genres: [],
    synopsisEn: null,
    age: null,
    directors: [one(people)],
    cast: [],
    awards: [],
    source: 'bench',
  })
  for (let from = 0; from < all.length; from += 5_000) await importFilms(ctx, all.slice(from, from + 5_000).map(record))
  const started = performance.now()
  await readSearch()
  console.log(`index read from PostgreSQL in ${(performance.now() - started).toFixed(0)} ms`)
  const operation = await measure(typo, async (question) => (await search(ctx, { q: question, limit: 10 })).items.map((item) => item.title))
  console.log('operation, one typo      ', shown(operation))

  await sql`create index on cinema.films using gist (public.fold(original_title) gist_trgm_ops)`.execute(pool())
  await sql`analyze cinema.films`.execute(pool())
  const knn = await measure(typo.slice(0, 200), async (question) =>
    (await sql<{ title: string }>`select original_title as title from cinema.films order by public.fold(original_title) <-> ${question} limit 10`.execute(pool())).rows.map(
      (row) => row.title,
    ),
  )
  console.log('PostgreSQL KNN, one typo ', shown(knn))
  console.log(`recall ${operation.recall.toFixed(3)} (≥ 0.95)   p95 ${operation.p95.toFixed(1)} ms (≤ 15)   p95 of PostgreSQL / ours ${(knn.p95 / operation.p95).toFixed(1)}`)
} finally {
  await closePool()
  await server.stop()
  rmSync(read.config.dataDir, { recursive: true, force: true })
}
