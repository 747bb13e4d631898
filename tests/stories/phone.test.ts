import { afterEach, describe, expect, it } from 'vitest'
import { openAfricasTalking, openTwilioVerify } from '../doors/sms.ts'
import { visit } from '../doors/visitor.ts'
import { openHouse, type TestHouse } from '../house.ts'

let house: TestHouse | null = null
afterEach(async () => {
  await house?.close()
  house = null
})

const number = '+22890112233'

describe('a code by SMS', () => {
  it('goes through Africa’s Talking; a new number gets an account, five wrong codes end it, and a number has its limits', async () => {
    const door = await openAfricasTalking({ username: 'griot', apiKey: 'key' })
    house = await openHouse({
      SMS_PROVIDER: 'africas-talking',
      AFRICAS_TALKING_URL: door.url,
      AFRICAS_TALKING_USERNAME: 'griot',
      AFRICAS_TALKING_API_KEY: 'key',
      OUTGOING_ALLOW: door.host,
      RATE_LIMIT_FACTOR: '1',
    })
    const visitor = visit(house.app)
    expect((await visitor.post('/api/v1/sign-in/codes', { phone: '12 34' })).json()).toMatchObject({ code: 'identity.phoneWrong' })
    expect((await visitor.post('/api/v1/sign-in/codes', { phone: '90 11 22 33' })).statusCode).toBe(202)
    await house.runJobs()
    expect(door.sent[0]).toMatchObject({ to: number })
    expect(door.sent[0]!.text).toMatch(/@localhost #\d{6}$/)
    const wrong = door.codeTo(number) === '111111' ? '222222' : '111111'
    expect((await visitor.post('/api/v1/sign-in/codes/uses', { code: wrong })).json()).toMatchObject({ code: 'identity.codeWrong' })
    expect((await visitor.post('/api/v1/sign-in/codes/uses', { code: door.codeTo(number), name: 'Ama Kpodo' })).json()).toMatchObject({ state: 'signed-in' })
    expect((await visitor.get('/api/v1/me')).json()).toMatchObject({ name: 'Ama Kpodo', email: null, phone: number })

    const again = visit(house.app)
    await again.post('/api/v1/sign-in/codes', { phone: number })
    await house.runJobs()
    for (let tries = 0; tries < 5; tries += 1) expect((await again.post('/api/v1/sign-in/codes/uses', { code: '!!!!!!' })).json()).toMatchObject({ code: 'identity.codeWrong' })
    expect((await again.post('/api/v1/sign-in/codes/uses', { code: door.codeTo(number) })).json()).toMatchObject({ code: 'identity.ticketOver' })

    const answers = []
    for (let more = 0; more < 4; more += 1) answers.push((await visit(house.app).post('/api/v1/sign-in/codes', { phone: number })).statusCode)
    expect(answers).toEqual([202, 202, 202, 429])
    await door.close()
  })

  it('goes through Twilio Verify, which makes and checks the code itself', async () => {
    const door = await openTwilioVerify({ sid: 'AC1', token: 't', service: 'VA1' })
    house = await openHouse({
      SMS_PROVIDER: 'twilio',
      TWILIO_URL: door.url,
      TWILIO_ACCOUNT_SID: 'AC1',
      TWILIO_AUTH_TOKEN: 't',
      TWILIO_VERIFY_SERVICE_SID: 'VA1',
      OUTGOING_ALLOW: door.host,
    })
    const visitor = visit(house.app)
    await visitor.post('/api/v1/sign-in/codes', { phone: number })
    await house.runJobs()
    expect((await visitor.post('/api/v1/sign-in/codes/uses', { code: '000000' })).json()).toMatchObject({ code: 'identity.codeWrong' })
    expect((await visitor.post('/api/v1/sign-in/codes/uses', { code: door.codeTo(number) })).json()).toMatchObject({ state: 'signed-in' })
    await door.close()
  })

  it('stays in the sandbox mailbox when no provider is configured', async () => {
    house = await openHouse()
    await visit(house.app).post('/api/v1/sign-in/codes', { phone: '+33 6 12 34 56 78' })
    await house.runJobs()
    const kept = await house.db.selectFrom('platform.mailbox').selectAll().where('channel', '=', 'sms').execute()
    expect(kept).toMatchObject([{ recipient: '+33612345678' }])
  })
})
