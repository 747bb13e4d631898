import { createHash } from 'node:crypto'
import { createServer } from 'node:net'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { type Config, setConfig } from '#platform/config'
import { closePool, openPool } from '#platform/database/pool'
import { migrate } from '#platform/database/migrate'
import { startPostgres } from '#platform/database/postgres'
import { registerReactions } from '#platform/events'
import { registerPersonal } from '#platform/personal'
import { mailJob } from '#platform/mail'
import { smsJob } from '#platform/sms'
import { migrateJobs, startWorker, type Work, type Working } from '#platform/worker'
import { allJobs, rooms } from './domains.ts'
import { timed } from './timed.ts'

/** Everything the worker can do: the rooms' jobs and the house's own. */
export const work: Work = {
  jobs: [mailJob, smsJob, ...allJobs()] as unknown as Work['jobs'],
  timed: [...timed, ...rooms.flatMap((room) => room.timed ?? [])],
}

export interface Ground {
  /** No other process can be using this database. */
  alone: boolean
  close: () => Promise<void>
}

/** Opens the database (our own unless DATABASE_URL names one), brings the schema up to date, and lets the rooms listen. */
export async function openGround(config: Config): Promise<Ground> {
  setConfig(config)
  mkdirSync(config.dataDir, { recursive: true })
  const lock = config.DATABASE_URL ? null : await holdFolder(config.dataDir)
  const embedded = config.DATABASE_URL ? null : await startPostgres(join(config.dataDir, 'postgres'))
  const db = openPool(embedded ? embedded.connection : { connectionString: config.DATABASE_URL }, config.DATABASE_POOL)
  registerReactions(rooms.flatMap((room) => room.reactions ?? []))
  registerPersonal(
    rooms.flatMap((room) => room.personal ?? []),
    rooms.flatMap((room) => room.retentions ?? []),
  )
  await migrate(db)
  await migrateJobs()
  const ends = await Promise.all(rooms.flatMap((room) => (room.begin ? [room.begin()] : [])))
  return {
    alone: embedded !== null,
    close: async () => {
      for (const end of ends) await end()
      await closePool()
      await embedded?.stop()
      lock?.close()
    },
  }
}

export async function openWorker(ground: Ground): Promise<Working> {
  const worker = await startWorker(work, { alone: ground.alone })
  const ends = await Promise.all(rooms.flatMap((room) => (room.attend ? [room.attend()] : [])))
  return {
    stop: async () => {
      await Promise.all(ends.map((end) => end()))
      await worker.stop()
    },
  }
}

export class FolderTaken extends Error {}

/** One process a data folder. An abstract socket is the lock: the system lets go of it when the process dies, however it dies. */
function holdFolder(folder: string): Promise<{ close: () => void }> {
  const name = createHash('sha256').update(folder).digest('hex').slice(0, 32)
  const address = process.platform === 'linux' ? `\0griot-${name}` : join(folder, 'lock.sock')
  return new Promise((resolve, reject) => {
    const server = createServer((socket) => socket.destroy())
    server.once('error', (error: NodeJS.ErrnoException) => reject(error.code === 'EADDRINUSE' ? new FolderTaken(folder) : error))
    server.listen(address, () => {
      server.unref()
      resolve(server)
    })
  })
}
