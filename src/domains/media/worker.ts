import { randomUUID } from 'node:crypto'
import { hostname } from 'node:os'

/** This process, as it signs the titles it works on: machine, process, and a mark of its own that a later process with the same number lacks. */
const mark = randomUUID().slice(0, 8)
export const workerName = `${hostname()}:${process.pid}:${mark}`

/** Whether a worker is certainly gone: one of this machine whose process no longer exists. Of another machine nothing can be said but that its lease ends. */
export function isDead(worker: string): boolean {
  const [host, pid, itsMark] = worker.split(':')
  if (host !== hostname()) return false
  if (Number(pid) === process.pid) return itsMark !== mark
  try {
    process.kill(Number(pid), 0)
    return false
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ESRCH'
  }
}
