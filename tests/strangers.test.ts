import { connect } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openHouse, type TestHouse } from './house.ts'
import { buildPages } from '../scripts/building.ts'

/** What no browser sends: every such request is answered by a refusal, and costs little. */
let house: TestHouse
let port = 0
beforeAll(async () => {
  await buildPages({ quiet: true })
  house = await openHouse({ GRIOT_PAGES: '1' })
  port = Number(new URL(await house.listen()).port)
}, 300_000)
afterAll(() => house.close())

const form = 'application/x-www-form-urlencoded'
const page = (type: string | undefined, payload: string) => house.app.inject({ method: 'POST', url: '/sign-in', headers: type ? { 'content-type': type } : {}, payload })
const code = (answer: { statusCode: number; json: () => unknown }) => [answer.statusCode, (answer.json() as { code?: string }).code]
const keyFor = async (scopes: string[]): Promise<{ id: string; headers: Record<string, string> }> => {
  const person = await house.person()
  const { secret } = await house.call<{ secret: string }>(person, 'identity.createKey', { name: 'essai', scopes })
  return { id: person.id, headers: { authorization: `Bearer ${secret}` } }
}

/** One request whose first line and Host are written by hand. */
const get = (target: string, host = 'griot.example'): Promise<{ status: number; head: string }> =>
  new Promise((done) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(`GET ${target} HTTP/1.1\r\nhost: ${host}\r\nconnection: close\r\n\r\n`))
    let said = ''
    socket.on('data', (chunk: Buffer) => (said += chunk.toString()))
    socket.on('close', () => {
      const head = said.split('\r\n\r\n')[0] ?? ''
      done({ status: Number(head.split(' ')[1]), head })
    })
  })

test('a page is sent forms and nothing else', async () => {
  for (const [type, payload] of [
    [undefined, 'x'],
    ['application/json', '{}'],
    ['text/plain', 'a=1'],
  ] as const)
    expect(code(await page(type, payload)), type).toEqual([415, 'platform.unsupportedType'])
  const cut = '--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n1'
  for (const type of ['multipart/form-data', 'multipart/form-data; boundary=x']) expect(code(await page(type, cut)), type).toEqual([400, 'platform.badForm'])
})

test('a form larger than the house reads is refused before it fills the memory', async () => {
  expect(code(await page(form, `a=${'x'.repeat(3 * 1024 ** 2)}`))).toEqual([413, 'platform.tooLarge'])
})

test('a quarter of a million fields, or levels, of one form are answered like a wrong answer', async () => {
  for (const payload of ['email=&'.repeat(250_000), `${'email.'.repeat(250_000)}x=1`]) expect((await page(form, payload)).statusCode).toBeLessThan(500)
})

test('an address is never read as another host, and a Host that is none is nobody’s', async () => {
  for (const target of ['//', '//evil.example/karangou', '///', 'http://evil.example/karangou', '/\\evil.example', '/karangou?q=%00'])
    for (const host of ['griot.example', '[', 'a b', 'x:99999']) {
      const answer = await get(target, host)
      expect(answer.status, `${target} at ${host}`).toBeLessThan(500)
      expect(answer.head, target).not.toMatch(/^location: (https?:)?\/\/evil/im)
    }
})

test('a form from a page whose address cannot be read leads to sign-in all the same', async () => {
  const answer = await house.app.inject({ method: 'POST', url: '/account', headers: { 'content-type': form, referer: 'http://[' }, payload: 'intent=profile&name=Awa' })
  expect(answer.statusCode).toBeLessThan(500)
})

test('an address that no router can read is refused like all others: as problem details, with every header', async () => {
  for (const [target, status, said] of [
    ['/%E0%A4%A', 400, 'platform.badAddress'],
    ['/api/v1/films/%ff', 400, 'platform.badAddress'],
    [`/api/v1/films/${'a'.repeat(500)}`, 404, 'platform.missing'],
  ] as const) {
    const answer = await house.app.inject({ url: target, headers: { 'accept-language': 'fr' } })
    expect(code(answer), target).toEqual([status, said])
    expect(answer.headers).toMatchObject({ 'content-type': 'application/problem+json; charset=utf-8', 'x-content-type-options': 'nosniff', 'x-frame-options': 'DENY' })
  }
})

test('a personal key stays outside the raw addresses of rooms it was not made for', async () => {
  const { id, headers } = await keyFor(['cinema:read'])
  const other = '01890000-0000-7000-8000-000000000000'
  for (const [url, scope] of [
    [`/api/v1/me/exports/${other}/griot.zip`, 'trust:read'],
    [`/api/projects/${other}/contributors.csv`, 'crowdfunding:read'],
    [`/api/v1/prescriptions/${other}/plan.pdf`, 'checkup:read'],
    [`/api/v1/record-files/${other}`, 'crm:read'],
    [`/api/stream?topics=notices:${id}`, 'messaging:read'],
  ] as const) {
    const answer = await house.app.inject({ url, headers })
    expect([answer.statusCode, answer.json<{ params: unknown }>().params], url).toEqual([403, { scope }])
  }
})

test('ids that only look like ids name nothing', async () => {
  const { headers } = await keyFor(['trust:read', 'media:write', 'media:read', 'playback:read'])
  const dashes = '-'.repeat(36)
  expect((await house.app.inject({ url: `/api/v1/me/exports/${dashes}/griot.zip`, headers })).statusCode).toBe(404)
  for (const topic of ['watching', 'title']) expect((await house.app.inject({ url: `/api/stream?topics=${topic}:${dashes}`, headers })).statusCode).toBe(403)
  for (const path of [`${dashes}/${dashes}`, 'x/y']) expect((await house.app.inject({ method: 'DELETE', url: `/api/uploads/${path}`, headers })).statusCode).toBe(404)
})

test('a button that no page has is a wrong answer', async () => {
  const { headers } = await keyFor(['outreach:read', 'outreach:write'])
  const sent = { method: 'POST', url: '/mona/outreach/mailbox', headers: { ...headers, 'content-type': form }, payload: 'intent=constructor&constructor=x&constructor=y' } as const
  expect((await house.app.inject(sent)).statusCode).toBeLessThan(500)
})

test('texts that no database keeps are refused under their field, wherever they come in', async () => {
  for (const bad of ['a\\u0000b', '\\ud83d']) {
    const answer = await house.app.inject({ method: 'POST', url: '/api/v1/sign-in/demo', headers: { 'content-type': 'application/json' }, payload: `{"account":"${bad}"}` })
    expect([answer.statusCode, answer.json<{ fields: unknown }>().fields]).toMatchObject([422, [{ field: 'account', code: 'platform.badCharacter' }]])
  }
})
