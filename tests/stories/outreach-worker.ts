// A process of its own that sends what is due, for the story that kills it: `node outreach-worker.ts <socket folder> <database>`; OUTGOING_ALLOW comes from the environment.
import { sql } from 'kysely'
import { rooms } from '#app/domains.ts'
import { dictionary as english } from '#app/texts.en.ts'
import { dictionary as french } from '#app/texts.fr.ts'
import { registerDictionaries } from '#domains/messaging/dictionary.ts'
import { registerNotices } from '#domains/messaging/kinds.ts'
import { advanceAll } from '#domains/outreach/actions/advance.ts'
import { deliver } from '#domains/outreach/actions/deliver.ts'
import { readConfig, setConfig } from '#platform/config'
import { openPool } from '#platform/database/pool'
import { registerReactions } from '#platform/events'
import { systemCtx } from '#platform/worker'

const [host = '', database = ''] = process.argv.slice(2)
const read = readConfig({ ...process.env, MIN_FREE_BYTES: '0', PUBLIC_URL: 'http://localhost' })
if ('mistakes' in read) throw new Error(read.mistakes.join('\n'))
setConfig(read.config)
const db = openPool({ host, user: 'griot', database }, 3)
registerDictionaries({ fr: french, en: english })
registerNotices(rooms)
registerReactions(rooms.flatMap((room) => room.reactions ?? []))
for (;;) {
  await advanceAll(systemCtx())
  const { rows } = await sql<{ id: string; state: string }>`select id, state from outreach.messages where state in ('queued', 'sending') order by id`.execute(db)
  if (rows.length === 0) break
  // Both workers take the same rows in the same order: what one holds, the other must leave.
  for (const { id } of rows) await deliver(systemCtx(), { id })
  if (rows.every(({ state }) => state === 'sending')) await new Promise((resolve) => setTimeout(resolve, 20))
}
process.exit(0)
