import type { Timed } from '#platform/jobs'

export const jobs = []
export const timed: readonly Timed[] = []
