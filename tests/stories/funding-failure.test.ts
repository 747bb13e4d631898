import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { tokenOf } from '#domains/crowdfunding/gifts.ts'
import type { Contribution } from '#domains/crowdfunding/schema.ts'
import { clock, hour, minute } from '#platform/clock'
import { ask, type Campaign, end, give, launch, ledgerOf, openScene, pay, paymentOf, type Scene, see, sendOut, settleDoor, stateOf, tick, toldTo } from './campaign.ts'

let scene: Scene
beforeAll(async () => {
  scene = await openScene()
}, 60_000)
afterAll(() => scene.close())

const states = (given: readonly Contribution[]) => Promise.all(given.map(async ({ id }) => (await see(scene, id)).state))
const takeBack = (id: string) => scene.house.call<Contribution>(scene.house.nobody, 'crowdfunding.takeBack', { id, token: tokenOf(id) })
/** Net of what the provider kept, so that pictures of one story do not depend on the ones before. */
async function picture(campaign: Campaign): Promise<Record<string, number>> {
  const told = await ledgerOf(scene, campaign)
  return Object.fromEntries(Object.entries(told).filter(([name]) => !name.includes(' ')))
}

test('below its goal everyone is refunded, each once', async () => {
  const campaign = await launch(scene, { goal: 1_000_000, rewards: [{ title: 'Une affiche', amount: 1_000, quantity: 50 }] })
  const given: Contribution[] = []
  for (let i = 0; i < 12; i++) given.push(await ask(scene, campaign, 1_000 + i, i % 2 ? { rewardId: campaign.rewards[0]!.id } : {}))
  await pay(scene, given)
  expect(await picture(campaign)).toEqual({ pot: 12_066 })
  await end(scene, campaign)
  expect(await stateOf(scene, campaign)).toBe('failed')
  expect(await picture(campaign)).toEqual({ refunds: 12_066 })
  await sendOut(scene)
  expect(new Set(await states(given))).toEqual(new Set(['refunded']))
  expect(await picture(campaign)).toEqual({})
  // The timed job comes by again: nothing more happens.
  await tick(scene)
  await sendOut(scene)
  expect(
    scene.door
      .entries()
      .filter((entry) => entry.about === 'payout' || entry.about === 'refund')
      .every((entry) => entry.moved === 1),
  ).toBe(true)
  const { rows } = await sql<{ taken: number }>`select taken from crowdfunding.rewards where project_id = ${campaign.id}`.execute(scene.house.db)
  expect(rows).toEqual([{ taken: 0 }])
  const shown = await scene.house.call<{ funding: object }>(scene.house.nobody, 'crowdfunding.getProject', { slug: campaign.slug })
  expect(shown.funding).toMatchObject({ raised: 12_066, contributors: 12, state: 'failed' })
}, 60_000)

test('taken back before the end: the place is free again, the money goes home', async () => {
  const campaign = await launch(scene, { rewards: [{ title: 'La seule', amount: 5_000, quantity: 1 }] })
  const rewardId = campaign.rewards[0]!.id
  const first = await give(scene, campaign, 5_000, { rewardId })
  await expect(ask(scene, campaign, 5_000, { rewardId })).rejects.toMatchObject({ code: 'crowdfunding.rewardGone' })
  await expect(scene.house.call(scene.house.nobody, 'crowdfunding.takeBack', { id: first.id, token: 'guessed' })).rejects.toMatchObject({ kind: 'missing' })
  expect(await takeBack(first.id)).toMatchObject({ state: 'refunding', refundable: false })
  // Pressed twice: the same answer, one refund.
  expect(await takeBack(first.id)).toMatchObject({ state: 'refunding' })
  await sendOut(scene)
  expect(await see(scene, first.id)).toMatchObject({ state: 'refunded' })
  const second = await give(scene, campaign, 5_000, { rewardId })
  expect(second).toMatchObject({ state: 'confirmed', reward: { title: 'La seule' } })
  expect(await picture(campaign)).toEqual({ pot: 5_000 })
  await end(scene, campaign)
  await expect(takeBack(second.id)).rejects.toMatchObject({ code: 'crowdfunding.notRefundable' })
}, 60_000)

test('where what is raised is kept, there is a day to think again', async () => {
  const campaign = await launch(scene, { model: 'keep', minimum: 1_000 })
  const quick = await give(scene, campaign, 2_000)
  const slow = await give(scene, campaign, 3_000)
  expect(await takeBack(quick.id)).toMatchObject({ state: 'refunding' })
  clock.travel(25 * hour)
  await expect(takeBack(slow.id)).rejects.toMatchObject({ code: 'crowdfunding.notRefundable', params: { why: 'kept' } })
  await sendOut(scene)
  expect(await picture(campaign)).toEqual({ pot: 3_000 })
}, 60_000)

test('called off before it was paid: money that comes all the same goes back by itself', async () => {
  const campaign = await launch(scene)
  const asked = await ask(scene, campaign, 4_000)
  await scene.house.runJobs()
  expect(await takeBack(asked.id)).toMatchObject({ state: 'failed' })
  await pay(scene, [asked])
  await sendOut(scene)
  expect(await see(scene, asked.id)).toMatchObject({ state: 'refunded' })
  expect(await picture(campaign)).toEqual({})
}, 60_000)

test('late money takes the reward again when one is left, and is kept without it when none is', async () => {
  const campaign = await launch(scene, { rewards: [{ title: 'La seule', amount: 5_000, quantity: 1 }] })
  const rewardId = campaign.rewards[0]!.id
  const late = await ask(scene, campaign, 5_000, { rewardId })
  await scene.house.runJobs()
  clock.travel(16 * minute)
  await tick(scene)
  expect(await see(scene, late.id)).toMatchObject({ state: 'expired' })
  await pay(scene, [late])
  expect(await see(scene, late.id)).toMatchObject({ state: 'confirmed', reward: { title: 'La seule' } })
  await takeBack(late.id)
  const tooLate = await ask(scene, campaign, 5_000, { rewardId })
  await scene.house.runJobs()
  clock.travel(16 * minute)
  await tick(scene)
  const winner = await give(scene, campaign, 6_000, { rewardId })
  await pay(scene, [tooLate])
  expect(await see(scene, winner.id)).toMatchObject({ state: 'confirmed', reward: { title: 'La seule' } })
  expect(await see(scene, tooLate.id)).toMatchObject({ state: 'confirmed', reward: null, refundable: true })
  await sendOut(scene)
  expect(await picture(campaign)).toEqual({ pot: 11_000 })
  const { rows } = await sql<{ taken: number }>`select taken from crowdfunding.rewards where id = ${rewardId}`.execute(scene.house.db)
  expect(rows).toEqual([{ taken: 1 }])
}, 60_000)

test('money that arrives after the decision is refunded by itself', async () => {
  const campaign = await launch(scene, { goal: 10_000 })
  await give(scene, campaign, 10_000)
  const late = await ask(scene, campaign, 7_000)
  await scene.house.runJobs()
  await end(scene, campaign)
  expect(await stateOf(scene, campaign)).toBe('succeeded')
  expect(await picture(campaign)).toEqual({ payable: 9_500 })
  await pay(scene, [late])
  await sendOut(scene)
  expect(await see(scene, late.id)).toMatchObject({ state: 'refunded' })
  expect(await picture(campaign)).toEqual({ payable: 9_500 })
}, 60_000)

test('a cancelled campaign refunds everyone, and says why', async () => {
  const { house } = scene
  const campaign = await launch(scene)
  const fan = await house.person({ name: 'Awa' })
  const asked = await house.call<Contribution>(fan, 'crowdfunding.contribute', {
    slug: campaign.slug,
    amount: 5_000,
    name: 'Awa',
    phone: '+22890445566',
    provider: 'fedapay',
    channel: 'mixx',
  })
  await pay(scene, [asked])
  const moderator = await house.person({ staff: ['moderator'] })
  await expect(house.call(moderator, 'crowdfunding.cancelProject', { id: campaign.id })).rejects.toMatchObject({ code: 'crowdfunding.needsReasons' })
  await house.call(moderator, 'crowdfunding.cancelProject', { id: campaign.id, note: 'Usurpation d’identité.' })
  await sendOut(scene)
  expect(await see(scene, asked.id)).toMatchObject({ state: 'refunded' })
  expect(await picture(campaign)).toEqual({})
  expect(await toldTo(scene, fan)).toEqual(expect.arrayContaining(['confirmed', 'called', 'refunded']))
  expect(await toldTo(scene, scene.maker)).toContain('stopped')
}, 60_000)

test('a refund that cannot arrive waits for another wallet, and then arrives', async () => {
  const { house, door } = scene
  const campaign = await launch(scene)
  const given = await give(scene, campaign, 5_000)
  await takeBack(given.id)
  await house.runJobs()
  const refund = door.entries().findLast((entry) => entry.about !== 'payment' && entry.moved === 0)!
  await sql`update payments.outs set round = 9 where subject = ${`contribution:${given.id}`}`.execute(house.db)
  await door.refuse(refund.providerRef)
  await sendOutRefused()
  expect(await see(scene, given.id)).toMatchObject({ state: 'refund-stuck' })
  const finance = await house.person({ staff: ['finance'] })
  const stuck = await house.call<{ items: { contributionId: string }[] }>(finance, 'crowdfunding.stuckRefunds', {})
  expect(stuck.items.map((one) => one.contributionId)).toEqual([given.id])
  expect(await picture(campaign)).toEqual({ refunds: 5_000 })
  await house.call(house.nobody, 'crowdfunding.renewWallet', { id: given.id, token: tokenOf(given.id), channel: 'flooz', phone: '+22896112233' })
  await sendOut(scene)
  expect(await see(scene, given.id)).toMatchObject({ state: 'refunded' })
  expect(await picture(campaign)).toEqual({})
  expect(await paymentOf(scene, given.id)).toBeTruthy()
}, 60_000)

async function sendOutRefused(): Promise<void> {
  await sql`update graphile_worker._private_jobs set run_at = now() where key like 'payments.%' and locked_at is null`.execute(scene.house.db)
  await settleDoor(scene)
}
