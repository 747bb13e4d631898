import { systemCtx } from '#platform/worker'
import { recoverTitles } from './actions/recover-titles.ts'

/** When a process begins: what a dead one left behind goes back in the queue. */
export async function begin(): Promise<() => Promise<void>> {
  await recoverTitles(systemCtx())
  return async () => undefined
}
