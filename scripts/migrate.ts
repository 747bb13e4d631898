// Brings the database that the environment names up to date.
import { readConfig } from '../src/platform/config.ts'
import { openGround } from '../src/app/process.ts'

const read = readConfig(process.env)
if ('mistakes' in read) {
  console.error(read.mistakes.join('\n'))
  process.exit(1)
}
const ground = await openGround(read.config)
await ground.close()
console.log('The database is up to date.')
