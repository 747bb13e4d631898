import type { Topic } from '#platform/stream'
import { mayHear } from './access.ts'

/** `title:<id>`: `{ state, progress, problem }` as a title moves. */
export const topics: readonly Topic[] = [{ prefix: 'title', mayListen: mayHear }]
