import { plans } from './operations/plans.ts'
import { tasks } from './operations/tasks.ts'

/** The room's catalogue. */
export const operations = { ...tasks, ...plans }
