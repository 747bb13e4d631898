import { createHash } from 'node:crypto'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A stand-in of a network that tells figures. */
export interface NetworkDoor {
  url: string
  /** What the house is told in its environment, OUTGOING_ALLOW included. */
  env: Record<string, string>
  calls: { path: string; at: number; headers: Record<string, string | string[] | undefined> }[]
  /** Answers in place of the true ones, until `null`. */
  instead: (answer: DoorReply | null) => void
  close: () => Promise<void>
}
export interface DoorReply {
  status: number
  body: unknown
  headers?: Record<string, string>
}

export async function openNetworkDoor(env: (url: string) => Record<string, string>, handle: (url: URL, request: IncomingMessage, body: string) => DoorReply): Promise<NetworkDoor> {
  const calls: NetworkDoor['calls'] = []
  let instead: DoorReply | null = null
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const url = new URL(request.url ?? '/', 'http://door')
      calls.push({ path: url.pathname + url.search, at: Date.now(), headers: request.headers })
      const { status, body, headers = {} } = instead ?? handle(url, request, Buffer.concat(chunks).toString())
      response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', ...headers }).end(JSON.stringify(body))
    })
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    url: `http://${host}`,
    env: { ...env(`http://${host}`), OUTGOING_ALLOW: host },
    calls,
    instead: (answer) => {
      instead = answer
    },
    close: () =>
      new Promise((done) => {
        server.closeAllConnections()
        server.close(() => done())
      }),
  }
}

/** A number that belongs to a word, between two bounds: the same word, the same number, everywhere. */
export function numberOf(word: string, least: number, most: number): number {
  return least + (createHash('sha256').update(word).digest().readUInt32BE(0) % (most - least + 1))
}

/** Invented people gain about a quarter of a per cent a day. */
export function grown(start: number, day = Date.now()): number {
  return Math.round(start * 1.0025 ** Math.max(0, Math.floor(day / 86_400_000) - 20_700))
}
