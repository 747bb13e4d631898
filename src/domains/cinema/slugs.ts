import type { Db } from '#platform/context'
import { fold } from './search/fold.ts'
import { takenSlugs } from './store/films.ts'

/** The part of an address made from a title: letters of any script, figures, hyphens. */
export function slugOf(text: string): string {
  return fold(text).slice(0, 80).trim().replaceAll(' ', '-') || 'sans-titre'
}

/** A free address for each text, in order: the slug itself, then with the hint (a year), then numbered. Two processes that race meet the unique index. */
export async function freeSlugs(db: Db, table: 'films' | 'people' | 'collections', wanted: readonly { text: string; hint?: string | number | null }[]): Promise<string[]> {
  const choices = wanted.map(({ text, hint }) => {
    const slug = slugOf(text)
    return [slug, ...(hint ? [`${slug}-${hint}`] : []), ...Array.from({ length: 30 }, (_, i) => `${slug}-${i + 2}`)]
  })
  const taken = await takenSlugs(db, table, choices.flat())
  return choices.map((slugs) => {
    const free = slugs.find((slug) => !taken.has(slug)) ?? `${slugs[0]}-${crypto.randomUUID()}`
    taken.add(free)
    return free
  })
}
