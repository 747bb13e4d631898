import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import fc from 'fast-check'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { readConfig, setConfig } from './config.ts'
import { fetchOutside, isInner } from './outgoing.ts'

let server: Server
let host = ''
let reached = 0

const allow = (hosts: string): void => {
  const read = readConfig({ SECRET: 'x'.repeat(32), OUTGOING_ALLOW: hosts })
  if ('config' in read) setConfig(read.config)
}

beforeAll(async () => {
  server = createServer((request, response) => {
    reached += 1
    if (request.url === '/away') response.writeHead(302, { location: `http://${host}/inside` }).end()
    else if (request.url === '/slow') setTimeout(() => response.end('late'), 2_000).unref()
    else if (request.url === '/drip') {
      const drip = setInterval(() => response.write('x'), 50)
      request.on('close', () => clearInterval(drip))
    } else if (request.url === '/large') response.end('x'.repeat(100_000))
    else response.end(`${request.method} ${String(request.headers['x-kind'] ?? '')}`)
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  host = `127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(() => new Promise((done) => server.close(done)))
beforeEach(() => {
  reached = 0
  allow('')
})

test('addresses that are not the public Internet are known, however they are written', () => {
  for (const address of [
    '127.0.0.1',
    '10.1.2.3',
    '172.31.0.1',
    '192.168.1.1',
    '169.254.169.254',
    '100.64.0.1',
    '0.0.0.0',
    '224.0.0.1',
    '255.255.255.255',
    '::1',
    '::',
    'fd00::1',
    'fe80::1',
    '::ffff:127.0.0.1',
    '::ffff:10.0.0.1',
    '64:ff9b::7f00:1',
    '2002:7f00:1::',
  ])
    expect(isInner(address), address).toBe(true)
  for (const address of ['1.1.1.1', '172.32.0.1', '100.128.0.1', '2606:4700::1111', '::ffff:8.8.8.8']) expect(isInner(address), address).toBe(false)
})

test('every address of a private network is inner', () => {
  const byte = fc.integer({ min: 0, max: 255 })
  fc.assert(
    fc.property(byte, byte, byte, (a, b, c) =>
      [`10.${a}.${b}.${c}`, `127.${a}.${b}.${c}`, `192.168.${a}.${b}`, `172.${16 + (a % 16)}.${b}.${c}`, `fd${a.toString(16).padStart(2, '0')}::${b.toString(16)}`].every(isInner),
    ),
  )
})

test('nothing leaves for a private address, an odd spelling of one, another protocol or a name that leads home', async () => {
  const port = host.split(':')[1]
  const inside = [
    `http://${host}/`,
    `http://localhost:${port}/`,
    `http://127.1:${port}/`,
    `http://0x7f000001:${port}/`,
    `http://2130706433:${port}/`,
    `http://[::1]:${port}/`,
    `http://[::ffff:7f00:1]:${port}/`,
    `http://0:${port}/`,
    `http://169.254.169.254/latest/meta-data/`,
  ]
  for (const address of [...inside, `http://user:pass@1.1.1.1/`, 'ftp://1.1.1.1/', 'file:///etc/passwd'])
    await expect(fetchOutside(address), address).rejects.toMatchObject({ kind: 'forbidden', code: 'platform.outsideForbidden' })
  expect(reached).toBe(0)
})

test('a host that the operator allows is reached, with method, headers and body', async () => {
  allow(host)
  const answer = await fetchOutside(`http://${host}/`, { method: 'POST', headers: { 'x-kind': 'test' }, body: 'hello' })
  expect([answer.status, answer.body.toString()]).toEqual([200, 'POST test'])
  await expect(fetchOutside(`http://localhost:${host.split(':')[1]}/`)).rejects.toMatchObject({ code: 'platform.outsideForbidden' })
})

test('a redirect is told, not followed', async () => {
  allow(host)
  const answer = await fetchOutside(`http://${host}/away`)
  expect([answer.status, reached]).toEqual([302, 1])
})

test('an answer that is too large or too slow is given up', async () => {
  allow(host)
  await expect(fetchOutside(`http://${host}/large`, { maxBytes: 10_000 })).rejects.toMatchObject({ code: 'platform.outsideTooLarge' })
  await expect(fetchOutside(`http://${host}/slow`, { timeoutMs: 200 })).rejects.toMatchObject({ kind: 'unavailable' })
  const begun = Date.now()
  await expect(fetchOutside(`http://${host}/drip`, { timeoutMs: 400 })).rejects.toMatchObject({ kind: 'unavailable' })
  expect(Date.now() - begun).toBeLessThan(1_500)
})

test('a service that is not there is unavailable', async () => {
  allow('127.0.0.1:9')
  await expect(fetchOutside('http://127.0.0.1:9/')).rejects.toMatchObject({ kind: 'unavailable', code: 'platform.outsideUnavailable' })
})
