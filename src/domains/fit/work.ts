import { z } from 'zod'

const id = z.uuid()

/** One artist's new facts. */
export const analyseLater = { name: 'fit.analyseLater', input: z.object({ workspaceId: id, recordId: id }) }
/** An agency's artists, some hundreds at a time, from one name on. */
export const refreshLater = { name: 'fit.refreshLater', input: z.object({ workspaceId: id, from: z.int().min(0).default(0) }) }
/** Learns from an agency's results, then analyses again what the new weights change. */
export const learnLater = { name: 'fit.learnLater', input: z.object({ workspaceId: id }) }
