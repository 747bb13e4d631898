import Fastify, { type FastifyInstance } from 'fastify'
import { connect } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { isRefusal, Refusal } from '../refusal.ts'
import { bytesOf, readForm } from './form.ts'

const bad = new Refusal('invalid', 'platform.badForm')
let app: FastifyInstance
let port = 0
/** What became of the requests so far. */
const outcomes: string[] = []

beforeAll(async () => {
  app = Fastify({ forceCloseConnections: true })
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', (_request, _body, done) => done(null))
  app.post('/:how', async (request, reply) => {
    const { how } = request.params as { how: string }
    const fields: Record<string, string> = {}
    try {
      const file = await readForm(request, fields, { bytes: 1_000, bad }, async (sent, name) => {
        if (how === 'refused') throw new Refusal('refused', 'platform.forbidden')
        if (how === 'late') await new Promise((later) => setImmediate(later))
        return { name, size: (await bytesOf(sent)).length }
      })
      outcomes.push('whole')
      return { fields, file }
    } catch (error) {
      if (!isRefusal(error)) throw error
      outcomes.push(error.code)
      return reply.code(422).send({ code: error.code })
    }
  })
  port = Number(new URL(await app.listen({ port: 0, host: '127.0.0.1' })).port)
})
afterAll(() => app.close())

const form = (filename = 'a.txt', bytes = 300): Buffer =>
  Buffer.from(
    `--x\r\nContent-Disposition: form-data; name="note"\r\n\r\nÉté\r\n--x\r\nContent-Disposition: form-data; name="file"; filename="${filename}"\r\nContent-Type: text/plain\r\n\r\n${'b'.repeat(bytes)}\r\n--x--\r\n`,
  )
const post = (payload: Buffer | string, how = 'now', type = 'multipart/form-data; boundary=x') =>
  app.inject({ method: 'POST', url: `/${how}`, headers: { 'content-type': type }, payload })

test('fields and one file come in, also for a reader who is not ready yet', async () => {
  for (const how of ['now', 'late']) expect((await post(form(), how)).json()).toEqual({ fields: { note: 'Été' }, file: { name: 'a.txt', size: 300 } })
  expect((await post(form(''))).json()).toMatchObject({ file: null })
  expect((await post(form('big.txt', 5_000))).json()).toMatchObject({ file: { size: 1_001 } })
})

test('a form that breaks off at any byte is refused, and nothing else happens', async () => {
  const last = form().lastIndexOf('\r\n--x--')
  for (const filename of ['a.txt', ''])
    for (const how of ['now', 'late']) {
      const sent = form(filename)
      for (let bytes = 0; bytes < last - 5; bytes += 7) {
        const answer = await post(sent.subarray(0, bytes), how)
        expect([answer.statusCode, answer.json()], `${filename} ${how} ${bytes}`).toEqual([422, { code: 'platform.badForm' }])
      }
    }
})

test('what is no form, or does not say where its parts end, is refused', async () => {
  for (const type of ['application/json', 'multipart/form-data', 'multipart/form-data; boundary=', 'multipart/form-data; charset=x'])
    expect((await post(form(), 'now', type)).json(), type).toEqual({ code: 'platform.badForm' })
})

test('words that no database keeps are refused, in a field and in a name', async () => {
  for (const sent of [form('a\0b.txt'), Buffer.from(form().toString().replace('Été', 'É\0té'))]) expect((await post(sent)).json()).toEqual({ code: 'platform.invalid' })
})

test('a refused file is told at once, and the rest is let go', async () => {
  expect((await post(form('a.txt', 900_000), 'refused')).json()).toEqual({ code: 'platform.forbidden' })
})

test('a line that is cut ends the reading', async () => {
  const before = outcomes.length
  const sent = form('a.txt', 900)
  await new Promise<void>((done) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.write(`POST /now HTTP/1.1\r\nhost: x\r\ncontent-type: multipart/form-data; boundary=x\r\ncontent-length: ${sent.length}\r\n\r\n`)
      socket.write(sent.subarray(0, 500), () => socket.destroy())
    })
    socket.on('close', () => done())
  })
  await expect.poll(() => outcomes.slice(before)).toEqual(['platform.badForm'])
})
