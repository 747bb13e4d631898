import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client'

/** Prometheus figures of this process: names `griot_…`, durations in seconds. */
export const registry = new Registry()
collectDefaultMetrics({ register: registry })

const buckets = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10]

export const operationSeconds = new Histogram({
  name: 'griot_operation_seconds',
  help: 'Duration of operations',
  labelNames: ['operation', 'outcome'],
  buckets,
  registers: [registry],
})
export const httpSeconds = new Histogram({
  name: 'griot_http_seconds',
  help: 'Duration of HTTP requests',
  labelNames: ['route', 'method', 'status'],
  buckets,
  registers: [registry],
})
export const pageSeconds = new Histogram({ name: 'griot_page_seconds', help: 'Duration of server rendering', labelNames: ['route'], buckets, registers: [registry] })
export const jobSeconds = new Histogram({
  name: 'griot_job_seconds',
  help: 'Duration of jobs',
  labelNames: ['job', 'outcome'],
  buckets: [...buckets, 60, 600],
  registers: [registry],
})
/** The duration of one thing since `begun` (`performance.now()`), its labels looked up once: a histogram asked by names costs as much as a small query. */
export function clocked(histogram: Histogram, ...labels: string[]): (begun: number) => void {
  let known = children.get(histogram)
  if (!known) children.set(histogram, (known = new Map()))
  const key = labels.join(' ')
  let child = known.get(key)
  if (!child) known.set(key, (child = histogram.labels(...labels)))
  return (begun) => child.observe((performance.now() - begun) / 1000)
}

const children = new WeakMap<Histogram, Map<string, Histogram.Internal<string>>>()

const counts = new Counter({ name: 'griot_events_total', help: 'Things counted by the rooms', labelNames: ['what'], registers: [registry] })

export function count(what: string, by = 1): void {
  counts.inc({ what }, by)
}

/** A figure read when somebody asks. */
export function gauge(name: string, help: string, read: () => number | Promise<number>): void {
  registry.removeSingleMetric(name)
  new Gauge({
    name,
    help,
    registers: [registry],
    async collect() {
      this.set(await read())
    },
  })
}
