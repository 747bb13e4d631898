import { findMembersWith, personOf } from '#domains/identity'
import { notify } from '#domains/messaging'
import type { Db } from '#platform/context'
import { Refusal } from '#platform/refusal'

/** A task is given to somebody who can see it. Refuses `planning.notAMember` at the field. */
export async function checkOwner(db: Db, workspaceId: string, ownerId: string | null | undefined, before: string | null = null): Promise<void> {
  if (!ownerId || ownerId === before) return
  if (!(await findMembersWith(db, workspaceId, 'tasks.view')).includes(ownerId))
    throw new Refusal('invalid', 'platform.invalid', {}, [{ field: 'ownerId', code: 'planning.notAMember' }])
}

/** Tells somebody that a task is theirs now; nobody is told of what they took themselves. */
export async function tellOwner(db: Db, task: { id: string; title: string; version: number }, ownerId: string | null | undefined, byId: string): Promise<void> {
  if (!ownerId || ownerId === byId) return
  const { name } = await personOf(db, byId)
  await notify(db, {
    userId: ownerId,
    kind: 'planning.assigned',
    params: { title: task.title, name },
    href: `/mona/tasks/${task.id}`,
    key: `${task.id}:${task.version}`,
  })
}
