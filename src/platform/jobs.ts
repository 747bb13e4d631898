import { sql } from 'kysely'
import type { z } from 'zod'
import type { Ctx, Db } from './context.ts'

/** Queued work: each a line that calls an action. `name` is `room.whatLater`. */
export interface Job<In extends z.ZodType = z.ZodType> {
  name: string
  input: In
  /** Runs outside any transaction: open one with `transaction(ctx, …)` where you store. Must be safe to run twice. */
  run: (ctx: Ctx, input: z.output<In>, attempt: Attempt) => Promise<void>
  /** Tries in all. Only bugs and `unavailable` are tried again; any other refusal ends the job. Default 12. */
  tries?: number
  /** Minutes, not seconds: taken by workers of its own, so that nothing short waits behind it. */
  long?: boolean
}

export interface Attempt {
  number: number
  last: boolean
  /** Aborted when the process drains. */
  signal: AbortSignal
}

/** Timed work, five cron fields in UTC. */
export interface Timed {
  name: string
  cron: string
  run: (ctx: Ctx) => Promise<void>
}

export function job<In extends z.ZodType>(definition: Job<In>): Job<In> {
  return definition
}

export interface Later {
  at?: Date
  /** One job at a time under this key: a later one replaces a waiting one. */
  key?: string
  /** Jobs of one queue run one after the other. */
  queue?: string
  priority?: number
}

/** Queues a job in the caller's transaction: it exists if and only if the transaction commits. */
export async function later<In extends z.ZodType>(db: Db, target: Pick<Job<In>, 'name' | 'input' | 'tries'>, input: z.input<In>, options: Later = {}): Promise<void> {
  await sql`select graphile_worker.add_job(${target.name}, ${JSON.stringify(input)}::json, queue_name := ${options.queue ?? null},
    run_at := ${options.at ?? null}::timestamptz, max_attempts := ${target.tries ?? 12}, job_key := ${options.key ?? null}, priority := ${options.priority ?? 0})`.execute(db)
}

/** Takes back a waiting job. A running one goes on: it must look at its row. */
export async function cancelLater(db: Db, key: string): Promise<void> {
  await sql`select graphile_worker.remove_job(${key})`.execute(db)
}
