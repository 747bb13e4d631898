import { EventEmitter } from 'node:events'
import { randomUUID } from 'node:crypto'
import { availableParallelism } from 'node:os'
import { Logger as WorkerLogger, parseCronItems, run, type Runner, runMigrations, type TaskList } from 'graphile-worker'
import { sql } from 'kysely'
import { nobody } from './actor.ts'
import { clock } from './clock.ts'
import { config } from './config.ts'
import type { Ctx } from './context.ts'
import { pgPool, pool, transaction } from './database/pool.ts'
import { react, reactTask } from './events.ts'
import type { Attempt, Job, Timed } from './jobs.ts'
import { log } from './log.ts'
import { jobSeconds } from './metrics.ts'
import { isRefusal } from './refusal.ts'
import { traced } from './tracing.ts'

export interface Work {
  jobs: readonly Job[]
  timed: readonly Timed[]
}

/** The job tables, beside ours. Runs before anything is announced. */
export async function migrateJobs(): Promise<void> {
  await runMigrations({ pgPool: pgPool(), logger: quiet })
}

export interface Working {
  stop: () => Promise<void>
}

/**
 * Starts taking jobs; the long ones apart, half as many at once as there are processors: films being made must never hold a payment or a notice.
 * `alone` = no other process can be working on this database (the embedded one): jobs of a killed process are taken up at once.
 */
export async function startWorker(work: Work, options: { alone: boolean; concurrency?: number }): Promise<Working> {
  const presence = keepPresence(options.alone)
  await presence.beat()
  const long = work.jobs.filter((j) => j.long)
  const short = work.jobs.filter((j) => !j.long)
  const hands = (tasks: TaskList, timed: readonly Timed[], concurrency: number): Promise<Runner> =>
    run({
      pgPool: pgPool(),
      taskList: tasks,
      parsedCronItems: parseCronItems(timed.map((t) => ({ task: t.name, match: t.cron, identifier: t.name, options: { backfillPeriod: 0 } }))),
      concurrency,
      pollInterval: 2_000,
      noHandleSignals: true,
      logger: quiet,
      events: presence.events,
    })
  const runners = [await hands(taskList({ jobs: short, timed: work.timed }), work.timed, options.concurrency ?? 4)]
  if (long.length > 0) runners.push(await hands(tasksOf(long), [], Math.max(1, Math.floor(availableParallelism() / 2))))
  return {
    stop: async () => {
      await Promise.all(runners.map((runner) => runner.stop().catch((error: unknown) => log.debug({ err: error }, 'the worker had stopped'))))
      await presence.leave()
    },
  }
}

/** The tasks as the job library wants them; tests run them by hand. */
export function taskList(work: Work): TaskList {
  const tasks: TaskList = {
    [reactTask]: async (payload) => {
      const { eventId, reaction } = payload as { eventId: string; reaction: string }
      await timedRun(reaction, () => transaction(systemCtx(), (ctx) => react(ctx, eventId, reaction)))
    },
    ...tasksOf(work.jobs),
  }
  for (const t of work.timed) tasks[t.name] = async () => timedRun(t.name, () => t.run(systemCtx()))
  return tasks
}

function tasksOf(jobs: readonly Job[]): TaskList {
  const tasks: TaskList = {}
  for (const j of jobs) {
    tasks[j.name] = async (payload, helpers) => {
      const attempt: Attempt = { number: helpers.job.attempts, last: helpers.job.attempts >= helpers.job.max_attempts, signal: helpers.abortSignal ?? new AbortController().signal }
      await timedRun(j.name, async () => j.run(systemCtx(), j.input.parse(payload), attempt))
    }
  }
  return tasks
}

/** The context of work that nobody asked for by hand. */
export function systemCtx(): Ctx {
  const requestId = randomUUID()
  return {
    db: pool(),
    actor: nobody,
    lang: 'fr',
    now: clock.now(),
    log: log.child({ requestId }),
    requestId,
    request: { ip: '', userAgent: '', origin: config().publicUrl, headers: new Headers(), reply: new Headers() },
  }
}

/** Only what may pass is tried again: bugs and `unavailable`. Any other refusal is an answer, and ends the job. */
async function timedRun(name: string, work: () => Promise<void>): Promise<void> {
  const end = jobSeconds.startTimer({ job: name })
  try {
    await traced(name, {}, work)
    end({ outcome: 'ok' })
  } catch (error) {
    end({ outcome: isRefusal(error) ? error.kind : 'bug' })
    if (isRefusal(error) && error.kind !== 'unavailable') {
      log.warn({ job: name, refusal: error.code, params: error.params }, 'a job was refused')
      return
    }
    log.error({ job: name, err: error }, 'a job failed and will be tried again')
    throw error
  }
}

const beatEvery = 5_000
const deadAfter = '30 seconds'

/** Says every few seconds which workers live here, and frees the jobs of those that no longer say so. */
function keepPresence(alone: boolean): { events: EventEmitter; beat: () => Promise<void>; leave: () => Promise<void> } {
  const process = randomUUID()
  const ids = new Set<string>()
  const events = new EventEmitter()
  const add = ({ worker }: { worker: { workerId: string } }): void => {
    ids.add(worker.workerId)
    beat().catch((error: unknown) => log.warn({ err: error }, 'the worker could not say that it lives'))
  }
  events.on('worker:create', add)
  // Jobs are locked in the name of the pool, or of one of its workers, as the library sees fit.
  events.on('pool:create', ({ workerPool }: { workerPool: { id: string } }) => add({ worker: { workerId: workerPool.id } }))
  let first = true
  const beat = async (): Promise<void> => {
    const all = [...ids]
    await sql`insert into platform.workers (id, process) select id, ${process} from unnest(${all}::text[]) as id on conflict (id) do update set seen_at = now()`.execute(pool())
    await freeDead(first && alone)
    first = false
  }
  const timer = setInterval(() => beat().catch((error: unknown) => log.warn({ err: error }, 'the worker could not say that it lives')), beatEvery)
  timer.unref()
  return {
    events,
    beat,
    leave: async () => {
      clearInterval(timer)
      await sql`delete from platform.workers where process = ${process}`.execute(pool())
    },
  }
}

async function freeDead(everyone: boolean): Promise<void> {
  if (everyone) await sql`delete from platform.workers`.execute(pool())
  await sql`delete from platform.workers where seen_at < now() - ${deadAfter}::interval`.execute(pool())
  const { rows } = await sql<{ worker: string }>`
    select distinct locked_by as worker from graphile_worker.jobs where locked_by is not null and (locked_at < now() - ${deadAfter}::interval or ${everyone})
      and not exists (select 1 from platform.workers w where w.id = locked_by)`.execute(pool())
  if (rows.length === 0) return
  log.warn({ workers: rows.length }, 'jobs of dead workers are taken up')
  await sql`select graphile_worker.force_unlock_workers(${rows.map((r) => r.worker)}::text[])`.execute(pool())
}

/** Who works now, what is due, and how long the oldest of it has waited. */
export async function jobsNow(): Promise<{ workers: number; waiting: number; oldestSeconds: number }> {
  const { rows } = await sql<{ workers: number; waiting: number; oldestSeconds: number }>`
    select (select count(*) from platform.workers where seen_at > now() - ${deadAfter}::interval) as workers, count(*) as waiting,
      coalesce(extract(epoch from now() - min(run_at)), 0)::float8 as "oldestSeconds"
    from graphile_worker.jobs where run_at <= now() and locked_at is null and attempts < max_attempts`.execute(pool())
  return rows[0] ?? { workers: 0, waiting: 0, oldestSeconds: 0 }
}

const quiet = new WorkerLogger(() => (level, message, meta) => {
  if (level === 'error') log.error({ meta }, message)
  else if (level === 'warning') log.warn({ meta }, message)
})
