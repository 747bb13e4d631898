import { z } from 'zod'
import { id, instant, pageOf, paging } from '#platform/operation'
import { FilmCard } from '#domains/cinema'
import { maxListFilms } from './rules.ts'
import { moderationActs, reasonKinds, reportReasons } from './types.ts'

/** Shapes at the door. */

export const slug = z.string().min(1).max(200)
export const bySlug = z.object({ slug })

export const opinion = z
  .object({
    /** The caller's own stars, null when none were given or nobody is signed in. */
    stars: z.int().nullable(),
    saved: z.boolean(),
    average: z.number().nullable(),
    count: z.int(),
  })
  .meta({ id: 'FilmOpinion' })

export const rateInput = z.object({ slug, stars: z.int().min(1).max(5) })
export const saveInput = z.object({ slug, saved: z.boolean() })
export const savedPage = pageOf(z.object({ film: FilmCard, at: instant }).meta({ id: 'Favourite' }))
export const pagingOnly = z.object({ ...paging })

const listName = z.string().trim().min(1).max(80)
export const listSummary = z
  .object({
    id,
    name: z.string(),
    films: z.int(),
    shared: z.boolean(),
    /** Path of the shared page, null for a private list. */
    link: z.string().nullable(),
    updatedAt: instant,
    covers: z.array(FilmCard),
  })
  .meta({ id: 'FilmListSummary' })
export const lists = z.object({ items: z.array(listSummary) })
export const list = listSummary
  .omit({ covers: true })
  .extend({ items: z.array(FilmCard), owner: z.string(), mine: z.boolean() })
  .meta({ id: 'FilmList' })
export const listId = z.object({ id })
export const newList = z.object({ name: listName, film: slug.optional() })
export const renameInput = z.object({ id, name: listName })
export const shareInput = z.object({ id, shared: z.boolean() })
export const listFilm = z.object({ id, slug })
export const moveInput = z.object({ id, slug, to: z.int().min(0).max(maxListFilms) })
export const tokenInput = z.object({ token: z.string().regex(/^[A-Za-z0-9_-]{20,64}$/) })
/** The caller's lists, and which of them hold a film. */
export const listsFor = z.object({ items: z.array(z.object({ id, name: z.string(), films: z.int(), has: z.boolean() }).meta({ id: 'ListChoice' })) })

const body = z.string().max(2000)
export const commentInput = z.object({ slug, body, parent: id.optional() })
export const editInput = z.object({ id, body })
export const commentId = z.object({ id })

const commentFields = {
  id,
  /** Null when the author has left, or the comment is gone. */
  author: z.string().nullable(),
  /** Empty when deleted or hidden. Addresses in it are made harmless. */
  body: z.string(),
  at: instant,
  editedAt: instant.nullable(),
  state: z.enum(['shown', 'deleted', 'hidden']),
  /** Why it was hidden: said to its author and to moderators only. */
  hiddenReason: z.enum(reportReasons).nullable(),
  mine: z.boolean(),
  editable: z.boolean(),
  reported: z.boolean(),
}
export const answer = z.object(commentFields).meta({ id: 'CommentAnswer' })
export const comment = z.object({ ...commentFields, answers: z.array(answer) }).meta({ id: 'Comment' })
export const commentsInput = z.object({ slug, ...paging })
export const comments = z.object({ total: z.int(), items: z.array(comment), next: z.string().nullable() })
export const reportInput = z.object({ id, reason: z.enum(reportReasons), note: z.string().trim().max(500).optional() })

export const queueInput = z.object({ show: z.enum(['open', 'hidden', 'settled']).default('open'), ...paging })
export const moderated = z
  .object({
    id,
    film: z.object({ slug: z.string(), title: z.string() }),
    author: z.string().nullable(),
    body: z.string(),
    at: instant,
    hiddenReason: z.enum(reportReasons).nullable(),
    reports: z.array(z.object({ reason: z.enum(reportReasons), note: z.string().nullable(), at: instant }).meta({ id: 'CommentReport' })),
    acts: z.array(
      z.object({ act: z.enum(moderationActs), by: z.string().nullable(), reason: z.string().nullable(), note: z.string().nullable(), at: instant }).meta({ id: 'ModerationAct' }),
    ),
  })
  .meta({ id: 'ModeratedComment' })
export const queue = z.object({ open: z.int(), items: z.array(moderated), next: z.string().nullable() })
export const moderateInput = z.object({ id, act: z.enum(moderationActs), reason: z.enum(reportReasons).optional(), note: z.string().trim().max(500).optional() })

export const recommended = z
  .object({
    film: FilmCard,
    reason: z
      .object({
        kind: z.enum(reasonKinds),
        /** Title of the film it comes from. */
        film: z.string().nullable(),
        name: z.string().nullable(),
        /** The reason in the caller's language. */
        text: z.string(),
      })
      .meta({ id: 'RecommendationReason' }),
  })
  .meta({ id: 'Recommendation' })
export const recommendInput = z.object({ limit: z.int().min(1).max(40).default(12) })
export const similarInput = z.object({ slug, limit: z.int().min(1).max(40).default(8) })
export const recommendations = z.object({ items: z.array(recommended), /** How these were chosen, in the caller's language. */ method: z.string() })
