import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Contribution, ProjectCard, StudioProject } from '#domains/crowdfunding/schema.ts'
import { tokenOf } from '#domains/crowdfunding/gifts.ts'
import type { Person } from '#platform/actor'
import { sealAudit, verifyAudit } from '#platform/audit'
import { brokenInvariants } from '../../checks/invariants.ts'
import { readPdf } from '../documents/pdf.ts'
import { addPaper, ask, type Campaign, end, give, launch, openScene, paymentOf, type Scene, see, sendOut, settleDoor, stateOf, toldTo } from './campaign.ts'

/** Golden path 1 after the film: the money of two campaigns, from the phone of a fan to the last account of the ledger. The steps follow each other. */

let scene: Scene
let afi: Person
let funded: Campaign
let failing: Campaign
let gift: Contribution
beforeAll(async () => {
  scene = await openScene()
  await scene.house.person({ staff: ['administrator'] })
  afi = await scene.house.person({ name: 'Afi Mensah', email: 'afi@griot.example' })
}, 60_000)
afterAll(() => scene.close())

const film = 'passeur-de-nuit'
const fromAfi = (slug: string, amount: number): Promise<Contribution> =>
  scene.house.call<Contribution>(afi, 'crowdfunding.contribute', {
    slug,
    amount,
    name: 'Afi Mensah',
    phone: '90 55 66 77',
    country: 'TG',
    provider: 'fedapay',
    channel: 'mixx',
    source: 'film',
  })
const said = async (topic: string): Promise<Record<string, unknown>[]> =>
  (await sql<{ data: Record<string, unknown> }>`select data from platform.stream where topic = ${topic} order by id`.execute(scene.house.db)).rows.map(({ data }) => data)
const mailsTo = async (address: string): Promise<string[]> =>
  (await sql<{ subject: string }>`select subject from platform.mailbox where channel = 'mail' and recipient = ${address} order by id`.execute(scene.house.db)).rows.map(
    ({ subject }) => subject,
  )

test('the film that was watched shows the project it can fund', async () => {
  const { house, maker, workspaceId } = scene
  await sql`with made as (insert into cinema.films (slug, original_title, state, workspace_id, notice, listed_at) values (${film}, 'Passeur de nuit', 'published', ${workspaceId}, true, now()) returning id)
    insert into cinema.decisions (film_id, kind, at) select id, 'published', now() from made`.execute(house.db)
  funded = await launch(scene, { goal: 100_000, milestones: [4_000, 6_000] })
  failing = await launch(scene, { goal: 500_000 })
  await house.call(maker, 'crowdfunding.editProject', { id: funded.id, filmSlug: film })
  const { items } = await house.call<{ items: ProjectCard[] }>(afi, 'crowdfunding.fundableAfter', { slug: film })
  expect(items.map(({ slug }) => slug)).toEqual([funded.slug])
})

test('5 000 F by mobile money, the callback twice and out of order: one contribution, one receipt, the bar moves, both are told', async () => {
  const { house, door } = scene
  const before = (await said(`project:${funded.id}`)).length
  // The word that it was created comes after the word that it was paid, and each comes twice.
  door.behave({ callbacks: 'out-of-order', lateMs: 3_000 })
  const asked = await fromAfi(funded.slug, 5_000)
  expect(asked).toMatchObject({ state: 'pending', next: { flow: 'push' }, phone: '+228 •• •• •• 77' })
  await house.runJobs()
  await door.approve(await paymentOf(scene, asked.id))
  await door.quiet()
  for (const { url, body, headers } of door.deliveries()) expect((await fetch(url, { method: 'POST', body, headers })).status).toBe(200)
  await settleDoor(scene)
  expect(door.deliveries().map(({ body }) => (JSON.parse(body) as { name: string }).name)).toEqual(['transaction.approved', 'transaction.created'])
  door.behave({ callbacks: 'normal' })

  gift = await see(scene, asked.id)
  expect(gift).toMatchObject({ state: 'confirmed', amount: 5_000, number: expect.stringMatching(/^R-\d{4}-000001$/) as string })
  expect(door.entries().filter(({ about }) => about === 'payment')).toMatchObject([{ amount: 5_000, moved: 1 }])
  const { rows } = await sql`select 1 from platform.events where type = 'contribution.confirmed'`.execute(house.db)
  expect(rows.length).toBe(1)
  expect((await said(`project:${funded.id}`)).slice(before).at(-1)).toMatchObject({ raised: 5_000, contributors: 1, percent: 5 })
  expect((await said(`contribution:${asked.id}:${tokenOf(asked.id)}`)).at(-1)).toEqual({ state: 'confirmed' })
  expect(await toldTo(scene, scene.maker)).toContain('firstContribution')
  expect(await toldTo(scene, afi)).toEqual(['confirmed'])
  const mails = await mailsTo(afi.email)
  expect([mails.length, (await mailsTo(scene.maker.email)).length > 0]).toEqual([1, true])
})

test.for([
  { lang: 'fr', word: /reçu/i },
  { lang: 'en', word: /receipt/i },
])('its receipt in $lang is an archive PDF that says who, what and how much', async ({ lang, word }) => {
  const answer = await scene.house.app.inject({ url: `${gift.receiptHref}&lang=${lang}` })
  expect([answer.statusCode, answer.headers['content-type'], answer.rawPayload.subarray(0, 4).toString()]).toEqual([200, 'application/pdf', '%PDF'])
  const paper = await readPdf(answer.rawPayload)
  expect(paper).toMatchObject({ archive: '2B', lang: expect.stringContaining(lang) as string, tagged: true })
  for (const fact of [word, /Afi Mensah/, /5\s000|5,000/, new RegExp(gift.number!)]) expect(paper.text).toMatch(fact)
})

test('above its goal the campaign pays its producer, step by step with proof, less the fee', async () => {
  const { house, maker, reviewer, door } = scene
  for (let i = 0; i < 3; i += 1) await give(scene, funded, 40_000)
  await end(scene, funded)
  expect(await stateOf(scene, funded)).toBe('succeeded')
  expect([await toldTo(scene, afi), await toldTo(scene, maker)]).toEqual([expect.arrayContaining(['reached']), expect.arrayContaining(['goalReached', 'succeeded', 'settled'])])
  const { milestones } = await house.call<StudioProject>(maker, 'crowdfunding.getStudioProject', { id: funded.id })
  // 125 000 F less 5 %.
  expect(milestones.map(({ amount }) => amount)).toEqual([47_500, 71_250])
  const [first] = milestones
  await expect(house.call(maker, 'crowdfunding.askMilestone', { id: first!.id, note: 'Tourné.', documentIds: [] })).rejects.toMatchObject({ code: 'crowdfunding.needsProof' })
  await house.call(maker, 'crowdfunding.askMilestone', { id: first!.id, note: 'Le tournage est fini.', documentIds: [await addPaper(scene, funded.id)] })
  await house.call(reviewer, 'crowdfunding.decideMilestone', { id: first!.id, verdict: 'approved' })
  await sendOut(scene)
  expect(door.entries().filter(({ about }) => about === 'payout')).toMatchObject([{ amount: 47_500, moved: 1, state: 'sent' }])
  expect(await toldTo(scene, maker)).toContain('milestonePaid')
})

test('below its goal everyone is refunded; a wallet that is gone waits for another, and then has its money', async () => {
  const { house, door } = scene
  failing = await launch(scene, { goal: 500_000 })
  const [mine, lost] = [await fromAfi(failing.slug, 7_000), await ask(scene, failing, 9_000)]
  await house.runJobs()
  for (const { id } of [mine, lost]) await door.approve(await paymentOf(scene, id))
  await settleDoor(scene)
  await end(scene, failing)
  expect(await stateOf(scene, failing)).toBe('failed')
  await house.runJobs()
  await sql`update payments.outs set round = 9 where subject = ${`contribution:${lost.id}`}`.execute(house.db)
  const [order] = (await sql<{ reference: string }>`select reference from payments.outs where subject = ${`contribution:${lost.id}`}`.execute(house.db)).rows
  await door.refuse(order!.reference)
  await sql`update graphile_worker._private_jobs set run_at = now() where key like 'payments.%' and locked_at is null`.execute(house.db)
  await settleDoor(scene)
  await sendOut(scene)
  expect([(await see(scene, mine.id)).state, (await see(scene, lost.id)).state]).toEqual(['refunded', 'refund-stuck'])
  await house.call(house.nobody, 'crowdfunding.renewWallet', { id: lost.id, token: tokenOf(lost.id), channel: 'flooz', phone: '+22896112233' })
  await sendOut(scene)
  expect((await see(scene, lost.id)).state).toBe('refunded')
  // To another wallet it leaves as a payout.
  const back = door.entries().filter(({ about, amount, moved }) => about !== 'payment' && moved > 0 && amount !== 47_500)
  expect(back.map(({ amount, moved }) => [amount, moved])).toEqual([
    [7_000, 1],
    [9_000, 1],
  ])
  expect(await toldTo(scene, afi)).toEqual(expect.arrayContaining(['notReached', 'refunded']))
})

const picture = async (): Promise<Record<string, number>> =>
  Object.fromEntries(
    (await sql<{ name: string; posted: number }>`select owner || ' ' || purpose as name, posted::int from ledger.balances where posted <> 0`.execute(scene.house.db)).rows.map(
      ({ name, posted }) => [name.replace(funded.id, 'funded').replace(failing.id, 'failing'), posted],
    ),
  )

test('the ledger at the end: what is owed is there, the books sum to zero, the provider says the same', async () => {
  const { door, house } = scene
  const entries = door.entries()
  const paid = entries.filter(({ about, moved }) => about === 'payment' && moved > 0)
  const out = entries.filter(({ about, moved }) => about !== 'payment' && moved > 0)
  const sum = (all: readonly { amount: number; moved: number }[]): number => all.reduce((total, { amount, moved }) => total + amount * moved, 0)
  const kept = paid.reduce((total, { amount }) => total + Math.ceil((amount * 18) / 1_000), 0)
  expect([sum(paid), sum(out)]).toEqual([141_000, 63_500])
  expect(await picture()).toEqual({
    'project:funded payable': 71_250,
    'platform fees': 6_250,
    'provider:fedapay charges': kept,
    'provider:fedapay float': 141_000 - 63_500 - kept,
  })
  const finance = await house.person({ staff: ['finance'] })
  const trial = await house.call<{ sheets: { debit: number; credit: number }[] }>(finance, 'ledger.trialBalance', {})
  expect(trial.sheets.length).toBe(1)
  for (const { debit, credit } of trial.sheets) expect(debit).toBe(credit)
  expect(entries.filter(({ moved }) => moved > 1)).toEqual([])
  expect(await brokenInvariants(house.db)).toEqual([])
})

test('the fan leaves: the gifts stay without the name, the ledger and its picture are the same, the chain of the audit trail holds', async () => {
  const { house } = scene
  const before = await picture()
  await house.call(afi, 'trust.requestErasure', { confirm: afi.email, when: 'now' })
  await house.runJobs()
  const { rows } = await sql<{ userId: string | null; name: string; email: string | null; phone: string | null; amount: number; number: string | null }>`
    select user_id as "userId", name, email, phone, amount::int, number from crowdfunding.contributions where id = ${gift.id}`.execute(house.db)
  expect(rows).toMatchObject([{ userId: null, email: null, phone: null, amount: 5_000, number: gift.number }])
  const everything = (
    await sql<{
      text: string
    }>`select (select coalesce(json_agg(c), '[]')::text from crowdfunding.contributions c) || (select coalesce(json_agg(p), '[]')::text from payments.payments p)
    || (select coalesce(json_agg(o), '[]')::text from payments.outs o) || (select coalesce(json_agg(t), '[]')::text from ledger.transfers t) || (select coalesce(json_agg(s), '[]')::text from payments.steps s) as text`.execute(
      house.db,
    )
  ).rows[0]!.text
  for (const trace of ['Afi Mensah', afi.email, '+22890556677']) expect(everything).not.toContain(trace)
  expect(await picture()).toEqual(before)
  // The clock of the story is weeks ahead of the database's own: the seal is put on at the true time.
  await sealAudit({ ...house.ctx(), now: new Date() })
  expect(await verifyAudit()).toMatchObject({ faults: [], waiting: 0 })
  expect(await brokenInvariants(house.db)).toEqual([])
})
