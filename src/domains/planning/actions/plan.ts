import { clock } from '#platform/clock'
import type { Db } from '#platform/context'
import { announce } from '#platform/events'
import { taskPlanned } from '../events.ts'
import { dropByPrefixes, freeKeys, idsByKey, upsertPlanned } from '../store/planned.ts'
import type { PlannedTask } from '../types.ts'
import { say } from '../topics.ts'

/** As long as a task may say. Rooms plan from what people wrote: too long is cut, never refused. */
const lengths = { title: 300, notes: 10_000 }
const cut = (text: string, most: number): string => (text.length > most ? `${[...text.slice(0, most - 1)].join('').trimEnd()}…` : text)

/** Plans tasks for another room, in its transaction. What a `key` does: see `PlannedTask`. Answers their ids, in order. */
export async function planTasks(db: Db, tasks: readonly PlannedTask[]): Promise<string[]> {
  if (tasks.length === 0) return []
  const wanted = tasks.map((one) => ({ ...one, title: cut(one.title.trim() || '…', lengths.title), ...(one.notes ? { notes: cut(one.notes, lengths.notes) } : {}) }))
  const nameOf = (one: PlannedTask): string => `${one.workspaceId} ${one.key}`
  // The same key twice is one task: the last word counts.
  const last = new Map(wanted.map((one, place) => [one.key ? nameOf(one) : String(place), one]))
  for (const [workspaceId, own] of Map.groupBy(last.values(), (one) => one.workspaceId)) {
    const again = own.flatMap(({ key, renew }) => (key && renew ? [key] : []))
    if (again.length > 0) await freeKeys(db, workspaceId, again)
  }
  const kept = [...last.values()]
  const rows = await upsertPlanned(db, kept)
  for (const row of rows) if (row.isNew) await announce(db, taskPlanned(row, null))
  for (const workspaceId of new Set(rows.map((row) => row.workspaceId))) await say(db, workspaceId)
  const plain = rows.filter(({ key }) => key === null).map(({ id }) => id)
  const keyed = new Map<string, string>()
  for (const [workspaceId, own] of Map.groupBy(kept, (one) => one.workspaceId))
    for (const [key, id] of await idsByKey(
      db,
      workspaceId,
      own.flatMap(({ key }) => key ?? []),
    ))
      keyed.set(`${workspaceId} ${key}`, id)
  return wanted.map((one) => (one.key ? keyed.get(nameOf(one))! : plain.shift()!))
}

/** Drops the open tasks whose key begins so, or in one of these ways: what planned them was taken back. Planning them again brings them back. */
export async function dropTasks(db: Db, workspaceId: string, keyPrefix: string | readonly string[]): Promise<void> {
  const byLength = Map.groupBy([keyPrefix].flat(), (prefix) => prefix.length)
  for (const prefixes of byLength.values()) await dropByPrefixes(db, workspaceId, prefixes, clock.now())
  await say(db, workspaceId)
}
