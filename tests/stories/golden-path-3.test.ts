import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { z } from 'zod'
import type { Checkup } from '#domains/checkup/schema/checkup.ts'
import type { MyPlan, Prescription } from '#domains/checkup/schema/prescription.ts'
import { receiveImport } from '#domains/crm/actions/import/receive.ts'
import type { Fit } from '#domains/fit/schema.ts'
import type { Person } from '#platform/actor'
import { copyFileSync } from 'node:fs'
import { join } from 'node:path'
import { messyArtists } from '#tests/files/messy-artists.ts'
import { openHouse, type TestHouse } from '#tests/house.ts'
import { linkTo } from './prescribing.ts'

/** Golden path 3, first half: from a list of names to an artist who has accepted a prescription, through the operations, looked at in the rows. */

interface Id {
  id: string
}
interface Line {
  id: string
  name: string
  followers: number | null
  target: string
}
interface Listed {
  items: Line[]
  total: number | null
}
interface Pipelines {
  items: { id: string; of: string; stages: (Id & { key: string })[] }[]
}

let house: TestHouse
let mariam: Person
let julien: Person
let agency: string

beforeAll(async () => {
  house = await openHouse()
  mariam = await house.person({ name: 'Mariam Koné' })
  agency = await house.workspace(mariam, { name: 'Nyala Agence', kind: 'agency' })
  julien = await house.person({ name: 'Julien Mercier' })
  await house.join(agency, julien, 'editor')
})
afterAll(() => house.close())

const one = async <T>(query: ReturnType<typeof sql<T>>): Promise<T> => (await query.execute(house.db)).rows[0]!
const milestones = async (recordId: string): Promise<Record<string, string>> =>
  (await one(sql<{ milestones: Record<string, string> }>`select milestones from crm.records where id = ${recordId}`)).milestones
const history = async (recordId: string): Promise<string[]> =>
  (await sql<{ kind: string }>`select kind from crm.happenings where record_id = ${recordId} order by at, id`.execute(house.db)).rows.map(({ kind }) => kind)

test('five hundred names by CSV, one of them in the target, checked, prescribed, accepted: tasks exist and figures raise the fit with reasons', async () => {
  // 1. A list with errors and duplicates.
  const imported = await importList()
  expect(imported).toMatchObject({ created: messyArtists.artists, undecided: messyArtists.doubles + messyArtists.mistyped, failed: messyArtists.wrong })
  await house.call(mariam, 'crm.decideImportRows', { id: imported.id, decision: 'complete' })
  await house.runJobs()
  expect((await one(sql<{ n: number }>`select count(*)::int as n from crm.records where workspace_id = ${agency} and removed_at is null`)).n).toBe(messyArtists.artists)

  // 2. The target: 1,000 to 15,000 followers, self-produced, no team.
  const band = await house.call<Listed>(mariam, 'crm.listArtists', { followersFrom: 1_000, followersTo: 15_000, sort: 'followers', limit: 100 })
  expect(band.items.length).toBeGreaterThan(20)
  expect(band.items.every(({ followers }) => followers! >= 1_000 && followers! <= 15_000)).toBe(true)
  const { id: recordId, name } = band.items.find((line) => line.target !== 'no')!
  await house.call(mariam, 'crm.updateArtist', { id: recordId, selfProduced: true, hasTeam: false, email: 'artiste@scene.example' })
  expect((await house.call<{ target: string }>(mariam, 'crm.getArtist', { id: recordId })).target).toBe('yes')

  // 3. Into the pipeline, then to the check-up; not to the prescription before it is finished.
  const stages = await pipeline()
  const card = await house.call<Id>(mariam, 'crm.createCard', { pipelineId: stages.pipeline, recordId })
  await house.runJobs()
  const before = (await house.call<z.output<typeof Fit>>(julien, 'fit.getFit', { id: recordId })).analysis!
  expect(
    (await one(sql<{ n: number }>`select count(*)::int as n from fit.analyses where record_id = ${recordId} and occasion = 'entry' and pipeline_id = ${stages.pipeline}`)).n,
  ).toBe(1)
  await house.call(julien, 'crm.moveCard', { id: card.id, toStage: stages.of('checkup') })
  await expect(house.call(julien, 'crm.moveCard', { id: card.id, toStage: stages.of('prescription') })).rejects.toMatchObject({
    kind: 'refused',
    code: 'crm.cannotEnter',
    fields: [expect.objectContaining({ code: expect.stringContaining('crm.pipeline.need.') })],
  })
  expect((await one(sql<{ key: string }>`select s.key from crm.cards c join crm.stages s on s.id = c.stage_id where c.id = ${card.id}`)).key).toBe('checkup')

  // 4. The grid fills itself with what is known; the rest by hand.
  const checkup = await examine(recordId)
  expect(checkup.result.strengths.length).toBeGreaterThan(0)
  expect(checkup.result.weaknesses.length).toBeGreaterThan(0)
  expect(await milestones(recordId)).toHaveProperty(['checkup.finished'])
  await house.call(julien, 'crm.moveCard', { id: card.id, toStage: stages.of('prescription') })

  // 5. A prescription with dated actions, sent by a private link.
  const plan = await prescribe(recordId)
  const artist = await house.person({ name })
  expect(await house.call(artist, 'checkup.joinAgency', { token: await linkTo(house, 'artiste@scene.example') })).toEqual({ recordId, planId: plan.id })

  // 6. The artist accepts: tasks for each side, once.
  const mine = await house.call<MyPlan>(artist, 'checkup.getMyPlan', { id: plan.id })
  await house.call(artist, 'checkup.acceptPlan', { id: plan.id, version: mine.version })
  const { rows: tasks } = await sql<{ id: string; ownerId: string; dueOn: string }>`select id, owner_id as "ownerId", due_on::text as "dueOn" from planning.tasks
    where key like ${`plan:${plan.id}:%`}`.execute(house.db)
  expect(tasks.map(({ dueOn }) => dueOn).toSorted()).toEqual(plan.lines.map(({ dueOn }) => dueOn).toSorted())
  expect(tasks.some(({ ownerId }) => ownerId === artist.id)).toBe(true)
  expect(await milestones(recordId)).toMatchObject({ 'prescription.sent': expect.any(String), 'prescription.accepted': expect.any(String) })
  await house.call(mariam, 'crm.moveCard', { id: card.id, toStage: stages.of('execution') })

  // 7. Figures raise the score, and the reasons are told.
  await house.runJobs()
  const checked = (await house.call<z.output<typeof Fit>>(julien, 'fit.getFit', { id: recordId })).analysis!
  expect(checked.confidence).toBeGreaterThan(before.confidence)
  await noteEngagement(recordId, 900)
  await house.runJobs()
  const after = (await house.call<z.output<typeof Fit>>(julien, 'fit.getFit', { id: recordId })).analysis!
  expect(after.score!).toBeGreaterThan(checked.score!)
  expect(after.reasons.find(({ criterion }) => criterion === 'engagement')).toMatchObject({ score: 100, because: { code: 'engagement' } })
  const sums = await one(sql<{
    score: number
    points: number
  }>`select a.score, (select sum((r ->> 'points')::numeric)::float8 from jsonb_array_elements(a.result -> 'reasons') r) as points
    from fit.scores s join fit.analyses a on a.id = s.analysis_id where s.record_id = ${recordId}`)
  expect(sums.points).toBeCloseTo(sums.score, 4)

  // One history tells it all.
  expect(await history(recordId)).toEqual(
    expect.arrayContaining([
      'crm.timeline.placed',
      'crm.timeline.moved',
      'checkup.timeline.started',
      'checkup.timeline.finished',
      'checkup.timeline.planSent',
      'checkup.timeline.planAccepted',
      'fit.timeline.changed',
    ]),
  )
})

async function importList(): Promise<Id & { created: number; undecided: number; failed: number }> {
  const path = join(house.config.dataDir, 'sent.csv')
  copyFileSync(messyArtists.path, path)
  const { id } = await receiveImport(house.ctx(mariam), { workspaceId: agency, kind: 'artist', name: messyArtists.name, path, size: messyArtists.bytes().length })
  await house.call(mariam, 'crm.startImport', { id })
  await house.runJobs()
  return { ...(await house.call<{ created: number; undecided: number; failed: number }>(mariam, 'crm.getImport', { id })), id }
}

async function pipeline(): Promise<{ pipeline: string; of: (key: string) => string }> {
  const { items } = await house.call<Pipelines>(mariam, 'crm.listPipelines')
  const artists = items.find((one) => one.of === 'artists')!
  return { pipeline: artists.id, of: (key) => artists.stages.find((stage) => stage.key === key)!.id }
}

/** Opens the check-up, sees what filled itself, answers what nobody could know, finishes it. */
async function examine(recordId: string): Promise<z.output<typeof Checkup>> {
  await noteEngagement(recordId, 90)
  const { id } = await house.call<Id>(julien, 'checkup.startCheckup', { recordId })
  const filled = await house.call<z.output<typeof Checkup>>(julien, 'checkup.getCheckup', { id })
  expect(filled.result.findings.filter(({ origin }) => origin === 'computed').length).toBeGreaterThan(2)
  const asked = filled.result.findings.filter(({ origin }) => origin === 'missing').map(({ criterion }, place) => ({ criterion, answer: place % 3 === 0 ? 'yes' : 'no' }))
  await house.call(julien, 'checkup.fillCheckup', { id, answers: asked })
  await house.call(julien, 'checkup.finishCheckup', { id })
  return house.call<z.output<typeof Checkup>>(mariam, 'checkup.getCheckup', { id })
}

async function prescribe(recordId: string): Promise<Prescription> {
  const { id, version } = await house.call<Id & { version: number }>(julien, 'checkup.draftPrescription', { recordId, offer: '390', lang: 'fr' })
  const plan = await house.call<Prescription>(julien, 'checkup.getPrescription', { id })
  expect(plan.lines.length).toBeGreaterThan(2)
  expect(plan.lines.every(({ dueOn, why }) => dueOn >= plan.startsOn && why !== null)).toBe(true)
  await house.call(julien, 'checkup.sendPrescription', { id, version })
  return plan
}

const noteEngagement = (recordId: string, value: number) =>
  house.call(julien, 'checkup.noteFigures', { recordId, figures: [{ network: 'instagram', metric: 'engagement', value, day: house.ctx().now.toISOString().slice(0, 10) }] })
