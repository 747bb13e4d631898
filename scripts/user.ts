// `./griot user create --email awa@example.org --name "Awa Diop" [--staff reviewer,administrator]`: makes an account with a proven address, and prints its first password once.
// Works while Griot runs on the same data folder, and when it does not.
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { FolderTaken, openGround } from '../src/app/process.ts'
import { findPersonByEmail } from '../src/domains/identity/store/people.ts'
import { makePerson } from '../src/domains/identity/seed.ts'
import { hashPassword } from '../src/domains/identity/proofs/password.ts'
import { isStaffRole, staffRoles } from '../src/platform/actor.ts'
import { type Config, readConfig } from '../src/platform/config.ts'
import { closePool, openPool, pool } from '../src/platform/database/pool.ts'
import { socketsOf } from '../src/platform/database/postgres.ts'
import { randomToken } from '../src/platform/secrets.ts'

const { values, positionals } = parseArgs({ allowPositionals: true, options: { email: { type: 'string' }, name: { type: 'string' }, staff: { type: 'string', default: '' } } })
const staff = values.staff.split(',').filter(Boolean)
const read = readConfig(process.env)
if ('mistakes' in read) leave(read.mistakes.join('\n'))
if (positionals[0] !== 'create' || !values.email?.includes('@') || !values.name) leave('griot user create --email awa@example.org --name "Awa Diop" [--staff reviewer,administrator]')
if (!staff.every(isStaffRole)) leave(`--staff takes ${staffRoles.join(', ')}`)

const close = await open(read.config)
try {
  if (await findPersonByEmail(pool(), values.email)) leave(`${values.email} has an account already`)
  const password = randomToken(12)
  await makePerson(pool(), { email: values.email, name: values.name, passwordHash: await hashPassword(password), staff: staff.filter(isStaffRole) })
  console.log(`${values.email}\n${password}\nShown once: sign in and change it.`)
} finally {
  await close()
}

/** The database of the data folder: opened, or joined when Griot has it open. */
async function open(config: Config): Promise<() => Promise<void>> {
  try {
    return (await openGround(config)).close
  } catch (error) {
    if (!(error instanceof FolderTaken)) throw error
    openPool({ host: socketsOf(join(config.dataDir, 'postgres')), user: 'griot', database: 'griot' }, 2)
    return closePool
  }
}

function leave(message: string): never {
  console.error(message)
  process.exit(1)
}
