import type { Lang } from '#platform/text'
import type { ServerFacts } from './types.ts'

/** A letter of the house's own mail, as the pretended post office is told of it. */
export interface Posted {
  to: string
  subject: string
  messageId: string
  /** The mailbox that an answer goes to. */
  from: string
  lang: Lang
}

/** A pretended post office, for a fresh start: what leaves is told to it, and the answers it makes are read by IMAP like any. */
export interface Post {
  imap: ServerFacts
  password: string
  /** Answers after how many milliseconds somebody may have answered. */
  sent: (mail: Posted) => number
}

let known: Post | null = null

/** Called by the app when it opens or closes the sandbox. */
export function postIsPlayedBy(post: Post | null): void {
  known = post
}

export const playedPost = (): Post | null => known
