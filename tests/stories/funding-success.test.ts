import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Project, StudioProject } from '#domains/crowdfunding/schema.ts'
import { addPaper, type Campaign, end, give, launch, ledgerOf, openScene, type Scene, sendOut, settleDoor, stateOf, toldTo, writeProject } from './campaign.ts'

let scene: Scene
beforeAll(async () => {
  scene = await openScene()
}, 60_000)
afterAll(() => scene.close())

test('a project goes through review, is funded, and pays its producer milestone by milestone', async () => {
  const { house, maker, reviewer } = scene
  const campaign = await writeProject(scene, { goal: 100_000, milestones: [3_333, 6_667], rewards: [{ title: 'Une affiche', amount: 10_000, quantity: 5 }] })
  await expect(house.call(maker, 'crowdfunding.launchProject', { id: campaign.id })).rejects.toMatchObject({ code: 'crowdfunding.notApproved' })
  await house.call(maker, 'crowdfunding.submitProject', { id: campaign.id })
  await expect(house.call(reviewer, 'crowdfunding.decideProject', { id: campaign.id, verdict: 'changes-asked' })).rejects.toMatchObject({ code: 'crowdfunding.needsReasons' })
  await house.call(reviewer, 'crowdfunding.decideProject', { id: campaign.id, verdict: 'changes-asked', note: 'Précisez le budget.' })
  await house.call(maker, 'crowdfunding.submitProject', { id: campaign.id })
  await house.call(reviewer, 'crowdfunding.decideProject', { id: campaign.id, verdict: 'approved' })
  await house.call(maker, 'crowdfunding.launchProject', { id: campaign.id })

  const fan = await house.person({ name: 'Awa Mensah' })
  await house.call(fan, 'crowdfunding.followProject', { slug: campaign.slug })
  const first = await give(scene, campaign, 40_000, { rewardId: campaign.rewards[0]!.id, message: 'Courage !' })
  expect(first).toMatchObject({ state: 'confirmed', number: `R-${new Date().getUTCFullYear()}-000001`, refundable: true, reward: { title: 'Une affiche' } })
  await give(scene, campaign, 70_001)
  expect(await ledgerOf(scene, campaign)).toEqual({ pot: 110_001, 'fedapay float': 110_001 - 1_981, 'fedapay charges': 1_981 })
  const shown = await house.call<Project>(house.nobody, 'crowdfunding.getProject', { slug: campaign.slug })
  expect(shown.funding).toMatchObject({ raised: 110_001, percent: 110, contributors: 2, state: 'live' })
  expect(shown.rewards[0]).toMatchObject({ left: 4 })

  await end(scene, campaign)
  expect(await stateOf(scene, campaign)).toBe('succeeded')
  expect(await ledgerOf(scene, campaign)).toMatchObject({ payable: 104_501, 'platform fees': 5_500 })
  expect(await toldTo(scene, fan)).toContain('reached')
  expect(await toldTo(scene, maker)).toEqual(expect.arrayContaining(['firstContribution', 'goalReached', 'succeeded', 'settled']))

  await payMilestones(campaign)
  expect(await stateOf(scene, campaign)).toBe('completed')
  expect(await ledgerOf(scene, campaign)).toEqual({ 'platform fees': 5_500, 'fedapay float': 5_500 - 1_981, 'fedapay charges': 1_981 })
  const trail = await house.call<{ in: number; fees: number; paidOut: number; left: number; lines: { kind: string; amount: number; balance: number }[] }>(
    house.nobody,
    'crowdfunding.projectMoney',
    {
      slug: campaign.slug,
    },
  )
  expect(trail).toMatchObject({ in: 110_001, fees: 5_500, paidOut: 104_501, left: 0 })
  expect(trail.lines.map(({ kind, amount, balance }) => [kind, amount, balance])).toEqual([
    ['payout', -69_671, 0],
    ['payout', -34_830, 69_671],
    ['fee', -5_500, 104_501],
    ['in', 70_001, 110_001],
    ['in', 40_000, 40_000],
  ])
}, 60_000)

async function payMilestones(campaign: Campaign): Promise<void> {
  const { house, maker, reviewer } = scene
  const { milestones } = await house.call<StudioProject>(maker, 'crowdfunding.getStudioProject', { id: campaign.id })
  expect(milestones.map((one) => one.amount)).toEqual([34_830, 69_671])
  for (const { id } of milestones) {
    await expect(house.call(maker, 'crowdfunding.askMilestone', { id, note: 'Tourné.', documentIds: [] })).rejects.toMatchObject({ code: 'crowdfunding.needsProof' })
    const proof = await addPaper(scene, campaign.id)
    await house.call(maker, 'crowdfunding.askMilestone', { id, note: 'Le tournage est fini.', documentIds: [proof] })
    await house.call(reviewer, 'crowdfunding.decideMilestone', { id, verdict: 'approved' })
    await expect(house.call(reviewer, 'crowdfunding.decideMilestone', { id, verdict: 'approved' })).rejects.toMatchObject({ code: 'crowdfunding.notAsked' })
    await sendOut(scene)
  }
}

test('a project that keeps what is raised succeeds from its minimum on, and fails below it', async () => {
  const enough = await launch(scene, { goal: 100_000, model: 'keep', minimum: 20_000 })
  const short = await launch(scene, { goal: 100_000, model: 'keep', minimum: 50_000 })
  await give(scene, enough, 20_000)
  await give(scene, short, 20_000)
  await end(scene, enough)
  await end(scene, short)
  await sendOut(scene)
  expect([await stateOf(scene, enough), await stateOf(scene, short)]).toEqual(['succeeded', 'failed'])
  expect(await ledgerOf(scene, enough)).toMatchObject({ payable: 19_000 })
  expect(await ledgerOf(scene, short)).not.toHaveProperty('refunds')
}, 60_000)

test('after the launch what was promised stays, and what changes is kept for everyone to compare', async () => {
  const { house, maker } = scene
  const campaign = await launch(scene, { rewards: [{ title: 'Une affiche', amount: 5_000, quantity: 2 }] })
  const edit = (input: object) => house.call<{ updatedAt: Date }>(maker, 'crowdfunding.editProject', { id: campaign.id, ...input })
  for (const change of [{ goal: 1 }, { currency: 'EUR' }, { model: 'keep' }, { endsOn: '2030-01-01' }]) {
    await expect(edit(change)).rejects.toMatchObject({ code: 'crowdfunding.fixedAfterLaunch' })
  }
  const { updatedAt } = await edit({ story: 'Une autre histoire. '.repeat(20), note: 'Un nouveau décor' })
  await expect(edit({ story: 'x', seen: new Date(0).toISOString() })).rejects.toMatchObject({ code: 'crowdfunding.editedMeanwhile' })
  await edit({ summary: 'Un film au bord de l’eau.', seen: updatedAt.toISOString() })
  const set = (rewards: object[]) => house.call(maker, 'crowdfunding.setRewards', { id: campaign.id, rewards })
  const [known] = campaign.rewards
  await expect(set([{ id: known!.id, title: 'Une affiche', amount: 4_000, quantity: 2 }])).rejects.toMatchObject({ code: 'crowdfunding.rewardFixed' })
  await expect(set([])).rejects.toMatchObject({ code: 'crowdfunding.rewardFixed' })
  await set([
    { id: known!.id, title: 'Une affiche', amount: 5_000, quantity: 10 },
    { title: 'Une place', amount: 8_000, quantity: 20 },
  ])
  const call = (name: string, input: object) => house.call(maker, `crowdfunding.${name}`, { id: campaign.id, ...input })
  await call('setBudget', { lines: [{ label: 'Tournage', amount: 100_000 }], note: 'Rien ne change' })
  await call('setBudget', { lines: [{ label: 'Tournage et son', amount: 120_000 }], note: 'Un ingénieur du son nous rejoint' })
  await call('setTeam', {
    team: [
      { name: 'Kossi Adjovi', role: 'Réalisation' },
      { name: 'Afi Mensah', role: 'Son' },
    ],
    note: 'Afi fait le son',
  })
  const rewards = (await house.call<Project>(maker, 'crowdfunding.getProject', { slug: campaign.slug })).rewards.map(({ left: _left, ...one }) => one)
  await call('setRewards', { rewards: [...rewards, { title: 'Un disque', amount: 9_000, quantity: 5 }], note: 'La musique est prête' })
  const { items } = await house.call<{ items: { number: number; note: string | null; changes: { field: string; before: string; after: string }[] }[] }>(
    house.nobody,
    'crowdfunding.projectVersions',
    {
      slug: campaign.slug,
    },
  )
  expect(items.map(({ number, note, changes }) => [number, note, changes.map((one) => one.field)])).toEqual([
    [6, 'La musique est prête', ['rewards']],
    [5, 'Afi fait le son', ['team']],
    [4, 'Un ingénieur du son nous rejoint', ['budget']],
    [3, null, ['rewards']],
    [2, null, ['summary']],
    [1, 'Un nouveau décor', ['story']],
  ])
  expect(items[2]!.changes).toEqual([{ field: 'budget', before: 'Tournage : 100000 XOF', after: 'Tournage et son : 120000 XOF' }])
}, 60_000)

test('a word on the wall is hidden and shown again by the makers and by moderators, and by nobody else', async () => {
  const { house, maker } = scene
  const campaign = await launch(scene)
  const given = await give(scene, campaign, 2_000, { message: 'Une insulte' })
  const [moderator, fan] = [await house.person({ name: 'Efua Sarpong', staff: ['moderator'] }), await house.person({ name: 'Awa Mensah' })]
  const wall = async (who: Parameters<typeof house.call>[0]) =>
    (await house.call<{ items: { id: string | null; message: string | null; hidden: boolean }[] }>(who, 'crowdfunding.projectWall', { slug: campaign.slug })).items.map(
      ({ id, message, hidden }) => [id, message, hidden],
    )
  const desk = async (hidden: boolean) =>
    (await house.call<{ items: { id: string }[] }>(moderator, 'crowdfunding.contributionMessages', { hidden })).items.filter(({ id }) => id === given.id).length
  const hide = (who: Parameters<typeof house.call>[0], hidden: boolean) => house.call(who, 'crowdfunding.moderateMessage', { id: given.id, hidden })
  expect([await wall(fan), await desk(false)]).toEqual([[[null, 'Une insulte', false]], 1])
  await expect(hide(fan, true)).rejects.toMatchObject({ kind: 'missing' })
  await hide(moderator, true)
  expect([await wall(fan), await wall(maker), await desk(false), await desk(true)]).toEqual([[[null, null, false]], [[given.id, 'Une insulte', true]], 0, 1])
  const { items } = await house.call<{ items: { messageHidden: boolean }[] }>(maker, 'crowdfunding.listContributors', { id: campaign.id })
  expect(items.map((one) => one.messageHidden)).toEqual([true])
  await hide(maker, false)
  expect(await wall(fan)).toEqual([[null, 'Une insulte', false]])
}, 60_000)

test('what is missing is said all at once', async () => {
  const { house, maker, workspaceId } = scene
  const { id } = await house.call<{ id: string }>(maker, 'crowdfunding.createProject', { workspaceId, title: 'Presque rien' })
  const refused: unknown = await house.call(maker, 'crowdfunding.submitProject', { id }).catch((error: unknown) => error)
  expect(refused).toMatchObject({ code: 'crowdfunding.incomplete' })
  expect((refused as { fields: { field: string }[] }).fields.map((one) => one.field)).toEqual(
    expect.arrayContaining(['summary', 'story', 'risks', 'country', 'goal', 'budget', 'team', 'cover', 'milestones', 'documents', 'payoutTo', 'endsOn']),
  )
  await settleDoor(scene)
})
