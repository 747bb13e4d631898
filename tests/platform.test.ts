import { afterAll, beforeAll, expect, test } from 'vitest'
import { openHouse, type TestHouse } from './house.ts'

let house: TestHouse
beforeAll(async () => {
  house = await openHouse()
})
afterAll(() => house.close())

test('the house says that it lives, and its figures', async () => {
  expect((await house.app.inject('/healthz')).statusCode).toBe(200)
  expect((await house.app.inject('/readyz')).json()).toEqual({ ok: true, checks: { database: true, accepting: true } })
  expect((await house.app.inject('/metrics')).body).toContain('griot_http_seconds')
})
