import { mailboxes } from './operations/mailboxes.ts'
import { messages } from './operations/messages.ts'
import { sequences } from './operations/sequences.ts'
import { templates } from './operations/templates.ts'

/** The room's catalogue. */
export const operations = { ...templates, ...sequences, ...messages, ...mailboxes }
