// One of the two servers of bench/api.ts, in a process of its own: the house, or a bare Node server.
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { readConfig, setConfig } from '#platform/config'
import { openPool, pgPool } from '#platform/database/pool'
import type { Facts, Statement } from './ground.ts'

const role = process.argv[2]

async function serve({ env, socket, list, one }: Facts): Promise<string> {
  const read = readConfig({ NODE_ENV: 'production', ...env })
  if ('mistakes' in read) throw new Error(read.mistakes.join('\n'))
  setConfig(read.config)
  openPool({ host: socket, user: 'griot', database: 'griot' }, 8)
  if (role === 'bare') return bare({ '/list': list, '/one': one })
  const { openServer } = await import('#app/server.ts')
  const { rooms } = await import('#app/domains.ts')
  for (const room of rooms) if (room.name === 'identity' || room.name === 'cinema') await room.begin?.()
  const app = await openServer()
  return app.listen({ port: 0, host: '127.0.0.1' })
}

/** As little as answers the question: the statement, on the same pool with the same prepared names, and JSON.stringify. */
function bare(statements: Record<string, Statement>): Promise<string> {
  const server = createServer((request, response) => {
    const statement = statements[request.url ?? '']!
    prepared(statement).then(
      (rows) => response.writeHead(200, { 'content-type': 'application/json; charset=utf-8' }).end(JSON.stringify(rows)),
      (error: unknown) => response.writeHead(500).end(String(error)),
    )
  })
  return new Promise((done) => server.listen(0, '127.0.0.1', () => done(`http://127.0.0.1:${(server.address() as AddressInfo).port}`)))
}

/** By the pool's client, which gives the statement its name; the pool's own `query` would have it planned anew each time. */
async function prepared({ text, values }: Statement): Promise<unknown[]> {
  const client = await pgPool().connect()
  try {
    return (await client.query(text, values)).rows
  } finally {
    client.release()
  }
}

process.on('message', (message: Facts | 'cpu') => {
  if (message === 'cpu') {
    const { user, system } = process.cpuUsage()
    process.send!({ cpu: (user + system) / 1000 })
  } else {
    serve(message).then(
      (url) => process.send!({ url }),
      (error: unknown) => {
        console.error(error)
        process.exit(1)
      },
    )
  }
})
process.on('SIGTERM', () => process.exit(0))
