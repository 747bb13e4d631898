// A process of its own that accepts plans one after the other, for the story that kills it: `node accepting.ts <socket folder> <database> <artist's id>`.
import { sql } from 'kysely'
import { allOperations, rooms } from '#app/domains.ts'
import { registerDictionaries } from '#domains/messaging/dictionary.ts'
import { registerNotices } from '#domains/messaging/kinds.ts'
import { dictionary as english } from '#app/texts.en.ts'
import { dictionary as french } from '#app/texts.fr.ts'
import type { Person } from '#platform/actor'
import { readConfig, setConfig } from '#platform/config'
import { openPool } from '#platform/database/pool'
import { registerReactions } from '#platform/events'
import { invoke } from '#platform/invoke'
import { systemCtx } from '#platform/worker'

const [host = '', database = '', artistId = ''] = process.argv.slice(2)
const read = readConfig({ ...process.env, MIN_FREE_BYTES: '0', PUBLIC_URL: 'http://localhost' })
if ('mistakes' in read) throw new Error(read.mistakes.join('\n'))
setConfig(read.config)
const db = openPool({ host, user: 'griot', database }, 3)
registerDictionaries({ fr: french, en: english })
registerNotices(rooms)
registerReactions(rooms.flatMap((room) => room.reactions ?? []))
const operation = allOperations().get('checkup.acceptPlan')!
const actor: Person = {
  ...{ kind: 'person', id: artistId, name: 'Ama', email: 'ama@griot.example', emailVerified: true, lang: 'fr', staff: [], memberships: [] },
  ...{ via: 'session', sessionId: artistId, scopes: null },
}
for (;;) {
  const { rows } = await sql<{ id: string }>`select p.id from checkup.prescriptions p where p.state = 'sent' order by p.id limit 1`.execute(db)
  if (!rows[0]) break
  // The key that a phone would repeat after a broken line.
  await invoke({ ...systemCtx(), actor }, { name: 'checkup.acceptPlan', operation, input: { id: rows[0].id, version: 1 }, idempotencyKey: `accept-${rows[0].id}` })
}
process.exit(0)
