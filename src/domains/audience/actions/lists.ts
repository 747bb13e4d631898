import type { z } from 'zod'
import type { Ctx } from '#platform/context'
import { found, Refusal } from '#platform/refusal'
import { randomToken } from '#platform/secrets'
import { callerOf } from '../caller.ts'
import { getFilm } from '../films.ts'
import { maxListFilms, maxLists, moved } from '../rules.ts'
import type { listFilm, moveInput, newList, renameInput, shareInput } from '../schema.ts'
import { addToList, deleteList, filmsOf, holdList, insertList, listsOf, setOrder, takeFromList, updateList, type ListRow } from '../store/lists.ts'

/** A list, with its first film if one is named. */
export async function createList(ctx: Ctx, input: z.output<typeof newList>): Promise<{ id: string }> {
  const me = callerOf(ctx).id
  if ((await listsOf(ctx.db, me)).length >= maxLists) throw new Refusal('refused', 'audience.tooManyLists', { limit: maxLists })
  const id = await insertList(ctx.db, me, input.name, ctx.now)
  if (input.film) await addToList(ctx.db, id, (await getFilm(ctx, input.film)).id, ctx.now)
  return { id }
}

export async function renameList(ctx: Ctx, input: z.output<typeof renameInput>): Promise<Record<string, never>> {
  await held(ctx, input.id)
  await updateList(ctx.db, input.id, { name: input.name }, ctx.now)
  return {}
}

/** Sharing makes a new unguessable link; taking it back makes the old one worthless for ever. */
export async function shareList(ctx: Ctx, input: z.output<typeof shareInput>): Promise<{ link: string | null }> {
  const list = await held(ctx, input.id)
  const token = input.shared ? (list.shareToken ?? randomToken(18)) : null
  await updateList(ctx.db, input.id, { shareToken: token }, ctx.now)
  return { link: token && `/karangou/shared/${token}` }
}

export async function removeList(ctx: Ctx, input: { id: string }): Promise<Record<string, never>> {
  await held(ctx, input.id)
  await deleteList(ctx.db, input.id)
  return {}
}

export async function addFilm(ctx: Ctx, input: z.output<typeof listFilm>): Promise<Record<string, never>> {
  const list = await held(ctx, input.id)
  if (list.films >= maxListFilms) throw new Refusal('refused', 'audience.listFull', { limit: maxListFilms })
  await addToList(ctx.db, input.id, (await getFilm(ctx, input.slug)).id, ctx.now)
  await updateList(ctx.db, input.id, {}, ctx.now)
  return {}
}

export async function removeFilm(ctx: Ctx, input: z.output<typeof listFilm>): Promise<Record<string, never>> {
  await held(ctx, input.id)
  await takeFromList(ctx.db, input.id, (await getFilm(ctx, input.slug)).id)
  await updateList(ctx.db, input.id, {}, ctx.now)
  return {}
}

/** Moves a film to a place of the list, counted from 0. */
export async function moveFilm(ctx: Ctx, input: z.output<typeof moveInput>): Promise<Record<string, never>> {
  await held(ctx, input.id)
  const film = await getFilm(ctx, input.slug)
  await setOrder(ctx.db, input.id, moved(await filmsOf(ctx.db, input.id), film.id, input.to))
  await updateList(ctx.db, input.id, {}, ctx.now)
  return {}
}

async function held(ctx: Ctx, id: string): Promise<ListRow> {
  return found(await holdList(ctx.db, id), 'audience.noSuchList')
}
