import type { Ctx, Db } from './context.ts'

/**
 * What a room keeps of people: said once, used to give it back, to erase it, and by a test that finds every column of the database that points to a person.
 */
export interface PersonalTable {
  /** `audience.ratings`. */
  table: string
  /** The column that holds the person's id. */
  by: string
  /** What is given back in an export. Absent: nothing of it is the person's own (who decided, who invited), or it is a secret. */
  columns?: readonly string[]
  /**
   * `goes` with the account (the database says so: on delete cascade) · `unnamed` the row stays without the person (on delete set null), with these columns emptied or
   * replaced first · `stays` with the bare id, which then names nobody.
   */
  atErasure: 'goes' | 'stays' | { unnamed: Readonly<Record<string, string | null>> }
  /** Why a row stays, in a few words; demanded by the test when it does. */
  why?: string
}

export interface Personal {
  tables: readonly PersonalTable[]
  /** Files of the person to put into an export. */
  files?: (db: Db, userId: string) => Promise<{ name: string; key: string }[]>
  /** A refusal code (`room.reason`) when the account cannot go now: money on its way, the last owner of a house. */
  whyCannotErase?: (db: Db, userId: string) => Promise<`${string}.${string}` | null>
  /** What only code can do before the rows go (files, outside services). */
  erase?: (ctx: Ctx, userId: string) => Promise<void>
}

/** How long a kind of row is kept. `at` is the instant it counts from; `where` narrows (SQL, written by the room); `least` and `most` bound what an administrator may set. */
export interface Retention {
  name: string
  table: string
  at: string
  days: number
  least: number
  most: number
  where?: string
  /** Instead of removing the row: the columns to empty. */
  empty?: readonly string[]
}

const known: { personal: Personal[]; retentions: Retention[] } = { personal: [], retentions: [] }

/** Called once by the app with what every room keeps. */
export function registerPersonal(personal: readonly Personal[], retentions: readonly Retention[]): void {
  known.personal = [...personal]
  known.retentions = [...retentions]
}

export const personalRooms = (): readonly Personal[] => known.personal
export const retentionRules = (): readonly Retention[] => known.retentions
