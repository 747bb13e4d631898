import type { FastifyInstance } from 'fastify'
import type { Ctx } from '#platform/context'
import type { Reaction } from '#platform/events'
import type { Door } from '#platform/http/door'
import type { Job, Timed } from '#platform/jobs'
import type { Operation } from '#platform/operation'
import type { Topic } from '#platform/stream'

/** What the app takes from a room. */
export interface Room {
  name: string
  operations?: Readonly<Record<string, unknown>>
  reactions?: readonly Reaction[]
  jobs?: readonly unknown[]
  timed?: readonly Timed[]
  topics?: readonly Topic[]
  mount?: (app: FastifyInstance, door: Door) => void | Promise<void>
  seed?: (ctx: Ctx) => Promise<void>
  /** Work of this room when a process begins (a listener, an index in memory). Answers how to end it. */
  begin?: () => Promise<() => Promise<void>>
}

/** Every room, in dependency order. */
export const rooms: readonly Room[] = []

/** Every operation by its full name. Refuses two of the same short name: they are GraphQL fields. */
export function allOperations(from: readonly Room[] = rooms): ReadonlyMap<string, Operation> {
  const all = new Map<string, Operation>()
  const short = new Set<string>()
  for (const room of from) {
    for (const [name, operation] of Object.entries(room.operations ?? {})) {
      if (short.has(name)) throw new Error(`two operations are named ${name}`)
      short.add(name)
      all.set(`${room.name}.${name}`, operation as Operation)
    }
  }
  return all
}

export const allJobs = (from: readonly Room[] = rooms): Job[] => from.flatMap((room) => (room.jobs ?? []) as Job[])
