import { z } from 'zod'
import { id } from '#platform/operation'

/** The room's queued work, by name and shape: actions queue it, jobs.ts says what it does. */
export const fetchLater = { name: 'checkup.fetchLater', input: z.object({ recordId: id, network: z.string() }), tries: 6 }
export const roundLater = { name: 'checkup.roundLater', input: z.object({ workspaceId: id }) }
export const bandsLater = { name: 'checkup.bandsLater', input: z.object({ workspaceId: id }) }
