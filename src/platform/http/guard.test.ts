import { afterAll, beforeAll, expect, test } from 'vitest'
import { openHouse, type TestHouse } from '#tests/house.ts'

let house: TestHouse
beforeAll(async () => {
  house = await openHouse({ PUBLIC_URL: 'https://griot.example' })
})
afterAll(() => house.close())

const post = (headers: Record<string, string>) => house.app.inject({ method: 'POST', url: '/api/v1/nowhere', headers: { host: 'griot.example', ...headers }, payload: {} })

test('a change that another site asks for is refused, whatever it claims', async () => {
  const foreign: Record<string, string>[] = [
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
    { origin: 'https://evil.example' },
    { origin: 'null' },
    { origin: 'https://griot.example.evil.example' },
    { origin: 'http://griot.example:8080' },
  ]
  for (const headers of foreign) {
    const answer = await post(headers)
    expect([answer.statusCode, answer.json().code], JSON.stringify(headers)).toEqual([403, 'platform.crossSite'])
  }
})

test('our own pages, callers with a token and readers are let through', async () => {
  const own: Record<string, string>[] = [
    { 'sec-fetch-site': 'same-origin', origin: 'https://griot.example' },
    { origin: 'https://griot.example' },
    {},
    { authorization: 'Bearer x', origin: 'https://evil.example' },
  ]
  for (const headers of own) expect((await post(headers)).statusCode, JSON.stringify(headers)).not.toBe(403)
  expect((await house.app.inject({ url: '/healthz', headers: { 'sec-fetch-site': 'cross-site' } })).statusCode).toBe(200)
})

test('every answer carries the security headers, errors too', async () => {
  for (const url of ['/healthz', '/api/v1/nowhere', '/nowhere']) {
    const { headers } = await house.app.inject(url)
    expect(headers, url).toMatchObject({
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'referrer-policy': 'strict-origin-when-cross-origin',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'strict-transport-security': expect.stringContaining('max-age=31536000'),
    })
    expect(headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/)
    expect(headers['x-powered-by']).toBeUndefined()
    expect(headers.server).toBeUndefined()
  }
})

test('scripts run by nonce only, and a nonce is never used twice', async () => {
  const policies = await Promise.all(Array.from({ length: 20 }, async () => String((await house.app.inject('/healthz')).headers['content-security-policy'])))
  const nonces = policies.map((policy) => /script-src 'self' 'nonce-([\w+/=]{24})'/.exec(policy)?.[1])
  expect(new Set(nonces).size).toBe(20)
  expect(nonces).not.toContain(undefined)
  const directive = (name: string) => policies[0]?.split('; ').find((one) => one.startsWith(`${name} `)) ?? ''
  expect(directive('script-src')).not.toMatch(/unsafe|\*|https?:/)
  expect([directive('object-src'), directive('base-uri'), directive('frame-ancestors'), directive('form-action')]).toEqual([
    `object-src 'none'`,
    `base-uri 'none'`,
    `frame-ancestors 'none'`,
    `form-action 'self'`,
  ])
})

test('a body that is too large, not JSON or of another type is refused by its own number', async () => {
  const route = [...(await import('#app/domains.ts')).allOperations()].find(([, operation]) => operation.route.startsWith('POST ') && !operation.route.includes(':'))
  const url = `/api/v1${route?.[1].route.split(' ')[1]}`
  const send = (payload: string, type = 'application/json') => house.app.inject({ method: 'POST', url, headers: { 'content-type': type }, payload })
  expect((await send('{')).statusCode).toBe(400)
  expect((await send('[1]')).statusCode).toBe(400)
  expect((await send('x', 'text/x-unknown')).statusCode).toBe(415)
  expect((await send(JSON.stringify({ a: 'x'.repeat(3 * 1024 ** 2) }))).statusCode).toBe(413)
})

test('figures are for this machine, or for whoever bears the token', async () => {
  expect((await house.app.inject({ url: '/metrics', remoteAddress: '203.0.113.9' })).statusCode).toBe(403)
  expect((await house.app.inject('/metrics')).body).toContain('griot_pool_connections')
  const guarded = await openHouse({ METRICS_TOKEN: 'a token for figures' })
  const ask = (authorization: string) => guarded.app.inject({ url: '/metrics', headers: { authorization } })
  expect([(await ask('Bearer a token for figures')).statusCode, (await ask('Bearer another')).statusCode, (await guarded.app.inject('/metrics')).statusCode]).toEqual([
    200, 403, 403,
  ])
  await guarded.app.close()
})
