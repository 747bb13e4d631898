import { may } from '#platform/actor'
import type { Db } from '#platform/context'
import { publish, type Topic } from '#platform/stream'

/** `outreach:<workspaceId>`: something left, came back, began or ended; who looks at it reads again. */
export const topics: readonly Topic[] = [{ prefix: 'outreach', mayListen: ({ actor }, workspaceId) => may(actor, workspaceId, 'artists.view') }]

export function say(db: Db, workspaceId: string): Promise<void> {
  return publish(db, `outreach:${workspaceId}`, {})
}
