import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import type { Contribution, StudioProject, Trail } from '#domains/crowdfunding/schema.ts'
import { findContested } from '#domains/payments/actions/sweep.ts'
import { takeReading } from '#domains/payments/actions/move-payment.ts'
import type { ProviderState } from '#domains/payments/types.ts'
import { clock, minute } from '#platform/clock'
import type { z } from 'zod'
import { brokenInvariants } from '../../checks/invariants.ts'
import { openStripe, type StripeDoor } from '../doors/stripe.ts'
import { addPaper, ask, type Campaign, launch, ledgerOf, openScene, paymentOf, type Scene, see, settleDoor, stateOf, tick, toldTo } from './campaign.ts'

let scene: Scene
let cards: StripeDoor
beforeAll(async () => {
  cards = await openStripe()
  scene = await openScene([cards])
  await scene.house.person({ name: 'Yawa Amegah', staff: ['administrator'] })
}, 60_000)
afterEach(() => cards.behave({ callbacks: 'normal' }))
afterAll(() => scene.close())

/** What the pretended Stripe keeps of 30 €, of each payment, and of a dispute. */
const kept = (amount: number): number => Math.round(amount * 0.015) + 25
const disputeFee = 1_500

async function settle(): Promise<void> {
  for (let i = 0; i < 3; i++) {
    await scene.house.runJobs()
    await cards.quiet()
  }
  await settleDoor(scene)
}

const keeping = (more: object = {}): Promise<Campaign> => launch(scene, { goal: 10_000, model: 'keep', minimum: 1_000, currency: 'EUR', ...more })

async function give(campaign: Campaign, amount: number, more: object = {}): Promise<Contribution> {
  const asked = await ask(scene, campaign, amount, { provider: 'stripe', channel: 'card', phone: undefined, ...more })
  await scene.house.runJobs()
  await cards.approve(await paymentOf(scene, asked.id))
  await settle()
  return see(scene, asked.id)
}

const contest = async ({ id }: Contribution): Promise<void> => {
  cards.dispute(await paymentOf(scene, id))
  await settle()
}
const close = async ({ id }: Contribution, outcome: 'won' | 'lost'): Promise<void> => {
  cards.closeDispute(await paymentOf(scene, id), outcome)
  await settle()
}

const own = async (campaign: Campaign): Promise<Record<string, number>> =>
  Object.fromEntries(Object.entries(await ledgerOf(scene, campaign)).filter(([name]) => !name.includes(' ')))
const platform = async (campaign: Campaign): Promise<Record<string, number>> =>
  Object.fromEntries(Object.entries(await ledgerOf(scene, campaign)).filter(([name]) => name.startsWith('platform ')))
const funding = async ({ slug }: Campaign) =>
  (await scene.house.call<{ funding: { raised: number; contributors: number }; rewards: { left: number | null }[] }>(scene.house.nobody, 'crowdfunding.getProject', { slug }))!
const trailOf = ({ slug }: Campaign) => scene.house.call<z.output<typeof Trail>>(scene.house.nobody, 'crowdfunding.projectMoney', { slug })
const broken = () => brokenInvariants(scene.house.db)
const eventsOf = async ({ id }: Contribution): Promise<string[]> =>
  (await sql<{ type: string }>`select type from platform.events where subject = ${id} and type like 'contribution.%' order by id`.execute(scene.house.db)).rows.map((row) =>
    row.type.replace('contribution.', ''),
  )

test.each(['normal', 'doubled', 'late', 'out-of-order'] as const)(
  'a bank takes a contribution back and returns it, its callbacks %s: pot, bar, place and books follow',
  async (callbacks) => {
    const campaign = await keeping({ rewards: [{ title: 'Une affiche', amount: 3_000, quantity: 1 }] })
    const before = await ledgerOf(scene, campaign)
    await give(campaign, 2_000)
    const given = await give(campaign, 3_000, { rewardId: campaign.rewards[0]!.id })
    cards.behave({ callbacks, lateMs: 20 })
    await contest(given)
    // What is held back by the messenger goes with the next news.
    cards.behave({ callbacks: 'normal' })
    expect(await see(scene, given.id)).toMatchObject({ state: 'disputed', receiptHref: null, refundable: false })
    expect(await own(campaign)).toEqual({ pot: 2_000 })
    expect(await funding(campaign)).toMatchObject({ funding: { raised: 2_000, contributors: 1 }, rewards: [{ left: 1 }] })
    const away = await ledgerOf(scene, campaign)
    expect((away['stripe float'] ?? 0) - (before['stripe float'] ?? 0)).toBe(2_000 - kept(2_000) - kept(3_000) - disputeFee)
    expect(await platform(campaign)).not.toHaveProperty('platform suspense')
    expect(await trailOf(campaign)).toMatchObject({ in: 5_000, takenBack: 3_000, refunded: 0, left: 2_000 })
    expect((await trailOf(campaign)).lines.map(({ kind, amount }) => [kind, amount])).toEqual([
      ['taken-back', -3_000],
      ['in', 3_000],
      ['in', 2_000],
    ])
    expect(await toldTo(scene, scene.maker)).toContain('disputed')

    cards.behave({ callbacks, lateMs: 20 })
    await close(given, 'won')
    cards.behave({ callbacks: 'normal' })
    expect(await see(scene, given.id)).toMatchObject({ state: 'confirmed', reward: { title: 'Une affiche' } })
    expect(await own(campaign)).toEqual({ pot: 5_000 })
    expect(await funding(campaign)).toMatchObject({ funding: { raised: 5_000, contributors: 2 }, rewards: [{ left: 0 }] })
    expect(await eventsOf(given)).toEqual(['started', 'confirmed', 'disputed', 'reinstated'])
    expect(await trailOf(campaign)).toMatchObject({ in: 5_000, takenBack: 0, left: 5_000 })
    expect(await broken()).toEqual([])
  },
  60_000,
)

test('a place given to somebody else meanwhile is not given twice', async () => {
  const campaign = await keeping({ rewards: [{ title: 'La seule', amount: 1_000, quantity: 1 }] })
  const rewardId = campaign.rewards[0]!.id
  const first = await give(campaign, 1_000, { rewardId })
  await contest(first)
  const second = await give(campaign, 1_000, { rewardId })
  await close(first, 'won')
  expect(await see(scene, first.id)).toMatchObject({ state: 'confirmed', reward: null })
  expect(await see(scene, second.id)).toMatchObject({ state: 'confirmed', reward: { title: 'La seule' } })
  expect(await broken()).toEqual([])
}, 60_000)

test('a dispute whose callbacks were lost is found, and its end too', async () => {
  const campaign = await keeping()
  const given = await give(campaign, 3_000)
  cards.behave({ callbacks: 'lost' })
  await contest(given)
  expect(await see(scene, given.id)).toMatchObject({ state: 'confirmed' })
  await findContested({ ...scene.house.ctx(), now: clock.now() })
  await settle()
  expect(await see(scene, given.id)).toMatchObject({ state: 'disputed' })
  await close(given, 'lost')
  await sql`update graphile_worker._private_jobs set run_at = now() where key like 'payments.attend:%' and locked_at is null`.execute(scene.house.db)
  await settle()
  const { rows } = await sql<{
    reason: string
    next: Date | null
  }>`select reason, next_check_at as next from payments.payments where id = ${await paymentOf(scene, given.id)}`.execute(scene.house.db)
  expect(rows).toEqual([{ reason: 'dispute-lost', next: null }])
  expect(await own(campaign)).toEqual({})
  expect(await broken()).toEqual([])
}, 60_000)

test('what is contested is not refunded as well: the refund is called off, and taken up again when the money returns', async () => {
  const campaign = await keeping()
  const given = await give(campaign, 2_000)
  await scene.house.call(scene.maker, 'crowdfunding.cancelProject', { id: campaign.id })
  // The bank is quicker than the refund.
  cards.dispute(await paymentOf(scene, given.id))
  await settle()
  expect(await see(scene, given.id)).toMatchObject({ state: 'disputed' })
  expect(await own(campaign)).toEqual({})
  await close(given, 'won')
  await sql`update graphile_worker._private_jobs set run_at = now() where key like 'payments.attendOut:%' and locked_at is null`.execute(scene.house.db)
  await settle()
  expect(await see(scene, given.id)).toMatchObject({ state: 'refunded' })
  expect(await own(campaign)).toEqual({})
  expect(cards.entries().filter((one) => one.about === 'refund' && one.moved > 0 && one.amount === 2_000)).toHaveLength(1)
  expect(await broken()).toEqual([])
}, 60_000)

/** What a provider would answer, read at once: for what its stand-in does not do. */
async function read(id: string, news: Partial<ProviderState> & Pick<ProviderState, 'state'>): Promise<void> {
  const { rows } = await sql<{ amount: number }>`select amount from payments.payments where id = ${id}`.execute(scene.house.db)
  const answer = { providerRef: null, money: { amount: rows[0]!.amount, currency: 'EUR' as const }, fee: null, reason: null, nextUrl: null, ...news }
  await takeReading({ ...scene.house.ctx(), now: clock.now() }, id, answer)
}
const suspense = async (campaign: Campaign): Promise<number> => (await platform(campaign))['platform suspense'] ?? 0

test('a part taken back, and what was refunded before, are left to finance: nobody else bears them', async () => {
  const campaign = await keeping()
  const [part, gone] = [await give(campaign, 3_000), await give(campaign, 2_000)]
  const token = new URLSearchParams(gone.href.split('?')[1]).get('token')!
  await scene.house.call(scene.house.nobody, 'crowdfunding.takeBack', { id: gone.id, token })
  await settle()
  const before = await suspense(campaign)
  await read(await paymentOf(scene, part.id), { state: 'disputed', taken: { amount: 1_000, fee: 0 } })
  await read(await paymentOf(scene, gone.id), { state: 'disputed' })
  await settle()
  expect([await see(scene, part.id), await see(scene, gone.id)]).toMatchObject([{ state: 'confirmed' }, { state: 'refunded' }])
  expect((await suspense(campaign)) - before).toBe(-3_000)
  await read(await paymentOf(scene, part.id), { state: 'won' })
  await read(await paymentOf(scene, gone.id), { state: 'won' })
  await settle()
  expect([await own(campaign), await suspense(campaign)]).toEqual([{ pot: 3_000 }, before])
  expect(await broken()).toEqual([])
}, 60_000)

test('taken back and returned before anybody heard of it, and a slow answer from before: nothing is done twice, nothing is undone', async () => {
  const campaign = await keeping()
  const given = await give(campaign, 3_000)
  const id = await paymentOf(scene, given.id)
  const long = new Date(clock.now().getTime() - minute)
  await read(id, { state: 'disputed' })
  await read(id, { state: 'won' })
  await takeReading(scene.house.ctx(), id, { state: 'disputed', providerRef: null, money: { amount: 3_000, currency: 'EUR' }, fee: null, reason: null, nextUrl: null }, long)
  await settle()
  expect(await see(scene, given.id)).toMatchObject({ state: 'confirmed' })
  expect(await eventsOf(given)).toEqual(['started', 'confirmed'])
  expect(await own(campaign)).toEqual({ pot: 3_000 })
  await read(id, { state: 'disputed' })
  await settle()
  expect([(await see(scene, given.id)).state, await own(campaign)]).toEqual(['disputed', {}])
  expect(await broken()).toEqual([])
}, 60_000)

/** Its last instant was an hour ago: the clock stays true, so that what follows is written after it. */
async function endNow({ id }: Campaign): Promise<void> {
  await sql`update crowdfunding.projects set ends_at = now() - interval '1 hour' where id = ${id}`.execute(scene.house.db)
  await tick(scene)
}

async function payStep(campaign: Campaign, place: number): Promise<void> {
  const { house, maker, reviewer } = scene
  const { milestones } = await house.call<StudioProject>(maker, 'crowdfunding.getStudioProject', { id: campaign.id })
  const { id } = milestones[place]!
  await house.call(maker, 'crowdfunding.askMilestone', { id, note: 'Fait.', documentIds: [await addPaper(scene, campaign.id)] })
  await house.call(reviewer, 'crowdfunding.decideMilestone', { id, verdict: 'approved' })
  await passHolds()
  await settle()
}

/** A person of finance makes the transfers that wait. */
async function passHolds(): Promise<void> {
  const { house } = scene
  const finance = await house.person({ name: 'Yao Amouzou', staff: ['finance'] })
  const { items } = await house.call<{ items: { id: string }[] }>(finance, 'payments.listHolds', {})
  for (const { id } of items) await house.call(finance, 'payments.decideHold', { holdId: id, verdict: 'approved', word: 'VIR 1' })
}

test('after the settlement the producer owes it, the next payout is that much smaller, and what returns later is paid', async () => {
  const campaign = await keeping({ milestones: [5_000, 5_000] })
  const [first, second] = [await give(campaign, 4_000), await give(campaign, 6_000)]
  await endNow(campaign)
  await settle()
  expect(await own(campaign)).toEqual({ payable: 9_500 })
  const fees = (await platform(campaign))['platform fees'] ?? 0
  await payStep(campaign, 0)
  expect(await own(campaign)).toEqual({ payable: 4_750 })
  await contest(second)
  expect(await own(campaign)).toEqual({ payable: 4_750, receivable: 5_700 })
  expect(((await platform(campaign))['platform fees'] ?? 0) - fees).toBe(-300)
  expect(await toldTo(scene, scene.maker)).toContain('disputedOwed')
  expect(await trailOf(campaign)).toMatchObject({ in: 10_000, takenBack: 6_000, fees: 200, paidOut: 4_750, left: -950 })
  const desk = await scene.house.call<{ items: { amount: number; withheld: number }[] }>(scene.reviewer, 'crowdfunding.milestoneQueue', {})
  expect(desk.items).toEqual([])

  await payStep(campaign, 1)
  expect(await stateOf(scene, campaign)).toBe('completed')
  expect(await own(campaign)).toEqual({ receivable: 950 })
  const { milestones } = await scene.house.call<StudioProject>(scene.maker, 'crowdfunding.getStudioProject', { id: campaign.id })
  expect(milestones.map(({ amount, withheld, state }) => [amount, withheld, state])).toEqual([
    [4_750, 0, 'paid'],
    [4_750, 4_750, 'paid'],
  ])

  await close(second, 'won')
  await passHolds()
  await settle()
  expect(await own(campaign)).toEqual({})
  expect(((await platform(campaign))['platform fees'] ?? 0) - fees).toBe(0)
  const trail = await trailOf(campaign)
  expect(trail).toMatchObject({ in: 10_000, takenBack: 0, fees: 500, paidOut: 9_500, left: 0 })
  expect(trail.lines.filter(({ kind }) => kind === 'payout').map(({ amount, balance }) => [amount, balance])).toEqual([
    [-4_750, 0],
    [-4_750, 4_750],
  ])
  expect([await see(scene, first.id), await see(scene, second.id)]).toMatchObject([{ state: 'confirmed' }, { state: 'confirmed' }])
  expect(await broken()).toEqual([])
}, 60_000)

test('a charge contested before the settlement is not shared out, and what it brings when it returns is', async () => {
  const campaign = await keeping({ milestones: [10_000] })
  await give(campaign, 2_000)
  const away = await give(campaign, 1_000)
  await contest(away)
  await endNow(campaign)
  await settle()
  expect(await own(campaign)).toEqual({ payable: 1_900 })
  await close(away, 'won')
  await passHolds()
  await settle()
  expect(await own(campaign)).toEqual({ payable: 1_900 })
  expect(await trailOf(campaign)).toMatchObject({ in: 3_000, takenBack: 0, fees: 150, paidOut: 950, left: 1_900 })
  expect(await broken()).toEqual([])
}, 60_000)
