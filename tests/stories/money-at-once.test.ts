import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { tokenOf } from '#domains/crowdfunding/gifts.ts'
import { isRefusal } from '#platform/refusal'
import { brokenInvariants } from '../../checks/invariants.ts'
import { ask, type Campaign, give, launch, ledgerOf, openScene, paymentOf, type Scene, see, sendOut, settleDoor } from './campaign.ts'
import { send } from './stranger.ts'

let scene: Scene
let open: Campaign
beforeAll(async () => {
  scene = await openScene()
  await scene.house.person({ staff: ['administrator'] })
  open = await launch(scene, { goal: 10_000_000 })
}, 60_000)
afterAll(() => scene.close())
afterEach(async () => {
  const broken = await brokenInvariants(scene.house.db)
  if (broken.length > 0) throw new Error(JSON.stringify(broken))
})

const paidBack = (reference: string) => scene.door.entries().filter((entry) => entry.about !== 'payment' && entry.reference === reference)
const refundsOf = async (id: string): Promise<{ reference: string }[]> =>
  (await sql<{ reference: string }>`select reference from payments.outs where subject = ${`contribution:${id}`}`.execute(scene.house.db)).rows

test('a hundred refunds of one contribution are one', async () => {
  const given = await give(scene, open, 7_000)
  const asked = await Promise.all(
    Array.from({ length: 100 }, () => send(scene, 'POST', `/api/v1/contributions/${given.id}/refund`, { token: tokenOf(given.id) }, { 'idempotency-key': randomUUID() })),
  )
  expect(asked.filter(({ status }) => status >= 500)).toEqual([])
  expect(new Set(asked.map(({ status, body }) => `${status} ${String(body.state)}`))).toEqual(new Set(['200 refunding']))
  await sendOut(scene)
  const outs = await refundsOf(given.id)
  expect(outs.length).toBe(1)
  expect(paidBack(outs[0]!.reference)).toMatchObject([{ amount: 7_000, moved: 1 }])
  expect(await see(scene, given.id)).toMatchObject({ state: 'refunded' })
}, 60_000)

test('a refund that is asked while the money arrives: whoever is first, it goes home once', async () => {
  const before = (await ledgerOf(scene, open)).pot
  for (let round = 0; round < 6; round += 1) {
    const asked = await ask(scene, open, 3_000)
    await scene.house.runJobs()
    await scene.door.approve(await paymentOf(scene, asked.id))
    await Promise.all([scene.house.runJobs(), send(scene, 'POST', `/api/v1/contributions/${asked.id}/refund`, { token: tokenOf(asked.id) }), settleDoor(scene)])
    await sendOut(scene)
    await sendOut(scene)
    expect(await see(scene, asked.id)).toMatchObject({ state: 'refunded' })
    const outs = await refundsOf(asked.id)
    expect(outs.length).toBe(1)
    expect(paidBack(outs[0]!.reference)).toMatchObject([{ amount: 3_000, moved: 1 }])
  }
  expect((await ledgerOf(scene, open)).pot).toBe(before)
}, 60_000)

test('two of finance decide one hold: one word counts, the other is told', async () => {
  const finance = await Promise.all([scene.house.person({ staff: ['finance'] }), scene.house.person({ staff: ['finance'] })])
  for (let round = 0; round < 5; round += 1) {
    const asked = await ask(scene, open, 1_500_000)
    const paymentId = await paymentOf(scene, asked.id)
    const { items } = await scene.house.call<{ items: { id: string; aboutId: string }[] }>(finance[0], 'payments.listHolds', {})
    const holdId = items.find(({ aboutId }) => aboutId === paymentId)!.id
    const decided = await Promise.allSettled(
      finance.flatMap((who) => (['approved', 'refused'] as const).map((verdict) => scene.house.call(who, 'payments.decideHold', { holdId, verdict, word: 'Vu' }))),
    )
    expect(decided.filter(({ status }) => status === 'fulfilled').length).toBe(1)
    for (const one of decided) if (one.status === 'rejected') expect([isRefusal(one.reason), (one.reason as { code: string }).code]).toEqual([true, 'payments.alreadyDecided'])
    await settleDoor(scene)
    expect(['pending', 'failed']).toContain((await see(scene, asked.id)).state)
  }
}, 60_000)
