// `./griot demo reset`: empties the data folder of a demo start. Refuses in production and with a database of the operator's own.
import { rmSync } from 'node:fs'
import { readConfig } from '../src/platform/config.ts'

const read = readConfig(process.env)
if (process.argv[2] !== 'reset' || 'mistakes' in read || read.config.production || read.config.DATABASE_URL) {
  console.error('griot demo reset: only outside production, and only with the embedded database')
  process.exit(1)
}
rmSync(read.config.dataDir, { recursive: true, force: true })
console.log(`${read.config.dataDir} is empty; the next start fills it.`)
