import { join } from 'node:path'
import { FolderTaken, openGround } from '../src/app/process.ts'
import { type Config, readConfig, setConfig } from '../src/platform/config.ts'
import { closePool, openPool } from '../src/platform/database/pool.ts'
import { socketsOf } from '../src/platform/database/postgres.ts'

/** The database of the operator's commands: opened, or joined when Griot has it open. Answers how to let go of it. */
export async function joinGround(config: Config): Promise<() => Promise<void>> {
  try {
    return (await openGround(config)).close
  } catch (error) {
    if (!(error instanceof FolderTaken)) throw error
    setConfig(config)
    openPool({ host: socketsOf(join(config.dataDir, 'postgres')), user: 'griot', database: 'griot' }, 2)
    return closePool
  }
}

/** The configuration, or every mistake and the end. */
export function configOrLeave(): Config {
  const read = readConfig(process.env)
  return 'mistakes' in read ? leave(read.mistakes.join('\n')) : read.config
}

export function leave(message: string): never {
  console.error(message)
  process.exit(1)
}
