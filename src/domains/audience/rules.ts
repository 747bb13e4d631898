import { Refusal } from '#platform/refusal'

export const maxLists = 100
export const maxListFilms = 500
const hour = 3_600_000

/** Marks a person cannot see and that reorder or hide a text: control, direction and zero-width characters, but not line ends. */
const unseen = /[\p{Cc}\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/gu

/** A comment as it is kept: plain text, its blank lines counted. Mark-up is never interpreted: it is shown as it was typed. */
export function cleanText(text: string): string {
  return text
    .replace(/\r\n?/g, '\n')
    .replace(unseen, (mark) => (mark === '\n' ? mark : ''))
    .replace(/[ \t]+$/gm, '')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
}

const links = /\b(?:https?:\/\/|www\.)[^\s<]+/gi

/** Addresses are shown as plain words, without what makes a browser or a mail program turn them into links. */
export function neutralLinks(text: string): string {
  return text.replace(links, (address) =>
    address
      .replace(/^https?:\/\//i, '')
      .replace(/^www\./i, '')
      .replace(/[/?#].*$/, '/…')
      .replaceAll('.', '\u2024'),
  )
}

export interface CommentFacts {
  body: string
  /** Comments of the same author in the last ten minutes. */
  recent: number
  /** The same words by the same author in the last day. */
  repeated: boolean
}

/** Five comments in ten minutes, no repetition in a day, two addresses at most. */
export function whyCannotComment(facts: CommentFacts): Refusal | null {
  if (facts.body === '') return new Refusal('invalid', 'audience.emptyComment', {}, [{ field: 'body', code: 'audience.emptyComment' }])
  if (facts.recent >= 5) return new Refusal('refused', 'audience.tooManyComments')
  if (facts.repeated) return new Refusal('refused', 'audience.repeatedComment')
  if ((facts.body.match(links) ?? []).length > 2) return new Refusal('refused', 'audience.tooManyLinks')
  return null
}

export interface CommentState {
  userId: string | null
  at: Date
  deletedAt: Date | null
  hiddenAt: Date | null
  answers: number
}

/** An author may change what was written for a day, while nobody has answered: an answer must not change its meaning. */
export function whyCannotEdit(comment: CommentState, userId: string, now: Date): Refusal | null {
  if (comment.userId !== userId || comment.deletedAt) return new Refusal('missing', 'audience.noSuchComment')
  if (comment.hiddenAt) return new Refusal('conflict', 'audience.commentIsHidden')
  if (comment.answers > 0) return new Refusal('conflict', 'audience.alreadyAnswered')
  if (now.getTime() - comment.at.getTime() > 24 * hour) return new Refusal('conflict', 'audience.tooLateToEdit')
  return null
}

/** Answers go to comments, not to answers; not to what is gone. */
export function whyCannotAnswer(parent: { filmId: string; parentId: string | null; deletedAt: Date | null; hiddenAt: Date | null } | null, filmId: string): Refusal | null {
  if (!parent || parent.filmId !== filmId || parent.deletedAt || parent.hiddenAt) return new Refusal('missing', 'audience.noSuchComment')
  return parent.parentId ? new Refusal('refused', 'audience.oneLevelOnly') : null
}

/** The place of a film in a list after a move: inside the list, wherever one asked. */
export function moved<T>(items: readonly T[], item: T, to: number): T[] {
  const rest = items.filter((other) => other !== item)
  if (rest.length === items.length) return [...items]
  return rest.toSpliced(Math.max(0, Math.min(rest.length, to)), 0, item)
}
