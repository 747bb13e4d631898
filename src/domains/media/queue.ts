import { z } from 'zod'
import type { Db } from '#platform/context'
import { cancelLater, later } from '#platform/jobs'

/** What the room's jobs are called and take; `jobs.ts` says what they do. Apart, so that actions can queue a job without importing the actions it runs. */
export const tickets = {
  process: { name: 'media.processLater', input: z.object({ titleId: z.uuid() }), tries: 6 },
  makeClip: { name: 'media.makeClipLater', input: z.object({ titleId: z.uuid() }), tries: 6 },
  removeVersion: { name: 'media.removeVersionLater', input: z.object({ titleId: z.uuid(), version: z.int() }) },
  removeFiles: { name: 'media.removeFilesLater', input: z.object({ keys: z.array(z.string()) }) },
}

const keyFor = (titleId: string): string => `title:${titleId}`

/** Queues the processing of a title, once: asking again replaces what waits. */
export function processLater(db: Db, titleId: string, at?: Date): Promise<void> {
  return later(db, tickets.process, { titleId }, { key: keyFor(titleId), at })
}

export function forgetProcessing(db: Db, titleId: string): Promise<void> {
  return cancelLater(db, keyFor(titleId))
}

/** One clip at a time in the whole house: nobody waits for one as for a film. */
export function makeClipLater(db: Db, titleId: string): Promise<void> {
  return later(db, tickets.makeClip, { titleId }, { key: `clip:${titleId}`, queue: 'media.clips' })
}

export function removeVersionLater(db: Db, titleId: string, version: number, at: Date): Promise<void> {
  return later(db, tickets.removeVersion, { titleId, version }, { at })
}

/** Removes files, or all below a prefix that ends with a slash, once the rows that named them are gone for good. */
export function removeFilesLater(db: Db, keys: string[]): Promise<void> {
  return later(db, tickets.removeFiles, { keys })
}
