import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { postTransfer, reverseTransfer, settleTransfer } from '#domains/ledger'
import { closePeriod } from '#domains/ledger/actions/close-period.ts'
import { monthOf, nextMonth } from '#domains/ledger/rules.ts'
import type { AccountRef } from '#domains/ledger/types.ts'
import { clock } from '#platform/clock'
import { registry } from '#platform/metrics'
import { timed } from '#app/timed.ts'
import { openHouse, type TestHouse } from '#tests/house.ts'
import { brokenInvariants } from '../../checks/invariants.ts'

const account = (owner: string, purpose: AccountRef['purpose']): AccountRef => ({ owner, purpose, currency: 'XOF' })
const [float, pot, refunds] = [account('provider:check', 'float'), account('project:check', 'pot'), account('project:check', 'refunds')]

let house: TestHouse
/** Books with something of everything: posted, held, voided, reversed, a month closed, arrivals still waiting. */
beforeAll(async () => {
  house = await openHouse()
  const post = (key: string, debit: AccountRef, credit: AccountRef, amount: number, pending = false) =>
    postTransfer(house.db, { key, reason: 'contribution', legs: [{ debit, credit, amount }], pending })
  await post('one', float, pot, 1_000)
  await post('two', pot, refunds, 100)
  await post('wrong', float, pot, 50)
  await reverseTransfer(house.db, { key: 'wrong:back', of: 'wrong', reason: 'correction' })
  const now = clock.now()
  clock.travel(new Date(nextMonth(monthOf(now))).getTime() + 1_000 - now.getTime())
  await closePeriod(house.ctx(), { month: monthOf(now).slice(0, 7) })
  await post('three', float, pot, 500)
  await post('held', pot, float, 200, true)
  await post('given up', pot, float, 300, true)
  await settleTransfer(house.db, 'given up', false)
})
afterAll(() => house.close())

const of = (owner: string, purpose: string): string => `(select id from ledger.accounts where owner = '${owner}' and purpose = '${purpose}')`
const leg = (key: string): string => `(select id from ledger.transfers where key = '${key}')`
const told = 'the balances told equal the sum of all postings'

test('sound books break nothing', async () => {
  expect(await brokenInvariants(house.db)).toEqual([])
})

/** What somebody might do who goes round every guard, and what the check then says. */
test.each([
  [`update ledger.legs set amount = amount + 1 where transfer_id = ${leg('three')}`, [told]],
  [
    `delete from ledger.legs where transfer_id = ${leg('three')}`,
    ['a posted transfer has legs, an announced one has them announced, and what was settled is announced no more', told],
  ],
  [`update ledger.legs set currency = 'EUR' where transfer_id = ${leg('three')}`, ['every leg belongs to a posted transfer and joins two accounts of its currency']],
  [
    `update ledger.transfers set state = 'posted' where key = 'held'`,
    ['a posted transfer has legs, an announced one has them announced, and what was settled is announced no more'],
  ],
  [`update ledger.floors set available = available + 1 where account_id = ${of('project:check', 'pot')}`, [told]],
  [`delete from ledger.arrivals`, [told]],
  [`insert into ledger.arrivals values (${of('provider:check', 'float')}, 5)`, ['no arrival waits for an account without a floor']],
  [`delete from ledger.floors where account_id = ${of('project:check', 'refunds')}`, ['an account with a floor has one', 'no arrival waits for an account without a floor']],
  [`update ledger.pending_legs set amount = 5000 where transfer_id = ${leg('held')}`, [told, 'an account with a floor is not below it, whatever is announced']],
  [`update ledger.closings set credits = credits + 1 where account_id = ${of('project:check', 'pot')}`, ['what a closed month wrote down is what its postings sum to']],
  [
    `update ledger.legs set amount = 49 where transfer_id = ${leg('wrong:back')}`,
    [told, 'a reversal gives back every leg of what it reverses', 'what a closed month wrote down is what its postings sum to'],
  ],
  [`update ledger.transfers set at = now() - interval '31 days' where key = 'held'`, ['no money has been announced for more than 30 days']],
  [`alter table ledger.legs disable trigger legs_append_only`, ['the books cannot be changed']],
])('%s is found', async (harm, expected) => {
  await house.db
    .transaction()
    .execute(async (tx) => {
      await sql`set local session_replication_role = replica`.execute(tx)
      await sql.raw(harm).execute(tx)
      expect((await brokenInvariants(tx)).map((one) => one.invariant)).toEqual(expected)
      throw new Error('undone')
    })
    .catch((error: Error) => {
      if (error.message !== 'undone') throw error
    })
})

test('the daily look counts what it finds, and says it', async () => {
  const daily = timed.find((one) => one.name === 'platform.checkInvariants')!
  const said: unknown[] = []
  const ctx = house.ctx()
  await sql`alter table ledger.legs disable trigger legs_append_only`.execute(house.db)
  await daily.run({ ...ctx, log: { ...ctx.log, error: (facts: unknown) => said.push(facts) } as unknown as typeof ctx.log })
  await sql`alter table ledger.legs enable trigger legs_append_only`.execute(house.db)
  expect(said).toEqual([{ invariant: 'the books cannot be changed', ids: ['legs_append_only'] }])
  expect(await registry.metrics()).toMatch(/griot_events_total\{what="broken_invariant"\} 1/)
})
