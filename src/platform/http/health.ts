import { monitorEventLoopDelay } from 'node:perf_hooks'
import type { FastifyInstance } from 'fastify'
import { sql } from 'kysely'
import { config } from '../config.ts'
import { pgPool, pool } from '../database/pool.ts'
import { clocked, gauge, httpSeconds, registry } from '../metrics.ts'
import { signed, sign } from '../secrets.ts'

let draining = false

/** Told at SIGTERM: the balancer stops sending while the last requests end. */
export function drain(): void {
  draining = true
}

/** `/healthz` the process is up · `/readyz` it can serve (database, not draining) · `/metrics` for Prometheus, from this machine or with METRICS_TOKEN. */
export function health(app: FastifyInstance): void {
  figures()
  app.addHook('onResponse', (request, reply, done) => {
    clocked(httpSeconds, request.routeOptions.url ?? 'unknown', request.method, String(reply.statusCode))(performance.now() - reply.elapsedTime)
    done()
  })
  app.get('/healthz', async (_request, reply) => reply.header('cache-control', 'no-store').send({ ok: true }))
  app.get('/readyz', async (_request, reply) => {
    const checks = await ready()
    const ok = Object.values(checks).every(Boolean)
    return reply
      .code(ok ? 200 : 503)
      .header('cache-control', 'no-store')
      .send({ ok, checks })
  })
  app.get('/metrics', async (request, reply) => {
    const token = config().METRICS_TOKEN
    const bearer = request.headers.authorization?.replace(/^Bearer /, '') ?? ''
    const open = token ? signed('metrics', token, sign('metrics', bearer)) : ['127.0.0.1', '::1', '::ffff:127.0.0.1'].includes(request.ip)
    if (!open) return reply.code(403).send()
    return reply
      .header('content-type', registry.contentType)
      .header('cache-control', 'no-store')
      .send(await registry.metrics())
  })
}

export async function ready(): Promise<{ database: boolean; accepting: boolean }> {
  const database = await sql`select 1`.execute(pool()).then(
    () => true,
    () => false,
  )
  return { database, accepting: !draining }
}

function figures(): void {
  const delay = monitorEventLoopDelay({ resolution: 20 })
  delay.enable()
  gauge('griot_event_loop_delay_p99_seconds', 'Event-loop delay, 99th percentile since the last look', () => {
    const p99 = delay.percentile(99) / 1e9
    delay.reset()
    return Number.isFinite(p99) ? p99 : 0
  })
  gauge('griot_pool_connections', 'Database connections open', () => pgPool().totalCount)
  gauge('griot_pool_waiting', 'Callers waiting for a database connection', () => pgPool().waitingCount)
  gauge('griot_jobs_waiting', 'Jobs due and not begun', async () => {
    const { rows } = await sql<{
      count: number
    }>`select count(*) as count from graphile_worker.jobs where run_at <= now() and locked_at is null and attempts < max_attempts`.execute(pool())
    return rows[0]?.count ?? 0
  })
}
