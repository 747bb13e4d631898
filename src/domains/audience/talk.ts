import { z } from 'zod'
import { isStaff } from '#platform/actor'
import type { Ctx } from '#platform/context'
import { decodeCursor, toPage } from '#platform/operation'
import { findPeople } from '#domains/identity'
import { filmsById, getFilm } from './films.ts'
import { neutralLinks, whyCannotEdit } from './rules.ts'
import type * as shapes from './schema.ts'
import { answersOf, countOpen, countShown, queueRows, threads, type CommentRow } from './store/comments.ts'

/** Reads of comments: the threads of a film, the moderators' queue. */

const cursor = z.tuple([z.iso.datetime(), z.uuid()])
const place = (after: string | undefined): { at: Date; id: string } | null => {
  const from = decodeCursor(after, cursor)
  return from && { at: new Date(from[0]), id: from[1] }
}

export async function listComments(ctx: Ctx, input: z.output<typeof shapes.commentsInput>): Promise<z.input<typeof shapes.comments>> {
  const film = await getFilm(ctx, input.slug)
  const reader = ctx.actor.kind === 'person' ? ctx.actor.id : null
  const page = toPage(await threads(ctx.db, film.id, reader, place(input.after), input.limit + 1), input.limit, (row) => [row.at.toISOString(), row.id])
  const answers = await answersOf(
    ctx.db,
    page.items.map((row) => row.id),
    reader,
  )
  const names = await findPeople(
    ctx.db,
    [...page.items, ...answers].flatMap((row) => row.userId ?? []),
  )
  const nameOf = (row: CommentRow): string | null => (row.userId && names.get(row.userId)?.name) ?? null
  const items = page.items.map((row) => ({ ...shown(ctx, row, nameOf(row)), answers: answers.filter((a) => a.parentId === row.id).map((a) => shown(ctx, a, nameOf(a))) }))
  return { total: await countShown(ctx.db, film.id), items, next: page.next }
}

/** A comment as this reader may see it. What is hidden is read by its author and by moderators only. */
function shown(ctx: Ctx, row: CommentRow, author: string | null): z.input<typeof shapes.answer> {
  const reader = ctx.actor.kind === 'person' ? ctx.actor.id : null
  const mine = reader !== null && row.userId === reader
  const state = row.deletedAt ? 'deleted' : row.hiddenAt ? 'hidden' : 'shown'
  const mayRead = state === 'shown' || (state === 'hidden' && (mine || isStaff(ctx.actor, 'moderator')))
  return {
    id: row.id,
    author: mayRead ? author : null,
    body: mayRead ? neutralLinks(row.body) : '',
    at: row.at,
    editedAt: row.editedAt,
    state,
    hiddenReason: mayRead ? row.hiddenReason : null,
    mine,
    editable: mine && whyCannotEdit(row, reader, ctx.now) === null,
    reported: row.reported,
  }
}

export async function moderationQueue(ctx: Ctx, input: z.output<typeof shapes.queueInput>): Promise<z.input<typeof shapes.queue>> {
  const page = toPage(await queueRows(ctx.db, input.show, place(input.after), input.limit + 1), input.limit, (row) => [row.at.toISOString(), row.id])
  const people = await findPeople(
    ctx.db,
    page.items.flatMap((row) => [row.userId, ...row.acts.map((act) => act.moderatorId)].filter((id) => id !== null)),
  )
  const films = await filmsById(
    ctx,
    page.items.map((row) => row.filmId),
  )
  const nameOf = (id: string | null): string | null => (id && people.get(id)?.name) ?? null
  const items = page.items.flatMap((row) => {
    const film = films.get(row.filmId)
    if (!film) return []
    const reports = row.reports.map((r) => ({ ...r, at: new Date(r.at) }))
    const acts = row.acts.map(({ moderatorId, at, ...act }) => ({ ...act, by: nameOf(moderatorId), at: new Date(at) }))
    return [
      {
        id: row.id,
        film: { slug: film.slug, title: film.title },
        author: nameOf(row.userId),
        body: neutralLinks(row.body),
        at: row.at,
        hiddenReason: row.hiddenReason,
        reports,
        acts,
      },
    ]
  })
  return { open: await countOpen(ctx.db), items, next: page.next }
}
