import { may } from '#platform/actor'
import type { Db } from '#platform/context'
import { publish, type Topic } from '#platform/stream'

/** `tasks:<workspaceId>`: something about its tasks changed; who looks at them reads again. `by` did it, and knows already. */
export const topics: readonly Topic[] = [{ prefix: 'tasks', mayListen: ({ actor }, workspaceId) => may(actor, workspaceId, 'tasks.view') }]

export function say(db: Db, workspaceId: string, by: string | null = null): Promise<void> {
  return publish(db, `tasks:${workspaceId}`, { by })
}
