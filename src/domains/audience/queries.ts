import { z } from 'zod'
import type { Ctx } from '#platform/context'
import { decodeCursor, toPage } from '#platform/operation'
import { found } from '#platform/refusal'
import { findPeople } from '#domains/identity'
import { callerOf } from './caller.ts'
import { cardsOf, getFilm } from './films.ts'
import type * as shapes from './schema.ts'
import { coversOf, filmsOf, findList, findListByToken, listsHolding, listsOf, type ListRow } from './store/lists.ts'
import { ownOpinion, savedOf } from './store/opinions.ts'

const me = (ctx: Ctx): string | null => (ctx.actor.kind === 'person' ? ctx.actor.id : null)

/** What all say of a film and what the caller says. */
export async function filmOpinion(ctx: Ctx, input: { slug: string }): Promise<z.input<typeof shapes.opinion>> {
  const film = await getFilm(ctx, input.slug)
  return { ...(await ownOpinion(ctx.db, me(ctx), film.id)), average: film.rating, count: film.ratings }
}

const savedCursor = z.tuple([z.iso.datetime(), z.uuid()])

export async function listFavourites(ctx: Ctx, input: z.output<typeof shapes.pagingOnly>): Promise<z.input<typeof shapes.savedPage>> {
  const from = decodeCursor(input.after, savedCursor)
  const rows = await savedOf(ctx.db, callerOf(ctx).id, from && { at: new Date(from[0]), filmId: from[1] }, input.limit + 1)
  const page = toPage(rows, input.limit, (row) => [row.at.toISOString(), row.filmId])
  const cards = new Map(
    (
      await cardsOf(
        ctx,
        page.items.map((row) => row.filmId),
      )
    ).map((card) => [card.id, card]),
  )
  return {
    items: page.items.flatMap(({ filmId, at }) => {
      const film = cards.get(filmId)
      return film ? [{ film, at }] : []
    }),
    next: page.next,
  }
}

const linkOf = (list: ListRow): string | null => list.shareToken && `/karangou/shared/${list.shareToken}`

export async function listLists(ctx: Ctx): Promise<z.input<typeof shapes.lists>> {
  const rows = await listsOf(ctx.db, callerOf(ctx).id)
  const covers = await coversOf(
    ctx.db,
    rows.map((row) => row.id),
    4,
  )
  const cards = new Map((await cardsOf(ctx, [...new Set([...covers.values()].flat())])).map((card) => [card.id, card]))
  const items = rows.map((row) => ({
    id: row.id,
    name: row.name,
    films: row.films,
    shared: row.shareToken !== null,
    link: linkOf(row),
    updatedAt: row.updatedAt,
    covers: (covers.get(row.id) ?? []).flatMap((id) => cards.get(id) ?? []),
  }))
  return { items }
}

export async function listsForFilm(ctx: Ctx, input: { slug: string }): Promise<z.input<typeof shapes.listsFor>> {
  const film = await getFilm(ctx, input.slug)
  const rows = await listsHolding(ctx.db, callerOf(ctx).id, film.id)
  return { items: rows.map(({ id, name, films, has }) => ({ id, name, films, has })) }
}

export async function getList(ctx: Ctx, input: { id: string }): Promise<z.input<typeof shapes.list>> {
  return whole(ctx, found(await findList(ctx.db, input.id), 'audience.noSuchList'))
}

/** A list read by its link. A link taken back leads nowhere. */
export async function sharedList(ctx: Ctx, input: { token: string }): Promise<z.input<typeof shapes.list>> {
  return whole(ctx, found(await findListByToken(ctx.db, input.token), 'audience.noSuchList'))
}

async function whole(ctx: Ctx, row: ListRow): Promise<z.input<typeof shapes.list>> {
  const items = await cardsOf(ctx, await filmsOf(ctx.db, row.id))
  const owner = (await findPeople(ctx.db, [row.userId])).get(row.userId)?.name ?? ''
  const mine = row.userId === me(ctx)
  return { id: row.id, name: row.name, films: row.films, shared: row.shareToken !== null, link: mine ? linkOf(row) : null, updatedAt: row.updatedAt, items, owner, mine }
}
