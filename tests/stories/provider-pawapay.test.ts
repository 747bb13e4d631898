import { createHash, createPublicKey, createVerify, generateKeyPairSync, randomUUID, sign } from 'node:crypto'
import { httpbis } from 'http-message-signatures'
import { afterEach, describe, expect, it } from 'vitest'
import { routesIn } from '#domains/payments/providers/pawapay-conf.ts'
import { digestHolds, keepKeys, proves, signedHeaders } from '#domains/payments/providers/pawapay-proof.ts'
import { pawapay } from '#domains/payments/providers/pawapay.ts'
import type { RawCallback } from '#domains/payments/types.ts'
import { clock } from '#platform/clock'
import { openPawapay } from '../doors/pawapay.ts'
import { keepsTheContract } from './provider-contract.ts'
import { closeWorlds, collectOrder, movedFor, openWorld, paid, type Subject } from './provider-world.ts'

const subject: Subject = {
  name: 'pawapay',
  open: openPawapay,
  make: pawapay,
  channel: 'mtn-bj',
  money: { amount: 8_000, currency: 'XOF' },
  payer: { userId: null, name: 'Afi Dossou', email: null, phone: '+2290196112233', country: 'BJ' },
  signed: true,
  payOutTo: { kind: 'wallet', channel: 'moov-bj', phone: '+2290195112233', name: 'Studio Sankofa' },
  refusedAs: ['refused-by-payer'],
}

keepsTheContract(subject)

afterEach(closeWorlds)

describe('pawaPay', () => {
  it('offers what the active configuration opens: no code beforehand, nothing closed, no country it does not name', async () => {
    const { provider } = await openWorld(subject)
    expect(provider.capabilities.map(({ channel, flow, minimum, maximum }) => ({ channel, flow, minimum, maximum }))).toEqual([
      { channel: 'mtn-bj', flow: 'push', minimum: 100, maximum: 2_000_000 },
      { channel: 'moov-bj', flow: 'push', minimum: 100, maximum: 2_000_000 },
      { channel: 'wave-ci', flow: 'redirect', minimum: 100, maximum: 2_000_000 },
    ])
    expect(await provider.collect(collectOrder(subject, { channel: 'mixx' }))).toMatchObject({ state: 'failed', reason: 'provider' })
    const cents = { minAmount: '1', maxAmount: '100.50', decimalsInAmount: 'TWO_PLACES' }
    const conf = (operationTypes: object) =>
      routesIn({ countries: [{ country: 'TGO', providers: [{ provider: 'TMONEY_TGO', currencies: [{ currency: 'EUR', operationTypes }] }] }] })
    expect(conf({ DEPOSIT: cents })).toMatchObject([{ channel: 'mixx', country: 'TG', minimum: 100, maximum: 10_050, step: 1, paysOut: false }])
    expect(conf({ PAYOUT: cents })).toEqual([])
  })
  it('treats the sandbox’s numbers as the sandbox does', async () => {
    const { provider, door } = await openWorld(subject)
    const outcome = async (phone: string): Promise<unknown> => {
      const order = collectOrder(subject, { payer: { ...subject.payer, phone } })
      await provider.collect(order)
      await door.quiet()
      const { state, reason } = await provider.status('payment', order.reference, null)
      return `${state} ${reason}`
    }
    expect(await outcome('+22951345029')).toBe('failed wrong-number')
    expect(await outcome('+22951345039')).toBe('failed refused-by-payer')
    expect(await outcome('+2290151345069')).toBe('failed provider')
    expect(await outcome('+22951345129')).toBe('pending null')
    expect(await outcome('+22951345789')).toBe('confirmed null')
    const sent = async (phone: string): Promise<unknown> => {
      const order = {
        reference: randomUUID(),
        money: subject.money,
        description: 'Jalon',
        callbackUrl: 'http://127.0.0.1/',
        to: { kind: 'wallet' as const, channel: 'mtn-bj' as const, phone, name: 'X' },
      }
      await provider.payOut!(order)
      await door.quiet()
      return (await provider.status('payout', order.reference, null)).reason
    }
    expect(await sent('+22951345089')).toBe('wrong-number')
    expect(await sent('+22951345119')).toBe('provider')
  })
  it('takes a refusal that comes with 200 as a refusal', async () => {
    const { provider, door } = await openWorld(subject)
    expect(await provider.collect(collectOrder(subject, { money: { amount: 50, currency: 'XOF' } }))).toMatchObject({ state: 'failed', reason: 'limit' })
    expect(await provider.collect(collectOrder(subject, { payer: { ...subject.payer, phone: '+22890112233' } }))).toMatchObject({ state: 'failed', reason: 'wrong-number' })
    const out = { reference: randomUUID(), money: { amount: 1_900_000, currency: 'XOF' as const }, description: 'Jalon', callbackUrl: 'http://127.0.0.1/', to: subject.payOutTo! }
    for (let n = 0; n < 5; n += 1) {
      const { providerRef } = await provider.payOut!({ ...out, reference: randomUUID() })
      await door.approve(providerRef!)
    }
    expect(await provider.payOut!(out)).toMatchObject({ state: 'failed', reason: 'not-enough-float' })
  })
  it('sends a payer of Wave to the page, and knows when they have paid', async () => {
    const world = await openWorld(subject)
    const order = collectOrder(subject, { channel: 'wave-ci', payer: { ...subject.payer, phone: '+2250712345678', country: 'CI' } })
    const asked = await world.provider.collect(order)
    expect(asked).toMatchObject({ state: 'pending', nextUrl: `${world.door.url}/wave/${asked.providerRef}` })
    const answer = await fetch(asked.nextUrl!, { method: 'POST', redirect: 'manual' })
    expect(answer.headers.get('location')).toBe(order.returnUrl)
    expect(await world.provider.status('payment', order.reference, null)).toMatchObject({ state: 'confirmed', nextUrl: null })
  })
  it('gives back no more than what was paid', async () => {
    const world = await openWorld(subject)
    const { order, state } = await paid(subject, world)
    const back = (amount: number) => {
      const money = { ...subject.money, amount }
      return world.provider.refund({
        reference: randomUUID(),
        money,
        description: 'Retour',
        callbackUrl: order.callbackUrl,
        providerRef: state.providerRef!,
        paymentReference: order.reference,
        payer: order.payer,
        channel: order.channel,
      })
    }
    expect(await back(6_000)).toMatchObject({ state: 'pending' })
    expect(await back(2_001)).toMatchObject({ state: 'failed', reason: 'limit' })
    expect(await back(2_000)).toMatchObject({ state: 'pending' })
    expect(await back(1)).toMatchObject({ state: 'failed' })
  })
  it('names a refund before its deposit, and sends a callback again when asked', async () => {
    const world = await openWorld(subject)
    const { order, state } = await paid(subject, world)
    const refund = {
      reference: randomUUID(),
      money: subject.money,
      description: 'Retour',
      callbackUrl: order.callbackUrl,
      providerRef: state.providerRef!,
      paymentReference: order.reference,
      payer: order.payer,
      channel: order.channel,
    }
    const { providerRef } = await world.provider.refund(refund)
    await world.door.approve(providerRef!)
    await world.door.quiet()
    expect(await world.provider.readCallback(world.receiver.got.at(-1)!)).toMatchObject({ kind: 'proven', about: 'refund', providerRef })
    const count = world.receiver.got.length
    const resend = (path: string) => fetch(`${world.door.url}/v2/${path}`, { method: 'POST', headers: { authorization: `Bearer ${world.config.PAWAPAY_TOKEN}` } })
    expect(await (await resend(`refunds/resend-callback/${providerRef}`)).json()).toMatchObject({ status: 'ACCEPTED' })
    await world.door.quiet()
    expect(world.receiver.got).toHaveLength(count + 1)
    expect(await (await resend(`deposits/resend-callback/${randomUUID()}`)).json()).toMatchObject({ status: 'REJECTED' })
  })
})

describe('pawaPay’s signatures', () => {
  it.each(['der', 'raw'] as const)('believes callbacks signed in %s', async (signatures) => {
    const world = await openWorld({ ...subject, open: (options = {}) => openPawapay({ ...options, signatures }) })
    await paid(subject, world)
    expect((await world.provider.readCallback(world.receiver.got[0]!)).kind).toBe('proven')
    expect(world.door.asked().filter((line) => line.includes('public-key'))).toHaveLength(1)
  })
  it('takes unsigned callbacks as hints when nothing is signed, and as forged when signing is on', async () => {
    const plain = await openWorld({ ...subject, open: (options = {}) => openPawapay({ ...options, signatures: 'none' }) })
    await paid(subject, plain)
    expect((await plain.provider.readCallback(plain.receiver.got[0]!)).kind).toBe('hint')
    const strict = await openWorld(subject)
    expect((await strict.provider.readCallback(plain.receiver.got[0]!)).kind).toBe('forged')
  })
  it('has its orders refused when they are not signed, or signed by another key', async () => {
    const world = await openWorld(subject)
    const wrongKey = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
    const stranger = pawapay({ ...world.config, PAWAPAY_SIGNING_KEY: wrongKey })!
    await expect(stranger.collect(collectOrder(subject))).rejects.toMatchObject({ kind: 'unavailable' })
    const unsigned = pawapay({ ...world.config, PAWAPAY_SIGNING_KEY: undefined })!
    await expect(unsigned.collect(collectOrder(subject))).rejects.toMatchObject({ kind: 'unavailable' })
    const oneLine = pawapay({ ...world.config, PAWAPAY_SIGNING_KEY: world.config.PAWAPAY_SIGNING_KEY!.replaceAll('\n', '\\n') })!
    const order = collectOrder(subject)
    expect(await oneLine.collect(order)).toMatchObject({ state: 'pending' })
    expect(movedFor(world.door, order.reference)).toBe(0)
  })
  it('makes signatures that the library of pawaPay’s own example verifies', async () => {
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    const url = 'https://api.sandbox.pawapay.io/v2/deposits'
    const body = '{"depositId":"x"}'
    const headers = await signedHeaders(privateKey, 'KEY', url, body, { authorization: 'Bearer x' })
    expect(headers['signature-input']).toMatch(
      /^sig-pp=\("@method" "@authority" "@path" "signature-date" "content-digest" "content-type" "content-length"\);keyid="KEY";alg="ecdsa-p256-sha256";created=\d+;expires=\d+$/,
    )
    const held = (message: object) =>
      httpbis.verifyMessage(
        { keyLookup: () => Promise.resolve({ verify: (data, signature) => Promise.resolve(createVerify('SHA256').update(data).verify(publicKey, signature)) }) },
        { method: 'POST', url, headers, ...message },
      )
    expect(await held({})).toBe(true)
    expect(await held({ url: 'https://api.sandbox.pawapay.io/v2/payouts' })).toBe(false)
    expect(digestHolds(headers['content-digest']!, Buffer.from(body))).toBe(true)
    expect(digestHolds(headers['content-digest']!, Buffer.from(`${body} `))).toBe(false)
    expect(digestHolds('', Buffer.from(body))).toBe(false)
    expect(digestHolds(`sha-256=:${createHash('sha256').update(body).digest('base64')}:, sha-512=:AAAA:`, Buffer.from(body))).toBe(false)
  })
  it('refuses a callback for another address, method, key, time, or with less signed than needed', async () => {
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    const body = Buffer.from('{"depositId":"x","status":"COMPLETED"}')
    const make = async (fields: string[], created = clock.now(), keyid = 'K'): Promise<RawCallback> => {
      const message = {
        method: 'POST',
        url: 'https://griot.example/api/callbacks/pawapay',
        headers: { 'content-digest': `sha-256=:${createHash('sha256').update(body).digest('base64')}:` },
      }
      const key = { id: keyid, alg: 'ecdsa-p256-sha256', sign: (data: Buffer) => Promise.resolve(sign('sha256', data, privateKey)) }
      const { headers } = await httpbis.signMessage({ name: 'sig-pp', fields, key, paramValues: { created, expires: new Date(Date.now() + 1e6) } }, message)
      return {
        method: 'POST',
        path: '/api/callbacks/pawapay',
        headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)])),
        body,
      }
    }
    let asked = 0
    const keys = keepKeys(() => {
      asked += 1
      return Promise.resolve([
        {
          id: 'K',
          key: createPublicKey(publicKey.export({ type: 'spki', format: 'pem' }))
            .export({ type: 'spki', format: 'pem' })
            .toString(),
        },
      ])
    })
    const whole = ['@method', '@authority', '@path', 'content-digest']
    const good = await make(whole)
    const here = ['griot.example']
    expect(await proves(good, here, keys)).toBe(true)
    expect(await proves(good, ['proxy.local', 'griot.example'], keys)).toBe(true)
    expect(await proves(good, ['other.example'], keys)).toBe(false)
    expect(await proves({ ...good, path: '/api/callbacks/mtn' }, here, keys)).toBe(false)
    expect(await proves({ ...good, method: 'PUT' }, here, keys)).toBe(false)
    expect(await proves({ ...good, headers: { ...good.headers, signature: good.headers.signature!.replace(/=:.{6}/, '=:AAAAAA') } }, here, keys)).toBe(false)
    expect(await proves(await make(['@method', '@authority', '@path']), here, keys)).toBe(false)
    expect(await proves(await make(whole, new Date(Date.now() - 299_000)), here, keys)).toBe(true)
    expect(await proves(await make(whole, new Date(Date.now() - 302_000)), here, keys)).toBe(false)
    expect(await proves({ ...good, headers: {} }, here, keys)).toBeNull()
    expect(asked).toBe(1)
    const strange = await make(whole, clock.now(), 'OTHER')
    expect(await proves(strange, here, keys)).toBe(false)
    clock.travel(61_000)
    expect(await proves(strange, here, keys)).toBe(false)
    expect(asked).toBe(2)
  })
})
