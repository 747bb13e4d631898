import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Person } from '#platform/actor'
import { files } from '#platform/files'
import { openHouse, type TestHouse } from '#tests/house.ts'

/** A house that listens, a director with a workspace and a key, and a tus client small enough to cut where one likes. */

export interface Title {
  state: string
  problem: { code: string } | null
  subtitles: { language: string; label: string; cues: number; src: string }[]
  posters: { chosen: boolean; atMs: number | null }[]
  uploads: { id: string; purpose: string; filename: string; state: string; received: number; problem: { code: string; params: Record<string, unknown> } | null }[]
}

export interface Answer {
  status: number
  headers: Record<string, string | string[] | undefined>
  body: string
}

export interface Sending {
  house: TestHouse
  director: Person
  workspaceId: string
  /** Where requests go; tests may point it at another server. */
  address: string
  bearer: Record<string, string>
  folder: string
  close: () => Promise<void>
}

export async function openSending(): Promise<Sending> {
  const house = await openHouse()
  const director = await house.person()
  const workspaceId = await house.workspace(director)
  const folder = mkdtempSync(join(tmpdir(), 'griot-uploads-'))
  const close = async (): Promise<void> => {
    await house.close()
    rmSync(folder, { recursive: true, force: true })
  }
  return { house, director, workspaceId, address: await house.listen(), bearer: await keyOf(house, director), folder, close }
}

export async function keyOf(house: TestHouse, person: Person, scopes = ['media:read', 'media:write']): Promise<Record<string, string>> {
  const { secret } = await house.call<{ secret: string }>(person, 'identity.createKey', { name: 'essai', scopes })
  return { authorization: `Bearer ${secret}` }
}

const metadata = (facts: Record<string, string>): string =>
  Object.entries(facts)
    .map(([name, value]) => `${name} ${Buffer.from(value).toString('base64')}`)
    .join(',')

export function client(to: Sending) {
  /** One tus request. `cutAt` breaks the connection after so many bytes of the body. */
  const send = (method: string, path: string, headers: Record<string, string> = {}, body?: Buffer, cutAt?: number): Promise<Answer> =>
    new Promise((resolve, reject) => {
      const sent = request(to.address + path, {
        method,
        headers: { 'tus-resumable': '1.0.0', ...to.bearer, ...headers, ...(body ? { 'content-length': String(body.length) } : {}) },
      })
      sent.on('error', (error) => (cutAt === undefined ? reject(error) : resolve({ status: 0, headers: {}, body: '' })))
      sent.on('response', (response) => {
        let text = ''
        response.on('data', (chunk: Buffer) => (text += chunk.toString()))
        response.on('end', () => resolve({ status: response.statusCode!, headers: response.headers, body: text }))
      })
      if (cutAt === undefined) sent.end(body)
      else sent.write(body!.subarray(0, cutAt), () => setTimeout(() => sent.destroy(), 20))
    })
  const create = (facts: Record<string, string>, length: number, headers: Record<string, string> = {}): Promise<Answer> =>
    send('POST', '/api/uploads', { 'upload-length': String(length), 'upload-metadata': metadata(facts), ...headers })
  const patch = (path: string, offset: number, body: Buffer, cutAt?: number): Promise<Answer> =>
    send('PATCH', path, { 'upload-offset': String(offset), 'content-type': 'application/offset+octet-stream' }, body, cutAt)
  const pathOf = (created: Answer): string => new URL(String(created.headers.location), to.address).pathname
  const look = (titleId: string): Promise<Title> => to.house.call(to.director, 'media.getTitle', { titleId })
  return {
    send,
    create,
    patch,
    pathOf,
    look,
    newTitle: async (): Promise<string> => (await to.house.call<{ id: string }>(to.director, 'media.createTitle', { workspaceId: to.workspaceId, name: 'Essai' })).id,
    offsetOf: async (path: string): Promise<number> => Number((await send('HEAD', path)).headers['upload-offset']),
    /** Films are made one at a time: those of other tests may come first. */
    made: async (titleId: string): Promise<void> => {
      for (let tries = 0; tries < 40 && !['ready', 'failed'].includes((await look(titleId)).state); tries++) {
        await to.house.runJobs()
        await new Promise((resolve) => setTimeout(resolve, 250))
      }
    },
    /** Sends a whole file in one piece. Answers what the last request was told. */
    sendWhole: async (facts: Record<string, string>, bytes: Buffer): Promise<Answer> => {
      const created = await create(facts, bytes.length)
      return created.status === 201 ? patch(pathOf(created), 0, bytes) : created
    },
  }
}

/** What is kept of a title's files. */
export function stored(titleId: string): string[] {
  try {
    return readdirSync(files().localPath(`titles/${titleId}`)!, { recursive: true })
      .map(String)
      .filter((name) => name !== 'uploads')
  } catch {
    return []
  }
}
