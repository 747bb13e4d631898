import type { Reaction } from '#platform/events'

export const reactions: readonly Reaction[] = []
