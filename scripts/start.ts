// `npm start`: builds the pages if needed, then starts.
import { buildPages } from './building.ts'

process.env.NODE_ENV ??= 'development'
await buildPages()
endWithParent(Number(process.env.GRIOT_PARENT))
await import('../src/app/start.ts')

/** A launcher that was killed outright cannot pass the signal on: its child drains by itself. */
function endWithParent(parent: number): void {
  if (!parent || process.ppid !== parent) return
  setInterval(() => {
    if (process.ppid !== parent) process.kill(process.pid, 'SIGTERM')
  }, 1_000).unref()
}
