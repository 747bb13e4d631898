import type { Db } from '#platform/context'
import { factsAbout } from './store/planned.ts'
import type { TaskFacts } from './types.ts'

/** The tasks about something, open ones first, by day; 500 at most. */
export const tasksAbout = (db: Db, subjectId: string): Promise<TaskFacts[]> => factsAbout(db, subjectId)
