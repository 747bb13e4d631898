import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { timed } from '#domains/crowdfunding/jobs.ts'
import { balancesOf } from '#domains/ledger'
import type { Contribution, StudioProject } from '#domains/crowdfunding/schema.ts'
import type { Person } from '#platform/actor'
import { clock, day, hour } from '#platform/clock'
import { openFedapay } from '../doors/fedapay.ts'
import { envOf, type KeptDoor } from '../doors/payment-keeper.ts'
import type { TestHouse } from '../house.ts'
import { openPayingHouse } from './paying.ts'

/** A house with makers, a reviewer, and a stand-in of FedaPay whose payers say yes when told. */
export interface Scene {
  house: TestHouse
  door: KeptDoor
  url: string
  maker: Person
  reviewer: Person
  workspaceId: string
  close: () => Promise<void>
}

export async function openScene(others: readonly KeptDoor[] = []): Promise<Scene> {
  const door = await openFedapay()
  const { house, url } = await openPayingHouse([door, ...others], envOf(door, ...others))
  const maker = await house.person({ name: 'Kossi Adjovi' })
  const reviewer = await house.person({ name: 'Fatou Ba', staff: ['reviewer'] })
  const workspaceId = await house.workspace(maker, { name: 'Harmattan Films' })
  return {
    house,
    door,
    url,
    maker,
    reviewer,
    workspaceId,
    close: async () => {
      await house.close()
      await Promise.all([door, ...others].map((one) => one.close()))
    },
  }
}

export interface Plan {
  goal?: number
  model?: 'all-or-nothing' | 'keep'
  minimum?: number
  currency?: 'XOF' | 'EUR'
  days?: number
  rewards?: { title: string; amount: number; quantity: number | null }[]
  milestones?: number[]
}

export interface Campaign {
  id: string
  slug: string
  rewards: { id: string; amount: number }[]
}

const story = 'Au bord du lac, une fille apprend le métier de son père, passeur, que personne n’attend plus. '.repeat(4)
const paper = Buffer.from('%PDF-1.7\n% devis\n')
const cover = { src: '/media/pictures/x/640.jpg', width: 640, height: 360, color: '#334455', sources: [] }

/** Everything a reviewer wants to see, through the same operations as the studio. */
export async function writeProject(scene: Scene, plan: Plan = {}): Promise<Campaign> {
  const { house, maker, workspaceId } = scene
  const call = (name: string, input: object) => house.call<{ id: string; slug: string }>(maker, `crowdfunding.${name}`, input)
  const { id, slug } = await call('createProject', { workspaceId, title: `Le passeur ${randomUUID().slice(0, 8)}` })
  const endsOn = new Date(clock.now().getTime() + (plan.days ?? 20) * day).toISOString().slice(0, 10)
  const { goal = 100_000, model = 'all-or-nothing', currency = 'XOF' } = plan
  await call('editProject', { id, summary: 'Un film au bord du lac.', story, risks: 'La saison des pluies.', country: 'TG', goal, model, currency, endsOn })
  if (plan.minimum) await call('editProject', { id, minimum: plan.minimum })
  await call('setBudget', { id, lines: [{ label: 'Tournage', amount: goal }] })
  await call('setTeam', { id, team: [{ name: 'Kossi Adjovi', role: 'Réalisation' }] })
  await call('setMilestones', { id, milestones: (plan.milestones ?? [4_000, 6_000]).map((basisPoints, i) => ({ title: `Étape ${i + 1}`, basisPoints })) })
  await call('setRewards', { id, rewards: (plan.rewards ?? []).map((one) => ({ ...one })) })
  await call(
    'setPayoutTo',
    currency === 'XOF'
      ? { id, kind: 'wallet', channel: 'mixx', phone: '90112233', name: 'Kossi Adjovi' }
      : { id, kind: 'bank', iban: 'FR7630006000011234567890189', name: 'Kossi Adjovi' },
  )
  await addPaper(scene, id)
  await sql`update crowdfunding.projects set cover = ${JSON.stringify(cover)}::jsonb where id = ${id}`.execute(house.db)
  const { rewards } = await house.call<StudioProject>(maker, 'crowdfunding.getStudioProject', { id })
  return { id, slug, rewards }
}

/** A document, sent as a browser sends it. */
export async function addPaper(scene: Scene, projectId: string): Promise<string> {
  const { addDocument } = await import('#domains/crowdfunding/actions/papers.ts')
  return (await addDocument(scene.house.ctx(scene.maker), { projectId, name: 'devis.pdf', visibility: 'reviewers', bytes: paper })).id
}

export async function launch(scene: Scene, plan: Plan = {}): Promise<Campaign> {
  const campaign = await writeProject(scene, plan)
  await scene.house.call(scene.maker, 'crowdfunding.submitProject', { id: campaign.id })
  await scene.house.call(scene.reviewer, 'crowdfunding.decideProject', { id: campaign.id, verdict: 'approved' })
  await scene.house.call(scene.maker, 'crowdfunding.launchProject', { id: campaign.id })
  return campaign
}

let phones = 0

/** One fan with a phone of their own asks to contribute; nothing is paid yet. */
export function ask({ house }: Scene, { slug }: Campaign, amount: number, change: Record<string, unknown> = {}): Promise<Contribution> {
  phones += 1
  const phone = `+22890${String(200_000 + phones)}`
  return house.call<Contribution>(house.nobody, 'crowdfunding.contribute', {
    slug,
    amount,
    name: `Fan ${phones}`,
    phone,
    email: `fan.${phones}@griot.example`,
    provider: 'fedapay',
    channel: 'mixx',
    ...change,
  })
}

export async function paymentOf({ house }: Scene, id: string): Promise<string> {
  const { rows } = await sql<{ paymentId: string }>`select payment_id as "paymentId" from crowdfunding.contributions where id = ${id}`.execute(house.db)
  return rows[0]!.paymentId
}

/** The orders reach the provider, the payers say yes, the news come back. */
export async function pay(scene: Scene, given: readonly Contribution[]): Promise<void> {
  await scene.house.runJobs()
  for (const { id } of given) await scene.door.approve(await paymentOf(scene, id))
  await settleDoor(scene)
}

/** Until the stand-in has nothing more to say and the house nothing more to do. */
export async function settleDoor(scene: Scene): Promise<void> {
  for (let i = 0; i < 3; i++) {
    await scene.house.runJobs()
    await scene.door.quiet()
  }
  await scene.house.runJobs()
}

export async function give(scene: Scene, campaign: Campaign, amount: number, change: Record<string, unknown> = {}): Promise<Contribution> {
  const asked = await ask(scene, campaign, amount, change)
  await pay(scene, [asked])
  return see(scene, asked.id)
}

export async function see(scene: Scene, id: string): Promise<Contribution> {
  const { rows } = await sql<{ state: string }>`select state from crowdfunding.contributions where id = ${id}`.execute(scene.house.db)
  if (!rows[0]) throw new Error('no such contribution')
  const { getContribution } = await import('#domains/crowdfunding/gifts.ts')
  const { tokenOf } = await import('#domains/crowdfunding/gifts.ts')
  return getContribution(scene.house.ctx(), { id, token: tokenOf(id) })
}

/** Brings the refunds and payouts that wait at the provider to their end. */
export async function sendOut(scene: Scene): Promise<void> {
  await scene.house.runJobs()
  for (const entry of scene.door.entries()) if (entry.about !== 'payment' && entry.moved === 0) await scene.door.approve(entry.providerRef)
  await sql`update graphile_worker._private_jobs set run_at = now() where key like 'payments.%' and locked_at is null`.execute(scene.house.db)
  await settleDoor(scene)
}

/** The clock goes past the last day, and the timed job comes by. */
export async function end(scene: Scene, campaign: Campaign, past = hour): Promise<void> {
  const { rows } = await sql<{ endsAt: Date }>`select ends_at as "endsAt" from crowdfunding.projects where id = ${campaign.id}`.execute(scene.house.db)
  clock.travel(rows[0]!.endsAt.getTime() - clock.now().getTime() + past)
  await tick(scene)
}

/** What happens every minute. */
export async function tick(scene: Scene): Promise<void> {
  for (const one of timed) await one.run({ ...scene.house.ctx(), now: clock.now() })
  await scene.house.runJobs()
}

/** The picture of the ledger: what stands in the accounts of one project, and what the platform and the providers have. */
export async function ledgerOf({ house }: Scene, { id }: Campaign): Promise<Record<string, number>> {
  const owners: [string, string][] = [
    [`project:${id}`, ''],
    ['platform', 'platform '],
    ['provider:fedapay', 'fedapay '],
    ['provider:stripe', 'stripe '],
  ]
  const told: Record<string, number> = {}
  for (const [owner, prefix] of owners) {
    for (const { purpose, posted } of await balancesOf(house.db, owner)) if (posted !== 0) told[`${prefix}${purpose}`] = posted
  }
  return told
}

export async function stateOf({ house }: Scene, { id }: Campaign): Promise<string> {
  const { rows } = await sql<{ state: string }>`select state from crowdfunding.projects where id = ${id}`.execute(house.db)
  return rows[0]!.state
}

/** Kinds of notices somebody received, sorted. */
export async function toldTo({ house }: Scene, person: { id: string }): Promise<string[]> {
  const { rows } = await sql<{ kind: string }>`select distinct kind from messaging.notices where user_id = ${person.id} order by kind`.execute(house.db)
  return rows.map((row) => row.kind.replace('crowdfunding.', ''))
}
