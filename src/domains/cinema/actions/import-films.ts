import type { Ctx } from '#platform/context'
import type { FilmRecord } from '../import/records.ts'
import { freeSlugs } from '../slugs.ts'
import { insertNotices, refreshStatistics } from '../store/import.ts'
import { insertAwards } from '../store/people.ts'
import type { CreditRole } from '../types.ts'
import { creditPeople } from './set-credits.ts'

/** Files film records as notices of the catalogue: a few bulk statements, people of the same name merged. Answers with the ids, in order. */
export async function importFilms(ctx: Ctx, records: readonly FilmRecord[]): Promise<{ id: string; slug: string }[]> {
  const slugs = await freeSlugs(
    ctx.db,
    'films',
    records.map(({ title, year }) => ({ text: title, hint: year })),
  )
  const films = await insertNotices(
    ctx.db,
    records.map((record, i) => ({ ...record, slug: slugs[i]! })),
    ctx.now,
  )
  await creditPeople(
    ctx.db,
    records.flatMap((record, i) => credits(record).map((line, position) => ({ ...line, filmId: films[i]!.id, position }))),
  )
  await insertAwards(
    ctx.db,
    records.flatMap((record, i) => record.awards.slice(0, 32_000).map((award, position) => ({ ...award, filmId: films[i]!.id, position }))),
  )
  await refreshStatistics(ctx.db)
  return films
}

function credits(record: FilmRecord): { role: CreditRole; name: string; character: null }[] {
  const line = (role: CreditRole) => (name: string) => ({ role, name, character: null })
  return [...record.directors.map(line('director')), ...record.cast.map(line('cast'))]
}
