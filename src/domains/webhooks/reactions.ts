import { type Reaction, reaction } from '#platform/events'
import { tellEndpoints } from './actions/send.ts'
import { hasEndpoints } from './store.ts'

export const reactions: readonly Reaction[] = [
  reaction('webhooks.tellEndpoints', '*', tellEndpoints, async (db, { workspaceId }) => !!workspaceId && hasEndpoints(db, workspaceId)),
]
