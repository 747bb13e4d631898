import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'

/** Starts the real product on an empty data folder, as anyone would, with the demo in it. Answers how to end it. */
export default async function start(): Promise<() => Promise<void>> {
  if (process.env.GRIOT_URL) return async () => undefined
  const data = mkdtempSync(join(tmpdir(), 'griot-walk-'))
  const port = await freePort()
  const child = spawn(process.execPath, ['griot.mjs', 'start'], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      ...process.env,
      NODE_ENV: 'development',
      PORT: String(port),
      GRIOT_DATA: data,
      DEMO: '1',
      LOG_LEVEL: process.env.LOG_LEVEL ?? 'error',
      RATE_LIMIT_FACTOR: '50',
      MIN_FREE_BYTES: '0',
    },
  })
  await greeted(child)
  process.env.GRIOT_URL = `http://localhost:${port}`
  process.env.GRIOT_WALK_DATA = data
  return async () => {
    const ended = new Promise((done) => child.once('exit', done))
    child.kill('SIGTERM')
    await Promise.race([ended, wait(30_000)])
    rmSync(data, { recursive: true, force: true })
  }
}

/** Waits for the address that the product prints when it is ready to be visited. */
async function greeted(child: ChildProcess): Promise<void> {
  let said = ''
  const ready = new Promise<void>((done, fail) => {
    child.stdout?.on('data', (chunk: Buffer) => {
      said += chunk.toString()
      if (said.includes('Griot: http')) done()
    })
    child.once('exit', (code) => fail(new Error(`Griot left with ${code} before it was ready:\n${said.slice(-2_000)}`)))
  })
  const late = wait(180_000, undefined, { ref: false }).then(() => {
    throw new Error(`Griot was not ready after three minutes:\n${said.slice(-2_000)}`)
  })
  await Promise.race([ready, late])
}

export function freePort(): Promise<number> {
  return new Promise((done, fail) => {
    const server = createServer()
    server.once('error', fail)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => done(typeof address === 'object' && address ? address.port : 0))
    })
  })
}
