import { notify } from '#domains/messaging'
import type { Ctx } from '#platform/context'
import { announce } from '#platform/events'
import { found, Refusal, unless } from '#platform/refusal'
import { filmEntrusted } from '../events.ts'
import { makersOf, workspaceNames } from '../neighbours.ts'
import { whyCannotEntrust } from '../rules.ts'
import { entrust, holdFilm } from '../store/films.ts'

/** Gives a notice of the catalogue to the house that made the film, which may then complete it and submit its video. */
export async function entrustNotice(ctx: Ctx, { id, workspaceId }: { id: string; workspaceId: string }): Promise<{ id: string; slug: string }> {
  const film = found(await holdFilm(ctx.db, id), 'cinema.noSuchFilm')
  unless(whyCannotEntrust(film))
  if (!(await workspaceNames(ctx.db, [workspaceId])).has(workspaceId))
    throw new Refusal('invalid', 'cinema.noSuchWorkspace', {}, [{ field: 'workspaceId', code: 'cinema.noSuchWorkspace' }])
  await entrust(ctx.db, id, workspaceId)
  await announce(ctx.db, filmEntrusted({ ...film, workspaceId }, ctx.actor.kind === 'person' ? ctx.actor.id : null))
  for (const userId of await makersOf(ctx.db, workspaceId))
    await notify(ctx.db, { userId, kind: 'cinema.entrusted', params: { title: film.originalTitle }, href: `/karangou/studio/films/${id}` })
  return { id, slug: film.slug }
}
