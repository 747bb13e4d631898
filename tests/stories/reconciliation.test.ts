import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { findPayment } from '#domains/payments'
import { reconcileDay } from '#domains/payments/actions/reconcile.ts'
import type { Person } from '#platform/actor'
import { openFedapay } from '../doors/fedapay.ts'
import { envOf, type KeptDoor } from '../doors/payment-keeper.ts'
import type { TestHouse } from '../house.ts'
import { eventsOf, held, hurry, openPayingHouse, start } from './paying.ts'

let house: TestHouse
let fedapay: KeptDoor
let finance: Person

beforeAll(async () => {
  fedapay = await openFedapay()
  ;({ house } = await openPayingHouse([fedapay], envOf(fedapay)))
  finance = await house.person({ staff: ['finance'] })
})
afterAll(async () => {
  await house.close()
  await fedapay.close()
})

interface Report {
  reconciliation: { state: string; matched: number; open: number; balances: { ours: number; theirs: number | null }[] }
  lines: { id: string; finding: string; aboutId: string | null; providerRef: string | null; resolution: string | null }[]
}

async function report(): Promise<Report> {
  const today = new Date().toISOString().slice(0, 10)
  const { id } = await house.call<{ id: string }>(finance, 'payments.runReconciliation', { provider: 'fedapay', from: today, to: today })
  await house.runJobs()
  return house.call<Report>(finance, 'payments.getReconciliation', { reconciliationId: id })
}
const resolve = (lineId: string, resolution: string, word?: string) => house.call(finance, 'payments.resolveLine', { lineId, resolution, ...(word ? { word } : {}) })

test('matched, missing here, missing there, different; each is settled once and the ledger follows', async () => {
  fedapay.behave({ callbacks: 'lost' })
  const ids: string[] = []
  for (let i = 0; i < 4; i += 1) ids.push((await start(house)).id)
  await house.runJobs()
  for (const id of ids) await fedapay.approve(id)
  const [good = '', lost = '', unknown = '', other = ''] = ids
  // One is never heard of again, one is not known there under any name, one was of another sum.
  await sql`update payments.payments set state = 'expired', booked = 'voided' where id = ${lost}`.execute(house.db)
  await sql`delete from graphile_worker._private_jobs where key like 'payments.attend:%' and key not in (${`payments.attend:${good}`}, ${`payments.attend:${unknown}`}, ${`payments.attend:${other}`})`.execute(
    house.db,
  )
  await hurry(house)
  await sql`update payments.payments set id = gen_random_uuid(), provider_ref = 'gone' where id = ${unknown}`.execute(house.db)
  await sql`update payments.payments set received = 4000 where id = ${other}`.execute(house.db)

  const { reconciliation, lines } = await report()
  expect(reconciliation).toMatchObject({ state: 'done', matched: 1, open: 4 })
  const found = (finding: string) => lines.filter((one) => one.finding === finding)
  expect(found('missing-here')).toHaveLength(1)
  expect(found('missing-there')).toHaveLength(1)
  expect(new Set(found('different').map(({ aboutId }) => aboutId))).toEqual(new Set([lost, other]))

  const line = (aboutId: string) => lines.find((one) => one.aboutId === aboutId)!.id
  await resolve(line(lost), 'adopted')
  expect(await findPayment(house.db, lost)).toMatchObject({ state: 'confirmed' })
  expect(await eventsOf(house, lost)).toEqual(['payment.confirmed'])
  await expect(resolve(line(lost), 'noted', 'encore')).rejects.toMatchObject({ code: 'payments.alreadyResolved' })

  const suspense = await held(house, 'platform', 'suspense')
  await expect(resolve(line(other), 'adopted')).rejects.toMatchObject({ code: 'payments.cannotAdopt' })
  await resolve(line(other), 'suspense', 'Reçu mille francs de plus')
  expect((await held(house, 'platform', 'suspense')) - suspense).toBe(1_000)
  await resolve(found('missing-here')[0]!.id, 'suspense', 'Personne ne sait encore')
  expect((await held(house, 'platform', 'suspense')) - suspense).toBe(6_000)
  await resolve(found('missing-there')[0]!.id, 'suspense', 'Jamais arrivé')
  expect((await held(house, 'platform', 'suspense')) - suspense).toBe(1_000)
})

test('a report tells what we think the provider holds beside what it says', async () => {
  const { reconciliation } = await report()
  expect(reconciliation.balances).toHaveLength(1)
  expect(reconciliation.balances[0]?.theirs).not.toBeNull()
  const { items } = await house.call<{ items: { provider: string; ledger: number }[] }>(finance, 'payments.providerBalances')
  expect(items.some(({ provider }) => provider === 'fedapay')).toBe(true)
})

test('every provider with a list has one report a day, however often the day ends', async () => {
  await reconcileDay(house.ctx())
  await reconcileDay(house.ctx())
  await house.runJobs()
  const { rows } = await sql<{ provider: string; state: string }>`select provider, state from payments.reconciliations where asked_by is null`.execute(house.db)
  expect(rows).toEqual([{ provider: 'fedapay', state: 'done' }])
})

test('a provider that shows no list is not compared', async () => {
  const today = new Date().toISOString().slice(0, 10)
  await expect(house.call(finance, 'payments.runReconciliation', { provider: 'voucher', from: today, to: today })).rejects.toMatchObject({ code: 'payments.noList' })
})
