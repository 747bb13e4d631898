import type { Db } from '#platform/context'
import { announce } from '#platform/events'

/** `person.erased`: whoever keeps something of them elsewhere lets go of it now. Carries the id alone. */
export const personErased = (db: Db, userId: string): Promise<string> => announce(db, { type: 'person.erased', subject: userId })
