import { expect, test } from 'vitest'
import { newSecret, signedHeaders } from './signature.ts'

test('signs as Standard Webhooks does: the example of its specification', () => {
  const headers = signedHeaders('msg_p5jXN8AQM9LWM0D4loKWxJek', new Date(1_614_265_330_000), '{"test": 2432232314}', ['whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'])
  expect(headers).toEqual({
    'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
    'webhook-timestamp': '1614265330',
    'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
  })
})

test('while two secrets overlap, both sign; a secret is 32 random bytes', () => {
  const [one, other] = [newSecret(), newSecret()]
  expect(Buffer.from(one.slice(6), 'base64')).toHaveLength(32)
  const both = signedHeaders('x', new Date(0), '{}', [one, other])['webhook-signature']!.split(' ')
  expect(both).toEqual([one, other].map((secret) => signedHeaders('x', new Date(0), '{}', [secret])['webhook-signature']))
})
