// `./griot user create --email awa@example.org --name "Awa Diop" [--staff reviewer,administrator]`: makes an account with a proven address, and prints its first password once.
// Works while Griot runs on the same data folder, and when it does not.
import { parseArgs } from 'node:util'
import { findPersonByEmail } from '../src/domains/identity/store/people.ts'
import { makePerson } from '../src/domains/identity/seed.ts'
import { hashPassword } from '../src/domains/identity/proofs/password.ts'
import { isStaffRole, staffRoles } from '../src/platform/actor.ts'
import { pool } from '../src/platform/database/pool.ts'
import { randomToken } from '../src/platform/secrets.ts'
import { configOrLeave, joinGround, leave } from './ground.ts'

const { values, positionals } = parseArgs({ allowPositionals: true, options: { email: { type: 'string' }, name: { type: 'string' }, staff: { type: 'string', default: '' } } })
const staff = values.staff.split(',').filter(Boolean)
const config = configOrLeave()
if (positionals[0] !== 'create' || !values.email?.includes('@') || !values.name)
  leave('griot user create --email awa@example.org --name "Awa Diop" [--staff reviewer,administrator]')
if (!staff.every(isStaffRole)) leave(`--staff takes ${staffRoles.join(', ')}`)

const close = await joinGround(config)
try {
  if (await findPersonByEmail(pool(), values.email)) leave(`${values.email} has an account already`)
  const password = randomToken(12)
  await makePerson(pool(), { email: values.email, name: values.name, passwordHash: await hashPassword(password), staff })
  console.log(`${values.email}\n${password}\nShown once: sign in and change it.`)
} finally {
  await close()
}
