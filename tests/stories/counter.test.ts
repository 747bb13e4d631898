import { afterAll, beforeAll, expect, test } from 'vitest'
import { findPayment, refundPayment } from '#domains/payments'
import { findOut } from '#domains/payments/store/outs.ts'
import { clock, hour, minute } from '#platform/clock'
import { brokenInvariants } from '../../checks/invariants.ts'
import { openHouse, type TestHouse } from '../house.ts'
import { eventsOf, held, hurry, pot, start } from './paying.ts'

let house: TestHouse
beforeAll(async () => {
  house = await openHouse()
})
afterAll(() => house.close())

async function voucher(): Promise<{ id: string; code: string }> {
  const { id } = await start(house, { provider: 'voucher', channel: 'counter', payer: { userId: null, name: 'Afi Mensah', email: null, phone: null, country: null } })
  await house.runJobs()
  const code = (await findPayment(house.db, id))?.code
  return { id, code: code ?? '' }
}

test('a voucher is cashed once though two agents press at the same time, and the drawer holds the money', async () => {
  const [adjoa, yawa] = [await house.person({ staff: ['agent'] }), await house.person({ staff: ['agent'] })]
  const { id, code } = await voucher()
  expect(code).toMatch(/^[2-9A-HJKMNP-Z]{10}$/)
  expect(await house.call(adjoa, 'payments.findVoucher', { code: `${code.slice(0, 3)}-${code.slice(3, 6)}-${code.slice(6)}`.toLowerCase() })).toMatchObject({
    state: 'open',
    amount: 5_000,
  })
  const pressed = await Promise.allSettled([adjoa, yawa, adjoa, yawa].map((who) => house.call(who, 'payments.cashVoucher', { code })))
  expect(pressed.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  const codes = pressed.flatMap((one) => (one.status === 'rejected' ? [(one.reason as { code: string }).code] : []))
  expect(new Set(codes)).toEqual(new Set(['payments.alreadyCashed']))
  expect((await findPayment(house.db, id))?.state).toBe('confirmed')
  expect(await eventsOf(house, id)).toEqual(['payment.confirmed'])
  expect((await held(house, `counter:${adjoa.id}`, 'cash')) + (await held(house, `counter:${yawa.id}`, 'cash'))).toBe(5_000)
  expect(await held(house, 'provider:voucher', 'float')).toBe(0)
})

test('mistyped, unknown, and over: the agent is told which, and takes no money', async () => {
  const agent = await house.person({ staff: ['agent'] })
  const { id, code } = await voucher()
  const wrong = (code.startsWith('A') ? 'B' : 'A') + code.slice(1)
  await expect(house.call(agent, 'payments.cashVoucher', { code: wrong })).rejects.toMatchObject({ code: 'payments.wrongCode' })
  await expect(house.call(agent, 'payments.findVoucher', { code: '2222222222' })).rejects.toMatchObject({ kind: 'missing' })
  clock.travel(hour + minute)
  await expect(house.call(agent, 'payments.cashVoucher', { code })).rejects.toMatchObject({ code: 'payments.voucherOver' })
  await hurry(house)
  expect(['expired', 'cancelled']).toContain((await findPayment(house.db, id))?.state)
  expect(await house.call(agent, 'payments.findVoucher', { code })).toMatchObject({ state: 'void' })
  clock.reset()
})

test('only agents cash vouchers', async () => {
  const { code } = await voucher()
  await expect(house.call(await house.person(), 'payments.cashVoucher', { code })).rejects.toMatchObject({ kind: 'forbidden' })
  await expect(house.call(await house.person({ staff: ['finance'] }), 'payments.cashVoucher', { code })).rejects.toMatchObject({ kind: 'forbidden' })
})

test('the daily count: what was counted is handed over, a difference needs a word and stands in suspense', async () => {
  const agent = await house.person({ staff: ['agent'] })
  await expect(house.call(agent, 'payments.closeTill', { counts: [] })).rejects.toMatchObject({ code: 'payments.noTill' })
  for (let i = 0; i < 3; i += 1) await house.call(agent, 'payments.cashVoucher', { code: (await voucher()).code })
  const safe = await held(house, 'platform', 'cash')
  const suspense = await held(house, 'platform', 'suspense')
  expect(await house.call(agent, 'payments.myTill')).toMatchObject({ expected: [{ currency: 'XOF', expected: 15_000 }], cashed: [{ amount: 5_000 }, {}, {}] })
  await expect(house.call(agent, 'payments.closeTill', { counts: [] })).rejects.toMatchObject({ code: 'payments.countAll' })
  await expect(house.call(agent, 'payments.closeTill', { counts: [{ currency: 'XOF', counted: 14_500 }] })).rejects.toMatchObject({ code: 'payments.differenceWord' })
  await house.call(agent, 'payments.closeTill', { counts: [{ currency: 'XOF', counted: 14_500 }], word: 'Un billet de 500 F déchiré' })
  expect(await held(house, `counter:${agent.id}`, 'cash')).toBe(0)
  expect((await held(house, 'platform', 'cash')) - safe).toBe(14_500)
  expect((await held(house, 'platform', 'suspense')) - suspense).toBe(-500)
  expect(await house.call(agent, 'payments.myTill')).toMatchObject({
    openedAt: null,
    cashed: [],
    closed: [{ counts: [{ expected: 15_000, counted: 14_500, word: 'Un billet de 500 F déchiré' }] }],
  })
})

test('what was paid in cash is given back to a wallet that must be named', async () => {
  const agent = await house.person({ staff: ['agent'] })
  const { id, code } = await voucher()
  await house.call(agent, 'payments.cashVoucher', { code })
  const refund = await refundPayment(house.ctx(), { key: `refund-${id}`, subject: 'contribution:x', paymentId: id, amount: 5_000, debit: pot, reason: 'Échec' })
  await house.runJobs()
  expect((await findOut(house.db, refund.id))?.state).toBe('needs-account')
  expect(await eventsOf(house, refund.id)).toEqual(['refund.stuck'])
})

test('a voucher is printed for whoever has its code, while it can be paid', async () => {
  const agent = await house.person({ staff: ['agent'] })
  const { code } = await voucher()
  const printed = await house.app.inject(`/api/v1/vouchers/${code}.pdf?lang=en`)
  expect([printed.statusCode, printed.headers['content-type'], printed.rawPayload.subarray(0, 5).toString()]).toEqual([200, 'application/pdf', '%PDF-'])
  await house.call(agent, 'payments.cashVoucher', { code })
  expect((await house.app.inject(`/api/v1/vouchers/${code}.pdf`)).statusCode).toBe(409)
  expect((await house.app.inject('/api/v1/vouchers/2222222222.pdf')).statusCode).toBe(404)
})

test('afterwards everything that must hold does', async () => {
  await house.person({ staff: ['administrator'] })
  expect((await brokenInvariants(house.db)).map(({ invariant }) => invariant)).toEqual([])
})
