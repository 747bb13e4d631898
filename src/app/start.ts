import type { FastifyInstance } from 'fastify'
import type { AddressInfo } from 'node:net'
import { constants, setPriority } from 'node:os'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { type Config, readConfig } from '#platform/config'
import { drain } from '#platform/http/health'
import { log } from '#platform/log'
import { startTracing } from '#platform/tracing'
import { fillDemo } from './demo.ts'
import { FolderTaken, openGround, openWorker } from './process.ts'
import { openSandbox } from './sandbox.ts'
import { openServer } from './server.ts'

/** Starts the roles that ROLE names, and stops them in order at SIGTERM. */
async function start(config: Config): Promise<void> {
  const stopTracing = await startTracing(config)
  const ground = await openGround(config)
  const sandbox = await openSandbox(config)
  const app = config.ROLE === 'worker' ? null : await openServer()
  const worker = config.ROLE === 'web' ? null : await openWorker(ground)
  const accounts = config.demo ? await fillDemo() : []
  if (app) {
    await app.listen({ port: config.PORT, host: config.HOST })
    sandbox?.callAt(`http://127.0.0.1:${(app.server.address() as AddressInfo).port}`)
    greet(app, accounts)
  }
  // Work that can wait lets those who ask go first: a worker of its own takes what processors the web leaves.
  if (config.ROLE === 'worker') setPriority(constants.priority.PRIORITY_BELOW_NORMAL)
  settle()
  const stop = async (signal: string): Promise<void> => {
    log.info({ signal }, 'stopping: the last requests and jobs end first')
    drain()
    const late = setTimeout(() => process.exit(1), 25_000)
    late.unref()
    await app?.close()
    await worker?.stop()
    await sandbox?.close()
    await ground.close()
    await stopTracing()
    process.exit(0)
  }
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void stop(signal))
}

/** Starting reads and compiles much that is never needed again. It is given back once, so that an idle house is small. */
function settle(): void {
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as (how: object) => void
  setTimeout(() => collect({ type: 'major', flavor: 'last-resort' }), 2_000).unref()
}

function greet(app: FastifyInstance, accounts: readonly { email: string; password: string; role: string }[]): void {
  const { port } = app.server.address() as AddressInfo
  const lines = ['', `Griot: http://localhost:${port}`]
  if (accounts.length > 0) lines.push('', 'Comptes de démonstration · demo accounts', ...accounts.map((a) => `  ${a.role.padEnd(14)} ${a.email.padEnd(34)} ${a.password}`))
  process.stdout.write(lines.join('\n') + '\n\n')
}

function leave(message: string): never {
  process.stderr.write(message + '\n')
  process.exit(1)
}

const read = readConfig(process.env)
if ('mistakes' in read) leave(`Configuration à corriger · please correct the configuration:\n${read.mistakes.map((m) => `  ${m}`).join('\n')}`)
await start(read.config).catch((error: unknown) => {
  if (error instanceof FolderTaken) leave(`Griot fonctionne déjà sur ce dossier de données · Griot already runs on this data folder: ${error.message}`)
  if ((error as NodeJS.ErrnoException).code === 'EADDRINUSE') leave(`Le port ${read.config.PORT} est pris · port ${read.config.PORT} is taken: set PORT`)
  log.fatal({ err: error }, 'the start failed')
  process.exit(1)
})
