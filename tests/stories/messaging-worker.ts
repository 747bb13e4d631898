// A worker process of its own, for the story that kills one: `node messaging-worker.ts <socket folder> <database>`; MAIL_URL and the data folder come from the environment.
import { rooms } from '#app/domains.ts'
import { registerDictionaries } from '#domains/messaging/dictionary.ts'
import { jobs } from '#domains/messaging/jobs.ts'
import { registerNotices } from '#domains/messaging/kinds.ts'
import { dictionary as english } from '#app/texts.en.ts'
import { dictionary as french } from '#app/texts.fr.ts'
import { readConfig, setConfig } from '#platform/config'
import { openPool } from '#platform/database/pool'
import type { Job } from '#platform/jobs'
import { startWorker } from '#platform/worker'

const [host, database] = process.argv.slice(2)
const read = readConfig({ ...process.env, MIN_FREE_BYTES: '0', PUBLIC_URL: 'http://localhost' })
if ('mistakes' in read) throw new Error(read.mistakes.join('\n'))
setConfig(read.config)
openPool({ host, user: 'griot', database }, 6)
registerDictionaries({ fr: french, en: english })
registerNotices(rooms)
await startWorker({ jobs: jobs as unknown as Job[], timed: [] }, { alone: true, concurrency: 4 })
