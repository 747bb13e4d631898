import type { Topic } from '#platform/stream'

export const topics: readonly Topic[] = []
