import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { balanceOf, postTransfer } from '#domains/ledger'
import { payOut, refundPayment, retryRefund } from '#domains/payments'
import { attendOut } from '#domains/payments/actions/attend-out.ts'
import { findOut } from '#domains/payments/store/outs.ts'
import { clock } from '#platform/clock'
import { transaction } from '#platform/database/pool'
import { brokenInvariants } from '../../checks/invariants.ts'
import { openFedapay } from '../doors/fedapay.ts'
import { envOf, type KeptDoor } from '../doors/payment-keeper.ts'
import type { TestHouse } from '../house.ts'
import { eventsOf, held, hurry, openPayingHouse, pot, start } from './paying.ts'

let house: TestHouse
let fedapay: KeptDoor

beforeAll(async () => {
  fedapay = await openFedapay()
  ;({ house } = await openPayingHouse([fedapay], envOf(fedapay)))
})
afterEach(async () => {
  fedapay.behave({ callbacks: 'normal', answers: 'normal' })
  clock.reset()
  await fedapay.quiet()
})
afterAll(async () => {
  await house.close()
  await fedapay.close()
})

async function paid(): Promise<string> {
  const { id } = await start(house)
  await house.runJobs()
  await fedapay.approve(id)
  await fedapay.quiet()
  await hurry(house)
  return id
}

const refund = (paymentId: string, amount: number, key: string = randomUUID()) =>
  refundPayment(house.ctx(), { key, subject: `contribution:${paymentId}`, paymentId, amount, debit: pot, reason: 'Remboursement' })
const stateOf = async (id: string) => (await findOut(house.db, id))?.state
const sent = (reference: string) => fedapay.entries().filter((one) => one.reference === reference)
const wallet = (phone: string) => ({ kind: 'wallet' as const, channel: 'mixx' as const, phone, name: 'Kossi Agbeko' })

test('a refund in two parts, never more than what came, and the ledger follows', async () => {
  const paymentId = await paid()
  const before = await held(house, 'project:story', 'pot')
  const first = await refund(paymentId, 2_000, 'part-1')
  expect(await refund(paymentId, 2_000, 'part-1')).toEqual(first)
  const second = await refund(paymentId, 3_000)
  await expect(refund(paymentId, 1)).rejects.toMatchObject({ code: 'payments.refundTooMuch' })
  await house.runJobs()
  for (const { id } of [first, second]) await fedapay.approve(id).catch(() => undefined)
  await fedapay.quiet()
  await hurry(house)
  expect([await stateOf(first.id), await stateOf(second.id)]).toEqual(['completed', 'completed'])
  expect(await eventsOf(house, first.id)).toEqual(['refund.completed'])
  expect(before - (await held(house, 'project:story', 'pot'))).toBe(5_000)
  expect([...sent(first.id), ...sent(second.id)].map(({ moved }) => moved)).toEqual([1, 1])
})

test('twenty refunds at once of one payment: what came goes back, and not a franc more', async () => {
  const paymentId = await paid()
  const asked = await Promise.allSettled(Array.from({ length: 20 }, () => refund(paymentId, 1_000)))
  expect(asked.filter(({ status }) => status === 'fulfilled')).toHaveLength(5)
  const { rows } = await sql<{ refunded: number }>`select refunded from payments.payments where id = ${paymentId}`.execute(house.db)
  expect(rows[0]?.refunded).toBe(5_000)
})

test('a refund whose answer was cut is not sent twice, whoever looks after it at once', async () => {
  const paymentId = await paid()
  fedapay.behave({ answers: 'timeout-after-success', callbacks: 'lost' })
  const { id } = await refund(paymentId, 5_000)
  await house.runJobs()
  fedapay.behave({ answers: 'normal' })
  for (let i = 0; i < 3; i += 1) await hurry(house)
  await Promise.all([1, 2, 3].map(() => attendOut(house.ctx(), { outId: id })))
  await fedapay.approve(id).catch(() => undefined)
  await hurry(house)
  expect(await stateOf(id)).toBe('completed')
  expect(sent(id).map(({ moved }) => moved)).toEqual([1])
})

test('a refund that the wallet cannot take waits for another one, then goes there', async () => {
  const paymentId = await paid()
  const before = await balanceOf(house.db, pot)
  const { id } = await refund(paymentId, 5_000)
  await house.runJobs()
  await fedapay.refuse(id)
  await fedapay.quiet()
  await hurry(house)
  expect(await stateOf(id)).toBe('needs-account')
  expect(await eventsOf(house, id)).toEqual(['refund.stuck'])
  expect((await balanceOf(house.db, pot)).available).toBe(before.available)
  await expect(retryRefund(house.ctx(), { refundId: id, to: { kind: 'counter', name: 'x' } })).rejects.toMatchObject({ code: 'payments.noWayOut' })
  await retryRefund(house.ctx(), { refundId: id, to: wallet('+228 91 22 33 44') })
  const { reference } = (await findOut(house.db, id))!
  expect(reference).not.toBe(id)
  await house.runJobs()
  await fedapay.approve(reference)
  await fedapay.quiet()
  await hurry(house)
  expect(await stateOf(id)).toBe('completed')
  expect(await eventsOf(house, id)).toEqual(['refund.stuck', 'refund.completed'])
  expect(before.posted - (await balanceOf(house.db, pot)).posted).toBe(5_000)
  await expect(retryRefund(house.ctx(), { refundId: id })).rejects.toMatchObject({ code: 'payments.notStuck' })
})

const payable = { owner: 'project:story', purpose: 'payable', currency: 'XOF' } as const
const owe = (amount: number) =>
  transaction(house.ctx(), ({ db }) =>
    postTransfer(db, { key: randomUUID(), reason: 'test', legs: [{ debit: { owner: 'provider:fedapay', purpose: 'float', currency: 'XOF' }, credit: payable, amount }] }),
  )
const pay = (amount: number, to: Parameters<typeof payOut>[1]['to'], key: string = randomUUID()) =>
  payOut(house.ctx(), { key, subject: 'milestone:story', workspaceId: null, money: { amount, currency: 'XOF' }, to, debit: payable, description: 'Tournage' })

test('a payout to a wallet: what is owed is held at once, and leaves when the provider says so', async () => {
  await owe(100_000)
  const { id } = await pay(60_000, wallet('91223344'), 'milestone-1')
  expect(await pay(60_000, wallet('91223344'), 'milestone-1')).toEqual({ id })
  expect((await balanceOf(house.db, payable)).available).toBe(40_000)
  await expect(pay(60_000, wallet('91223344'))).rejects.toMatchObject({ code: 'ledger.notEnough' })
  await house.runJobs()
  await fedapay.approve(id)
  await fedapay.quiet()
  await hurry(house)
  expect(await stateOf(id)).toBe('completed')
  expect(await eventsOf(house, id)).toEqual(['payout.completed'])
  expect((await balanceOf(house.db, payable)).posted).toBe(40_000)
})

test('a transfer to a bank is made by hand, and done when somebody gives its reference', async () => {
  await owe(50_000)
  const before = (await balanceOf(house.db, payable)).posted
  const finance = await house.person({ staff: ['finance'] })
  await expect(pay(50_000, { kind: 'bank', iban: 'TG53 TG00 9060 4310 3465 0040 0071', bic: null, name: 'Kossi' })).rejects.toMatchObject({ code: 'payments.wrongIban' })
  const { id } = await pay(50_000, { kind: 'bank', iban: 'TG53 TG00 9060 4310 3465 0040 0070', bic: null, name: 'Kossi' })
  const { items } = await house.call<{ items: { id: string; aboutId: string; kind: string }[] }>(finance, 'payments.listHolds')
  const hold = items.find(({ aboutId }) => aboutId === id)!
  expect(hold.kind).toBe('by-hand')
  await expect(house.call(finance, 'payments.decideHold', { holdId: hold.id, verdict: 'approved' })).rejects.toMatchObject({ code: 'payments.wordNeeded' })
  await house.call(finance, 'payments.decideHold', { holdId: hold.id, verdict: 'approved', word: 'VIR-2026-118' })
  expect(await stateOf(id)).toBe('completed')
  expect(await eventsOf(house, id)).toEqual(['payout.completed'])
  expect(before - (await balanceOf(house.db, payable)).posted).toBe(50_000)
})

test('a large payout waits for a human; refused, what was held is free again', async () => {
  await owe(20_000_000)
  const before = (await balanceOf(house.db, payable)).available
  const finance = await house.person({ staff: ['finance'] })
  const { id } = await pay(15_000_000, wallet('91223344'))
  expect(await stateOf(id)).toBe('held')
  const { items } = await house.call<{ items: { id: string; aboutId: string }[] }>(finance, 'payments.listHolds')
  await house.call(finance, 'payments.decideHold', { holdId: items.find(({ aboutId }) => aboutId === id)!.id, verdict: 'refused', word: 'Pas de pièce d’identité' })
  expect(await stateOf(id)).toBe('failed')
  expect((await balanceOf(house.db, payable)).available).toBe(before)
  expect(await eventsOf(house, id)).toEqual(['payout.failed'])
})

test('afterwards everything that must hold does', async () => {
  await house.person({ staff: ['administrator'] })
  expect((await brokenInvariants(house.db)).map(({ invariant }) => invariant)).toEqual([])
})
