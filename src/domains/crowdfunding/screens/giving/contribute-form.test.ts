import { expect, test } from 'vitest'
import { amountOf, beside, type Method, orderOf, suggested, typedIn, wrongIn } from './contribute-form.ts'

const mixx: Method = {
  provider: 'fedapay',
  channel: 'mixx',
  flow: 'push',
  country: 'TG',
  currency: 'XOF',
  minimum: 100,
  maximum: 1_000_000,
  step: 5,
  pledges: false,
  holder: 'payments.holder.fedapay',
  sandbox: true,
}
const card: Method = { ...mixx, provider: 'stripe', channel: 'card', flow: 'redirect', country: null, minimum: 500, maximum: 5_000_000, step: 1 }
const reward = { id: 'r', title: 'Affiche', text: '', amount: 10_000, quantity: 5, left: 2, deliveredBy: null, shipped: true }
const project = { rewards: [reward], funding: { currency: 'XOF' } } as never
const ground = { project, methods: [mixx, card], known: false, phoneRead: true, money: (amount: number, currency: string) => `${amount} ${currency}` }
const whole = { amount: '5 000', method: 'fedapay/mixx', phone: '+228 90 12 34 56', name: 'Awa' }
const wrong = (typed: object, other = {}) => wrongIn(typed, { ...ground, ...other }).map(({ field, code }) => `${field} ${code}`)

test('a whole form has nothing wrong', () => {
  expect(wrong(whole)).toEqual([])
})

test('each thing that is missing is told beside its field', () => {
  expect(wrong({})).toEqual(['amount crowdfunding.needsAmount', 'method crowdfunding.public.needsMethod', 'name crowdfunding.public.needsName', 'email crowdfunding.needsContact'])
  expect(wrong({ ...whole, phone: '12' }, { phoneRead: false })).toEqual(['phone payments.wrongPhone'])
  expect(wrong({ ...whole, phone: undefined, email: 'awa@griot.example' })).toEqual(['phone crowdfunding.needsPhone'])
  expect(wrong({ ...whole, amount: 'beaucoup' })).toEqual(['amount crowdfunding.public.badAmount'])
  expect(wrong({ ...whole, amount: '12.5' })).toEqual(['amount crowdfunding.public.badAmount'])
})

test('a card needs no phone, but a way to send the receipt; an account has one', () => {
  expect(wrong({ amount: '5000', method: 'stripe/card', name: 'Awa' })).toEqual(['email crowdfunding.needsContact'])
  expect(wrong({ amount: '5000', method: 'stripe/card', name: 'Awa' }, { known: true })).toEqual([])
  expect(wrong({ amount: '5000', method: 'stripe/card', name: 'Awa', email: 'awa@griot.example' })).toEqual([])
})

test('the limits of the method and of the reward hold', () => {
  expect(wrong({ ...whole, amount: '95' })).toEqual(['amount crowdfunding.amountBelowMethod'])
  expect(wrong({ ...whole, amount: '1000005' })).toEqual(['amount crowdfunding.amountAboveMethod'])
  expect(wrong({ ...whole, amount: '1002' })).toEqual(['amount crowdfunding.amountStep'])
  expect(wrong({ ...whole, rewardId: 'r' })).toEqual(['amount crowdfunding.amountBelowReward', 'shipping crowdfunding.needsShipping'])
  const gone = { rewards: [{ ...reward, left: 0 }], funding: { currency: 'XOF' } }
  expect(wrong({ ...whole, amount: '10000', rewardId: 'r', shipping: 'Lomé' }, { project: gone })).toEqual(['amount crowdfunding.rewardGone'])
  expect(wrongIn({ ...whole, amount: '95' }, ground)[0]?.params).toEqual({ amount: '100 XOF' })
})

test('what is sent is what the operation asks', () => {
  const order = orderOf({ ...whole, anonymous: 'true' }, 'XOF', [mixx, card], 'k')
  expect(Object.fromEntries(order)).toEqual({
    amount: '5000',
    provider: 'fedapay',
    channel: 'mixx',
    country: 'TG',
    phone: '+228 90 12 34 56',
    name: 'Awa',
    anonymous: 'true',
    idempotencyKey: 'k',
  })
  expect(amountOf({ amount: '12,50' }, 'EUR')).toBe(1_250)
  expect(beside('channel')).toBe('method')
})

test('what was typed is kept, and only that', () => {
  const form = new FormData()
  for (const [name, value] of Object.entries({ ...whole, message: '  ', password: 'x' })) form.set(name, value)
  expect(typedIn(form)).toEqual(whole)
})

test('sums are suggested that some method takes', () => {
  expect(suggested('XOF', [{ ...mixx, minimum: 1_500 }])).toEqual([2_000, 5_000, 10_000, 25_000, 50_000])
  expect(suggested('EUR', [])).toHaveLength(6)
})
