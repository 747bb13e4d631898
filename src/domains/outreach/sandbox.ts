import type { ServerFacts } from './types.ts'

/** A pretended post office, for a fresh start: what leaves is told to it, and the answers it makes are read by IMAP like any. */
export interface Post {
  imap: ServerFacts
  password: string
  sent: (mail: { to: string; subject: string; text: string; messageId: string; from: string }) => void
}

let known: Post | null = null

/** Called by the app when it opens or closes the sandbox. */
export function postIsPlayedBy(post: Post | null): void {
  known = post
}

export const playedPost = (): Post | null => known
