// A worker process of its own that takes rows of imports, for tests that kill one: `node import-worker.ts <socket folder> <database>`; the data folder comes from the environment.
import { readConfig, setConfig } from '#platform/config'
import { openPool } from '#platform/database/pool'
import type { Job } from '#platform/jobs'
import { startWorker } from '#platform/worker'
import { jobs } from '#domains/crm/jobs.ts'

const [host, database] = process.argv.slice(2)
const read = readConfig({ ...process.env, MIN_FREE_BYTES: '0', PUBLIC_URL: 'http://localhost' })
if ('mistakes' in read) throw new Error(read.mistakes.join('\n'))
setConfig(read.config)
openPool({ host, user: 'griot', database }, 4)
await startWorker({ jobs: jobs as unknown as Job[], timed: [] }, { alone: true, concurrency: 2 })
