import type { Topic } from '#platform/stream'

/** `notices:<userId>`: each person hears their own. */
export const topics: readonly Topic[] = [{ prefix: 'notices', mayListen: ({ actor }, userId) => actor.kind === 'person' && actor.id === userId }]
