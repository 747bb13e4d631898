// `./griot audit verify [--head <hash>]`: seals what waits, reads the chain of the audit trail again, and says what does not hold. Leaves with 1 when something does not.
import { parseArgs } from 'node:util'
import { sealAudit, verifyAudit } from '../src/platform/audit.ts'
import { systemCtx } from '../src/platform/worker.ts'
import { configOrLeave, joinGround, leave } from './ground.ts'

const { values, positionals } = parseArgs({ allowPositionals: true, options: { head: { type: 'string' } } })
if (positionals[0] !== 'verify') leave('griot audit verify [--head <hash noted earlier>]')
if (values.head !== undefined && !/^[0-9a-f]{64}$/i.test(values.head)) leave('--head: 64 hexadecimal digits')
const close = await joinGround(configOrLeave())
try {
  await sealAudit(systemCtx())
  const verdict = await verifyAudit(values.head)
  for (const { seq, what, id } of verdict.faults) console.error(`line ${seq} (${id}): ${what}`)
  if (verdict.holdsNoted === false) console.error('the noted hash is not in the chain: it was cut or rewritten')
  console.log(`${verdict.sealed} lines sealed, ${verdict.faults.length} faults\nhead ${verdict.head}`)
  process.exitCode = verdict.faults.length === 0 && verdict.holdsNoted !== false ? 0 : 1
} finally {
  await close()
}
