import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { balanceOf } from '#domains/ledger'
import { type NewPayment, startPayment } from '#domains/payments'
import { callbacksComeTo } from '#domains/payments/providers/registry.ts'
import type { PaymentFacts } from '#domains/payments'
import { after, clock, hour } from '#platform/clock'
import { transaction } from '#platform/database/pool'
import type { KeptDoor } from '../doors/payment-keeper.ts'
import { openHouse, type TestHouse } from '../house.ts'

/** A house that listens, wired to stand-ins: they call it, it calls them. */
export async function openPayingHouse(doors: readonly KeptDoor[], env: Record<string, string>): Promise<{ house: TestHouse; url: string }> {
  const house = await openHouse(env)
  const url = await house.listen()
  callbacksComeTo(url)
  for (const door of doors) door.callHome(url)
  return { house, url }
}

export const pot = { owner: 'project:story', purpose: 'pot', currency: 'XOF' } as const

let lines = 0
/** A payment nobody has asked for yet: 5 000 F by Mixx, each from a phone of its own. */
export function asked(change: Partial<NewPayment> = {}): NewPayment {
  lines += 1
  return {
    key: `story:${randomUUID()}`,
    subject: `contribution:${randomUUID()}`,
    workspaceId: null,
    money: { amount: 5_000, currency: 'XOF' },
    channel: 'mixx',
    provider: 'fedapay',
    payer: { userId: null, name: 'Afi Mensah', email: null, phone: `+22890${String(100_000 + lines).slice(-6)}`, country: 'TG' },
    credit: pot,
    description: 'Sous le baobab',
    lang: 'fr',
    returnPath: '/karangou',
    expiresAt: after(clock.now(), hour),
    ...change,
  }
}

export function start(house: TestHouse, change: Partial<NewPayment> = {}): Promise<PaymentFacts> {
  return transaction(house.ctx(), (ctx) => startPayment(ctx, asked(change)))
}

/** Moves waiting jobs of the payments to now, and runs them: what the poller would do later. */
export async function hurry(house: TestHouse): Promise<void> {
  await sql`update graphile_worker._private_jobs set run_at = now() where key like 'payments.%' and locked_at is null`.execute(house.db)
  await house.runJobs()
}

/** What one account holds: posted minor units. */
export async function held(
  house: TestHouse,
  owner: string,
  purpose: 'float' | 'pot' | 'suspense' | 'cash' | 'charges' | 'refunds' | 'payable',
  currency: 'XOF' | 'EUR' = 'XOF',
): Promise<number> {
  return (await balanceOf(house.db, { owner, purpose, currency })).posted
}

/** Types of events about one payment, refund or payout, oldest first. */
export async function eventsOf(house: TestHouse, id: string): Promise<string[]> {
  return (await sql<{ type: string }>`select type from platform.events where subject = ${id} order by id`.execute(house.db)).rows.map(({ type }) => type)
}
