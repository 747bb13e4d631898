/**
 * The door of the room: tasks of a workspace.
 *
 * Announces: `task.planned`, `task.done` { key, subjectId }, `task.reopened`; subject = the task's id.
 */
export { dropTasks, planTasks } from './actions/plan.ts'
export { tasksAbout } from './queries.ts'
export type { PlannedTask, TaskFacts } from './types.ts'
