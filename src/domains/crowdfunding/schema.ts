/** Every shape accepted and returned at the door of the room. */
export * from './schema/atoms.ts'
export * from './schema/contribution.ts'
export * from './schema/desk.ts'
export * from './schema/project.ts'
