/**
 * The door of the room: tasks of a workspace.
 *
 * Announces: `task.planned`, `task.done`, `task.reopened`, `task.dropped` { key, title, ownerId, dueOn, subjectId }; subject = the task’s id. A room knows its own by their key.
 * Hears `record.merged` { into } and `record.unmerged` { from } (subject = the record that went, and comes back).
 */
export { completeTask } from './actions/end.ts'
export { dropTasks, planTasks } from './actions/plan.ts'
export { tasksAbout } from './queries.ts'
export type { SubjectFinder } from './subjects.ts'
export type { PlannedTask } from './types.ts'
