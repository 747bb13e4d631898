import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { ProjectCard } from '#domains/crowdfunding'
import type { Project } from '#domains/crowdfunding/schema.ts'
import type { Person } from '#platform/actor'
import { announce } from '#platform/events'
import { give, launch, openScene, type Scene, toldTo } from './campaign.ts'

let scene: Scene
beforeAll(async () => {
  scene = await openScene()
}, 60_000)
afterAll(() => scene.close())

/** A film of the makers' house that can be watched. */
async function film(title: string): Promise<{ id: string; slug: string }> {
  const { house, maker, workspaceId } = scene
  const made = await house.call<{ id: string; slug: string }>(maker, 'cinema.createFilm', { workspaceId, originalTitle: title })
  const titles = await sql<{
    id: string
  }>`insert into media.titles (workspace_id, name, created_by, state) values (${workspaceId}, ${title}, ${maker.id}, 'empty') returning id`.execute(house.db)
  await sql`update cinema.films set state = 'published', title_id = ${titles.rows[0]!.id}, title_state = 'ready' where id = ${made.id}`.execute(house.db)
  return made
}

test('a film leads to the project that follows it, and those who gave hear once that the new film is out', async () => {
  const { house, maker } = scene
  const [first, other] = [await film('Le bac'), await film('Le pont')]
  const campaign = await launch(scene, { goal: 5_000 })
  await house.call(maker, 'crowdfunding.editProject', { id: campaign.id, filmSlug: first.slug })
  const after = (slug: string) => house.call<{ items: ProjectCard[] }>(house.nobody, 'crowdfunding.fundableAfter', { slug })
  expect((await after(first.slug)).items.map((one) => one.slug)).toEqual([campaign.slug])
  // No project follows the other film: another of the same makers is offered.
  expect((await after(other.slug)).items.map((one) => one.slug)).toEqual([campaign.slug])
  const fan = await house.person({ name: 'Awa Mensah' })
  await house.call(fan, 'crowdfunding.followProject', { slug: campaign.slug })
  await give(scene, campaign, 5_000, { source: 'player', email: 'guest@griot.example' })

  const result = await film('Le passeur')
  await sql`update cinema.films set title_state = 'processing' where id = ${result.id}`.execute(house.db)
  await house.call(maker, 'crowdfunding.editProject', { id: campaign.id, resultFilmSlug: result.slug })
  await house.runJobs()
  expect(await toldTo(scene, fan)).not.toContain('filmOutAfter')
  await sql`update cinema.films set title_state = 'ready' where id = ${result.id}`.execute(house.db)
  for (let i = 0; i < 2; i++) await announce(house.db, { type: 'film.watchable', subject: result.id, workspaceId: scene.workspaceId, payload: { slug: result.slug } })
  await house.runJobs()
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from messaging.notices where user_id = ${fan.id} and kind = 'crowdfunding.filmOutAfter'`.execute(house.db)
  expect(rows).toEqual([{ n: 1 }])
  const letters = await sql<{
    text: string
  }>`select body_text as text from platform.mailbox where recipient = 'guest@griot.example' and body_text like '%Le passeur%' and body_text like '%Le bac%'`.execute(house.db)
  expect(letters.rows).toHaveLength(1)
  const shown = await house.call<Project>(house.nobody, 'crowdfunding.getProject', { slug: campaign.slug })
  expect(shown.films.map(({ relation, slug, watchable }) => [relation, slug, watchable])).toEqual([
    ['follows', first.slug, true],
    ['result', result.slug, true],
  ])
}, 60_000)

test('a campaign that opens is told to those who agreed to such news, once, and to nobody else', async () => {
  const { house } = scene
  const [curious, silent, left] = [await house.person(), await house.person(), await house.person()]
  for (const one of [curious, left]) await house.call(one, 'trust.setConsent', { purpose: 'news', granted: true })
  await house.call(left, 'trust.setConsent', { purpose: 'news', granted: false })
  await house.call(scene.maker, 'trust.setConsent', { purpose: 'news', granted: true })
  await launch(scene)
  await house.runJobs()
  const told = async (who: Person) => {
    const { rows } = await sql<{ n: number }>`select count(*)::int as n from messaging.notices where user_id = ${who.id} and kind = 'crowdfunding.opened'`.execute(house.db)
    return rows[0]!.n
  }
  expect([await told(curious), await told(silent), await told(left), await told(scene.maker)]).toEqual([1, 0, 0, 0])
})
