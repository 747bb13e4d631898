import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { decide, lapseOne, settle } from '#domains/crowdfunding/actions/end.ts'
import { sendRefunds } from '#domains/crowdfunding/actions/give-back.ts'
import { tokenOf } from '#domains/crowdfunding/gifts.ts'
import { readLapsed } from '#domains/crowdfunding/store/contributions.ts'
import type { Contribution } from '#domains/crowdfunding/schema.ts'
import { takeOutReading } from '#domains/payments/actions/move-out.ts'
import { takeReading } from '#domains/payments/actions/move-payment.ts'
import { clock, day, hour, minute } from '#platform/clock'
import type { Ctx } from '#platform/context'
import { transaction } from '#platform/database/pool'
import { react } from '#platform/events'
import { isRefusal } from '#platform/refusal'
import { fundingInvariants } from '../../checks/funding.ts'
import { openScene, type Scene } from './campaign.ts'

/**
 * Random lives of campaigns: people contribute, pay, pay late, change their minds, time passes, the end comes once or many times, refunds succeed or get stuck.
 * Providers are played by what they would answer; everything else is the real house. Whatever happens, what must hold holds.
 */
let scene: Scene
beforeAll(async () => {
  scene = await openScene()
}, 60_000)
afterAll(() => scene.close())

const now = (): Ctx => ({ ...scene.house.ctx(), now: clock.now() })

interface Life {
  projectId: string
  slug: string
  rewards: string[]
  given: string[]
  endsAt: Date
}

async function begin(goal: number, model: 'all-or-nothing' | 'keep'): Promise<Life> {
  const db = scene.house.db
  const slug = `vie-${randomUUID().slice(0, 12)}`
  const endsAt = new Date(clock.now().getTime() + 3 * day)
  const { rows } = await sql<{
    id: string
  }>`insert into crowdfunding.projects (slug, workspace_id, title, goal, minimum, model, ends_on, ends_at, state, fee_basis_points, launched_at)
    values (${slug}, ${scene.workspaceId}, 'Le passeur', ${goal}, ${model === 'keep' ? Math.ceil(goal / 2) : null}, ${model}, ${endsAt}::date, ${endsAt}, 'live', 500, ${clock.now()}) returning id`.execute(
    db,
  )
  const projectId = rows[0]!.id
  await sql`insert into crowdfunding.milestones (project_id, position, title, basis_points) values (${projectId}, 0, 'Un', 3333), (${projectId}, 1, 'Deux', 6667)`.execute(db)
  const rewards = await sql<{
    id: string
  }>`insert into crowdfunding.rewards (project_id, position, title, amount, quantity) values (${projectId}, 0, 'La seule', 1000, 1), (${projectId}, 1, 'Deux', 500, 2)
    returning id`.execute(db)
  return { projectId, slug, rewards: rewards.rows.map((row) => row.id), given: [], endsAt }
}

/** Reads what was announced and lets the room hear it, in the order it was said. */
async function hear(): Promise<void> {
  const { rows } = await sql<{
    id: string
    key: string
  }>`select id, key from graphile_worker.jobs where task_identifier = 'platform.react' and key like 'crowdfunding.%' order by id`.execute(scene.house.db)
  for (const { key } of rows) {
    const at = key.indexOf(':')
    await transaction(now(), (ctx) => react(ctx, key.slice(at + 1), key.slice(0, at)))
  }
  await sql`delete from graphile_worker._private_jobs`.execute(scene.house.db)
}

const refused = async (run: () => Promise<unknown>): Promise<void> => {
  try {
    await run()
  } catch (error) {
    if (!isRefusal(error) || error.kind === 'unavailable') throw error
  }
}

async function read(life: Life, pick: number, state: 'confirmed' | 'failed' | 'expired' | 'disputed' | 'won'): Promise<void> {
  const { rows } = await sql<{
    paymentId: string
    amount: number
  }>`select payment_id as "paymentId", amount from crowdfunding.contributions where project_id = ${life.projectId} order by id`.execute(scene.house.db)
  const one = rows[pick % Math.max(1, rows.length)]
  if (!one) return
  const money = state === 'confirmed' || state === 'disputed' || state === 'won' ? { amount: one.amount, currency: 'XOF' as const } : null
  await takeReading(now(), one.paymentId, { state, money, providerRef: `p-${one.paymentId}`, fee: null, reason: state === 'failed' ? 'refused-by-payer' : null, nextUrl: null })
}

async function readOut(life: Life, pick: number, state: 'confirmed' | 'failed'): Promise<void> {
  const { rows } = await sql<{
    id: string
    reference: string
  }>`select o.id, o.reference from payments.outs o join crowdfunding.contributions c on o.subject = 'contribution:' || c.id
    where c.project_id = ${life.projectId} order by o.created_at, o.id`.execute(scene.house.db)
  const one = rows[pick % Math.max(1, rows.length)]
  if (one)
    await takeOutReading(now(), one.id, one.reference, { state, money: null, providerRef: null, fee: null, reason: state === 'failed' ? 'needs-account' : null, nextUrl: null })
}

type Step =
  | { do: 'give'; amount: number; reward: number }
  | { do: 'pay' | 'refuse' | 'silence' | 'contest' | 'win' | 'back' | 'sent' | 'stuck' | 'wallet'; pick: number }
  | { do: 'wait'; for: number }
  | { do: 'lapse' | 'end' | 'sendRefunds' | 'cancel' | 'hear' }

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ do: fc.constant('give' as const), amount: fc.constantFrom(500, 1_000, 2_500), reward: fc.integer({ min: -1, max: 1 }) }) },
  { weight: 8, arbitrary: fc.record({ do: fc.constant('pay' as const), pick: fc.nat(9) }) },
  {
    weight: 5,
    arbitrary: fc.record({ do: fc.constantFrom('refuse' as const, 'silence' as const, 'back' as const, 'sent' as const, 'stuck' as const, 'wallet' as const), pick: fc.nat(9) }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constantFrom('contest' as const, 'win' as const), pick: fc.nat(9) }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('wait' as const), for: fc.constantFrom(minute, 16 * minute, 5 * hour, 3 * day) }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constantFrom('lapse' as const, 'end' as const, 'sendRefunds' as const, 'hear' as const, 'hear' as const) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('cancel' as const) }) },
)

let phones = 0
async function take(life: Life, one: Step): Promise<void> {
  const { house } = scene
  const some = (pick: number) => life.given[pick % Math.max(1, life.given.length)] ?? randomUUID()
  switch (one.do) {
    case 'give':
      return refused(async () => {
        const phone = `+22890${String(300_000 + (phones++ % 600_000))}`
        const rewardId = one.reward < 0 ? {} : { rewardId: life.rewards[one.reward] }
        const made = await house.call<Contribution>(house.nobody, 'crowdfunding.contribute', {
          slug: life.slug,
          amount: one.amount,
          name: 'Fan',
          phone,
          provider: 'fedapay',
          channel: 'mixx',
          ...rewardId,
        })
        life.given.push(made.id)
      })
    case 'pay':
      return read(life, one.pick, 'confirmed')
    case 'refuse':
      return read(life, one.pick, 'failed')
    case 'silence':
      return read(life, one.pick, 'expired')
    case 'contest':
      return read(life, one.pick, 'disputed')
    case 'win':
      return read(life, one.pick, 'won')
    case 'back':
      return refused(() => house.call(house.nobody, 'crowdfunding.takeBack', { id: some(one.pick), token: tokenOf(some(one.pick)) }))
    case 'sent':
      return readOut(life, one.pick, 'confirmed')
    case 'stuck':
      return readOut(life, one.pick, 'failed')
    case 'wallet':
      return refused(() => house.call(house.nobody, 'crowdfunding.renewWallet', { id: some(one.pick), token: tokenOf(some(one.pick)), channel: 'flooz', phone: '+22896112233' }))
    case 'wait':
      return clock.travel(one.for)
    case 'cancel':
      return refused(() => house.call(scene.maker, 'crowdfunding.cancelProject', { id: life.projectId }))
    default:
      return timely(life, one.do)
  }
}

async function timely(life: Life, what: 'lapse' | 'end' | 'sendRefunds' | 'hear'): Promise<void> {
  const { projectId } = life
  if (what === 'hear') return hear()
  if (what === 'sendRefunds') return sendRefunds(now(), { projectId })
  if (what === 'lapse') for (const one of await readLapsed(scene.house.db, clock.now(), 50)) await lapseOne(now(), one)
  if (what === 'end') await Promise.all([decide(now(), { projectId }), decide(now(), { projectId })])
  if (what === 'end') await settle(now(), { projectId })
}

async function broken(life: Life): Promise<string[]> {
  const found: string[] = []
  for (const [name, question] of Object.entries(fundingInvariants)) {
    const { rows } = await sql<{ id: string }>`${sql.raw(question)} limit 3`.execute(scene.house.db)
    if (rows.length > 0) found.push(`${name}: ${rows.map((row) => row.id).join(' ')}`)
  }
  const shown = await scene.house.call<{ funding: { raised: number; state: string } }>(scene.house.nobody, 'crowdfunding.getProject', { slug: life.slug })
  const { rows } = await sql<{ posted: number }>`select posted from ledger.balances where owner = ${`project:${life.projectId}`} and purpose = 'pot'`.execute(scene.house.db)
  if (['live', 'closing'].includes(shown.funding.state) && shown.funding.raised !== (rows[0]?.posted ?? 0)) found.push('the bar is not the pot')
  return found
}

/** Everything that waits is told and done: then nothing may be under way any more, and everyone has what is theirs. */
async function finish(life: Life): Promise<void> {
  clock.travel(4 * day)
  await hear()
  for (let i = 0; i < 3; i++) {
    await timely(life, 'lapse')
    await timely(life, 'end')
    clock.travel(16 * minute)
    await hear()
    await timely(life, 'sendRefunds')
    for (let pick = 0; pick < life.given.length + 2; pick++) await readOut(life, pick, 'confirmed')
    await hear()
  }
}

/** Contributions that still wait for something. */
async function underWay({ projectId }: Life): Promise<unknown[]> {
  const { rows } = await sql`select id, state from crowdfunding.contributions where project_id = ${projectId} and state in ('pending', 'refund-due', 'refunding')`.execute(
    scene.house.db,
  )
  return rows
}

/** One life leaves before the next begins: the questions stay quick. */
async function leave({ projectId }: Life): Promise<void> {
  await sql`delete from crowdfunding.contributions where project_id = ${projectId}`.execute(scene.house.db)
  await sql`delete from crowdfunding.projects where id = ${projectId}`.execute(scene.house.db)
  await sql`delete from crowdfunding.receipts`.execute(scene.house.db)
}

const runs = process.env.GRIOT_LONG ? 10_000 : 40

test('whatever happens to a campaign, its bar, its places and its money stay true', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(1_000, 4_000),
      fc.constantFrom('all-or-nothing' as const, 'keep' as const),
      fc.array(step, { minLength: 6, maxLength: 26 }),
      async (goal, model, steps) => {
        const life = await begin(goal, model)
        try {
          for (const one of steps) await take(life, one)
          expect(await broken(life)).toEqual([])
          await finish(life)
          expect(await broken(life)).toEqual([])
          expect(await underWay(life)).toEqual([])
        } finally {
          await leave(life)
        }
      },
    ),
    { numRuns: runs, seed: 20_261_121 },
  )
}, 7_200_000)
