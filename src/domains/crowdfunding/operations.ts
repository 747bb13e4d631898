import { desk } from './operations/desk.ts'
import { makers } from './operations/makers.ts'
import { open } from './operations/open.ts'

/** The room's catalogue: what anyone may, what the makers may, what reviewers, moderators and finance may. */
export const operations = { ...open, ...makers, ...desk }
