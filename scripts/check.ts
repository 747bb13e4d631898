// `./griot check`: asks the live data whether what must always hold does. Leaves with 1 when something does not.
import { brokenInvariants, invariants } from '../checks/invariants.ts'
import { pool } from '../src/platform/database/pool.ts'
import { configOrLeave, joinGround } from './ground.ts'

const close = await joinGround(configOrLeave())
try {
  const broken = await brokenInvariants(pool())
  for (const { invariant, ids } of broken) console.error(`does not hold: ${invariant} (${ids.join(', ')})`)
  console.log(`${Object.keys(invariants).length - broken.length} of ${Object.keys(invariants).length} hold`)
  process.exitCode = broken.length === 0 ? 0 : 1
} finally {
  await close()
}
