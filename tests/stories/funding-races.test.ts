import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { decide } from '#domains/crowdfunding/actions/end.ts'
import { tokenOf } from '#domains/crowdfunding/gifts.ts'
import type { Contribution } from '#domains/crowdfunding/schema.ts'
import { clock, minute } from '#platform/clock'
import { isRefusal } from '#platform/refusal'
import { openStripe, type StripeDoor } from '../doors/stripe.ts'
import { ask, type Campaign, end, give, launch, ledgerOf, openScene, pay, paymentOf, type Scene, see, sendOut, settleDoor, stateOf, tick } from './campaign.ts'

let scene: Scene
let cards: StripeDoor
beforeAll(async () => {
  cards = await openStripe()
  scene = await openScene([cards])
}, 60_000)
afterAll(() => scene.close())

async function ownAccounts(campaign: Campaign): Promise<Record<string, number>> {
  return Object.fromEntries(Object.entries(await ledgerOf(scene, campaign)).filter(([name]) => !name.includes(' ')))
}

test('a hundred people want the last reward: one gets it', async () => {
  const campaign = await launch(scene, { goal: 1_000_000, rewards: [{ title: 'La seule', amount: 5_000, quantity: 1 }] })
  const tries = await Promise.allSettled(Array.from({ length: 100 }, () => ask(scene, campaign, 5_000, { rewardId: campaign.rewards[0]!.id })))
  const won = tries.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []))
  const reasons = new Set(tries.flatMap((one) => (one.status === 'rejected' ? [isRefusal(one.reason) ? one.reason.code : String(one.reason)] : [])))
  expect(won).toHaveLength(1)
  expect(reasons).toEqual(new Set(['crowdfunding.rewardGone']))
  await pay(scene, won)
  expect(await ownAccounts(campaign)).toEqual({ pot: 5_000 })
  const { rows } =
    await sql`select taken, (select count(*)::int from crowdfunding.contributions c where c.reward_id = r.id) as asked from crowdfunding.rewards r where project_id = ${campaign.id}`.execute(
      scene.house.db,
    )
  expect(rows).toEqual([{ taken: 1, asked: 1 }])
}, 60_000)

test('the same request sent again under its key is one contribution', async () => {
  const campaign = await launch(scene)
  const input = { slug: campaign.slug, amount: 5_000, name: 'Awa', phone: '+22890334455', provider: 'fedapay', channel: 'mixx' }
  const send = () => scene.house.call<Contribution>(scene.house.nobody, 'crowdfunding.contribute', input, 'clé-1')
  const first = await send()
  expect((await send()).id).toBe(first.id)
  await pay(scene, [first])
  expect(await ownAccounts(campaign)).toEqual({ pot: 5_000 })
}, 60_000)

test('contributions at the last second: in before the end counts, after it is refused, and nothing is counted twice', async () => {
  const campaign = await launch(scene, { goal: 50_000 })
  await give(scene, campaign, 45_000)
  const { rows } = await sql<{ endsAt: Date }>`select ends_at as "endsAt" from crowdfunding.projects where id = ${campaign.id}`.execute(scene.house.db)
  clock.travel(rows[0]!.endsAt.getTime() - clock.now().getTime() - 700)
  const closing = async () => {
    while (clock.now() < rows[0]!.endsAt) await new Promise((go) => setTimeout(go, 20))
    await Promise.all([1, 2, 3].map(() => decide({ ...scene.house.ctx(), now: clock.now() }, { projectId: campaign.id })))
  }
  const crowd = async () => {
    const given: Contribution[] = []
    const refused = new Set<string>()
    for (let i = 0; i < 40; i++) {
      const one = await ask(scene, campaign, 1_000).catch((error: unknown) => error)
      if (isRefusal(one)) refused.add(one.code)
      else given.push(one as Contribution)
      await new Promise((go) => setTimeout(go, 25))
    }
    return { given, refused }
  }
  const [, first, second] = await Promise.all([closing(), crowd(), crowd()])
  const given = [...first.given, ...second.given]
  expect(given.length).toBeGreaterThan(0)
  expect([...first.refused, ...second.refused].every((code) => ['crowdfunding.ended', 'crowdfunding.notLive'].includes(code))).toBe(true)
  expect(await stateOf(scene, campaign)).toBe('closing')
  // Those under way may still arrive: they are waited for.
  await pay(scene, given)
  await tick(scene)
  expect(await stateOf(scene, campaign)).toBe(given.length >= 5 ? 'succeeded' : 'failed')
  const raised = 45_000 + given.length * 1_000
  if (given.length >= 5) expect(await ownAccounts(campaign)).toEqual({ payable: raised - Math.floor((raised * 500 + 5_000) / 10_000) })
  const decisions = await sql<{ kind: string }>`select kind from crowdfunding.decisions where project_id = ${campaign.id} and kind in ('succeeded', 'failed')`.execute(
    scene.house.db,
  )
  expect(decisions.rows).toHaveLength(1)
}, 60_000)

test('an end that many processes see at once is decided once, and what never came is let go after a quarter of an hour', async () => {
  const campaign = await launch(scene, { goal: 5_000 })
  await give(scene, campaign, 5_000)
  const { rows } = await sql<{ endsAt: Date }>`select ends_at as "endsAt" from crowdfunding.projects where id = ${campaign.id}`.execute(scene.house.db)
  clock.travel(rows[0]!.endsAt.getTime() - clock.now().getTime() - minute)
  const never = await ask(scene, campaign, 3_000)
  await scene.house.runJobs()
  clock.travel(2 * minute)
  await Promise.all(Array.from({ length: 8 }, () => decide({ ...scene.house.ctx(), now: clock.now() }, { projectId: campaign.id })))
  expect(await stateOf(scene, campaign)).toBe('closing')
  clock.travel(15 * minute)
  await Promise.all(Array.from({ length: 8 }, () => decide({ ...scene.house.ctx(), now: clock.now() }, { projectId: campaign.id })))
  await scene.house.runJobs()
  expect(await stateOf(scene, campaign)).toBe('succeeded')
  expect((await see(scene, never.id)).state).toBe('expired')
  expect(await ownAccounts(campaign)).toEqual({ payable: 4_750 })
}, 60_000)

test('a storm of refunds: everyone takes back at once while the campaign ends, and each franc goes home once', async () => {
  const campaign = await launch(scene, { goal: 10_000_000 })
  const given: Contribution[] = []
  for (let i = 0; i < 24; i++) given.push(await ask(scene, campaign, 2_000 + i))
  await pay(scene, given)
  const { rows } = await sql<{ endsAt: Date }>`select ends_at as "endsAt" from crowdfunding.projects where id = ${campaign.id}`.execute(scene.house.db)
  clock.travel(rows[0]!.endsAt.getTime() - clock.now().getTime() - 150)
  const back = given.flatMap(({ id }) =>
    [1, 2].map(() => scene.house.call(scene.house.nobody, 'crowdfunding.takeBack', { id, token: tokenOf(id) }).catch((error: unknown) => error)),
  )
  const ends = [200, 260].map(async (wait) => {
    await new Promise((go) => setTimeout(go, wait))
    await decide({ ...scene.house.ctx(), now: clock.now() }, { projectId: campaign.id })
  })
  await Promise.all([...back, ...ends])
  await tick(scene)
  await sendOut(scene)
  await sendOut(scene)
  expect(new Set(await Promise.all(given.map(async ({ id }) => (await see(scene, id)).state)))).toEqual(new Set(['refunded']))
  expect(await ownAccounts(campaign)).toEqual({})
  const sent = await sql<{
    n: number
    total: number
  }>`select count(*)::int as n, sum(amount)::bigint as total from payments.outs where subject = any(${given.map(({ id }) => `contribution:${id}`)}) and state = 'completed'`.execute(
    scene.house.db,
  )
  expect(sent.rows[0]).toEqual({ n: 24, total: given.reduce((sum, one) => sum + one.amount, 0) })
}, 90_000)

test('cards promised to an all-or-nothing project are charged at success, and not at all otherwise', async () => {
  const wins = await launch(scene, { goal: 10_000, currency: 'EUR' })
  const loses = await launch(scene, { goal: 90_000, currency: 'EUR' })
  const promise = async (campaign: Campaign, amount: number) => {
    const one = await ask(scene, campaign, amount, { provider: 'stripe', channel: 'card', phone: undefined })
    await scene.house.runJobs()
    await cards.approve(await paymentOf(scene, one.id))
    await settleCards()
    return one
  }
  const [kept, dropped] = [await promise(wins, 12_000), await promise(loses, 5_000)]
  expect(await see(scene, kept.id)).toMatchObject({ state: 'pledged', refundable: true })
  expect(await ownAccounts(wins)).toEqual({})
  const shown = await scene.house.call<{ funding: object }>(scene.house.nobody, 'crowdfunding.getProject', { slug: wins.slug })
  expect(shown.funding).toMatchObject({ raised: 12_000, contributors: 1, percent: 120 })
  await end(scene, wins)
  await end(scene, loses)
  await settleCards()
  await tick(scene)
  expect([await stateOf(scene, wins), await stateOf(scene, loses)]).toEqual(['succeeded', 'failed'])
  expect(await see(scene, kept.id)).toMatchObject({ state: 'confirmed' })
  expect(await see(scene, dropped.id)).toMatchObject({ state: 'failed' })
  expect(await ownAccounts(wins)).toEqual({ payable: 11_400 })
  expect(await ownAccounts(loses)).toEqual({})
}, 60_000)

async function settleCards(): Promise<void> {
  for (let i = 0; i < 3; i++) {
    await scene.house.runJobs()
    await cards.quiet()
  }
  await settleDoor(scene)
}

test('a promised card that refuses is asked again each day for a week, then the promise is let go and the rest is settled', async () => {
  const campaign = await launch(scene, { goal: 10_000, currency: 'EUR' })
  const pledge = async (card: string, amount: number) => {
    const one = await ask(scene, campaign, amount, { provider: 'stripe', channel: 'card', phone: undefined })
    await scene.house.runJobs()
    const { rows } = await sql<{ ref: string }>`select provider_ref as ref from payments.payments where id = ${await paymentOf(scene, one.id)}`.execute(scene.house.db)
    await cards.pay(rows[0]!.ref, card)
    await settleCards()
    return one
  }
  const good = await pledge('pm_card_visa', 9_000)
  const bad = await pledge('pm_card_chargeCustomerFail', 2_000)
  await end(scene, campaign)
  await settleCards()
  expect(await see(scene, good.id)).toMatchObject({ state: 'confirmed' })
  expect(await see(scene, bad.id)).toMatchObject({ state: 'pledged' })
  expect(await ownAccounts(campaign)).toEqual({ pot: 9_000 })
  for (let i = 0; i < 8; i++) {
    clock.travel(25 * 60 * minute)
    await sql`update graphile_worker._private_jobs set run_at = now() where key like 'crowdfunding.charge:%' and locked_at is null`.execute(scene.house.db)
    await settleCards()
  }
  await tick(scene)
  const { rows } = await sql<{ charges: number }>`select charges from crowdfunding.contributions where id = ${bad.id}`.execute(scene.house.db)
  expect(rows[0]!.charges).toBeGreaterThanOrEqual(6)
  expect(await see(scene, bad.id)).toMatchObject({ state: 'failed' })
  expect(await ownAccounts(campaign)).toEqual({ payable: 8_550 })
}, 60_000)
