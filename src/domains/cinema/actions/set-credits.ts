import type { z } from 'zod'
import type { Ctx, Db } from '#platform/context'
import type { AwardsEdit, CreditsEdit } from '../schema.ts'
import { freeSlugs } from '../slugs.ts'
import { clearAwards, clearCredits, type CreditLine, insertAwards, insertCredits, insertPeople, newNames } from '../store/people.ts'
import { openFilm } from './edit-film.ts'

/** Replaces the credits of a film, in the order given. Empty lines are left out. */
export async function setCredits(ctx: Ctx, { id, credits }: z.output<typeof CreditsEdit>): Promise<{ id: string; slug: string }> {
  const film = await openFilm(ctx, id)
  const lines = credits
    .filter((line) => line.name !== '')
    .map(({ role, name, character }, position) => ({ filmId: id, role, name: name.replace(/\s+/g, ' '), character: character || null, position }))
  await clearCredits(ctx.db, id)
  await creditPeople(ctx.db, lines)
  return { id, slug: film.slug }
}

/** Writes credits, making the people who are not known yet. */
export async function creditPeople(db: Db, lines: readonly CreditLine[]): Promise<void> {
  if (lines.length === 0) return
  const names = await newNames(db, [...new Set(lines.map((line) => line.name))])
  const slugs = await freeSlugs(
    db,
    'people',
    names.map((text) => ({ text })),
  )
  await insertPeople(
    db,
    names.map((name, i) => ({ name, slug: slugs[i]! })),
  )
  await insertCredits(db, lines)
}

/** Replaces the prizes of a film as its makers state them. Lines without a festival or a year are left out. */
export async function setAwards(ctx: Ctx, { id, awards }: z.output<typeof AwardsEdit>): Promise<{ id: string; slug: string }> {
  const film = await openFilm(ctx, id)
  await clearAwards(ctx.db, id)
  const lines = awards.flatMap(({ body, year, category, won }) => (body !== '' && year !== undefined ? [{ body, year, category: category ?? '', won: won ?? false }] : []))
  await insertAwards(
    ctx.db,
    lines.map((line, position) => ({ ...line, filmId: id, position, nominee: null, source: null })),
  )
  return { id, slug: film.slug }
}
