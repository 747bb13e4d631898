import { findPeople } from '#domains/identity'
import { timeZonesOf } from '#domains/messaging'
import type { Db } from '#platform/context'
import type { z } from 'zod'
import { localDay } from '../rules/days.ts'
import type { Task } from '../schema.ts'
import type { TaskRow } from '../store/rows.ts'

/** Rows as they are shown: owners by name. */
export async function present(db: Db, rows: readonly TaskRow[]): Promise<z.input<typeof Task>[]> {
  const people = await findPeople(
    db,
    rows.flatMap(({ ownerId }) => ownerId ?? []),
  )
  return rows.map((row) => {
    const owner = row.ownerId ? people.get(row.ownerId) : undefined
    const { id, workspaceId, title, notes, dueOn, dueMinute, priority, state, remindOn, seriesId, doneAt, createdAt, version } = row
    const subject = row.subjectId && row.subjectKind ? { kind: row.subjectKind, id: row.subjectId, label: row.subjectLabel ?? '', href: row.href ?? '' } : null
    return {
      ...{ id, workspaceId, title, notes, dueOn, dueMinute, priority, state, remindOn, seriesId, doneAt, createdAt, version, subject },
      owner: owner ? { id: owner.id, name: owner.name } : null,
    }
  })
}

/** The day it is where somebody lives. */
export async function todayOf(db: Db, userId: string, now: Date): Promise<{ day: string; minute: number }> {
  return localDay(now, (await timeZonesOf(db, [userId])).get(userId)!)
}
