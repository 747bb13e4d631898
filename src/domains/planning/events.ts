import type { Announcement } from '#platform/events'

interface Told {
  id: string
  workspaceId: string
  key: string | null
  title: string
  ownerId: string | null
  dueOn: string | null
  subjectId?: string | null
}

const ofTask =
  (type: Announcement['type']) =>
  ({ id, workspaceId, key, title, ownerId, dueOn, subjectId = null }: Told, actorId: string | null): Announcement => ({
    type,
    subject: id,
    workspaceId,
    actorId,
    payload: { key, title, ownerId, dueOn, subjectId },
  })

/** Somebody or a room planned it. `subject` is the task's id. */
export const taskPlanned = ofTask('task.planned')
export const taskDone = ofTask('task.done')
/** Done or dropped, and open again. */
export const taskReopened = ofTask('task.reopened')
/** A person decided that it will not be done. */
export const taskDropped = ofTask('task.dropped')
