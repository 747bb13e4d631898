import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { balanceOf, postTransfer, reverseTransfer, settleTransfer, statementOf } from '#domains/ledger'
import { closePeriod } from '#domains/ledger/actions/close-period.ts'
import { countWaiting } from '#domains/ledger/books.ts'
import { monthOf, nextMonth } from '#domains/ledger/rules.ts'
import { type AccountRef, purposes } from '#domains/ledger/types.ts'
import { clock } from '#platform/clock'
import { openHouse, type TestHouse } from '#tests/house.ts'
import { brokenInvariants } from '../../checks/invariants.ts'
import { accountsOf, type Act, acts, crowded, keyOf, outcomeOf, reversalKey, transferOf } from './ledger-acts.ts'
import { emptyModel, type Model, pendingOf, postedOf, postIn, reverseIn, settleIn, sumsToZero } from './ledger-model.ts'

/** Whole: 10,000 sequences, of which a tenth are done all at once. In batches, so that no house holds more accounts than a month close should look at in a test. */
const [batches, sequences] = process.env.GRIOT_LONG ? [10, 1_000] : [1, 200]

let house: TestHouse
/** A day of the last month closed. */
let closedDay: Date | null = null

/** Lets the month end, and closes it. */
async function closeMonth(): Promise<void> {
  const now = clock.now()
  const month = monthOf(now)
  clock.travel(new Date(nextMonth(month)).getTime() + 60_000 - now.getTime())
  await closePeriod(house.ctx(), { month: month.slice(0, 7) })
  closedDay = now
}

function expected(model: Model, name: string, act: Exclude<Act, { do: 'close' }>): string | null {
  const key = keyOf(name, act.key)
  if (act.do === 'post') return postIn(model, transferOf(name, act, closedDay), act.dated !== 'now' && closedDay !== null)
  if (act.do === 'settle') return settleIn(model, key, act.posted, (act.posted && act.amount) || undefined)
  return reverseIn(model, reversalKey(key, act.again), key)
}

/** Balances, statements and the model say the same. */
async function expectSame(model: Model): Promise<void> {
  expect(sumsToZero(model)).toBe(true)
  for (const account of model.accounts) {
    const posted = postedOf(model, account)
    const { pendingIn, pendingOut } = pendingOf(model, account)
    expect(await balanceOf(house.db, account), account.purpose).toEqual({ posted, pendingIn, pendingOut, available: posted - pendingOut })
    if (purposes[account.purpose].floor) expect(posted - pendingOut).toBeGreaterThanOrEqual(0)
    await expectStatement(account, posted)
  }
}

async function expectStatement(account: AccountRef, posted: number): Promise<void> {
  let balance = posted
  for (let after: string | undefined, more = true; more;) {
    const page = await statementOf(house.db, account, { limit: 7, ...(after ? { after } : {}) })
    for (const line of page.lines) {
      expect(line.balance).toBe(balance)
      balance -= line.amount
    }
    after = page.next ?? undefined
    more = page.next !== null
  }
  expect(balance).toBe(0)
}

describe.each(Array.from({ length: batches }, (_, batch) => batch))('sequences of acts (%i)', (batch) => {
  let sequence = 0
  beforeAll(async () => {
    house = await openHouse()
    closedDay = null
  })
  afterAll(() => house.close())

  test('one after the other come to what a ledger in memory comes to, answer by answer', async () => {
    await fc.assert(
      fc.asyncProperty(acts, async (list) => {
        const name = `s${(sequence += 1)}`
        const model = emptyModel(accountsOf(name))
        for (const act of list) {
          if (act.do === 'close') await closeMonth()
          else {
            const answer = expected(model, name, act)
            expect((await outcomeOf(house.db, name, act, closedDay)).refusal, JSON.stringify(act)).toBe(answer)
          }
        }
        await expectSame(model)
      }),
      { numRuns: (sequences * 9) / 10, seed: 20_261_121 + batch, endOnFailure: true },
    )
    expect(await brokenInvariants(house.db)).toEqual([])
  }, 1_200_000)

  test('all at once lose nothing, do nothing twice, and break no floor', async () => {
    await fc.assert(
      fc.asyncProperty(crowded, async (list) => {
        const name = `c${(sequence += 1)}`
        const model = emptyModel(accountsOf(name))
        const done = await Promise.all(list.map(async (act) => ({ act, outcome: await outcomeOf(house.db, name, act) })))
        const first = done.filter(({ outcome }) => outcome.refusal === null && outcome.replayed === false)
        // In an order in which the ledger may have done them: whatever came before whatever needed it, floors aside.
        for (const wanted of ['post', 'settle', 'reverse'] as const) for (const { act } of first) if (act.do === wanted) force(model, name, act)
        await expectSame(model)
        for (const { act, outcome } of done) {
          if (act.do === 'post' && outcome.id) expect(model.transfers.has(keyOf(name, act.key))).toBe(true)
        }
        expect(new Set(first.filter(({ act }) => act.do === 'post').map(({ act }) => (act as { key: number }).key)).size).toBe(first.filter(({ act }) => act.do === 'post').length)
        await countWaiting(house.db, 1)
        await expectSame(model)
      }),
      { numRuns: sequences / 10, seed: 20_261_121 + batch, endOnFailure: true },
    )
    expect(await brokenInvariants(house.db)).toEqual([])
  }, 1_200_000)
})

/** What the ledger has done is done in the model too, without asking whether the money was there at that moment. */
function force(model: Model, name: string, act: Exclude<Act, { do: 'close' }>): void {
  const rich = emptyModel([])
  rich.transfers = model.transfers
  const answer =
    act.do === 'post'
      ? postIn(rich, transferOf(name, act, null))
      : act.do === 'settle'
        ? settleIn(rich, keyOf(name, act.key), act.posted, (act.posted && act.amount) || undefined)
        : reverseIn(rich, reversalKey(keyOf(name, act.key), act.again), keyOf(name, act.key))
  expect(answer, JSON.stringify(act)).toBeNull()
}

describe('races', () => {
  const float: AccountRef = { owner: 'provider:race', purpose: 'float', currency: 'XOF' }
  const pot = (owner: string): AccountRef => ({ owner, purpose: 'pot', currency: 'XOF' })
  const give = (key: string, to: AccountRef, amount: number, pending = false) =>
    postTransfer(house.db, { key, reason: 'contribution', legs: [{ debit: float, credit: to, amount }], pending })
  const take = (key: string, from: AccountRef, amount: number, pending = false) =>
    postTransfer(house.db, { key, reason: 'refund', legs: [{ debit: from, credit: float, amount }], pending })
  const settled = async <T>(tries: Promise<T>[]) => {
    const all = await Promise.allSettled(tries)
    return {
      kept: all.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : [])),
      refused: all.flatMap((one) => (one.status === 'rejected' ? [(one.reason as { code: string }).code] : [])),
    }
  }
  beforeAll(async () => {
    house = await openHouse()
  })
  afterAll(() => house.close())

  test('one key posted a hundred times at once is one transfer; with other legs it is refused', async () => {
    const to = pot('project:once')
    const { kept, refused } = await settled(Array.from({ length: 100 }, (_, place) => give('once', to, place % 2 === 0 ? 100 : 101)))
    expect(new Set(kept.map((one) => one.id)).size).toBe(1)
    expect(kept.filter((one) => !one.replayed)).toHaveLength(1)
    expect(kept).toHaveLength(50)
    expect(refused).toEqual(Array(50).fill('ledger.keyReused'))
    expect([100, 101]).toContain((await balanceOf(house.db, to)).posted)
  })

  test('a hundred who take ten of five hundred: fifty get it, also while others give and hold', async () => {
    const from = pot('project:rush')
    await give('rush', from, 500)
    const { kept, refused } = await settled(Array.from({ length: 100 }, (_, place) => take(`rush:${place}`, from, 10, place % 3 === 0)))
    expect(kept).toHaveLength(50)
    expect(new Set(refused)).toEqual(new Set(['ledger.notEnough']))
    expect((await balanceOf(house.db, from)).available).toBe(0)
    const mixed = await settled(Array.from({ length: 100 }, (_, place) => (place % 2 === 0 ? give(`rush+${place}`, from, 7) : take(`rush-${place}`, from, 10))))
    const taken = mixed.kept.length - 50
    expect((await balanceOf(house.db, from)).available).toBe(350 - 10 * taken)
    expect(350 - 10 * taken).toBeGreaterThanOrEqual(0)
  })

  test('a pending transfer is settled one way, a posted one reversed once, by whoever comes first', async () => {
    const to = pot('project:ways')
    await give('ways', to, 100, true)
    const ways = await settled(Array.from({ length: 20 }, (_, place) => settleTransfer(house.db, 'ways', place % 2 === 0)))
    expect(ways.kept.filter((one) => !one.replayed)).toHaveLength(1)
    expect(ways.kept).toHaveLength(10)
    await give('back', to, 100)
    const backs = await settled(Array.from({ length: 20 }, (_, place) => reverseTransfer(house.db, { key: `back:${place}`, of: 'back', reason: 'correction' })))
    expect(backs.kept).toHaveLength(1)
    expect(new Set(backs.refused)).toEqual(new Set(['ledger.alreadyReversed']))
  })

  test('accounts opened by many at once are opened once', async () => {
    await Promise.all(Array.from({ length: 40 }, (_, place) => give(`open:${place}`, pot(`project:open${place % 4}`), 1)))
    const { rows } = await sql<{ n: number }>`select count(*)::int as n from ledger.accounts where owner like 'project:open%'`.execute(house.db)
    expect(rows[0]!.n).toBe(4)
  })

  test('a month closes after whoever was posting in it, and before whoever comes later', async () => {
    const to = pot('project:closing')
    const day = clock.now()
    const open = Array.from({ length: 60 }, (_, place) => ({ key: `closing:${place}`, reason: 'contribution', legs: [{ debit: float, credit: to, amount: 1 }], at: day }))
    clock.travel(40 * 86_400_000)
    const [closed, ...posted] = await Promise.allSettled([closePeriod(house.ctx(), { month: monthOf(day).slice(0, 7) }), ...open.map((one) => postTransfer(house.db, one))])
    expect(closed.status).toBe('fulfilled')
    const { rows } = await sql<{ credits: number }>`select c.credits from ledger.closings c join ledger.accounts a on a.id = c.account_id where a.owner = ${to.owner}`.execute(
      house.db,
    )
    expect(rows[0]?.credits ?? 0).toBe(posted.filter((one) => one.status === 'fulfilled').length)
    await expect(postTransfer(house.db, { ...open[0]!, key: 'closing:late' })).rejects.toMatchObject({ code: 'ledger.periodClosed' })
    await postTransfer(house.db, { ...open[0]!, key: 'closing:late', late: true })
    const [line] = (await statementOf(house.db, to, { limit: 1 })).lines
    expect(line).toMatchObject({ key: 'closing:late', metadata: { lateFor: day.toISOString().slice(0, 10) } })
    expect(monthOf(line!.at)).toBe(monthOf(clock.now()))
  })
})
