/** Every shape accepted and returned at the door of the room. */
export * from './schema/rhythms.ts'
export * from './schema/tasks.ts'
