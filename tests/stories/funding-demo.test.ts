import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { seed as seedCinema } from '#domains/cinema/seed.ts'
import type { ProjectCard } from '#domains/crowdfunding'
import { seed } from '#domains/crowdfunding/seed.ts'
import { seed as seedIdentity } from '#domains/identity/seed.ts'
import { transaction } from '#platform/database/pool'
import { give, ledgerOf, openScene, type Scene } from './campaign.ts'

let scene: Scene
beforeAll(async () => {
  scene = await openScene()
  await transaction(scene.house.ctx(), async (ctx) => {
    await seedIdentity(ctx)
    await seedCinema(ctx)
    await seed(ctx)
  })
  // Films are not what this is about: they would be encoded for minutes.
  await sql`select graphile_worker.complete_jobs(array_agg(id)) from graphile_worker.jobs where task_identifier like 'media.%'`.execute(scene.house.db)
}, 120_000)
afterAll(() => scene.close())

const list = async (state: string) => (await scene.house.call<{ items: ProjectCard[] }>(scene.house.nobody, 'crowdfunding.listProjects', { state })).items

test('the demo shows every stage of a project, and its money is in the ledger', async () => {
  const open = await list('open')
  expect(open.map(({ title, funding }) => [title, funding.raised, funding.percent])).toEqual([
    ['Le Lapin du Mono', 2_496_500, 99],
    ['Lagune 2051', 3_415_000, 42],
    ['Les Tambours de Nikki', 268_500, 22],
  ])
  for (const one of open) expect(await ledgerOf(scene, { id: one.id, slug: one.slug, rewards: [] })).toMatchObject({ pot: one.funding.raised })
  const [succeeded] = await list('succeeded')
  expect(await ledgerOf(scene, { id: succeeded!.id, slug: '', rewards: [] })).toMatchObject({ payable: 406_600, 'platform fees': 107_000 })
  const [failed] = await list('ended')
  expect(failed).toMatchObject({ funding: { raised: 612_000, state: 'failed' } })
  expect(await ledgerOf(scene, { id: failed!.id, slug: '', rewards: [] })).not.toHaveProperty('refunds')
  const { rows } = await sql<{ id: string }>`select id from identity.workspaces where slug = 'harmattan-films'`.execute(scene.house.db)
  await scene.house.join(rows[0]!.id, scene.maker, 'owner')
  const { items } = await scene.house.call<{ items: { state: string }[] }>(scene.maker, 'crowdfunding.studioProjects')
  expect(items.map((one) => one.state).toSorted()).toEqual(['draft', 'failed', 'live', 'live', 'live', 'submitted', 'succeeded'])
})

test('one contribution of 5 000 F takes the rabbit over its goal', async () => {
  const [rabbit] = await list('open')
  await give(scene, { id: rabbit!.id, slug: rabbit!.slug, rewards: [] }, 5_000)
  const [after] = await list('open')
  expect(after!.funding).toMatchObject({ raised: 2_501_500, percent: 100 })
})
