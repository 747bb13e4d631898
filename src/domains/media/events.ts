import type { Db } from '#platform/context'
import type { Announcement } from '#platform/events'
import { publish } from '#platform/stream'
import type { Problem, TitleState } from './types.ts'

interface Where {
  id: string
  workspaceId: string
}

/** A title can be played, for the first time or in a new version. */
export const titleReady = (title: Where, facts: { version: number; durationMs: number }): Announcement => ({
  type: 'title.ready',
  subject: title.id,
  workspaceId: title.workspaceId,
  payload: facts,
})

/** A title could not be processed; what was played before still is. */
export const titleFailed = (title: Where, problem: Problem): Announcement => ({
  type: 'title.failed',
  subject: title.id,
  workspaceId: title.workspaceId,
  payload: { code: problem.code, params: problem.params },
})

export const titleRemoved = (title: Where, actorId: string | null): Announcement => ({ type: 'title.removed', subject: title.id, workspaceId: title.workspaceId, actorId })

/** Subtitles or poster of a title are no longer the same. */
export const titleChanged = (title: Where, actorId: string | null): Announcement => ({ type: 'title.changed', subject: title.id, workspaceId: title.workspaceId, actorId })

/** Tells the tabs that look at a title where it stands. `progress` from 0 to 1. */
export function say(db: Db, titleId: string, said: { state: TitleState; progress?: number; problem?: Problem | null }): Promise<void> {
  return publish(db, `title:${titleId}`, { progress: 0, problem: null, ...said })
}
