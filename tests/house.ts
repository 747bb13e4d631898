import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import { Logger, runOnce } from 'graphile-worker'
import { sql } from 'kysely'
import pg from 'pg'
import { inject } from 'vitest'
import { allOperations, rooms } from '#app/domains.ts'
import { work } from '#app/process.ts'
import { house as wholeHouse, openServer } from '#app/server.ts'
import { type Actor, nobody, type Person, type StaffRole } from '#platform/actor'
import { clock } from '#platform/clock'
import { type Config, readConfig, setConfig } from '#platform/config'
import type { Ctx, Db } from '#platform/context'
import { closePool, openPool, pgPool, pool } from '#platform/database/pool'
import { registerReactions } from '#platform/events'
import { invoke } from '#platform/invoke'
import { log } from '#platform/log'
import { registerPersonal } from '#platform/personal'
import { systemCtx, taskList } from '#platform/worker'

/** A whole house for one test file: its own database (copied from the migrated template), its own data folder, every room. */
export interface TestHouse {
  db: Db
  config: Config
  /** The HTTP server, not listening: `app.inject(…)`. Call `listen()` for a real address. */
  app: FastifyInstance
  listen: () => Promise<string>
  nobody: Actor
  ctx: (actor?: Actor) => Ctx
  /** Calls an operation as somebody, with every check. */
  call: <T = Record<string, never>>(actor: Actor, name: string, input?: unknown, idempotencyKey?: string) => Promise<T>
  /** Runs every job that is due, and those these make, until none is left. */
  runJobs: () => Promise<void>
  person: (facts?: { name?: string; email?: string; staff?: StaffRole[] }) => Promise<Person>
  workspace: (owner: Person, facts?: { name?: string; kind?: string }) => Promise<string>
  /** The same person as the house sees them now (memberships, roles). */
  again: (person: Person) => Promise<Person>
  join: (workspaceId: string, person: Person, role: string) => Promise<Person>
  close: () => Promise<void>
}

export async function openHouse(env: Record<string, string> = {}): Promise<TestHouse> {
  const folder = mkdtempSync(join(tmpdir(), 'griot-house-'))
  const read = readConfig({ NODE_ENV: 'test', GRIOT_DATA: folder, RATE_LIMIT_FACTOR: '0', MIN_FREE_BYTES: '0', PUBLIC_URL: 'http://localhost', DEMO: '1', ...env })
  if ('mistakes' in read) throw new Error(read.mistakes.join('\n'))
  setConfig(read.config)
  const database = `house_${randomUUID().replaceAll('-', '')}`
  const connection = { host: inject('socket'), user: 'griot', database }
  await asAdmin(connection, `create database ${database} template griot strategy file_copy`)
  openPool(connection, 8)
  registerReactions(rooms.flatMap((room) => room.reactions ?? []))
  registerPersonal(
    rooms.flatMap((room) => room.personal ?? []),
    rooms.flatMap((room) => room.retentions ?? []),
  )
  const ends = await Promise.all(rooms.flatMap((room) => (room.begin ? [room.begin()] : [])))
  const app = await openServer({ pages: env.GRIOT_PAGES === '1' })
  const operations = allOperations()
  const person = async ({ name = 'Awa Diop', email, staff = [] }: { name?: string; email?: string; staff?: StaffRole[] } = {}): Promise<Person> => {
    const address = email ?? `${randomUUID()}@griot.example`
    const { rows } = await sql<{ id: string }>`insert into identity.users (name, email, email_verified) values (${name}, ${address}, true) returning id`.execute(pool())
    const id = rows[0]!.id
    for (const role of staff) await sql`insert into identity.staff_roles (user_id, role) values (${id}, ${role})`.execute(pool())
    return seen(id)
  }
  const ctx = (actor: Actor = nobody): Ctx => ({
    ...systemCtx(),
    now: clock.now(),
    actor,
    log,
    request: { ip: '127.0.0.1', userAgent: 'test', origin: 'http://localhost', headers: new Headers(), reply: new Headers() },
  })
  return {
    db: pool(),
    config: read.config,
    app,
    listen: () => app.listen({ port: 0, host: '127.0.0.1' }),
    nobody,
    ctx,
    call: async <T>(actor: Actor, name: string, input?: unknown, idempotencyKey?: string) => {
      const operation = operations.get(name)
      if (!operation) throw new Error(`no operation named ${name}: ${[...wholeHouse.operations.keys()].join(', ')}`)
      return (await invoke(ctx(actor), { name, operation, input: input ?? {}, idempotencyKey })) as T
    },
    // One at a time, so that they end in the order they were queued; the real worker runs several. A job may queue another just as the worker leaves: we look again until nothing is due.
    runJobs: async () => {
      do await runOnce({ pgPool: pgPool(), taskList: taskList(work), concurrency: 1, noHandleSignals: true, logger: new Logger(() => () => undefined) })
      while (await isJobDue())
    },
    person,
    workspace: async (owner, { name = 'Maison Sankofa', kind = 'production' } = {}) => {
      const slug = `w-${randomUUID().slice(0, 8)}`
      const { rows } = await sql<{
        id: string
      }>`insert into identity.workspaces (slug, name, kind, created_by) values (${slug}, ${name}, ${kind}, ${owner.id}) returning id`.execute(pool())
      await sql`insert into identity.members (workspace_id, kind, user_id, role) values (${rows[0]!.id}, ${kind}, ${owner.id}, 'owner')`.execute(pool())
      Object.assign(owner, await seen(owner.id))
      return rows[0]!.id
    },
    again: (one) => seen(one.id),
    join: async (workspaceId, one, role) => {
      await sql`insert into identity.members (workspace_id, kind, user_id, role) select id, kind, ${one.id}, ${role} from identity.workspaces where id = ${workspaceId}`.execute(
        pool(),
      )
      return Object.assign(one, await seen(one.id))
    },
    close: async () => {
      await app.close()
      for (const end of ends) await end()
      await closePool()
      await asAdmin(connection, `drop database if exists ${database} with (force)`)
      rmSync(folder, { recursive: true, force: true })
      clock.reset()
    },
  }
}

async function isJobDue(): Promise<boolean> {
  const { rows } = await sql`select 1 from graphile_worker.jobs where run_at <= now() and locked_at is null and attempts < max_attempts limit 1`.execute(pool())
  return rows.length > 0
}

async function asAdmin(connection: pg.ClientConfig, statement: string): Promise<void> {
  const client = new pg.Client({ ...connection, database: 'postgres' })
  await client.connect()
  await client.query(statement)
  await client.end()
}

/** A person with every role and membership, as a session would show them. */
async function seen(id: string): Promise<Person> {
  const { rows } = await sql<Omit<Person, 'kind'>>`
    select u.id, u.name, u.email, u.email_verified as "emailVerified", u.lang,
      coalesce((select array_agg(s.role) from identity.staff_roles s where s.user_id = u.id), '{}') as staff,
      coalesce((select jsonb_agg(jsonb_build_object('workspaceId', w.id, 'name', w.name, 'slug', w.slug, 'kind', w.kind, 'role', m.role, 'permissions',
        (select coalesce(jsonb_agg(p.permission), '[]') from identity.role_permissions p where p.kind = m.kind and p.role = m.role)))
        from identity.members m join identity.workspaces w on w.id = m.workspace_id where m.user_id = u.id), '[]') as memberships
    from identity.users u where u.id = ${id}`.execute(pool())
  return { ...rows[0]!, kind: 'person', via: 'session', sessionId: randomUUID(), scopes: null }
}
